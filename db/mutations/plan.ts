import { sql } from "drizzle-orm";
import { assertPlan, changePlanInput } from "@/lib/domain/budget";
import { verb } from "../verb";
import { assertRowsVersion, openProject } from "./project-frame";

/**
 * Sets the financial plan month by month; a month that is left out has nothing planned. The sum need not be the
 * project's total: the page shows by how much it differs. Throws 422 for months outside the project.
 */
export const changePlan = verb(changePlanInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "budget.edit", input.projectId, "alone");
  await assertRowsVersion(tx, "plan_months", project.id, input.version);
  assertPlan(project, input);
  const months = JSON.stringify(
    input.months.map(({ month, plannedHalere }) => ({ month: `${month}-01`, planned: plannedHalere })),
  );
  const asked = sql`jsonb_to_recordset(${months}::jsonb) as m (month date, planned bigint)`;
  await tx.execute(
    sql`delete from plan_months where project_id = ${project.id} and month not in (select m.month from ${asked})`,
  );
  await tx.execute(sql`
    insert into plan_months (organisation_id, project_id, month, planned_halere)
    select ${project.organisationId}, ${project.id}, m.month, m.planned from ${asked}
    on conflict (project_id, month) do update set planned_halere = excluded.planned_halere
      where plan_months.planned_halere <> excluded.planned_halere`);
  return { projectId: project.id };
});
