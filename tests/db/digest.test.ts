import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { type Credential, NotSignedIn, withActor } from "@/db/gate";
import { endDigest } from "@/db/mutations/subscriptions";
import { createToken } from "@/db/mutations/tokens";
import { listDue } from "@/db/queries/deadlines";
import type { MailOrder } from "@/db/queries/outbox";
import { ownSubscriptions } from "@/db/queries/subscriptions";
import { orderAuditHeads } from "@/server/jobs/audit-heads";
import { digestIsOn, turnDigestOff } from "@/server/mail/digest-off";
import { writeMail } from "@/server/mail/write";
import { deadlineCalendar } from "@/server/views/calendar";
import { orderDigests, rhythmsOf } from "@/server/views/digest";
import { type Cast, makeCast, type Person, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { freshProject, row } from "../support/project";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const own = (who: Person) => withActor(who.credential, "read", (tx) => ownSubscriptions(tx, who.id));
const setDigest = (who: Person, every: string, id?: string) => send(who.credential, "account.digest", { every }, id);
const setCalendar = (who: Person, address: string, id?: string) =>
  send(who.credential, "account.calendar", { address }, id);
/** A Wednesday and a Monday, at eight in Prague; no test's digests meet, since each day has its own. */
const wednesday = new Date("2026-03-11T07:00:00Z");
const noHoliday = () => false;
const digestsOf = (who: Person) =>
  withActor({ kind: "operator" }, "read", (tx) =>
    tx.execute<{ id: string }>(sql`select id from outbox where template = 'digest' and recipient_id = ${who.id}`),
  );
const mailTo = (who: Person): MailOrder => ({
  id: randomUUID(),
  messageId: "x",
  template: "digest",
  data: {},
  attempts: 0,
  batchId: null,
  meetingId: null,
  calendar: null,
  age: 0,
  recipient: { id: who.id, email: who.email, name: "Někdo", locale: "cs", active: true },
});

test("a person sets how often the digest comes, and turns it off; a link in a sent one lasts over the change", async () => {
  const finance = person(cast.south, "finance");
  expect(await own(finance)).toMatchObject({ every: null });
  const id = randomUUID();
  await setDigest(finance, "day", id);
  const before = await own(finance);
  await setDigest(finance, "day", id);
  await setDigest(finance, "week");
  expect(await own(finance)).toMatchObject({ every: "week", digestId: before.digestId });
  await setDigest(finance, "off");
  expect(await own(finance)).toMatchObject({ every: null, digestId: null });
  expect(await refusal(setDigest(finance, "hourly"))).toMatchObject({ status: 422 });
});

test("nobody sees or sets another's, and a token of the API sets nothing", async () => {
  const [mentor, manager] = [person(cast.south, "mentor"), person(cast.south, "manager")];
  await setDigest(mentor, "day");
  const seen = (who: Person) =>
    withActor(who.credential, "read", (tx) =>
      tx.execute(sql`select 1 from subscriptions where user_id = ${mentor.id}`),
    );
  expect([(await seen(mentor)).length, (await seen(manager)).length, (await seen(cast.admin)).length]).toEqual([
    1, 0, 0,
  ]);
  const steal = withActor(manager.credential, "write", (tx) =>
    tx.execute(sql`insert into subscriptions (organisation_id, user_id, kind, token_hash)
      values (${cast.south.id}, ${mentor.id}, 'calendar', '\\x00')`),
  );
  await expect(steal).rejects.toThrow();
  const token = await withActor(
    { kind: "operator" },
    "write",
    (tx, me) => createToken(tx, me, { email: mentor.email, name: "stroj" }),
    { id: randomUUID(), name: "token.create" },
  );
  const machine: Credential = { kind: "token", token };
  expect(await refusal(send(machine, "account.digest", { every: "off" }))).toMatchObject({ status: 403 });
  expect(await refusal(send(machine, "account.calendar", { address: "new" }))).toMatchObject({ status: 403 });
});

test("a digest is ordered once a day, for whom something waits and nobody else", async () => {
  await freshProject(cast);
  const [manager, finance] = [person(cast.north, "manager"), person(cast.north, "finance")];
  const idle = cast.ministry.organiser;
  for (const who of [manager, finance, idle]) await setDigest(who, "day");
  await orderDigests(wednesday);
  await orderDigests(wednesday);
  expect((await digestsOf(finance)).length).toBe(1);
  expect((await digestsOf(idle)).length).toBe(0);
  await orderDigests(new Date("2026-03-14T07:00:00Z"));
  await orderDigests(new Date("2026-04-06T06:00:00Z"));
  expect((await digestsOf(finance)).length).toBe(1);
  await setDigest(finance, "week");
  await orderDigests(new Date("2026-03-12T07:00:00Z"));
  expect((await digestsOf(finance)).length).toBe(1);
  await orderDigests(new Date("2026-03-16T07:00:00Z"));
  expect((await digestsOf(finance)).length).toBe(2);
});

test("it is written under the reader's own rights, with links that turn it off, and not after he turned it off", async () => {
  const finance = person(cast.north, "finance");
  await setDigest(finance, "day");
  const written = await writeMail(mailTo(finance));
  if (typeof written === "string") throw new Error(written);
  expect(written.subject).toBe("Hlídka: co na vás čeká");
  expect(written.text).toContain("období");
  expect(written.text).not.toContain(cast.south.slug);
  const token = /\/api\/mail\/off\/([\w-]+)$/.exec(written.off ?? "")?.[1] ?? "";
  expect(written.text).toContain(`/digest-off/${token}`);
  const masked = await writeMail(mailTo(finance), true);
  expect(JSON.stringify(masked)).not.toContain(token);
  expect([await digestIsOn(token), await digestIsOn(`${token}x`), await digestIsOn("'; drop")]).toEqual([
    true,
    false,
    false,
  ]);
  expect(await turnDigestOff(token)).toBe(true);
  expect(await turnDigestOff(token)).toBe(false);
  expect(await own(finance)).toMatchObject({ every: null });
  expect(await writeMail(mailTo(finance))).toBe("nothing");
  const logged = await row(
    cast.ministry.auditor.credential,
    sql`select action, actor_kind as kind, actor_id as who, op from audit_entries where table_name = 'subscriptions' and organisation_id = ${cast.north.id}
      order by id desc limit 1`,
  );
  expect(logged).toEqual({ action: "digest.off", kind: "public", who: finance.id, op: "delete" });
});

test("who reads for a person writes nothing, and only with the key of the installation", async () => {
  const manager = person(cast.north, "manager");
  await setDigest(manager, "day");
  const write = withActor({ kind: "digest", userId: manager.id }, "write", (tx) =>
    tx.execute(sql`update projects set name = 'x'`),
  );
  await expect(write.then((rows) => rows.count)).resolves.toBe(0);
  await expect(
    withActor(manager.credential, "read", (tx) =>
      tx.execute(sql`select sec.enter_digest(${manager.id}, 'no key', null)`),
    ),
  ).rejects.toThrow();
  await expect(
    withActor(manager.credential, "read", (tx) => tx.execute(sql`select sec.read_as(${manager.id}, null)`)),
  ).rejects.toThrow();
  await expect(
    withActor({ kind: "digest", userId: cast.ministry.auditor.id }, "read", async () => 1),
  ).rejects.toBeInstanceOf(NotSignedIn);
});

test("neither the address of a calendar nor the link of a digest hands the person's roles on", async () => {
  const manager = person(cast.north, "manager");
  await setCalendar(manager, "new");
  await setDigest(manager, "day");
  const { calendarToken, digestId } = await own(manager);
  const handOn = sql`select sec.delegate(${randomUUID()}, ${cast.north.id}, ${manager.id},
    ${person(cast.north, "mentor").id}, sec.rights_day(), sec.rights_day(), 'x')`;
  const byCalendar = withActor({ kind: "calendar", token: calendarToken ?? "" }, "write", (tx) => tx.execute(handOn));
  await expect(byCalendar).rejects.toMatchObject({ cause: { code: "42501" } });
  const token = linkToken("digest", digestId ?? "");
  const after = await withActor({ kind: "public" }, "write", async (tx) => {
    expect(await endDigest(tx, token)).toBe(true);
    return [...(await tx.execute(sql`select sec.user_id() as who, sec.home() as home, sec.kind() as kind`))];
  });
  expect(after).toEqual([{ who: null, home: null, kind: "public" }]);
});

test("a calendar opens by its address alone, under the rights of now, and ends with a new address", async () => {
  const finance = person(cast.north, "finance");
  await setCalendar(finance, "new");
  const first = (await own(finance)).calendarToken ?? "";
  const read = (token: string) => withActor({ kind: "calendar", token }, "read", (tx) => listDue(tx));
  const due = await read(first);
  expect(due.length).toBeGreaterThan(0);
  expect(due.every(({ slug }) => slug !== cast.south.slug)).toBe(true);
  await setCalendar(finance, "new");
  const second = (await own(finance)).calendarToken ?? "";
  await expect(read(first)).rejects.toBeInstanceOf(NotSignedIn);
  expect(await read(second)).toEqual(due);
  const change = (what: ReturnType<typeof sql>) =>
    withActor({ kind: "operator" }, "write", (tx) => tx.execute(what), { id: randomUUID(), name: "test.change" });
  const [first_] = due;
  await change(sql`update monitoring_periods set report_due_on = report_due_on - 1 where id = ${first_?.id}`);
  const moved = (await read(second)).find(({ id, kind }) => id === first_?.id && kind === first_?.kind);
  expect(moved?.changes).toBe((first_?.changes ?? 0) + 1);
  await change(sql`update users set active = false where id = ${finance.id}`);
  await expect(read(second)).rejects.toBeInstanceOf(NotSignedIn);
  await change(sql`update users set active = true where id = ${finance.id}`);
  await setCalendar(finance, "off");
  await expect(read(second)).rejects.toBeInstanceOf(NotSignedIn);
  await expect(read("nonsense")).rejects.toBeInstanceOf(NotSignedIn);
});

test("the same deadlines give the same bytes, all-day events with ids that stay", () => {
  const id = randomUUID();
  const due = [
    {
      kind: "report" as const,
      id,
      number: 4,
      title: null,
      dueOn: "2025-03-10",
      slug: "s",
      project: "Sever, Čechy; a\nb",
      changes: 3,
    },
    {
      kind: "milestone" as const,
      id: randomUUID(),
      number: null,
      title: "Školení",
      dueOn: "2025-01-31",
      slug: "s",
      project: "S",
      changes: 0,
    },
  ];
  const asked = { due, today: "2025-02-15", locale: "cs" } as const;
  const body = deadlineCalendar(asked);
  expect(deadlineCalendar(asked)).toBe(body);
  expect(deadlineCalendar({ ...asked, today: "2025-02-16" })).not.toBe(body);
  expect(body.match(/TRANSP:TRANSPARENT/g)).toHaveLength(2);
  expect([...body.matchAll(/SEQUENCE:(\d+)/g)].map(([, n]) => Number(n))).toEqual([3, 1]);
  expect(body.endsWith("END:VCALENDAR\r\n")).toBe(true);
  const plain = body.replace(/\r\n /g, "");
  expect(plain).toContain(`UID:report-${id}@`);
  expect(plain).toContain("DTSTART;VALUE=DATE:20250310\r\nDTEND;VALUE=DATE:20250311");
  expect(plain).toMatch(/\r\nDTSTAMP:\d{8}T000000Z\r\n/);
  expect(plain).toContain("SUMMARY:Zpráva o\u00a0realizaci za 4. období · Sever\\, Čechy\\; a\\nb");
  expect(plain).toContain("SUMMARY:Po termínu: Školení · S");
  expect(body.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

test("daily digests go out on working days, weekly ones on the first of a week", () => {
  const easterMonday = (day: string) => day === "2026-04-06";
  expect(rhythmsOf("2026-03-11", noHoliday)).toEqual(["day"]);
  expect(rhythmsOf("2026-03-09", noHoliday)).toEqual(["day", "week"]);
  expect(rhythmsOf("2026-03-14", noHoliday)).toEqual([]);
  expect(rhythmsOf("2026-04-06", easterMonday)).toEqual([]);
  expect(rhythmsOf("2026-04-07", easterMonday)).toEqual(["day", "week"]);
});

test("the heads of the audit chains leave the product once a day, to the auditors", async () => {
  const { auditor } = cast.ministry;
  const headsTo = (who: Person) =>
    withActor({ kind: "operator" }, "read", (tx) =>
      tx.execute<{ id: string }>(
        sql`select id from outbox where template = 'audit-heads' and recipient_id = ${who.id}`,
      ),
    );
  await orderAuditHeads(wednesday);
  await orderAuditHeads(wednesday);
  expect([(await headsTo(auditor)).length, (await headsTo(cast.admin)).length]).toEqual([1, 0]);
  const written = await writeMail({ ...mailTo(auditor), template: "audit-heads" });
  if (typeof written === "string") throw new Error(written);
  const head = await row(
    auditor.credential,
    sql`select encode(hash, 'hex') as hash from audit_heads where organisation_id = ${cast.north.id}`,
  );
  expect(written.text).toContain(`${cast.north.slug} `);
  expect(written.text).toContain(String(head?.hash));
});

test("a digest that was ordered before somebody's last role ended is not written after it", async () => {
  const finance = person(cast.north, "finance");
  await setDigest(finance, "day");
  expect(typeof (await writeMail(mailTo(finance)))).toBe("object");
  await asSuperOperator(sql`update role_assignments set ended_at = now() where user_id = ${finance.id}`);
  expect(await writeMail(mailTo(finance))).toBe("nothing");
});
