import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Tx } from "@/db/gate";
import { foldRollups } from "@/db/mutations/rollups";
import { allDifferences } from "@/db/queries/rollups";
import { type Cast, makeCast, person } from "../support/cast";
import { equip, type Field } from "../support/field";
import { differencesAsOf, inVain, placeIn, type Told, tellShift } from "../support/rollups";

let cast: Cast;
let field: Field;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
});

const own = () => sql`${cast.north.id}::uuid, ${cast.north.projectId}::uuid`;
const shift = (tx: Tx, day: string, decisions: Told["decisions"]) =>
  tellShift(tx, placeIn(cast, field), { day, decisions });
const approved: Told["decisions"] = [
  ["submitted", "2024-01-20T18:00:00+01:00"],
  ["approved", "2024-03-05T18:00:00+01:00"],
];
/** Days on which one of the shifts below has another state than the day before, and some of their neighbours. */
const days = [
  "2024-01-10",
  "2024-01-20",
  "2024-01-31",
  "2024-02-01",
  "2024-02-15",
  "2024-03-04",
  "2024-03-05",
  "2024-03-31",
  "2025-02-15",
  "2026-12-31",
];

const contacts = sql`(select k.id from activity_kinds k where k.contact)`;
const moves: [string, (id: string) => SQL][] = [
  ["no contact left", (id) => sql`delete from activity_counts where activity_id = ${id} and kind_id in ${contacts}`],
  ["nobody left who served", (id) => sql`delete from activity_assistants where activity_id = ${id}`],
  ["a kind that becomes a contact", () => sql`update activity_kinds set contact = true where not contact`],
  ["kinds that are contacts no more", () => sql`update activity_kinds set contact = false where contact`],
  ["another month", (id) => sql`update activities set happened_on = '2023-12-31' where id = ${id}`],
  ["other hours", (id) => sql`update activities set minutes = 60 where id = ${id}`],
  ["another state", (id) => sql`update activities set state = 'submitted' where id = ${id}`],
  ["back to a draft", (id) => sql`update activities set state = 'draft' where id = ${id}`],
  [
    "another key activity",
    (id) => sql`with other as (insert into key_activities (organisation_id, project_id, code, name, starts_on, ends_on)
      values (${own()}, 'KA 09', 'Jiná', '2023-04-01', '2026-03-31') returning id)
      update activities a set key_activity_id = other.id from other where a.id = ${id}`,
  ],
  [
    "all of it with a decision at once",
    (
      id,
    ) => sql`with decided as (insert into activity_decisions (organisation_id, project_id, activity_id, decision, reason, note, decided_by)
      values (${own()}, ${id}, 'returned', 'counts', 'x', ${person(cast.north, "mentor").id}))
      update activities set happened_on = '2024-02-02', minutes = 30, state = 'returned' where id = ${id}`,
  ],
  [
    "somebody more together with other hours",
    (id) => sql`with came as (insert into activity_assistants (organisation_id, project_id, activity_id, assistant_id)
      values (${own()}, ${id}, ${field.assistants[2]}))
      update activities set minutes = 120, state = 'submitted' where id = ${id}`,
  ],
  ["fewer people", (id) => sql`delete from activity_assistants where activity_id = ${id}`],
  ["other counts", (id) => sql`update activity_counts set count = count * 7 where activity_id = ${id}`],
  [
    "another kind",
    (
      id,
    ) => sql`update activity_counts set kind_id = (select id from activity_kinds where code not in ('patrol', 'counselling') limit 1)
      where activity_id = ${id} and count = 2`,
  ],
  [
    "a count that is there already",
    (id) => sql`insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count)
      select ${own()}, ${id}, k.id, 40 from activity_kinds k where k.code in ('patrol', 'counselling')
      on conflict (activity_id, kind_id, place_id) do update set count = excluded.count`,
  ],
  [
    "counts merged",
    (id) => sql`merge into activity_counts c using (select k.id, k.code from activity_kinds k where k.contact) k
      on c.activity_id = ${id} and c.kind_id = k.id
      when matched and k.code = 'counselling' then delete
      when matched then update set count = 77
      when not matched then insert (organisation_id, project_id, activity_id, kind_id, count) values (${own()}, ${id}, k.id, 5)`,
  ],
  [
    "a file more and one less",
    (id) => sql`with gone as (delete from evidence where activity_id = ${id})
      insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, activity_id, uploaded_by)
      select ${own()}, repeat(x, 64), x, 'application/pdf', 10, ${id}, ${person(cast.north, "mentor").id} from unnest(array['b', 'c', 'd']) x`,
  ],
  [
    "an older decision",
    (
      id,
    ) => sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, reason, note, decided_by, decided_at)
      values (${own()}, ${id}, 'returned', 'counts', 'x', ${person(cast.north, "mentor").id}, '2024-02-01T12:00:00+01:00')`,
  ],
  [
    "a decision of another day",
    (id) =>
      sql`update activity_decisions set decided_at = '2023-05-05' where activity_id = ${id} and decision = 'submitted'`,
  ],
  ["another decision", (id) => sql`update activity_decisions set decision = 'submitted' where activity_id = ${id}`],
  [
    "a decision taken away",
    (id) => sql`delete from activity_decisions where activity_id = ${id} and decision = 'submitted'`,
  ],
  [
    "a decision of another shift",
    (
      id,
    ) => sql`update activity_decisions set activity_id = (select id from activities where project_id = ${cast.north.projectId}
      and id <> ${id} limit 1) where activity_id = ${id} and decision = 'approved'`,
  ],
];

type Lacking = { month: string; state: string; silent: number; files: number; unserved: number };

/** What folded sums say of shifts without a contact or without people. */
const lacks = (tx: Tx) =>
  tx.execute<Lacking>(sql`
    select month, state, sum(silent)::int as silent, sum(silent_files)::int as files, sum(unserved)::int as unserved
    from activity_sums where project_id = ${cast.north.projectId} and decided_in is null
    group by 1, 2 having (sum(silent), sum(unserved)) <> (0, 0) order by 1, 2`);

/** The same of the shifts themselves. */
const lackingRows = (tx: Tx) =>
  tx.execute<Lacking>(sql`
    select date_trunc('month', a.happened_on::timestamp)::date as month, a.state, sum(g.silent)::int as silent,
      sum(g.silent * (select count(*) from evidence e where e.activity_id = a.id))::int as files, sum(g.unserved)::int as unserved
    from activities a cross join lateral (
      select (not exists (select from activity_counts c join activity_kinds k on k.id = c.kind_id
          where c.activity_id = a.id and k.contact))::int as silent,
        (not exists (select from activity_assistants s where s.activity_id = a.id))::int as unserved) g
    where a.project_id = ${cast.north.projectId} and a.state <> 'draft' and (g.silent, g.unserved) <> (0, 0)
    group by 1, 2 order by 1, 2`);

test.each(moves)("%s: the sums follow, of now and as of any day", async (_, move) => {
  await inVain(async (tx) => {
    const id = await shift(tx, "2024-01-10", approved);
    await shift(tx, "2024-01-12", approved.slice(0, 1));
    // The operator may move a state without a decision; people may not.
    for (const trigger of ["follows_decision", "keeps_values"])
      await tx.execute(sql.raw(`alter table activities disable trigger ${trigger}`));
    await foldRollups(tx);
    await tx.execute(move(id));
    expect(await allDifferences(tx, cast.north.id)).toEqual([]);
    for (const day of days) expect(await differencesAsOf(tx, cast.north.projectId, day), day).toEqual([]);
    await foldRollups(tx);
    expect(await allDifferences(tx, cast.north.id), "folded").toEqual([]);
    expect(await lacks(tx), "folded").toEqual(await lackingRows(tx));
    const [rows] = await tx.execute(
      sql`select count(*)::int as n from activity_sums where organisation_id = ${cast.north.id}`,
    );
    expect(rows?.n).toBeGreaterThan(0);
  });
});
