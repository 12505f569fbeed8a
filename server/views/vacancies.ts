import type { Tx } from "@/db/gate";
import { drawdownByMonth } from "@/db/queries/drawdown";
import { indicatorValues } from "@/db/queries/indicator-values";
import { listOccupancy } from "@/db/queries/occupancy";
import { findProject } from "@/db/queries/project";
import { planUpTo } from "@/lib/domain/drawdown";
import { forecast } from "@/lib/domain/forecast";
import { vacancyEffects } from "@/lib/domain/vacancy";

/** What vacancies and leaves cost a project as of a day, computed anew at each look; no names. Null when it is not there. */
export async function readVacancies(tx: Tx, slug: string, asOf: string) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const [posts, months, indicators] = await Promise.all([
    listOccupancy(tx, project.id, asOf),
    drawdownByMonth(tx, project.id, asOf),
    indicatorValues(tx, project.id, asOf),
  ]);
  const { startsOn, endsOn, totalHalere } = project;
  const plannedNowHalere = planUpTo(months, asOf);
  const ahead = forecast({ asOf, startsOn, endsOn, budgetHalere: totalHalere, months, plannedNowHalere, posts });
  return { project, asOf, effects: vacancyEffects({ posts, asOf, startsOn, forecast: ahead, indicators }) };
}
