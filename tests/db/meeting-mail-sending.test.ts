import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { findMailStop, listBounces, listMailBatches, listMeetingMails } from "@/db/queries/meeting-mail-desk";
import { refusal, send } from "../support/command";
import { read } from "../support/meeting";
import { hurry, places, readMail, sendDue, sendEverything } from "../support/meeting-mail";
import { openMailDesk } from "../support/meeting-mail-desk";
import { people } from "../support/seats";
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
const czech = /ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince/;

const stateOf = async (registrationId: string) => {
  const rows = await read(desk.organiser, (tx) =>
    tx.execute<{ template: string; state: string; error: string | null }>(sql`
      select template, state, last_error as error from outbox where registration_id = ${registrationId} and template like 'seat-%' order by created_at, id`),
  );
  return rows.map(({ template, state, error }) => `${template} ${state} ${error ?? ""}`.trim());
};

const bouncesOf = async (meetingId: string) =>
  (await read(desk.organiser, (tx) => listBounces(tx, meetingId))).map(({ email }) => email);

test("a full mailbox waits, an address that is none bounces, and a corrected one starts clean", async () => {
  const { first, publish, meetingId } = await office.told(
    { first: 3, second: 0 },
    { first: [any, any, any], second: [], waiting: [] },
  );
  const [full, none, fine] = first;
  office.answers.of = (to) =>
    to === full?.email
      ? { step: "to", status: 452, text: "4.2.2 mailbox full" }
      : to === none?.email
        ? { step: "to", status: 550, text: "5.1.1 no such person" }
        : undefined;
  await publish();
  await hurry();
  await sendDue();
  expect(await stateOf(full?.id ?? "")).toEqual(["seat-placed waiting deferred 452 4.2.2"]);
  expect(await stateOf(none?.id ?? "")).toEqual(["seat-placed failed refused 550 5.1.1"]);
  expect(await bouncesOf(meetingId)).toEqual([none?.email]);
  expect(await stateOf(fine?.id ?? "")).toEqual(["seat-placed sent"]);
  const email = `opraveno-${none?.email}`;
  const [row] = await read(desk.organiser, (tx) =>
    tx.execute<{ version: string }>(sql`select sec.registration_version(${none?.id ?? null}) as version`),
  );
  await send(desk.organiser, "registration.correct", {
    registrationId: none?.id,
    email,
    reason: "Překlep",
    version: row?.version,
  });
  expect(await stateOf(none?.id ?? "")).toEqual(["seat-placed waiting"]);
  expect(await bouncesOf(meetingId)).toEqual([]);
  await sendEverything();
  office.answers.of = null;
  expect((await office.mailsOf(email)).map(({ subject }) => subject.split(":")[0]).sort()).toEqual([
    "Máte místo",
    "Potvrďte přihlášku",
  ]);
});

test("a mail refused for what it is stops the batch, marks nobody, and the organiser is told once", async () => {
  const { first, publish, meetingId } = await office.told(
    { first: 5, second: 0 },
    { first: [any, any, any, any, any], second: [], waiting: [] },
  );
  office.answers.of = (to) =>
    first.some(({ email }) => email === to) ? { step: "end", status: 550, text: "5.7.1 looks like spam" } : undefined;
  await publish();
  await hurry();
  await sendDue();
  await hurry();
  await sendDue();
  for (const { id } of first) expect((await stateOf(id))[0]).toMatch(/^seat-placed waiting/);
  const notices = await office.mailsOf(office.cast.ministry.organiser.email);
  expect(notices).toHaveLength(1);
  expect(notices[0]?.text).toContain("550 5.7.1");
  office.answers.of = null;
  await send(desk.organiser, "meeting-mail.resume", { meetingId });
  await sendEverything();
  for (const { id } of first) expect(await stateOf(id)).toEqual(["seat-placed sent"]);
});

test("no more than thirty a minute; a stop holds the rest, and who registers now does not wait behind them", async () => {
  const { first, publish, meetingId } = await office.told(
    { first: 40, second: 0 },
    { first: Array.from({ length: 40 }, () => any), second: [], waiting: [] },
  );
  await publish();
  await hurry();
  expect(await sendDue()).toBe(30);
  const batches = () => read(desk.organiser, (tx) => listMailBatches(tx, meetingId));
  expect(await batches()).toMatchObject([{ kind: "publication", sent: 30, waiting: 10, failed: 0, undone: false }]);
  const other = await desk.opened();
  const [newcomer] = await people(other.slug, [any]);
  await sendDue();
  expect((await office.mailsOf(newcomer?.email ?? "")).map(({ subject }) => subject.split(":")[0])).toContain(
    "Přihláška přijata",
  );
  expect(server.mails.filter(({ to }) => first.some(({ email }) => email === to))).toHaveLength(30);
  const stop = () => read(desk.organiser, (tx) => findMailStop(tx, meetingId));
  expect(await stop()).toBeNull();
  await send(desk.organiser, "meeting-mail.stop", { meetingId });
  expect(await stop()).toMatchObject({ decision: "stopped", by: expect.any(String) });
  expect(await refusal(send(desk.organiser, "meeting-mail.stop", { meetingId }))).toMatchObject({
    key: "mailsStopped",
    status: 409,
  });
  expect(
    await refusal(send(office.cast.ministry.auditor.credential, "meeting-mail.stop", { meetingId })),
  ).toMatchObject({
    status: 403,
  });
  await sendEverything();
  expect(server.mails.filter(({ to }) => first.some(({ email }) => email === to))).toHaveLength(30);
  await send(desk.organiser, "meeting-mail.resume", { meetingId });
  expect(await stop()).toBeNull();
  await sendEverything();
  expect(server.mails.filter(({ to }) => first.some(({ email }) => email === to))).toHaveLength(40);
  expect(await batches()).toMatchObject([{ sent: 40, waiting: 0 }]);
  const [some] = first;
  const found = await read(desk.organiser, (tx) => listMeetingMails(tx, meetingId, some?.email));
  expect(found.map(({ template, email }) => [template, email])).toContainEqual(["seat-placed", some?.email]);
  expect(new Set(found.map(({ email }) => email)).size).toBe(1);
  const strange = await read(office.cast.ministry.auditor.credential, (tx) =>
    listMeetingMails(tx, meetingId, undefined),
  );
  expect(strange).toEqual([]);
});

