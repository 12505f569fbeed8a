import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { listActivities } from "@/db/queries/activity-list";
import { activityListTotals } from "@/db/queries/activity-list-totals";
import { activitiesAsOf } from "@/db/queries/as-of";
import { indicatorByMonth } from "@/db/queries/indicator-months";
import {
  type Indicator,
  type IndicatorRow,
  indicatorRowGroups,
  indicatorRows,
  provenRows,
  rowsOf,
} from "@/db/queries/indicator-rows";
import { indicatorValues } from "@/db/queries/indicator-values";
import { activityByMonth, keyActivityFigures } from "@/db/queries/overview-activity";
import { indicatorsOfProjects } from "@/db/queries/portfolio-indicators";
import { warningFacts } from "@/db/queries/warning-facts";
import type { ActivityFilter } from "@/lib/domain/activity-filter";
import { unitsPerOne } from "@/lib/domain/indicator-row";
import type { Place } from "@/lib/domain/keyset";
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

test("indicators of shifts are what the groups of their rows add up to, on the page of one project and in the list of all", async () => {
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

test("the groups of shifts behind a value, which come of the sums, are those of the shifts themselves", async () => {
  await everywhere(async (tx, projectId, day) => {
    for (const { id, rule } of (await indicatorValues(tx, projectId, day)).filter((one) => rules.includes(one.rule))) {
      const of = { id, projectId, rule };
      const fromRows = await tx.execute<{ reason: string | null }>(sql`
        with rows as materialized (${rowsOf(of, day)})
        select r.reason, count(*)::int as rows, (sum(r.units)::numeric / ${unitsPerOne(rule)}::int)::float8 as amount,
          sum((select count(*) from evidence e where e.activity_id = r.id))::int as files
        from rows r group by r.reason`);
      const byReason = <T extends { reason: string | null }>(groups: readonly T[]) =>
        [...groups].sort((a, b) => (a.reason ?? "").localeCompare(b.reason ?? ""));
      expect(byReason(await indicatorRowGroups(tx, of, day)), `${rule} on ${day}`).toEqual(byReason(fromRows));
    }
  });
});

test("a page of the rows behind a value holds the rows of its group, each once, and those with a file", async () => {
  const some = days.filter((_, at) => at % 3 === 0);
  await everywhere(async (tx, projectId, day) => {
    for (const { id, rule } of (await indicatorValues(tx, projectId, day)).filter((one) => rules.includes(one.rule))) {
      const of = { id, projectId, rule };
      for (const { reason, rows, amount } of await indicatorRowGroups(tx, of, day)) {
        const ids = new Set<string>();
        let sum = 0;
        let place: Place | null = null;
        for (;;) {
          const page: IndicatorRow[] = await indicatorRows(tx, of, day, { reason, place, limit: 1000 });
          for (const row of page) ids.add(row.id);
          sum += page.reduce((total, row) => total + row.amount, 0);
          const last = page.at(-1);
          if (!last || page.length < 1000) break;
          place = { side: "after", day: last.on, id: last.id };
        }
        expect([ids.size, sum], `${reason} of ${rule} on ${day}`).toEqual([rows, expect.closeTo(amount, 6)]);
        const proven = await indicatorRows(tx, of, day, { reason, withFiles: true, limit: 1000 });
        expect(await provenRows(tx, of, day, reason)).toBe(proven.length);
      }
    }
  }, some);
});

test("totals of a list of shifts, which come of the sums, are those of its shifts", async () => {
  const today = "2025-02-15";
  const filters: ActivityFilter[] = [
    {},
    { month: "2024-07" },
    { from: "2024-01-01" },
    { to: "2024-12-31" },
    { state: "approved" },
    { state: "draft" },
    { month: "2025-02", state: "submitted" },
  ];
  await everywhere(
    async (tx, projectId) => {
      for (const filter of filters) {
        const ask = { projectId, filter, asOf: today, today, locale: "cs" } as const;
        const rows = await listActivities(tx, ask, null);
        const count = (state: string) => rows.filter((row) => row.state === state).length;
        expect(await activityListTotals(tx, ask), JSON.stringify(filter)).toEqual({
          shifts: rows.length,
          minutes: rows.reduce((sum, row) => sum + row.together, 0),
          contacts: rows.reduce((sum, row) => sum + row.contacts, 0),
          approved: count("approved"),
          submitted: count("submitted"),
          returned: count("returned"),
          drafts: count("draft"),
        });
      }
    },
    [today],
  );
});

test("key activities and months, which come of the sums, show what their shifts say", async () => {
  await everywhere(async (tx, id, day) => {
    const served = sql`(select * from (${activitiesAsOf(id, day)}) x where x.state in ('submitted', 'approved'))`;
    const activities = await tx.execute(sql`
      select k.id, (select count(*)::int from ${served} a where a.key_activity_id = k.id) as shifts,
        (select coalesce(sum(a.minutes), 0)::int from ${served} a join activity_assistants s on s.activity_id = a.id where a.key_activity_id = k.id) as minutes,
        (select count(distinct s.assistant_id)::int from ${served} a join activity_assistants s on s.activity_id = a.id where a.key_activity_id = k.id) as people,
        (select max(a.happened_on) from ${served} a where a.key_activity_id = k.id) as "lastOn",
        (select n.note from ${served} a join activity_notes n on n.activity_id = a.id and n.approved
          where a.key_activity_id = k.id and a.state = 'approved' order by a.happened_on desc, a.id limit 1) as "lastNote"
      from key_activities k where k.project_id = ${id} order by k.code`);
    const figures = (await keyActivityFigures(tx, id, day)).map(({ paidHalere: _, lastNoteOn: __, ...rest }) => rest);
    expect(figures, day).toEqual([...activities]);
    const months = await tx.execute(sql`
      select to_char(a.happened_on, 'YYYY-MM') as month, count(*)::int as shifts,
        count(*) filter (where extract(day from a.happened_on) <= extract(day from ${day}::date))::int as "shiftsToDay",
        coalesce(sum((select sum(c.count) from activity_counts c join activity_kinds k on k.id = c.kind_id and k.contact where c.activity_id = a.id)), 0)::int as contacts
      from ${served} a where a.happened_on >= date_trunc('month', ${day}::timestamp) - interval '6 months' group by 1 order by 1 desc`);
    expect([...(await activityByMonth(tx, id, day))], day).toEqual([...months]);
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
