import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { send } from "../support/command";
import { hurry, sendDue, sendEverything } from "../support/meeting-mail";
import { openMailDesk } from "../support/meeting-mail-desk";
import { visitor } from "../support/registration";
import { allocate, allocated } from "../support/seats";
import { begun, pasted, teamAt } from "../support/team";

// The settings are read once, at the first look at them: this file has modules and settings of its own.
vi.hoisted(() => vi.resetModules());

let office: Awaited<ReturnType<typeof openMailDesk>>;
beforeAll(async () => {
  office = await openMailDesk();
});
afterAll(async () => {
  await office.close();
  vi.resetModules();
});

/** A published meeting where a whole team has seats. */
async function seated(people: string, count: number, more: object = {}) {
  const { desk } = office;
  const { slug, meetingId } = await allocated(desk, { first: count, second: 0 });
  const at = await begun(slug, more);
  await pasted(at, people, count, { site: "first", canOther: "no" });
  await sendEverything();
  office.clear();
  await allocate(desk, meetingId);
  const siteId = (await desk.found(slug)).sites.find(({ code }) => code === "first")?.id;
  const { members } = await teamAt(slug, at.link);
  const placement = members.map(({ id }) => ({ registrationId: id, siteId }));
  await send(desk.organiser, "publication.publish", { meetingId, placement });
  return { ...at, members: (await teamAt(slug, at.link)).members, meetingId };
}

test("who has no address of his own is told through his coordinator, in the coordinator's language, each by a mail", async () => {
  const office9 = Array.from({ length: 3 }, (_, n) => `Osoba ${"ABC"[n]}; podatelna-${Date.now()}@mesto.example`).join(
    "\n",
  );
  const { email } = await seated(office9, 3, { locale: "en" });
  await sendEverything();
  const mails = (await office.mailsOf(email)).filter(({ event }) => event);
  expect(mails.map(({ text }) => /Participant: (.*)/.exec(text)?.[1]).sort()).toEqual([
    "Osoba A",
    "Osoba B",
    "Osoba C",
  ]);
  expect(new Set(mails.map(({ event }) => event?.uid)).size).toBe(3);
  for (const { subject, event } of mails) {
    expect(subject).toMatch(/^You have a place/);
    expect(event?.attendees).toEqual([`mailto:${email}`]);
  }
});

test("the coordinator hears of an address that takes no mail; who was replaced loses his event, his substitute gets one", async () => {
  const mark = Date.now();
  const [fine, none] = [`jana-${mark}@mesto.example`, `petr-${mark}@mesto.example`];
  const { slug, link, email, members } = await seated(`Jana Nová; ${fine}\nPetr Starý; ${none}`, 2);
  office.answers.of = (to) => (to === none ? { step: "to", status: 550, text: "5.1.1 no such person" } : undefined);
  await hurry();
  await sendDue();
  office.answers.of = null;
  await sendEverything();
  const told = (await office.mailsOf(email)).filter(({ subject }) => subject.startsWith("Adresa nepřijímá poštu"));
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain(`Petr Starý, ${none}`);
  const own = (await office.mailsOf(fine)).at(-1);
  expect(own?.event).toMatchObject({ method: "REQUEST", sequence: 0 });

  office.clear();
  const old = members.find(({ name }) => name === "Jana Nová");
  const substitute = `nahrada-${mark}@mesto.example`;
  const { members: now } = await teamAt(slug, link);
  const version = now.find(({ id }) => id === old?.id)?.version;
  const swap = {
    slug,
    link,
    registrationId: old?.id,
    version,
    name: "Karel Další",
    role: "assistant",
    email: substitute,
  };
  await send(visitor(), "member.replace", swap);
  await sendEverything();
  const gone = (await office.mailsOf(fine)).filter(({ event }) => event);
  expect(gone).toHaveLength(1);
  expect(gone[0]?.event).toMatchObject({ method: "CANCEL", sequence: 1, uid: own?.event?.uid });
  const [came] = (await office.mailsOf(substitute)).filter(({ event }) => event);
  expect(came?.subject).toMatch(/^Jedete jako náhradník/);
  expect(came?.event).toMatchObject({ method: "REQUEST", sequence: 0 });
  expect(came?.event?.uid).not.toBe(own?.event?.uid);
});
