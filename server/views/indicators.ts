import type { Tx } from "@/db/gate";
import { recordHistory } from "@/db/queries/history";
import { findIndicatorDefinition, listMeasurements } from "@/db/queries/indicator";
import { indicatorByMonth } from "@/db/queries/indicator-months";
import { indicatorRowGroups, indicatorRows, provenRows } from "@/db/queries/indicator-rows";
import { indicatorValues } from "@/db/queries/indicator-values";
import { findProject } from "@/db/queries/project";
import { wholeList } from "@/lib/domain/address";
import { isUncounted } from "@/lib/domain/indicator";
import type { RowReason } from "@/lib/domain/indicator-row";
import { keysetPage, type Place } from "@/lib/domain/keyset";

export type RowsAsked = { reason: RowReason | null; withFiles: boolean; place: Place | null; whole: boolean };
export type IndicatorView = NonNullable<Awaited<ReturnType<typeof readIndicator>>>;

/** Rows a page of the drill-down. */
export const rowsPerPage = 50;

/** The indicators of a project with their values as of a day; null when it is not there. */
export async function readIndicators(tx: Tx, slug: string, asOf: string) {
  const project = await findProject(tx, slug);
  return project && { project, indicators: await indicatorValues(tx, project.id, asOf) };
}

/**
 * One indicator as of a day with everything that explains its value: definition, rows that count and that do not,
 * months, measurements, history. Of one that cannot be counted yet no rows are shown. Eight statements, nine with files alone; null when there is no such project or code for these eyes.
 */
export async function readIndicator(tx: Tx, slug: string, code: string, asOf: string, asked: RowsAsked) {
  const found = await readIndicators(tx, slug, asOf);
  const indicator = found?.indicators.find((item) => item.code === code);
  if (!found || !indicator) return null;
  const { project } = found;
  const of = { id: indicator.id, projectId: project.id, rule: indicator.rule };
  const counted = !isUncounted(indicator);
  const { reason, withFiles } = asked;
  const read = (place: Place | null, limit: number) => indicatorRows(tx, of, asOf, { reason, withFiles, place, limit });
  const page = () => (asked.whole ? keysetPage(null, wholeList, read) : keysetPage(asked.place, rowsPerPage, read));
  const [about, groups, rows, proven, months, measurements, history] = await Promise.all([
    findIndicatorDefinition(tx, indicator.id, asOf),
    counted ? indicatorRowGroups(tx, of, asOf) : [],
    counted ? page() : { rows: [], newer: false, older: false },
    counted && withFiles ? provenRows(tx, of, asOf, reason) : null,
    counted ? indicatorByMonth(tx, of, asOf) : [],
    indicator.rule === "measured" ? listMeasurements(tx, indicator.id, asOf) : [],
    recordHistory(tx, "indicators", indicator.id, 60),
  ]);
  return about && { project, asOf, indicator, about, groups, ...rows, proven, months, measurements, history };
}
