import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { listActivities } from "@/db/queries/activity-list";
import { indicatorRows } from "@/db/queries/indicator-rows";
import { keysetPage, type Place } from "@/lib/domain/keyset";
import { type Cast, makeCast, person } from "../support/cast";
import { equip, type Field } from "../support/field";

const today = "2025-02-15";
const whole = 120;
let cast: Cast;
let field: Field;
let indicator: { id: string; projectId: string; rule: "shifts" };

/** Approved shifts of one import: one instant, three days. */
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  indicator = { id: randomUUID(), projectId: cast.north.projectId, rule: "shifts" };
  const ids = Array.from({ length: whole }, () => randomUUID());
  await asOperator(async (tx) => {
    await tx.execute(sql`insert into indicators (id, organisation_id, project_id, code, name, unit, kind, rule, baseline, target)
      values (${indicator.id}, ${cast.north.id}, ${cast.north.projectId}, 'V', 'V', 'kusy', 'own', 'shifts', 0, 10)`);
    for (const [at, id] of ids.entries()) await insert(tx, id, `2025-02-0${1 + (at % 3)}`, "approved");
  });
});

const asOperator = (run: (tx: Tx) => Promise<unknown>) =>
  withActor({ kind: "operator" }, "write", run, { id: randomUUID(), name: "test.fill" });

async function insert(tx: Tx, id: string, day: string, state: string) {
  const own = sql`${cast.north.id}::uuid, ${cast.north.projectId}::uuid`;
  await tx.execute(sql`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, state, author_id)
    values (${id}, ${own}, ${day}, '08:00', '16:00', 450, ${field.localityId}, ${field.keyActivityId}, ${state}, ${person(cast.north, "mentor").id})`);
  if (state === "approved")
    await tx.execute(sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
      values (${own}, ${id}, 'submitted', ${person(cast.north, "mentor").id}), (${own}, ${id}, 'approved', ${person(cast.north, "manager").id})`);
}

type Row = { id: string; day: string | null };
const lists: Record<string, (place: Place | null, limit: number) => Promise<Row[]>> = {
  "the list of shifts": async (place, limit) =>
    (
      await read((tx) =>
        listActivities(
          tx,
          { projectId: cast.north.projectId, filter: { state: "approved" }, asOf: today, today, locale: "cs" },
          limit,
          place,
        ),
      )
    ).map(({ id, happenedOn }) => ({ id, day: happenedOn })),
  "the rows behind a value": async (place, limit) =>
    (await read((tx) => indicatorRows(tx, indicator, today, { reason: null, place, limit }))).map(({ id, on }) => ({
      id,
      day: on,
    })),
};
const read = <T>(run: (tx: Tx) => Promise<T>) => withActor(person(cast.north, "manager").credential, "read", run);

test.each(Object.keys(lists))(
  "%s holds each row once, forwards and backwards, while others are logged",
  async (name) => {
    const list = lists[name] ?? (async () => []);
    const all = (await list(null, 1000)).map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThanOrEqual(whole);
    const forwards: string[] = [];
    let page = await keysetPage(null, 25, list);
    for (;;) {
      forwards.push(...page.rows.map(({ id }) => id));
      const last = page.rows.at(-1);
      if (!page.older || !last) break;
      await asOperator((tx) => insert(tx, randomUUID(), "2025-02-10", "approved"));
      page = await keysetPage({ side: "after", ...last }, 25, list);
    }
    expect(forwards).toEqual(all);
    const backwards = page.rows.map(({ id }) => id);
    for (;;) {
      const top = page.rows[0];
      if (!page.newer || !top) break;
      page = await keysetPage({ side: "before", ...top }, 25, list);
      backwards.unshift(...page.rows.map(({ id }) => id).filter((id) => !backwards.includes(id)));
    }
    expect(backwards.filter((id) => all.includes(id))).toEqual(all);
    expect(backwards.slice(0, 25)).toEqual((await list(null, 25)).map(({ id }) => id));
  },
);
