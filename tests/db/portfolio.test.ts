import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { projectVersions } from "@/db/memo";
import { indicatorValues } from "@/db/queries/indicator-values";
import { projectOverview } from "@/db/queries/overview";
import { portfolio } from "@/db/queries/portfolio";
import { projectSummaries } from "@/db/queries/project-summary";
import { overviewFigures } from "@/server/views/overview";
import {
  type PortfolioLine,
  portfolioChoices,
  portfolioLine,
  portfolioTotals,
  readPortfolio,
} from "@/server/views/portfolio";
import { type Cast, type City, makeCast, person } from "../support/cast";
import { equip } from "../support/field";

const asOf = "2024-06-30";
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
  await fill(cast.north);
  await equip(cast.south);
});

/** A plan of 10 000 Kč a month, 100 000 Kč paid, four posts of which one is vacant, a late report, a region. */
async function fill(city: City) {
  const field = await equip(city);
  const own = sql`${city.id}::uuid, ${city.projectId}::uuid`;
  const [version, line, author] = [randomUUID(), randomUUID(), person(city, "manager").id];
  await withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      await tx.execute(sql`insert into plan_months (organisation_id, project_id, month, planned_halere)
        select ${own}, month::date, 1000000 from generate_series('2023-04-01'::date, '2026-03-01', '1 month') month`);
      await tx.execute(
        sql`insert into budget_versions (id, organisation_id, project_id, number, valid_from) values (${version}, ${own}, 1, '2023-04-01')`,
      );
      await tx.execute(sql`insert into budget_lines (id, organisation_id, project_id, version_id, code, name, amount_halere, position)
        values (${line}, ${own}, ${version}, '1.1', 'Mzdy', 9000000, 1)`);
      await tx.execute(sql`insert into expenses (organisation_id, project_id, budget_line_id, kind, document_number, description, issued_on, paid_on, amount_halere)
        values (${own}, ${line}, 'document', 'F1', 'Mzdy', '2024-01-10', '2024-01-20', 10000000),
          (${own}, ${line}, 'payroll', 'F2', 'Mzdy', '2024-07-10', '2024-07-20', 5000000)`);
      await tx.execute(sql`insert into monitoring_periods (organisation_id, project_id, number, starts_on, ends_on, report_due_on, claim_due_on)
        values (${own}, 1, '2023-04-01', '2023-09-30', '2023-10-31', '2023-10-31')`);
      await tx.execute(sql`insert into activities (organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, state, author_id)
        values (${own}, '2024-06-29', '08:00', '16:00', 450, ${field.localityId}, ${field.keyActivityId}, 'submitted', ${author})`);
      await tx.execute(sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by, decided_at)
        select organisation_id, project_id, id, 'submitted', ${author}, '2024-06-29T18:00:00Z' from activities where project_id = ${city.projectId}`);
      await tx.execute(sql`insert into indicators (organisation_id, project_id, code, name, unit, kind, rule, baseline, target)
        values (${own}, '600000', 'Účastníci', 'osoby', 'output', 'people-in-posts', 0, 4),
          (${own}, 'V0', 'Lidé na místech', 'osoby', 'own', 'people-in-posts', 0, 4), (${own}, 'V1', 'Směny', 'směny', 'own', 'shifts', 0, 900)`);
    },
    { id: randomUUID(), name: "test.fill" },
  );
}

const lines = (who: Credential, day = asOf) =>
  withActor(who, "read", async (tx, me) => (await readPortfolio(tx, me, day)).map(({ line }) => line));
const of = (all: readonly PortfolioLine[], city: City) => all.find(({ slug }) => slug === city.slug);

test("what the programme counts by hours of support has no value, and stands neither for nor against a project", async () => {
  const found = await withActor(cast.ministry.auditor.credential, "read", (tx) =>
    indicatorValues(tx, cast.north.projectId, asOf),
  );
  expect(found.map(({ code, value, evidenceCount }) => [code, value, evidenceCount])).toEqual([
    ["600000", null, 0],
    ["V0", 4, 0],
    ["V1", 0, 0],
  ]);
});

test("a list of several projects says of each what was drawn in it, not in all of them", async () => {
  const found = await withActor(cast.ministry.auditor.credential, "read", (tx) =>
    projectSummaries(tx, asOf, { limit: 200 }),
  );
  const drawn = (city: City) => found.find(({ slug }) => slug === city.slug)?.drawnHalere;
  expect([drawn(cast.north), drawn(cast.south)]).toEqual([10_000_000, 0]);
});

test("a line tells the month, the money, the posts, the indicators, the last activity and the risk", async () => {
  const line = of(await lines(cast.ministry.auditor.credential), cast.north);
  expect(line).toMatchObject({
    state: "running",
    month: 15,
    monthsInAll: 36,
    totalHalere: 100_000_000,
    paidHalere: 10_000_000,
    plannedHalere: 15_000_000,
    people: { filled: 3, posts: 4 },
    indicatorsOnTrack: 1,
    indicatorsPlanned: 2,
    lastActivityOn: "2024-06-29",
  });
  expect(line?.risk.level).toBe("high");
  expect(line?.risk.reasons.map(({ key }) => key).sort()).toEqual(
    [
      "claimOverdue",
      "documentsWithoutFile",
      "drawdownBehind",
      "indicatorBehind",
      "lineOverdrawn",
      "registrationMisprint",
      "reportOverdue",
      "vacancy",
    ].sort(),
  );
});

test("the list and the overview of a project say the same", async () => {
  await withActor(cast.ministry.auditor.credential, "read", async (tx) => {
    const ids = (await projectVersions(tx)).map(({ id }) => id);
    for (const day of ["2023-03-01", "2023-10-15", asOf, "2024-12-31", "2025-02-15", "2026-01-31"])
      for (const rows of await portfolio(tx, ids, day)) {
        const own = await projectOverview(tx, rows.project.slug, day);
        if (!own) throw new Error("no overview");
        const figures = overviewFigures(own);
        const line = portfolioLine(rows);
        expect(line.risk.reasons).toEqual(figures.warnings.filter(({ severity }) => severity !== "info"));
        expect([line.paidHalere, line.plannedHalere, line.people, line.month]).toEqual([
          figures.money.paidHalere,
          figures.money.plannedHalere,
          figures.people,
          figures.month,
        ]);
        expect(rows.indicators).toEqual(own.indicators.map(({ evidenceCount, points, ...indicator }) => indicator));
      }
  });
});

test("everyone sees the own projects only; the number of statements does not grow with them", async () => {
  const mentor = await lines(person(cast.south, "mentor").credential);
  expect(mentor.map(({ slug }) => slug)).toEqual([cast.south.slug]);
  expect(await lines(cast.ministry.organiser.credential)).toEqual([]);
  const statements = (who: Credential) =>
    withActor(who, "read", async (tx) => {
      const ids = (await projectVersions(tx)).map(({ id }) => id);
      let count = 0;
      const counting = new Proxy(tx, {
        get(target, name) {
          if (name === "execute") count += 1;
          return Reflect.get(target, name);
        },
      }) as Tx;
      await portfolio(counting, ids, asOf);
      return count;
    });
  expect(await statements(person(cast.south, "mentor").credential)).toBe(9);
  expect(await statements(cast.ministry.auditor.credential)).toBe(9);
});

test("totals add up what is shown; states and regions on offer are those that occur", async () => {
  const all = (await lines(cast.ministry.auditor.credential)).filter(({ slug }) =>
    [cast.north.slug, cast.south.slug].includes(slug),
  );
  expect(portfolioTotals(all)).toMatchObject({ totalHalere: 200_000_000, paidHalere: 10_000_000, filled: 6, posts: 8 });
  expect(portfolioChoices(all)).toEqual({ regions: [], states: ["running"] });
  expect(portfolioChoices((await lines(cast.ministry.auditor.credential, "2023-03-31")).slice(0, 1)).states).toEqual([
    "preparation",
  ]);
});
