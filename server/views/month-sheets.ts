import type { Tx } from "@/db/gate";
import { activityPlace } from "@/db/queries/activity-list";
import { sheetPeople, sheetShifts } from "@/db/queries/month-sheets";
import { holidayRule } from "@/db/queries/settings";
import { earlier, lastOfMonth, later, monthOf } from "@/lib/domain/day";
import { monthSheet, type SheetAsk } from "@/lib/domain/month-sheet";
import type { Locale } from "@/lib/domain/preference";

/**
 * The sheet of a month of a team, or of one assistant of it, as of a day; null when the project or the assistant is not
 * there. The month is the day's own unless one is asked for.
 */
export async function readMonthSheet(tx: Tx, slug: string, ask: SheetAsk, today: string, locale: Locale) {
  const place = await activityPlace(tx, slug, locale);
  if (!place) return null;
  const asOf = earlier(ask.k ?? today, today);
  const month = ask.month ?? monthOf(earlier(later(asOf, place.startsOn), place.endsOn));
  const [first, last] = [`${month}-01`, lastOfMonth(`${month}-01`)];
  const [everybody, shifts, holidays] = await Promise.all([
    sheetPeople(tx, place.id, first, last),
    sheetShifts(tx, { projectId: place.id, filter: { month, assistant: ask.assistant }, asOf, today, locale }),
    holidayRule(tx, first),
  ]);
  const known = ask.assistant ? place.assistants.find(({ id }) => id === ask.assistant) : undefined;
  if (ask.assistant && !known) return null;
  const people = known
    ? [everybody.find(({ id }) => id === known.id) ?? { id: known.id, name: known.name, shares: [] }]
    : everybody;
  return {
    place,
    organisationId: place.organisationId,
    asOf,
    everybody: everybody.map(({ id, name }) => ({ id, name })),
    person: known ?? null,
    sheet: monthSheet(month, people, shifts, holidays),
  };
}

export type MonthSheetView = NonNullable<Awaited<ReturnType<typeof readMonthSheet>>>;
