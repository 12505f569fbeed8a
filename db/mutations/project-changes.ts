import { type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { splitByLargestRemainder } from "@/lib/domain/money";
import { authorize, inProject, type Permission } from "@/lib/domain/permission";
import {
  assertOpen,
  assertProjectDays,
  changeProjectInput,
  closeProjectInput,
  type ProjectState,
  reopenProjectInput,
} from "@/lib/domain/project";
import { assertVersion } from "@/lib/domain/version";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { rowVersion } from "../version";

type Locked = {
  id: string;
  organisationId: string;
  state: ProjectState;
  startsOn: string;
  endsOn: string;
  totalHalere: number;
  version: string;
};

/**
 * Changes what the grant decision fixes. What began or ended with the project follows its new days; throws 422
 * recordsOutside when something else would be left outside them, 409 when the project is closed.
 */
export const changeProject = verb(changeProjectInput, async (tx, me, input) => {
  const was = await lockProject(tx, me, "project.edit", input.projectId);
  assertOpen(was);
  assertVersion(was.version, input.version);
  assertProjectDays(input);
  await tx.execute(sql`
    update projects set slug = ${input.slug}, name = ${input.name}, registration_number = ${input.registrationNumber},
      beneficiary = ${input.beneficiary}, annotation = ${input.annotation}, starts_on = ${input.startsOn},
      ends_on = ${input.endsOn}, total_halere = ${input.totalHalere}, state = ${input.state}
    where id = ${was.id}`);
  if (input.startsOn !== was.startsOn || input.endsOn !== was.endsOn) await moveDays(tx, was, input);
  if (input.totalHalere !== was.totalHalere) await moveTotal(tx, was, input.totalHalere);
  return { projectId: was.id, slug: input.slug };
});

/** Closes a project with a note: nothing in it changes any more. Throws 409 when it is closed already. */
export const closeProject = verb(closeProjectInput, async (tx, me, input) => {
  const project = await lockProject(tx, me, "project.close", input.projectId);
  assertOpen(project);
  assertVersion(project.version, input.version);
  if (input.closedOn > me.today) throw fieldError("closedOn", "dayAhead");
  if (input.closedOn < project.startsOn) throw fieldError("closedOn", "outsideProjectDays");
  await tx.execute(sql`update projects set state = 'closed', closed_on = ${input.closedOn},
    closing_note = ${input.closingNote} where id = ${project.id}`);
  return { projectId: project.id, state: "closed" };
});

/** Opens a closed project again; the audit log keeps when it was closed and why. */
export const reopenProject = verb(reopenProjectInput, async (tx, me, input) => {
  const project = await lockProject(tx, me, "project.close", input.projectId);
  if (project.state !== "closed") throw new DomainError("projectNotClosed", 409);
  assertVersion(project.version, input.version);
  await tx.execute(
    sql`update projects set state = 'running', closed_on = null, closing_note = null where id = ${project.id}`,
  );
  return { projectId: project.id, state: "running" };
});

async function lockProject(tx: Tx, me: Actor, permission: Permission, id: string): Promise<Locked> {
  authorize(me, permission);
  const [project] = await tx.execute<Locked>(sql`
    select id, organisation_id as "organisationId", state, starts_on as "startsOn", ends_on as "endsOn",
      total_halere as "totalHalere", ${rowVersion("projects")} as version from projects where id = ${id} for update`);
  if (!project) throw notFound();
  authorize(me, permission, inProject(project));
  return project;
}

type Days = { startsOn: string; endsOn: string };

async function moveDays(tx: Tx, was: Locked, now: Days) {
  // Spans that touched an end of the project keep touching it, unless nothing would be left of them.
  const start = sql`case when starts_on = ${was.startsOn} then ${now.startsOn}::date else starts_on end`;
  const end = sql`case when ends_on = ${was.endsOn} then ${now.endsOn}::date else ends_on end`;
  const touched = sql`project_id = ${was.id} and (starts_on = ${was.startsOn} or ends_on = ${was.endsOn})
    and ${start} < ${end} and ${start} >= ${now.startsOn} and ${end} <= ${now.endsOn}`;
  await tx.execute(sql`update key_activities set starts_on = ${start}, ends_on = ${end} where ${touched}`);
  await tx.execute(sql`update posts set starts_on = ${start}, ends_on = ${end} where ${touched}`);
  await tx.execute(sql`update monitoring_periods set starts_on = ${start}, ends_on = ${end},
    report_due_on = report_due_on + (${end} - ends_on), claim_due_on = claim_due_on + (${end} - ends_on)
    where ${touched}`);
  await tx.execute(sql`
    with gone as (delete from plan_months where project_id = ${was.id}
      and month not between ${now.startsOn} and ${now.endsOn} returning planned_halere)
    update plan_months set planned_halere = planned_halere + (select coalesce(sum(planned_halere), 0) from gone)
    where (select count(*) from gone) > 0 and id = (select m.id from plan_months m
      where m.project_id = ${was.id} and m.month between ${now.startsOn} and ${now.endsOn} order by m.month desc limit 1)`);
  await assertNothingOutside(tx, was.id, now);
}

async function assertNothingOutside(tx: Tx, projectId: string, now: Days) {
  const outside = (column: SQL, table: SQL, by: SQL) => sql`select count(*) filter (where ${column} < ${now.startsOn})
    as before, count(*) filter (where ${by} > ${now.endsOn}) as after from ${table} where project_id = ${projectId}`;
  const spans = ["key_activities", "posts", "monitoring_periods", "post_occupancies"].map((table) =>
    outside(sql`starts_on`, sql.identifier(table).getSQL(), sql`coalesce(ends_on, starts_on)`),
  );
  const days = outside(sql`happened_on`, sql`activities`, sql`happened_on`);
  const [found] = await tx.execute<{ before: number; after: number }>(sql`
    select sum(x.before)::int as before, sum(x.after)::int as after
    from (${sql.join([...spans, days], sql` union all `)}) x`);
  if (found && found.before > 0) throw fieldError("startsOn", "recordsOutside", { count: found.before });
  if (found && found.after > 0) throw fieldError("endsOn", "recordsOutside", { count: found.after });
}

/** A budget of a single line and a plan that made up the old total make up the new one. */
async function moveTotal(tx: Tx, was: Locked, totalHalere: number) {
  await tx.execute(sql`update budget_lines set amount_halere = ${totalHalere}
    where project_id = ${was.id} and amount_halere = ${was.totalHalere} and unit_price_halere is null
      and (select count(*) from budget_lines l where l.project_id = ${was.id}) = 1`);
  const plan = await tx.execute<{ id: string; planned: number }>(
    sql`select id, planned_halere as planned from plan_months where project_id = ${was.id} order by month for update`,
  );
  if (plan.reduce((sum, { planned }) => sum + planned, 0) !== was.totalHalere) return;
  const parts = splitByLargestRemainder(
    totalHalere,
    plan.map(({ planned }) => planned),
  );
  const changes = plan.map(({ id }, index) => ({ id, planned: parts[index] ?? 0 }));
  await tx.execute(sql`update plan_months m set planned_halere = c.planned
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c (id uuid, planned bigint) where m.id = c.id`);
}
