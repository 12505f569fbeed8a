import type { Project } from "@/db/queries/project";
import type { ProjectMentor } from "@/db/queries/selection";

export type MentorView = {
  project: Project;
  mentor: ProjectMentor;
  today: string;
  /** May note what the mentor was trained in. */
  teaches: boolean;
  /** May note contracts with other towns. */
  contracts: boolean;
  edit: { verb: string; id: string };
  at: (edit?: string) => string;
};
