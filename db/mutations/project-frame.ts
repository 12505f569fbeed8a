import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { fieldError, notFound } from "@/lib/domain/error";
import { maxHalere } from "@/lib/domain/money";
import { authorize, inProject, type Permission } from "@/lib/domain/permission";
import { assertOpen, type ProjectState } from "@/lib/domain/project";
import type { CostRegime } from "@/lib/domain/regime";
import { assertVersion } from "@/lib/domain/version";
import type { Tx } from "../gate";
import { recordVersion, rowsVersion, rowVersion } from "../version";

/** What the rules of a project's parts look at. */
export type ProjectFrame = {
  id: string;
  organisationId: string;
  startsOn: string;
  endsOn: string;
  state: ProjectState;
  costRegime: CostRegime | null;
};

/** Who writes in a project at the same time: others too, or nobody else. Closing it waits for both, and both for it. */
export type Hold = "shared" | "alone";

/** The state of a project p as it is now, held until the transaction ends. */
export const heldState = (hold: Hold = "shared") => sql`sec.hold_project(p.id, ${hold === "alone"})`;

const columns = (hold?: Hold) => sql`p.id, p.organisation_id as "organisationId", p.starts_on as "startsOn",
  p.ends_on as "endsOn", p.cost_regime as "costRegime", ${heldState(hold)} as state`;

/** The open project where the actor may do this: 403 for a wrong role, 404 when it is hidden, 409 when it is closed. */
export async function openProject(
  tx: Tx,
  me: Actor,
  permission: Permission,
  id: string,
  hold: Hold = "shared",
): Promise<ProjectFrame> {
  authorize(me, permission);
  const [project] = await tx.execute<ProjectFrame>(sql`select ${columns(hold)} from projects p where p.id = ${id}`);
  return requireOpen(me, permission, project);
}

/** Throws 409 changedMeanwhile for another version of what is changed as a whole; for who holds the project alone. */
export async function assertRowsVersion(
  tx: Tx,
  table: "funding_sources" | "plan_months",
  projectId: string,
  from: string,
): Promise<void> {
  const [now] = await tx.execute<{ version: string }>(
    sql`select ${rowsVersion(table)} as version from projects p where p.id = ${projectId}`,
  );
  if (now) assertVersion(now.version, from);
}

/** Throws 409 projectClosed unless a project that was seen is open; it stays so until the transaction ends. */
export async function holdOpen(tx: Tx, projectId: string): Promise<void> {
  const [held] = await tx.execute<{ state: string }>(
    sql`select ${heldState()} as state from projects p where p.id = ${projectId}`,
  );
  if (!held) throw notFound();
  assertOpen(held);
}

/**
 * Throws 422 sumTooBig when the expenses of a project add up to more than one amount may be. Asked after writing; who
 * writes at the same moment may pass it by his amount, which does no harm.
 */
export async function assertExpensesSum(tx: Tx, projectId: string): Promise<void> {
  const [found] = await tx.execute<{ within: boolean }>(sql`
    select coalesce(sum(e.amount_halere), 0) <= ${maxHalere}::bigint as within from expenses e where e.project_id = ${projectId}`);
  if (!found?.within) throw fieldError("amountHalere", "sumTooBig");
}

/** Parts of a project that are changed one row at a time. */
export type PartTable =
  | "goals"
  | "key_activities"
  | "localities"
  | "monitoring_periods"
  | "milestones"
  | "indicators"
  | "project_mentors"
  | "posts"
  | "assistants"
  | "post_occupancies"
  | "assistant_leaves"
  | "development_goals"
  | "assistant_evaluations"
  | "mentor_lessons"
  | "mentor_contracts"
  | "selection_rounds"
  | "planned_shifts"
  | "assessments"
  | "training_areas"
  | "budget_lines";

/** The open project of a part, the part locked unless one only points to it who may not change it; refusals as in openProject, 409 changedMeanwhile for another version. */
export async function projectOfPart(
  tx: Tx,
  me: Actor,
  permission: Permission,
  table: PartTable,
  id: string,
  { hold, version, unlocked }: { hold?: Hold; version?: string; unlocked?: boolean } = {},
): Promise<ProjectFrame> {
  authorize(me, permission);
  const [project] = await tx.execute<ProjectFrame>(sql`
    select ${columns(hold)} from ${sql.identifier(table)} x join projects p on p.id = x.project_id
    where x.id = ${id} ${unlocked ? sql`` : sql`for update of x`}`);
  const open = requireOpen(me, permission, project);
  if (version === undefined) return open;
  const of = table === "assessments" ? recordVersion("x", "assessment_id") : rowVersion("x");
  const [now] = await tx.execute<{ version: string }>(
    sql`select ${of} as version from ${sql.identifier(table)} x where x.id = ${id}`,
  );
  if (now) assertVersion(now.version, version);
  return open;
}

function requireOpen(me: Actor, permission: Permission, project: ProjectFrame | undefined): ProjectFrame {
  if (!project) throw notFound();
  authorize(me, permission, inProject(project));
  assertOpen(project);
  return project;
}
