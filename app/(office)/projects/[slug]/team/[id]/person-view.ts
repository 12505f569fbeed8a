import type { PersonCard } from "@/db/queries/person-card";
import type { Project } from "@/db/queries/project";
import type { Team, TeamScore } from "@/db/queries/team";
import type { AssistantTraining } from "@/db/queries/trainings";

export type PersonView = {
  project: Project;
  asOf: string;
  card: PersonCard;
  team: Team;
  scores: readonly TeamScore[];
  trainings: readonly AssistantTraining[];
  /** May change people and posts now; a past day is only looked at. */
  edits: boolean;
  /** What is being changed: a verb and the id it is about, from the address. */
  edit: { verb: string; id: string };
  /** The address of this page with another verb and id, or without. */
  at: (edit?: string) => string;
};