/** A site as its form sends it, with something else. */
async function siteWith(slug: string, code: string, more: object) {
  const found = (await desk.found(slug)).sites.find((site) => site.code === code);
  if (!found) throw new Error(`no site ${code}`);
  const { id: siteId, version: _, ...site } = found;
  return { siteId, ...site, ...more };
}

test("reminders go once, whoever orders them, and not to who waits, left or learned of his place just now", async () => {
  const { slug, first, waiting, publish, siteId, meetingId } = await office.told(
    { first: 4, second: 0 },
    { first: [any, any, any, any], second: [], waiting: [any, any] },
  );
  const [goes, fresh, left, newly] = first;
  await publish();
  await sendEverything();
  await office.withdraw(slug, left?.link ?? "");
  await sendEverything();
  const early = sql`${goes?.id ?? null}, ${fresh?.id ?? null}, ${left?.id ?? null}`;
  await asSuperOperator(
    sql`update outbox set settled_at = now() - interval '3 days' where registration_id in (${early}) and state = 'sent'`,
  );
  await asSuperOperator(
    sql`update registrations set confirmed_at = confirmed_at - interval '3 days' where id in (${early}, ${newly?.id ?? null}) and id <> ${fresh?.id ?? null}`,
  );
  const due = async () =>
    (
      await read({ kind: "worker" }, (tx) => tx.execute<{ id: string }>(sql`select d.id from sec.reminders_due() d`))
    ).map(({ id }) => id);
  expect(await due()).not.toContain(siteId("first"));
  await asSuperOperator(
    sql`update meeting_sites set starts_on = sec.today() + 7, ends_on = sec.today() + 9 where id = ${siteId("first")}`,
  );
  expect(await due()).toContain(siteId("first"));
  office.clear();
  const { orderReminders } = await import("@/db/mutations/meeting-mails");
  const { withActor } = await import("@/db/gate");
  const worker = () => withActor({ kind: "worker" }, "write", orderReminders);
  await Promise.all([worker(), worker()]);
  await worker();
  await sendEverything();
  const reminded = (await Promise.all(server.mails.map(readMail))).filter(({ subject }) =>
    subject.startsWith("Připomínka"),
  );
  expect(reminded.map(({ to }) => to)).toEqual([goes?.email]);
  expect(reminded[0]?.text).toContain(places.first);
  expect(reminded[0]?.event).toBeNull();
  expect(await refusal(send(desk.organiser, "meeting-mail.remind", { siteId: siteId("first") }))).toMatchObject({
    key: "reminderSent",
  });
  // Slept over the first day: never.
  const [other] = (await desk.found(slug)).sites.filter(({ code }) => code === "second");
  await asSuperOperator(
    sql`update meeting_sites set starts_on = sec.today(), ends_on = sec.today() + 2 where id = ${other?.id ?? null}`,
  );
  expect(await due()).not.toContain(other?.id);

  await send(desk.organiser, "meeting-mail.programme", { siteId: siteId("first") });
  await sendEverything();
  const [programme] = (await office.mailsOf(goes?.email ?? "")).filter(({ subject }) => subject.startsWith("Program"));
  expect(programme?.text).toContain("Krizová komunikace");
  expect(programme?.event).toMatchObject({ method: "REQUEST", sequence: 1 });
  expect(await refusal(send(desk.organiser, "meeting-mail.programme", { siteId: siteId("second") }))).toMatchObject({
    key: "mailingNobody",
  });
  // Who comes later gets it as well, after the news of his place.
  office.clear();
  await send(desk.organiser, "site.change", await siteWith(slug, "first", { capacity: 5 }));
  await sendEverything();
  const later = await office.mailsOf(waiting[1]?.email ?? "");
  expect(later.map(({ subject }) => subject.split(":")[0]).sort()).toEqual(["Program", "Uvolnilo se místo"]);
  expect(later.map(({ event }) => event?.sequence).sort()).toEqual([0, 1]);
  await send(desk.organiser, "meeting-mail.try", { meetingId, mail: "moved", locale: "en" });
  await sendEverything();
  const tried = (await office.mailsOf(office.cast.ministry.organiser.email)).at(-1);
  expect(tried?.subject).toMatch(/^Ukázka: Your place has changed/);
  expect(tried?.text).not.toMatch(czech);
});
