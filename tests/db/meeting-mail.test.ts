import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { refusal, send } from "../support/command";
import { read } from "../support/meeting";
import { crowd, places, type ReadMail, readMail, sendDue, sendEverything } from "../support/meeting-mail";
import { openMailDesk } from "../support/meeting-mail-desk";
import { asSuperOperator } from "../support/superuser";

// The settings are read once, at the first look at them: this file has modules and settings of its own.
vi.hoisted(() => vi.resetModules());

type MailDesk = Awaited<ReturnType<typeof openMailDesk>>;
let office: MailDesk;
let server: MailDesk["server"];
let desk: MailDesk["desk"];
beforeAll(async () => {
  office = await openMailDesk();
  ({ server, desk } = office);
});
afterAll(async () => {
  await office.close();
  vi.resetModules();
});

const any = { site: "any" };

/** What is said of a site other than the decided one, apart from what was asked for. */
const strayNames = ({ text }: ReadMail, decided: string | null) =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("Přáli jste si: ") && !line.startsWith("You asked for: "))
    .filter((line) => Object.values(places).some((name) => name !== decided && line.includes(name)));

const czech = /ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince/;

test("seat, move, lost, seated again from the queue, sent again: one event each time, its numbers rising", async () => {
  const { slug, first, waiting, publish, move, siteId, meetingId } = await office.told(
    { first: 1, second: 1 },
    { first: [{ ...any, name: 'Jan "Řeka"; Žižka' }], second: [], waiting: [] },
  );
  const [{ id, email } = { id: "", email: "" }] = first;
  expect(waiting).toEqual([]);
  await publish();
  await sendEverything();
  await move(id, "first", "second");
  await sendEverything();
  await send(desk.organiser, "seat.remove", { registrationId: id, fromSiteId: siteId("second"), reason: "Omyl" });
  await sendEverything();
  await move(id, null, "first", "Přece jen");
  await sendEverything();
  const mails = await office.mailsOf(email);
  expect(mails.map(({ event }) => [event?.method, event?.sequence])).toEqual([
    ["REQUEST", 0],
    ["REQUEST", 1],
    ["CANCEL", 2],
    ["REQUEST", 3],
  ]);
  expect(new Set(mails.map(({ event }) => event?.uid)).size).toBe(1);
  for (const { event, method, mail } of mails) {
    expect(method).toBe(event?.method);
    expect(event?.status).toBe(event?.method === "CANCEL" ? "CANCELLED" : "CONFIRMED");
    expect(event?.organizer).toBe("mailto:setkani@ministerstvo.example");
    expect(mail.from?.address).toBe("setkani@ministerstvo.example");
    expect(event?.attendees).toEqual([`mailto:${email}`]);
    expect(event?.rsvp).toBe("FALSE");
  }
  expect(mails.map(({ event }) => event?.location)).toEqual([
    `Školicí středisko, Náměstí 1, ${places.first}`,
    `Školicí středisko, Náměstí 1, ${places.second}`,
    `Školicí středisko, Náměstí 1, ${places.second}`,
    `Školicí středisko, Náměstí 1, ${places.first}`,
  ]);
  expect(mails[2]?.event?.starts).toBe(mails[1]?.event?.starts);
  expect(mails.map(({ subject }) => subject.split(":")[0])).toEqual([
    "Máte místo",
    "Změna místa",
    "Vaše místo neplatí",
    "Máte místo",
  ]);
  expect(mails[1]?.text).toContain("Důvod: Oprava střechy");

  const rows = await read(desk.organiser, (tx) =>
    tx.execute<{ id: string; template: string }>(
      sql`select id, template from outbox where registration_id = ${id} and template like 'seat-%' order by created_at, id`,
    ),
  );
  const [oldest] = rows;
  const latest = rows.at(-1);
  expect(await refusal(send(desk.organiser, "meeting-mail.resend", { mailId: oldest?.id }))).toMatchObject({
    key: "mailNotResent",
  });
  await send(desk.organiser, "meeting-mail.resend", { mailId: latest?.id });
  await sendEverything();
  const again = (await office.mailsOf(email)).at(-1);
  const bare = (text?: string) => text?.replace(/DTSTAMP:.*/, "");
  expect(bare(again?.event?.text)).toBe(bare(mails[3]?.event?.text));
  expect(again?.mail.messageId).not.toBe(mails[3]?.mail.messageId);
  await office.withdraw(slug, first[0]?.link ?? "");
  await sendEverything();
  expect((await office.mailsOf(email)).at(-1)).toMatchObject({ event: { method: "CANCEL", sequence: 4 } });
  expect(meetingId).not.toBe("");
});

