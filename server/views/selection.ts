import type { Tx } from "@/db/gate";
import { findProject } from "@/db/queries/project";
import { listMentors, listSelections } from "@/db/queries/selection";

/** A project and its rounds of selection; no names. Null when it is not there. */
export async function readSelections(tx: Tx, slug: string) {
  const project = await findProject(tx, slug);
  return project && { project, rounds: await listSelections(tx, project.id) };
}

/** A project and its mentors; personal data. Null when it is not there. */
export async function readMentors(tx: Tx, slug: string) {
  const project = await findProject(tx, slug);
  return project && { project, mentors: await listMentors(tx, project.id) };
}
