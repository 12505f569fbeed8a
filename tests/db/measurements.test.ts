import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { sqlState } from "@/db/failure";
import { type Credential, withActor } from "@/db/gate";
import { indicatorByMonth } from "@/db/queries/indicator-months";
import { indicatorRows } from "@/db/queries/indicator-rows";
import { indicatorValues } from "@/db/queries/indicator-values";
import { type Cast, type City, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
let measured: string;
let counted: string;
let mentor: Credential;
let manager: Credential;
let strangers: Credential;
beforeAll(async () => {
  cast = await makeCast();
  [measured, counted] = [await indicator(cast.north, "measured"), await indicator(cast.north, "shifts")];
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  strangers = person(cast.south, "manager").credential;
});

/** Status, key and the words of the fields that a command is refused with. */
async function refusalOf(who: Credential, name: string, input: unknown): Promise<[number, string, string[]]> {
  const { status, key, fields } = await refusal(send(who, name, input));
  return [status, key, Object.values(fields)];
}

async function indicator(city: City, rule: string): Promise<string> {
  const id = randomUUID();
  await withActor(person(city, "manager").credential, "write", (tx) =>
    tx.execute(sql`insert into indicators (id, organisation_id, project_id, code, name, unit, kind, rule)
      values (${id}, ${city.id}, ${city.projectId}, ${rule}, ${rule}, '%', 'own', ${rule})`),
  );
  return id;
}

let next = 1;
/** A value of a day that no other test uses. */
const value = (change: Record<string, unknown> = {}) => ({
  indicatorId: measured,
  measuredOn: `2024-${String(1 + (next % 12)).padStart(2, "0")}-${String(1 + Math.floor(next++ / 12)).padStart(2, "0")}`,
  value: 61.25,
  note: "Dotazník, 120 odpovědí",
  ...change,
});
const stored = (id: string) =>
  withActor(manager, "read", (tx) =>
    tx.execute<{ state: string; value: string; author: string; rows: number }>(sql`
      select m.state, m.value::text, u.email as author, (select count(*) from indicator_measurements x
        where x.indicator_id = m.indicator_id and x.measured_on = m.measured_on)::int as rows
      from indicator_measurements m join users u on u.id = m.author_id where m.id = ${id}`),
  ).then(([row]) => row);

test("a mentor types a value, the manager verifies it, the log says who did what", async () => {
  const { measurementId = "" } = await send(mentor, "measurement.record", value());
  expect(await stored(measurementId)).toMatchObject({
    state: "submitted",
    value: "61.250",
    author: person(cast.north, "mentor").email,
  });
  expect(await send(manager, "measurement.verify", { measurementId })).toMatchObject({
    measurementId,
    state: "verified",
  });
  const log = await withActor(cast.ministry.auditor.credential, "read", (tx) =>
    tx.execute<{ action: string; actor_id: string }>(
      sql`select action, actor_id from audit_entries where row_id = ${measurementId} order by id`,
    ),
  );
  expect(log.map((row) => [row.action, row.actor_id])).toEqual([
    ["measurement.record", person(cast.north, "mentor").id],
    ["measurement.verify", person(cast.north, "manager").id],
  ]);
});

test("a value that waits is corrected by typing its day again, a verified one by a new one that says why", async () => {
  const typed = value();
  const { measurementId = "", version } = await send(mentor, "measurement.record", typed);
  expect(await refusalOf(mentor, "measurement.record", { ...typed, value: 60 })).toEqual([
    422,
    "invalidInput",
    ["versionNeeded"],
  ]);
  expect(await send(mentor, "measurement.record", { ...typed, value: 60, version })).toMatchObject({
    measurementId,
    state: "submitted",
  });
  expect(await stored(measurementId)).toMatchObject({ value: "60.000", rows: 1 });
  await send(manager, "measurement.verify", { measurementId });
  expect(await refusalOf(mentor, "measurement.record", { ...typed, value: 99, note: " " })).toEqual([
    422,
    "invalidInput",
    ["correctionReason"],
  ]);
  const correction = await send(mentor, "measurement.record", { ...typed, value: 99, note: "Přehozené číslice" });
  expect(correction.measurementId).not.toBe(measurementId);
  expect(await stored(measurementId)).toMatchObject({ value: "60.000", state: "verified" });
  const now = async () => {
    const values = await withActor(manager, "read", (tx) =>
      indicatorValues(tx, cast.north.projectId, typed.measuredOn),
    );
    const { value, verified } = values.find(({ id }) => id === measured) ?? {};
    return { value, verified };
  };
  expect(await now()).toEqual({ value: 60, verified: true });
  await send(manager, "measurement.verify", { measurementId: correction.measurementId });
  expect(await now()).toEqual({ value: 99, verified: true });
  expect(await stored(measurementId)).toMatchObject({ value: "60.000", state: "replaced", rows: 2 });
  const decisions = await withActor(manager, "read", (tx) =>
    tx.execute<{ decision: string }>(sql`select decision from measurement_decisions
      where measurement_id in (${measurementId}, ${correction.measurementId}) order by decided_at, decision`),
  );
  expect(decisions.map(({ decision }) => decision)).toEqual(["verified", "replaced", "verified"]);
  const of = { id: measured, projectId: cast.north.projectId, rule: "measured" as const };
  const [rows, months] = await withActor(manager, "read", (tx) =>
    Promise.all([
      indicatorRows(tx, of, typed.measuredOn, { reason: "replaced", withFiles: false, limit: 50 }),
      indicatorByMonth(tx, of, typed.measuredOn),
    ]),
  );
  expect(rows.some(({ id }) => id === measurementId)).toBe(true);
  expect(months.find(({ month }) => month === typed.measuredOn.slice(0, 7))?.value).toBe(99);
});

test("nobody verifies what he typed himself, not even by SQL", async () => {
  const { measurementId = "" } = await send(manager, "measurement.record", value());
  expect(await refusalOf(manager, "measurement.verify", { measurementId })).toEqual([403, "ownRecord", []]);
  const past = withActor(manager, "write", (tx, me) =>
    tx.execute(sql`insert into measurement_decisions (organisation_id, project_id, measurement_id, decision, decided_by)
      select organisation_id, project_id, id, 'verified', ${me.userId}::uuid from indicator_measurements
      where id = ${measurementId}`),
  );
  await expect(past).rejects.toMatchObject({ cause: { constraint_name: "four_eyes" } });
  expect(await stored(measurementId)).toMatchObject({ state: "submitted" });
});

test("a stranger's indicator and measurement are not there", async () => {
  expect(await refusalOf(strangers, "measurement.record", value())).toEqual([404, "notFound", []]);
  const { measurementId = "" } = await send(mentor, "measurement.record", value());
  expect(await refusalOf(strangers, "measurement.verify", { measurementId })).toEqual([404, "notFound", []]);
  expect(await refusalOf(manager, "measurement.verify", { measurementId: randomUUID() })).toEqual([
    404,
    "notFound",
    [],
  ]);
});

test("the wrong role is refused: finance types nothing, a mentor verifies nothing, an auditor only reads", async () => {
  const { measurementId = "" } = await send(mentor, "measurement.record", value());
  const finance = person(cast.north, "finance").credential;
  const auditor = cast.ministry.auditor.credential;
  for (const who of [finance, auditor])
    expect((await refusalOf(who, "measurement.record", value()))[0], "record").toBe(403);
  for (const who of [finance, auditor, mentor])
    expect((await refusalOf(who, "measurement.verify", { measurementId }))[0], "verify").toBe(403);
});

test("a value is verified once, a counted indicator takes none, a closed project neither", async () => {
  const { measurementId = "" } = await send(mentor, "measurement.record", value());
  await send(manager, "measurement.verify", { measurementId });
  expect(await refusalOf(manager, "measurement.verify", { measurementId })).toEqual([409, "measurementWrongState", []]);
  expect(await refusalOf(mentor, "measurement.record", value({ indicatorId: counted }))).toEqual([
    409,
    "indicatorCounted",
    [],
  ]);
  const closing = await indicator(cast.south, "measured");
  await withActor(strangers, "write", (tx) =>
    tx.execute(sql`update projects set state = 'closed', closed_on = '2024-01-01' where id = ${cast.south.projectId}`),
  );
  expect(await refusalOf(strangers, "measurement.record", value({ indicatorId: closing }))).toEqual([
    409,
    "projectClosed",
    [],
  ]);
});

test.each([
  [{ measuredOn: "2099-01-01" }, "dayAhead"],
  [{ measuredOn: "2023-03-31" }, "outsideProjectDays"],
  [{ measuredOn: "2024-02-30" }, "badDate"],
  [{ value: 1.2345 }, "tooManyDecimals"],
  [{ value: 1e16 }, "tooBig"],
  [{ value: "mnoho" }, "wrongType"],
  [{ note: "x".repeat(2001) }, "tooLong"],
])("%j is refused beside its field", async (change, key) => {
  expect(await refusalOf(mentor, "measurement.record", value(change))).toEqual([422, "invalidInput", [key]]);
});

test("the same command twice does it once", async () => {
  const id = randomUUID();
  const typed = value();
  const first = await send(mentor, "measurement.record", typed, id);
  expect(await send(mentor, "measurement.record", typed, id)).toEqual(first);
  const verify = randomUUID();
  const input = { measurementId: first.measurementId };
  expect(await send(manager, "measurement.verify", input, verify)).toEqual(
    await send(manager, "measurement.verify", input, verify),
  );
});

test("a verified value is not struck out by a decision that puts nothing in its place, not even by SQL", async () => {
  const { measurementId = "" } = await send(mentor, "measurement.record", value());
  await send(manager, "measurement.verify", { measurementId });
  const struck = withActor(
    manager,
    "write",
    (tx) =>
      tx.execute(sql`
        with moved as (update indicator_measurements set state = 'replaced' where id = ${measurementId}
          returning id, organisation_id, project_id)
        insert into measurement_decisions (organisation_id, project_id, measurement_id, decision, decided_by)
        select organisation_id, project_id, id, 'replaced', sec.user_id() from moved`),
    { id: randomUUID(), name: "test.write" },
  );
  expect(sqlState(await struck.catch((error: unknown) => error))).toMatchObject({ code: "42501" });
  expect(await stored(measurementId)).toMatchObject({ state: "verified" });
});
