import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { activitiesAsOf } from "@/db/queries/as-of";
import { indicatorByMonth } from "@/db/queries/indicator-months";
import { type Indicator, indicatorRowGroups, rowsOf } from "@/db/queries/indicator-rows";
import { indicatorValues } from "@/db/queries/indicator-values";
import { indicatorsOfProjects } from "@/db/queries/portfolio-indicators";
import { warningFacts } from "@/db/queries/warning-facts";
import { unitsPerOne } from "@/lib/domain/indicator-row";
import { differencesAsOf } from "../support/rollups";

/** First and last days of months, changes of the clocks, the demo's day and days around it, before and after everything. */
const days = [
  "2023-03-01",
  "2023-04-30",
  "2023-10-29",
  "2024-02-29",
  "2024-03-31",
  "2024-07-01",
  "2025-01-31",
  "2025-02-14",
  "2025-02-15",
  "2025-02-28",
  "2027-01-01",
];
const rules = ["shifts", "contacts", "activity-hours"];

/** Every project of the demo, as who reads everything sees it. */
async function everywhere(look: (tx: Tx, projectId: string, day: string) => Promise<void>, among = days) {
  await withActor({ kind: "operator" }, "read", async (tx) => {
    const projects = await tx.execute<{ id: string }>(sql`
      select p.id from projects p where exists (select from activities a where a.project_id = p.id and a.state <> 'draft')`);
    expect(projects.length).toBeGreaterThan(0);
    for (const { id } of projects) for (const day of among) await look(tx, id, day);
  });
}

test("the sums as of a day are what its rows say, by month, key activity, state and kind", async () => {
  await everywhere(async (tx, id, day) => expect(await differencesAsOf(tx, id, day), day).toEqual([]));
});

test("indicators of shifts are what their rows add up to, on the page of one project and in the list of all", async () => {
  await everywhere(async (tx, projectId, day) => {
    const values = (await indicatorValues(tx, projectId, day)).filter(({ rule }) => rules.includes(rule));
    const listed = (await indicatorsOfProjects(tx, [projectId], day)).get(projectId) ?? [];
    for (const { id, rule, value, evidenceCount } of values) {
      const groups = await indicatorRowGroups(tx, { id, projectId, rule }, day);
      const counted = groups.find(({ reason }) => reason === null);
      expect([value, evidenceCount], `${rule} on ${day}`).toEqual([counted?.amount ?? 0, counted?.files ?? 0]);
      expect(listed.find((one) => one.id === id)?.value, `${rule} in the list on ${day}`).toBe(value);
    }
  });
});

test("how an indicator of shifts grew is what its rows add up to at the end of each month", async () => {
  const fromRows = (tx: Tx, indicator: Indicator, day: string) =>
    tx.execute<{ month: string; value: number | null }>(sql`
      with rows as materialized (${rowsOf(indicator, day)})
      select to_char(m.month, 'YYYY-MM') as month, case when m.month <= ${day}::date then
          (select coalesce(sum(r.units), 0) from rows r where r.reason is null
            and r.on_day <= least((m.month + interval '1 month - 1 day')::date, ${day}::date))::float8 / ${unitsPerOne(indicator.rule)}::int
        end as value
      from projects p cross join lateral generate_series(date_trunc('month', p.starts_on::timestamp), p.ends_on, '1 month') as m (month)
      where p.id = ${indicator.projectId} order by m.month`);
  await everywhere(
    async (tx, projectId, day) => {
      for (const { id, rule } of await indicatorValues(tx, projectId, day)) {
        if (!rules.includes(rule)) continue;
        const of = { id, projectId, rule };
        expect([...(await indicatorByMonth(tx, of, day))], `${rule} on ${day}`).toEqual([
          ...(await fromRows(tx, of, day)),
        ]);
      }
    },
    days.slice(1, -1).filter((_, at) => at % 2 === 0),
  );
});

test("what waits to be mended and when somebody last served is what the rows say", async () => {
  await everywhere(async (tx, id, day) => {
    const [rows] = await tx.execute<{ returned: number; last: string | null }>(sql`
      select count(*) filter (where x.state = 'returned')::int as returned, max(x.happened_on) filter (where x.state <> 'draft') as last
      from (${activitiesAsOf(id, day)}) x`);
    const facts = await warningFacts(tx, id, day);
    expect([facts.returnedActivities, facts.lastActivityOn], day).toEqual([rows?.returned, rows?.last]);
  });
});
