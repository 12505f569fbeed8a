import type { Tx } from "@/db/gate";
import { findProject } from "@/db/queries/project";
import { findTeam } from "@/db/queries/team";

/** A project and its people as of a day; personal data. Null when it is not there. */
export async function readTeam(tx: Tx, slug: string, asOf: string) {
  const project = await findProject(tx, slug);
  return project && { project, asOf, team: await findTeam(tx, project.id, asOf) };
}
