import type { Tx } from "@/db/gate";
import { findActivity, logPlace, nextToDecide } from "@/db/queries/activities";
import { activityDays, activityPlace, listActivities, returnedActivities } from "@/db/queries/activity-list";
import { activityListTotals } from "@/db/queries/activity-list-totals";
import { usualCounts } from "@/db/queries/activity-sums";
import { recordHistory } from "@/db/queries/history";
import { listOffers } from "@/db/queries/settings";
import type { ActivityFilter } from "@/lib/domain/activity-filter";
import { wholeList } from "@/lib/domain/address";
import { earlier, later, monthOf } from "@/lib/domain/day";
import { keysetPage, placeAsked } from "@/lib/domain/keyset";
import type { Locale } from "@/lib/domain/preference";

/** Rows of one page of the list. */
const pageSize = 30;

/** The shifts that fit a filter, with their sums, days and what was returned; null when the project is not there. */
export async function readActivities(
  tx: Tx,
  slug: string,
  filter: ActivityFilter,
  { today, locale, whole }: { today: string; locale: Locale; whole: boolean },
) {
  const place = await activityPlace(tx, slug, locale);
  if (!place) return null;
  const asOf = earlier(filter.k ?? today, today);
  const ask = { projectId: place.id, filter, asOf, today, locale };
  const month = filter.month ?? monthOf(earlier(later(filter.from ?? asOf, place.startsOn), asOf));
  const [at, size] = whole ? [null, wholeList] : [placeAsked(filter), pageSize];
  const [page, sums, days, returned] = await Promise.all([
    keysetPage(at, size, (near, limit) => listActivities(tx, ask, limit, near)),
    activityListTotals(tx, ask),
    activityDays(tx, ask, month),
    asOf === today ? returnedActivities(tx, place.id, locale) : [],
  ]);
  // What an approver looks at; a page on which nothing waits asks for neither.
  const [usual, reasons] = page.rows.some(({ state }) => state === "submitted")
    ? await Promise.all([usualCounts(tx, place.id, asOf), listOffers(tx, "return-reason", today, locale)])
    : [{}, []];
  return {
    place,
    organisationId: place.organisationId,
    asOf,
    month,
    ...page,
    sums,
    days,
    returned,
    usual,
    reasons,
  };
}

/** One shift with its history and the reasons it may be returned for; null when it is not there. */
export async function readActivity(tx: Tx, slug: string, id: string, today: string, locale: Locale) {
  const [place, activity, history, reasons, nextId] = await Promise.all([
    activityPlace(tx, slug, locale),
    findActivity(tx, slug, id, locale),
    recordHistory(tx, "activities", id),
    listOffers(tx, "return-reason", today, locale),
    nextToDecide(tx, slug, id),
  ]);
  return place && activity ? { place, activity, history, reasons, nextId } : null;
}

/** A shift that is to be mended and what its form offers; null when it is not there. */
export async function readActivityForm(tx: Tx, slug: string, id: string, today: string, locale: Locale) {
  const [place, activity] = await Promise.all([logPlace(tx, slug, today, locale), findActivity(tx, slug, id, locale)]);
  return place && activity ? { place, activity } : null;
}
