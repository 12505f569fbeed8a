import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { foldRollups, rebuildRollups } from "@/db/mutations/rollups";
import { rollupDifferences, rollupSize } from "@/db/queries/rollups";
import { runningState } from "@/db/queries/running";
import { checkRollups } from "@/server/jobs/check-rollups";
import { type Cast, makeCast, person } from "../support/cast";
import { counted, countedMoney, notCounted } from "../support/counted";
import { equip, type Field } from "../support/field";
import { inVain, placeIn, type Told, tellShift } from "../support/rollups";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let field: Field;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
});

const operator = { kind: "operator" } as const;
const shift = (tx: Tx, day: string, decisions: Told["decisions"]) =>
  tellShift(tx, placeIn(cast, field), { day, decisions });

const approved: [string, string][] = [
  ["submitted", "2024-01-20T18:00:00+01:00"],
  ["approved", "2024-03-05T18:00:00+01:00"],
];
const kept = async (tx: Tx, more: SQL = sql`true`) =>
  (
    await tx.execute<Record<string, number>>(sql`
      select coalesce(sum(shifts), 0)::int as shifts, coalesce(sum(minutes), 0)::int as minutes,
        coalesce(sum(count), 0)::int as count, coalesce(sum(files), 0)::int as files
      from activity_sums where project_id = ${cast.north.projectId} and ${more}`)
  )[0];
const now = sql`decided_in is null`;

test("the sums of the demo, which came through the triggers, are what its rows say", async () => {
  expect(await withActor(operator, "read", (tx) => rollupDifferences(tx))).toEqual([]);
  const [sums] = await withActor(operator, "read", (tx) =>
    tx.execute(sql`select (select sum(shifts) from activity_sums where decided_in is null) as kept,
      (select count(*) from activities where state <> 'draft') as counted`),
  );
  expect(Number(sums?.kept)).toBe(sums?.counted);
});

test("every audited table is said to be counted or not, and the counted ones alone feed the sums", async () => {
  const rows = await withActor(operator, "read", (tx) =>
    tx.execute<{ name: string; feeds: string[] }>(sql`
      select distinct e.table_name as name, array(select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relname = e.table_name and t.tgname ~ '^(sums|money)_' order by 1) as feeds
      from (select c.relname::text as table_name from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where t.tgname = 'audit_insert') e order by 1`),
  );
  expect(rows.map(({ name }) => name)).toEqual([...new Set([...counted, ...countedMoney, ...notCounted])].sort());
  for (const [named, tables] of [
    ["sums", counted],
    ["money", countedMoney],
  ] as const)
    for (const on of ["delete", "insert", "truncate", "update"])
      expect(rows.filter(({ feeds }) => feeds.includes(`${named}_${on}`)).map(({ name }) => name)).toEqual(tables);
});

test("a shift counts in its state of now and in the month of each decision, a draft nowhere", async () => {
  await inVain(async (tx) => {
    await shift(tx, "2024-01-10", []);
    expect(await kept(tx)).toEqual({ shifts: 0, minutes: 0, count: 0, files: 0 });
    await shift(tx, "2024-01-10", approved);
    const whole = { shifts: 1, minutes: 900, count: 5, files: 1 };
    expect(await kept(tx, sql`${now} and state = 'approved' and month = '2024-01-01'`)).toEqual(whole);
    expect(await kept(tx, sql`decided_in = '2024-01-01' and state = 'submitted'`)).toEqual(whole);
    expect(await kept(tx, sql`decided_in = '2024-03-01' and state = 'approved'`)).toEqual(whole);
    expect(await kept(tx, sql`decided_in is not null and state = 'submitted'`)).toEqual({
      shifts: 0,
      minutes: 0,
      count: 0,
      files: 0,
    });
  });
});

test("a decision belongs to its month in Prague, whatever UTC says", async () => {
  await inVain(async (tx) => {
    await shift(tx, "2023-04-01", [["submitted", "2023-03-31T22:30:00Z"]]);
    await shift(tx, "2023-10-28", [["submitted", "2023-10-31T22:59:59.999999Z"]]);
    const [row] = await tx.execute(sql`select array_agg(distinct decided_in::text order by decided_in::text) as months
      from activity_sums where project_id = ${cast.north.projectId} and decided_in is not null`);
    expect(row?.months).toEqual(["2023-04-01", "2023-10-01"]);
  });
});

test("a shift that goes with all that belongs to it leaves nothing; parts that go with it are refused", async () => {
  await inVain(async (tx) => {
    const id = await shift(tx, "2024-01-10", []);
    await tx.execute(sql`update activities set state = 'submitted' where id = ${id}`);
    for (const part of ["activity_assistants", "activity_counts", "evidence"])
      await tx.execute(sql`delete from ${sql.identifier(part)} where activity_id = ${id}`);
    await tx.execute(sql`delete from activities where id = ${id}`);
    expect(await rollupDifferences(tx)).toEqual([]);
    expect(await kept(tx)).toEqual({ shifts: 0, minutes: 0, count: 0, files: 0 });
  });
  const together = inVain(async (tx) => {
    const id = await shift(tx, "2024-01-10", []);
    await tx.execute(sql`delete from activity_assistants where activity_id = ${id}`);
    await tx.execute(sql`delete from evidence where activity_id = ${id}`);
    await tx.execute(
      sql`with parts as (delete from activity_counts where activity_id = ${id}) delete from activities where id = ${id}`,
    );
  });
  await expect(together).rejects.toMatchObject({
    cause: { code: "23503", message: expect.stringContaining("not with it") },
  });
});

