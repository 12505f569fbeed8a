import { sql } from "drizzle-orm";
import { addPeriodInput, assertPeriod, changePeriodInput } from "@/lib/domain/period";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Adds the next monitoring period. Throws 409 periodsOverlap on startsOn. */
export const addPeriod = verb(addPeriodInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId);
  assertPeriod(project, input, me.today);
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into monitoring_periods (organisation_id, project_id, number, starts_on, ends_on, report_due_on, claim_due_on)
    select ${project.organisationId}, ${project.id}, coalesce(max(number), 0) + 1, ${input.startsOn}::date,
      ${input.endsOn}::date, ${input.reportDueOn}::date, ${input.claimDueOn}::date
    from monitoring_periods where project_id = ${project.id} returning id`);
  return { periodId: row?.id ?? null };
});

/** Changes the days of a monitoring period and when its report was handed in. */
export const changePeriod = verb(changePeriodInput, async (tx, me, input) => {
  const project = await projectOfPart(tx, me, "project.edit", "monitoring_periods", input.periodId, input);
  assertPeriod(project, input, me.today);
  await tx.execute(sql`update monitoring_periods set starts_on = ${input.startsOn}, ends_on = ${input.endsOn},
    report_due_on = ${input.reportDueOn}, claim_due_on = ${input.claimDueOn},
    report_submitted_on = ${input.reportSubmittedOn} where id = ${input.periodId}`);
  return { periodId: input.periodId };
});
