import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { monthsBetween } from "@/lib/domain/day";
import { fieldError, notFound } from "@/lib/domain/error";
import { splitByLargestRemainder } from "@/lib/domain/money";
import { authorize } from "@/lib/domain/permission";
import { assertNewProject, type CreateProject, createProjectInput, halfYears } from "@/lib/domain/project";
import { settingNumber } from "../queries/as-of";
import { verb } from "../verb";
import { insertRows } from "./rows";

/**
 * Creates a project with all that its grant decision fixes: sources, goals, key activities, posts, training areas,
 * half-year monitoring periods, a first budget of one line and a plan spread evenly over the months, to the haléř.
 * Figures are taken as given; that sources differ from the total is shown, not refused. Throws 404 for a hidden
 * organisation, 422 with fields, 409 for a taken address or registration number.
 */
export const createProject = verb(createProjectInput, async (tx, me, input) => {
  authorize(me, "project.create");
  const [city] = await tx.execute<{ kind: string; days: number; finalDays: number; months: number }>(sql`
    select o.kind, ${settingNumber("period.report_due_days", me.today, 30)} as days,
      ${settingNumber("period.final_report_due_days", me.today, 60)} as "finalDays",
      ${settingNumber("period.months", me.today, 6)} as months
    from organisations o where o.id = ${input.organisationId}`);
  if (!city) throw notFound();
  authorize(me, "project.create", { organisationId: input.organisationId, projectId: null });
  if (city.kind !== "city") throw fieldError("organisationId", "notOffered");
  assertNewProject(input);
  const projectId = randomUUID();
  await tx.execute(sql`
    insert into projects (id, organisation_id, slug, registration_number, name, beneficiary, annotation, starts_on,
      ends_on, total_halere)
    values (${projectId}, ${input.organisationId}, ${input.slug}, ${input.registrationNumber}, ${input.name},
      ${input.beneficiary}, ${input.annotation}, ${input.startsOn}, ${input.endsOn}, ${input.totalHalere})`);
  for (const [table, rows] of partsOf(projectId, input, city)) await insertRows(tx, table, rows);
  return { projectId, slug: input.slug };
});

type Rows = readonly [table: string, rows: Record<string, unknown>[]];

/** The rows below a new project, in an order that satisfies the foreign keys. */
function partsOf(
  projectId: string,
  input: CreateProject,
  due: { days: number; finalDays: number; months: number },
): Rows[] {
  const own = { organisation_id: input.organisationId, project_id: projectId };
  const days = { starts_on: input.startsOn, ends_on: input.endsOn };
  const versionId = randomUUID();
  // A planned month is named by its first day, which must lie in the project: a month begun late adds to the next one.
  const months = monthsBetween(input.startsOn, input.endsOn).map((month) => `${month}-01`);
  const planMonths = months.filter((month) => month >= input.startsOn);
  const weights = planMonths.map(() => 1);
  const planned = weights.length > 0 ? splitByLargestRemainder(input.totalHalere, weights) : [];
  return [
    [
      "funding_sources",
      input.sources.map(({ kind, ratePer100000, amountHalere, origin }) => ({
        ...own,
        kind,
        rate_per_100000: ratePer100000,
        amount_halere: amountHalere,
        origin,
      })),
    ],
    [
      "goals",
      input.goals.map(({ number, text }) => ({
        ...own,
        number,
        text,
        rule: number === 1 && input.trainingAreas.length > 0 ? "assessments" : "measures",
      })),
    ],
    ["key_activities", input.keyActivities.map(({ code, name }) => ({ ...own, code, name, ...days }))],
    ["posts", Array.from({ length: input.assistants }, (_, index) => ({ ...own, number: index + 1, ...days }))],
    ["training_areas", input.trainingAreas.map((name, index) => ({ ...own, number: index + 1, name }))],
    [
      "monitoring_periods",
      halfYears(input.startsOn, input.endsOn, due).map(({ number, startsOn, endsOn, dueOn }) => ({
        ...own,
        number,
        starts_on: startsOn,
        ends_on: endsOn,
        report_due_on: dueOn,
        claim_due_on: dueOn,
      })),
    ],
    ["budget_versions", [{ id: versionId, ...own, number: 1, valid_from: input.startsOn, note: "" }]],
    [
      "budget_lines",
      [
        {
          ...own,
          version_id: versionId,
          code: "1",
          name: "Celkové způsobilé výdaje",
          amount_halere: input.totalHalere,
          leaf: "direct",
          position: 1,
        },
      ],
    ],
    ["plan_months", planMonths.map((month, index) => ({ ...own, month, planned_halere: planned[index] ?? 0 }))],
  ];
}
