import type { OverviewRows } from "@/db/queries/overview";
import type { Overview } from "@/server/views/overview";
import type { ProjectLink } from "../links";

/** What every part of the overview gets: the rows, the figures computed from them, and the project's addresses. */
export type OverviewView = {
  rows: OverviewRows;
  figures: Overview;
  link: ProjectLink;
  /** How the marks on the axes call a past as-of day; nothing when it is today. */
  dayLabel?: string;
};
