import type { Tx } from "@/db/gate";
import {
  activityDays,
  activityPlace,
  activitySums,
  listActivities,
  returnedActivities,
} from "@/db/queries/activity-list";
import type { ActivityFilter } from "@/lib/domain/activity-filter";
import { earlier, later, monthOf } from "@/lib/domain/day";
import type { Locale } from "@/lib/domain/preference";

/** Rows of one page of the list. */
export const pageSize = 30;

/** Everything the list shows; null when the project is not there. */
export async function readList(tx: Tx, slug: string, filter: ActivityFilter, today: string, locale: Locale) {
  const place = await activityPlace(tx, slug, locale);
  if (!place) return null;
  const asOf = filter.k ?? today;
  const ask = { projectId: place.id, filter, asOf, today, locale };
  const month = filter.month ?? monthOf(earlier(later(filter.from ?? asOf, place.startsOn), asOf));
  const [rows, sums, days, returned] = await Promise.all([
    listActivities(tx, ask, pageSize + 1),
    activitySums(tx, ask),
    activityDays(tx, ask, month),
    asOf === today ? returnedActivities(tx, place.id, locale) : [],
  ]);
  return { place, organisationId: place.organisationId, asOf, month, rows, sums, days, returned };
}
