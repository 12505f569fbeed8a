import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findRegistration, listRegistrations, registrationCounts } from "@/db/queries/registrations";
import { registrationFilter } from "@/lib/domain/registration";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { filledIn, linked, linkOf, registered, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let other: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let strange: typeof desk;
let slug: string;
let meetingId: string;
beforeAll(async () => {
  [cast, other] = [await makeCast(), await makeCast()];
  [desk, strange] = [await meetingDesk(cast), await meetingDesk(other)];
  ({ slug, meetingId } = await desk.opened());
});

const all = registrationFilter.parse({});
const listed = async (of = meetingId, by = desk) =>
  (await read(by.organiser, (tx) => listRegistrations(tx, of, all, true))).rows;
const rowOf = async (email: string, of = meetingId) => (await listed(of)).filter((row) => row.email === email);
describe("who sees", () => {
  test("the organiser reads everything, auditors and administrators counts, a city and another ministry nothing", async () => {
    const own = await desk.opened();
    const { email } = await registered(own.slug);
    await registered(own.slug, { role: "mentor", site: "any" });
    const rows = (who: Parameters<typeof read>[0]) =>
      read(who, (tx) => tx.execute(sql`select 1 from registrations union all select 1 from registration_needs`));
    expect((await listed(own.meetingId)).map((row) => row.rank)).toEqual([1, 2]);
    for (const who of [
      cast.ministry.auditor,
      cast.admin,
      person(cast.north, "manager"),
      person(cast.north, "dpo"),
      other.ministry.organiser,
    ]) {
      expect(
        await read(who.credential, (tx) => tx.execute(sql`select 1 from registrations where email = ${email}`)),
      ).toEqual([]);
    }
    expect(await rows(visitor())).toEqual([]);
    expect(await rows(cast.ministry.auditor.credential)).toEqual([]);
    const counts = (who: Parameters<typeof read>[0]) => read(who, (tx) => registrationCounts(tx, own.meetingId));
    expect(
      (await counts(cast.ministry.auditor.credential)).map(({ role, state, n }) => [role, state, n]).sort(),
    ).toEqual([
      ["assistant", "confirmed", 1],
      ["mentor", "confirmed", 1],
    ]);
    expect(await counts(person(cast.north, "manager").credential)).toEqual([]);
    expect(await counts(visitor())).toEqual([]);
  });

  test("the log holds hashes, and its values are read by nobody but who erases", async () => {
    const { email } = await registered(slug);
    const [row] = await rowOf(email);
    const logged = await read(cast.ministry.auditor.credential, (tx) =>
      tx.execute<{ text: string; values: number }>(sql`
        select coalesce(e.after, e.before)::text as text, (select count(*)::int from audit_personal p where p.entry_id = e.id) as values
        from audit_entries e where e.table_name = 'registrations' and e.row_id = ${row?.id ?? ""}`),
    );
    expect(logged).toHaveLength(2);
    for (const entry of logged) {
      expect(entry.text).not.toContain(email);
      expect(entry.values).toBe(0);
    }
    expect(
      await read(cast.ministry.auditor.credential, (tx) =>
        tx.execute(sql`select * from sec.verify(${cast.ministry.id})`),
      ),
    ).toEqual([]);
  });

  test("nobody writes past the functions", async () => {
    const write = (who: Parameters<typeof read>[0], statement: ReturnType<typeof sql>) =>
      withActor(who, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.write" }).then(
        () => "let in",
        (error: { cause?: { code?: string } }) => error.cause?.code,
      );
    for (const who of [desk.organiser, visitor(), cast.admin.credential]) {
      expect(await write(who, sql`update registrations set confirmed_at = now()`)).toBe("42501");
      expect(await write(who, sql`delete from registration_needs`)).toBe("42501");
      expect(await write(who, sql`select token_hash from registration_links`)).toBe("42501");
    }
    expect(await write(visitor(), sql`select sec.forget_registrations('{}')`)).toBe("42501");
    expect(await write(visitor(), sql`select sec.visit(${cast.ministry.id})`)).toBe("42501");
  });
});

describe("the organiser corrects an address", () => {
  test("the old link is dead at once, the rank stays, the new address confirms anew", async () => {
    const { email, link } = await registered(slug);
    const [row] = await rowOf(email);
    const right = `spravne-${row?.id.slice(0, 8)}@mesto.example`;
    const input = { registrationId: row?.id, email: right, reason: "Překlep", version: row?.version };
    for (const who of [cast.ministry.auditor, cast.admin, person(cast.north, "manager")])
      expect((await refusal(send(who.credential, "registration.correct", input))).key).toBe("forbidden");
    expect((await refusal(send(other.ministry.organiser.credential, "registration.correct", input))).status).toBe(404);
    await send(desk.organiser, "registration.correct", input);
    expect(await linked(slug, link)).toBeNull();
    expect(await rowOf(right)).toMatchObject([
      { state: "unconfirmed", registeredAt: row?.registeredAt, correction: "Překlep" },
    ]);
    expect((await refusal(send(desk.organiser, "registration.correct", input))).key).toBe("changedMeanwhile");
    await send(visitor(), "registration.confirm", { slug, link: await linkOf(right) });
    expect(await read(desk.organiser, (tx) => findRegistration(tx, meetingId, row?.id ?? ""))).toMatchObject({
      state: "confirmed",
    });
  });
});

describe("erasing and keeping", () => {
  test("an erasure takes name, address, needs, link, mail, logged values and command rows; the row stays and counts", async () => {
    const own = await desk.opened();
    const { email, name, link } = await registered(own.slug);
    const [row] = await rowOf(email, own.meetingId);
    const id = row?.id ?? "";
    await send(cast.admin.credential, "person.erase", {
      kind: "registration",
      personId: id,
      reason: "request",
      confirm: true,
    });
    expect(await linked(own.slug, link)).toBeNull();
    expect(await listed(own.meetingId)).toMatchObject([{ id, name: "Vymazaná osoba", erased: true, room: null }]);
    const left =
      await asSuperOperator(sql`select (select count(*)::int from audit_personal p where p.value in (${email}, ${name})) as logged,
        (select count(*)::int from outbox o where o.registration_id = ${id}) as mails,
        (select count(*)::int from commands c where c.hash <> 'erased' and c.name <> 'person.erase' and c.id in
          (select e.command_id from audit_entries e where e.row_id = ${id})) as commands`);
    expect(left).toEqual([{ logged: 0, mails: 0, commands: 0 }]);
    expect(
      await read(cast.admin.credential, (tx) => tx.execute(sql`select * from sec.verify(${cast.ministry.id})`)),
    ).toEqual([]);
  });

  test("the worker takes food, room and journey a month after the site's end, the rest on its day, unconfirmed ones after a month", async () => {
    const own = await strange.opened();
    const first = await registered(own.slug, { canOther: "no" });
    const both = await registered(own.slug);
    const never = filledIn(own.slug);
    await send(visitor(), "registration.send", never);
    // The first site ends on day 32 of the test, the second on day 92.
    const shift = (days: number) =>
      asSuperOperator(sql`update meeting_sites set starts_on = starts_on - ${days}::int, ends_on = ends_on - ${days}::int
        where meeting_id = ${own.meetingId}`);
    const purge = () => withActor({ kind: "worker" }, "write", (tx) => tx.execute(sql`select sec.purge()`));
    const needs = async () =>
      Object.fromEntries((await listed(own.meetingId, strange)).map((row) => [row.email, row.room !== null]));
    await shift(62);
    await purge();
    expect(await needs()).toEqual({ [first.email]: true, [both.email]: true, [never.email]: true });
    await shift(1);
    await purge();
    expect(await needs()).toEqual({ [first.email]: false, [both.email]: true, [never.email]: true });
    await asSuperOperator(
      sql`update registrations set registered_at = registered_at - interval '31 days' where email = ${never.email}`,
    );
    await asSuperOperator(sql`update registrations set kept_until = kept_until - 1000 where email = ${both.email}`);
    await purge();
    const rows = await listed(own.meetingId, strange);
    expect(rows.map(({ name, erased }) => [name.slice(0, 8), erased]).sort()).toEqual([
      ["Vymazaná", true],
      ["Vymazaná", true],
      [first.name.slice(0, 8), false],
    ]);
  });
});
