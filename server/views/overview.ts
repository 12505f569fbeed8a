import type { Tx } from "@/db/gate";
import { memo, projectVersion } from "@/db/memo";
import { type OverviewRows, projectOverview } from "@/db/queries/overview";
import { matrix } from "@/lib/domain/assessment";
import { monthOf } from "@/lib/domain/day";
import { planUpTo } from "@/lib/domain/drawdown";
import { forecast } from "@/lib/domain/forecast";
import { usualByDay } from "@/lib/domain/pace";
import { splitDrawn } from "@/lib/domain/project-view";
import { projectFigures } from "./project-figures";

const remember = memo<{ rows: OverviewRows; figures: Overview } | null>(40);

/**
 * The overview of a project as of a day; null when it is not there for these eyes. One statement while nothing has
 * changed since somebody last asked, ten when something has (db/memo.ts).
 */
export async function readOverview(tx: Tx, slug: string, asOf: string) {
  const version = await projectVersion(tx, slug);
  if (version === null) return null;
  return remember(version, asOf, async () => {
    const rows = await projectOverview(tx, slug, asOf);
    return rows && { rows, figures: overviewFigures(rows) };
  });
}

/** The figures of a project's overview, computed from its rows by the rules of lib/domain. */
export function overviewFigures(rows: OverviewRows) {
  const { project, asOf, months, posts, facts } = rows;
  const { startsOn, endsOn, totalHalere } = project;
  const paidHalere = months.findLast((row) => row.paidHalere !== null)?.paidHalere ?? 0;
  const plannedHalere = planUpTo(months, asOf);
  const figures = projectFigures({ ...rows, paidHalere, plannedHalere });
  return {
    ...figures,
    money: {
      paidHalere,
      plannedHalere,
      offHalere: plannedHalere === null ? null : paidHalere - plannedHalere,
      monthlyPaid: monthlyPaid(months).slice(-12),
      sources: splitDrawn(paidHalere, project.sources),
      forecast: forecast({
        asOf,
        startsOn,
        endsOn,
        budgetHalere: totalHalere,
        months,
        plannedNowHalere: plannedHalere,
        posts,
      }),
    },
    activity: {
      ...monthOfActivity(rows),
      usualShifts: usualByDay(
        rows.activity.map(({ month, shiftsToDay }) => ({ month, toDay: shiftsToDay })),
        asOf,
        startsOn,
      ),
    },
    matrix: matrix(
      rows.assessments.assistants,
      rows.assessments.areas.map((area) => area.number),
      {
        gainPoints: facts.settings["assessment.gain_points"] ?? 10,
        areasNeeded: facts.settings["assessment.areas_needed"] ?? 2,
      },
    ),
  };
}

export type Overview = ReturnType<typeof overviewFigures>;

function monthOfActivity({ activity, asOf }: OverviewRows) {
  const now = activity.find((row) => row.month === monthOf(asOf));
  return { shifts: now?.shifts ?? 0, contacts: now?.contacts ?? 0 };
}

/** What was paid in each month so far, oldest first, in haléře. */
function monthlyPaid(months: OverviewRows["months"]) {
  const paid = months.flatMap((row) => (row.paidHalere === null ? [] : [row.paidHalere]));
  return paid.map((total, index) => total - (paid[index - 1] ?? 0));
}
