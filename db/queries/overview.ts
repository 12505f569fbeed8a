import type { Tx } from "../gate";
import { drawdownByMonth } from "./drawdown";
import { assessmentView } from "./goals";
import { indicatorValues } from "./indicator-values";
import { listOccupancy } from "./occupancy";
import { activityByMonth, keyActivityFigures } from "./overview-activity";
import { findProject } from "./project";
import { timeline } from "./timeline";
import { warningFacts } from "./warning-facts";

/** Everything that the overview of a project shows as of a day, in nine statements; null when it is not there. */
export async function projectOverview(tx: Tx, slug: string, asOf: string) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const { id } = project;
  const [months, posts, indicators, assessments, activity, keyActivities, events, facts] = await Promise.all([
    drawdownByMonth(tx, id, asOf),
    listOccupancy(tx, id, asOf),
    indicatorValues(tx, id, asOf),
    assessmentView(tx, id, asOf),
    activityByMonth(tx, id, asOf),
    keyActivityFigures(tx, id, asOf),
    timeline(tx, id, asOf),
    warningFacts(tx, id, asOf),
  ]);
  return { project, asOf, months, posts, indicators, assessments, activity, keyActivities, events, facts };
}

export type OverviewRows = NonNullable<Awaited<ReturnType<typeof projectOverview>>>;
