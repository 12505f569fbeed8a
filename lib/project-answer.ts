import type { ProjectSummary } from "@/db/queries/project-summary";
import { monthPosition, splitDrawn } from "./domain/project-view";

/** A project as the API answers it; amounts in haléře, rates per 100 000. */
export function projectAnswer(
  { drawnHalere, sources, state, posts, assistants, keyActivities, goals, ...project }: ProjectSummary,
  asOf: string,
) {
  const { slug, registrationNumber, name, organisation, start, end, totalHalere } = project;
  return {
    slug,
    registrationNumber,
    name,
    organisation,
    state,
    start,
    end,
    asOf,
    ...monthPosition(project, asOf),
    totalHalere,
    drawnHalere,
    sources: splitDrawn(drawnHalere, sources),
    posts,
    assistants,
    keyActivities,
    goals,
  };
}