test.each(counted)("%s is not emptied at once, past its triggers", async (table) => {
  await expect(asSuperOperator(sql.raw(`truncate ${table} cascade`))).rejects.toMatchObject({
    cause: { code: "42501" },
  });
});

test("a difference is named by its key and figure, and making the sums anew mends it", async () => {
  await inVain(async (tx) => {
    await shift(tx, "2024-01-10", approved);
    await tx.execute(sql`alter table activity_counts disable trigger sums_update`);
    await tx.execute(sql`update activity_counts set count = count + 10 where project_id = ${cast.north.projectId}
      and kind_id in (select id from activity_kinds where code = 'patrol')`);
    const named = await rollupDifferences(tx);
    expect(named.filter(({ decidedIn }) => decidedIn === null)).toEqual([
      {
        project: cast.north.slug,
        month: "2024-01-01",
        decidedIn: null,
        keyActivity: "KA 02",
        state: "approved",
        kind: "patrol",
        assistantId: null,
        figure: "count",
        kept: 2,
        counted: 12,
      },
    ]);
    expect(named).toHaveLength(4);
    await rebuildRollups(tx);
    expect(await rollupDifferences(tx)).toEqual([]);
  });
});

test("the nightly check keeps how many differ where metrics read it, and mends nothing", async () => {
  await inVain(async (tx) => {
    await shift(tx, "2024-01-10", approved);
    const check = async () => {
      await tx.execute(sql`insert into jobs (organisation_id, kind, data, run_at, state, finished_at)
        select id, 'check-rollups', '{}', now(), 'done', now() from organisations where kind = 'operator' limit 1`);
      await checkRollups(tx);
      return (await runningState(tx)).rollupDifferences;
    };
    expect(await check()).toBe(0);
    await tx.execute(
      sql`delete from activity_sums where organisation_id = ${cast.north.id} and kind_id is null and decided_in is null`,
    );
    // Shifts and files of the one, minutes of the two who served.
    expect(await check()).toBe(4);
    expect(await rollupSize(tx)).toMatchObject({ rows: expect.any(Number), loose: expect.any(Number) });
    await tx.execute(sql`update jobs set data = '{}' where kind = 'check-rollups'`);
    expect((await runningState(tx)).rollupDifferences).toBeNull();
  });
});

test("folding makes one row of a key, changes no figure and moves no head of the log", async () => {
  await inVain(async (tx) => {
    for (const day of ["2024-01-10", "2024-01-12", "2024-01-14"]) await shift(tx, day, approved);
    const look = async () => {
      const [row] = await tx.execute<{ n: number; loose: number; keys: number; heads: string }>(sql`
        select count(*)::int as n, count(*) filter (where not folded)::int as loose,
          count(distinct (month, decided_in, key_activity_id, state, kind_id, assistant_id))::int as keys,
          (select string_agg(seq || encode(hash, 'hex'), ',' order by organisation_id) from audit_heads) as heads
        from activity_sums where project_id = ${cast.north.projectId}`);
      return row;
    };
    const [before, sums] = [await look(), await kept(tx, now)];
    expect(before?.loose).toBeGreaterThan(before?.keys ?? 0);
    expect(await foldRollups(tx)).toBeGreaterThanOrEqual(before?.n ?? 0);
    const after = await look();
    // Taken from being handed in in the month of the approval, given in that of the handing in: no key falls away here.
    expect(after).toMatchObject({ n: before?.keys, loose: 0, heads: before?.heads });
    expect(await kept(tx, now)).toEqual(sums);
    expect(await rollupDifferences(tx)).toEqual([]);
    expect(await foldRollups(tx)).toBe(0);
  });
});

test("whoever is not the worker or the operator folds and makes nothing anew; nobody writes a sum", async () => {
  for (const { credential } of [person(cast.north, "manager"), cast.admin]) {
    const mark = { id: randomUUID(), name: "test.sums" };
    for (const work of [foldRollups, rebuildRollups])
      await expect(withActor(credential, "write", (tx) => work(tx), mark)).rejects.toMatchObject({
        cause: { code: "42501" },
      });
    for (const statement of [
      sql`update activity_sums set shifts = 0`,
      sql`delete from activity_sums`,
      sql`insert into activity_sums select * from activity_sums`,
    ])
      await expect(withActor(credential, "write", (tx) => tx.execute(statement), mark)).rejects.toMatchObject({
        cause: { code: "42501" },
      });
  }
});

test("sums are read where their rows are", async () => {
  const seen = (credential: Parameters<typeof withActor>[0]) =>
    withActor(credential, "read", async (tx) => {
      const [row] = await tx.execute<{ sums: number; shifts: number; others: number }>(sql`
        select (select coalesce(sum(shifts), 0)::int from activity_sums where decided_in is null) as sums,
          (select count(*)::int from activities where state <> 'draft') as shifts,
          (select count(*)::int from activity_sums where organisation_id <> ${cast.south.id}) as others`);
      return row;
    });
  const auditor = await seen(cast.ministry.auditor.credential);
  expect(auditor?.sums).toBe(auditor?.shifts);
  expect(auditor?.sums).toBeGreaterThan(0);
  expect(await seen(person(cast.south, "mentor").credential)).toMatchObject({ sums: 0, others: 0 });
  expect(await seen({ kind: "public" })).toMatchObject({ sums: 0, shifts: 0, others: 0 });
});
