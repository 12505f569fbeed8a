import { sql } from "drizzle-orm";
import { changeOfficeInput, changeRegimeInput, rateOf } from "@/lib/domain/regime";
import { assertVersion } from "@/lib/domain/version";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { rowVersion } from "../version";
import { openProject } from "./project-frame";

/**
 * States how the costs of a project are claimed. Expenses that the regime does not itemise become internal, and the flat
 * part of the others follows from the rate. Throws 422 without a rate where the regime has one, 409 projectClosed.
 */
export const changeRegime = verb(changeRegimeInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId, "alone");
  await assertSeen(tx, project.id, input.version);
  await tx.execute(sql`
    update projects set cost_regime = ${input.costRegime}, flat_rate_per_100000 = ${rateOf(input)},
      cost_regime_origin = ${input.costRegime && input.origin}, cost_regime_source = ${input.costRegime ? input.source : ""}
    where id = ${project.id}`);
  return { projectId: project.id };
});

/** Names the office that checks the claims of a project and pays them. Throws 409 projectClosed. */
export const changeOffice = verb(changeOfficeInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId, "alone");
  await assertSeen(tx, project.id, input.version);
  const { checkingOffice: office, origin, source } = input;
  await tx.execute(sql`
    update projects set checking_office = ${office}, checking_office_origin = ${office && origin},
      checking_office_source = ${office ? source : ""}
    where id = ${project.id}`);
  return { projectId: project.id };
});

async function assertSeen(tx: Tx, projectId: string, seen: string): Promise<void> {
  const [now] = await tx.execute<{ version: string }>(
    sql`select ${rowVersion("projects")} as version from projects where id = ${projectId}`,
  );
  if (now) assertVersion(now.version, seen);
}
