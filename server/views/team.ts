import type { Tx } from "@/db/gate";
import { findPersonCard } from "@/db/queries/person-card";
import { findProject } from "@/db/queries/project";
import { findTeam } from "@/db/queries/team";
import {
  findCertificateForTraining,
  listTrainings,
  teamCertificates,
  trainingChanges,
  trainingChoices,
} from "@/db/queries/trainings";
import type { Actor } from "@/lib/domain/actor";
import { can, inProject } from "@/lib/domain/permission";
import { certificateInput } from "@/lib/domain/training";

/** A project, its people and what they were trained in, as of a day; personal data. Null when it is not there. */
export async function readTeam(tx: Tx, slug: string, asOf: string) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const [team, trainings, changes] = await Promise.all([
    findTeam(tx, project.id, asOf),
    listTrainings(tx, project.id, asOf),
    trainingChanges(tx, project.id),
  ]);
  return { project, asOf, team, trainings, changes };
}

/** One person of a project: posts, leaves, plan, evaluations, trainings, scores; personal data. Null when not there. */
export async function readPersonCard(tx: Tx, slug: string, assistantId: string, asOf: string) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const [card, team, trainings] = await Promise.all([
    findPersonCard(tx, project.id, assistantId, asOf),
    findTeam(tx, project.id, asOf),
    listTrainings(tx, project.id, asOf),
  ]);
  return (
    card && {
      project,
      asOf,
      card,
      team,
      scores: team.people.find(({ id }) => id === assistantId)?.scores ?? [],
      trainings: trainings.filter((row) => row.assistantId === assistantId),
    }
  );
}

/**
 * What a mentor takes a certificate over by: the certificate of a code, or what has changed in one that was taken before,
 * with whom and what he chooses from. Null for who keeps no team there.
 */
export async function readTraining(
  tx: Tx,
  me: Actor,
  slug: string,
  asked: { code: string | undefined; training: string | undefined; assistant: string | undefined },
) {
  const project = await findProject(tx, slug);
  if (!project || !can(me, "team.edit", inProject(project)) || project.state === "closed") return null;
  const code = certificateInput.safeParse(asked.code ?? "");
  const [choices, certificate, trainings, changes, waiting] = await Promise.all([
    trainingChoices(tx, project.id),
    code.success ? findCertificateForTraining(tx, code.data) : null,
    asked.training ? listTrainings(tx, project.id, me.today) : [],
    asked.training ? trainingChanges(tx, project.id) : [],
    asked.training || asked.code ? [] : teamCertificates(tx),
  ]);
  const of = (row: { trainingId: string; assistantId: string }) =>
    row.trainingId === asked.training && row.assistantId === asked.assistant;
  return { project, choices, certificate, waiting, known: trainings.find(of), change: changes.find(of) };
}