test("a whole allocation of 260 people, some moved before anything was sent: each gets exactly what he needs to know", async () => {
  const wish = (at: number) => ({
    site: at % 4 === 0 ? "second" : at % 4 === 1 ? "any" : "first",
    locale: at % 3 === 0 ? "en" : "cs",
  });
  const wishes = (from: number, count: number) => Array.from({ length: count }, (_, at) => wish(from + at));
  const { slug, meetingId, first, second, waiting, publish } = await office.told(
    { first: 100, second: 100 },
    { first: wishes(0, 100), second: wishes(100, 100), waiting: wishes(200, 60) },
    crowd,
  );
  await publish();
  expect(await sendDue()).toBe(0);
  // Two change places, one goes there and back, one gives his seat back and somebody from the queue gets it: all of it untold.
  const swap = (one: string, other: string, [from, to] = ["first", "second"]) =>
    send(desk.organiser, "seat.move", {
      meetingId,
      moves: [
        { registrationId: one, fromSiteId: siteOf(from), siteId: siteOf(to) },
        { registrationId: other, fromSiteId: siteOf(to), siteId: siteOf(from) },
      ],
      agreed: true,
      reason: "Domluva",
    });
  const { sites } = await desk.found(slug);
  const siteOf = (code = "") => sites.find((site) => site.code === code)?.id ?? "";
  await swap(first[1]?.id ?? "", second[1]?.id ?? "");
  await swap(first[2]?.id ?? "", second[2]?.id ?? "");
  await swap(second[2]?.id ?? "", first[2]?.id ?? "");
  await office.withdraw(slug, first[3]?.link ?? "");
  await sendEverything();

  const stands = await read(desk.organiser, (tx) =>
    tx.execute<{
      id: string;
      email: string;
      locale: string;
      site: string | null;
      wished: string | null;
      left: boolean;
    }>(sql`
      select r.id, r.email, r.locale, s.name as site, w.name as wished, r.withdrawn_at is not null as left
      from registrations r left join seats x on x.registration_id = r.id left join meeting_sites s on s.id = x.site_id
        left join meeting_sites w on w.id = r.preferred_site_id where r.meeting_id = ${meetingId}`),
  );
  expect(stands).toHaveLength(260);
  expect(stands.filter(({ site, wished }) => site && wished && site !== wished).length).toBeGreaterThanOrEqual(20);
  const arrived = await Promise.all(server.mails.map(readMail));
  expect(server.mails).toHaveLength(259);
  for (const { email, locale, site, wished, left } of stands) {
    const mails = arrived.filter(({ to }) => to === email);
    expect([email, mails.length]).toEqual([email, left ? 0 : 1]);
    const [mail] = mails;
    if (!mail) continue;
    const starts = { cs: ["Máte místo", "Čekáte na místo"], en: ["You have a place", "You are waiting"] }[locale] ?? [];
    expect(mail.subject).toMatch(new RegExp(`^${starts[site ? 0 : 1]}`));
    expect(strayNames(mail, site)).toEqual([]);
    if (locale === "en") expect(mail.text + mail.subject + mail.event?.summary).not.toMatch(czech);
    const asked = wished && wished !== site ? wished : null;
    expect(/^(Přáli jste si|You asked for): (.*)$/m.exec(mail.text)?.[2]?.includes(asked ?? "") ?? asked === null).toBe(
      true,
    );
    if (!site) {
      expect(mail.event).toBeNull();
      expect(mail.text).toContain("2025");
      continue;
    }
    for (const body of [mail.subject, mail.text, mail.html, mail.event?.summary ?? ""]) expect(body).toContain(site);
    const day = sites.find(({ name }) => name === site)?.startsOn ?? "";
    expect(mail.text).toContain("Náměstí 1");
    expect(mail.subject).toContain(String(Number(day.slice(8))));
    expect(mail.event).toMatchObject({ method: "REQUEST", sequence: 0, location: expect.stringContaining(site) });
    expect(mail.event?.starts.slice(0, 10)).toBe(day);
    expect(mail.method).toBe("REQUEST");
    expect(mail.html).toContain(
      locale === "en" ? "Co-funded by the European Union" : "Spolufinancováno Evropskou unií",
    );
  }
  // Once it was told, a move is a notice with its reason, and who waited is promoted.
  office.clear();
  await swap(first[6]?.id ?? "", second[6]?.id ?? "");
  await office.withdraw(slug, second[5]?.link ?? "");
  await sendEverything();
  const later = await Promise.all(server.mails.map(readMail));
  expect(later).toHaveLength(4);
  for (const { email, locale } of [first[6], second[6]]
    .map((one) => stands.find(({ id }) => id === one?.id))
    .filter((one) => !!one)) {
    const notice = later.find(({ to }) => to === email);
    expect(notice?.subject).toMatch(locale === "en" ? /^Your place has changed/ : /^Změna místa/);
    expect(notice?.text).toContain("Domluva");
    expect(notice?.event).toMatchObject({ method: "REQUEST", sequence: 1 });
  }
  expect(later.find(({ to }) => to === second[5]?.email)?.event).toMatchObject({ method: "CANCEL", sequence: 1 });
  const promoted = later.filter(({ event }) => event?.sequence === 0);
  expect(promoted.map(({ to }) => waiting.some(({ email }) => email === to))).toEqual([true]);
  expect(promoted[0]?.subject).toMatch(/^(Uvolnilo se místo|A place is free for you)/);
}, 240_000);

test("until the first mail left, a publication is taken back and nobody hears of it; the next one counts from nought", async () => {
  const { first, waiting, publish } = await office.told(
    { first: 1, second: 0 },
    { first: [any], second: [], waiting: [any] },
  );
  const publicationId = await publish();
  await send(desk.organiser, "publication.undo", { publicationId, note: "Ještě ne" });
  await sendEverything();
  expect(server.mails).toEqual([]);
  const again = await publish();
  await sendEverything();
  expect((await office.mailsOf(first[0]?.email ?? "")).map(({ event }) => event?.sequence)).toEqual([0]);
  expect(await office.mailsOf(waiting[0]?.email ?? "")).toHaveLength(1);
  // The clock alone would still allow it.
  await asSuperOperator(
    sql`update publications set mails_from = now() + interval '1 hour' where id = ${again ?? null}`,
  );
  expect(
    await refusal(send(desk.organiser, "publication.undo", { publicationId: again, note: "Pozdě" })),
  ).toMatchObject({
    key: "publicationLeft",
    status: 409,
  });
});
