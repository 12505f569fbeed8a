import type { Tx } from "@/db/gate";
import { activityPlace } from "@/db/queries/activity-list";
import { kindMonthRows, rhythmRows, servedShifts } from "@/db/queries/rhythm";
import { holidayRule } from "@/db/queries/settings";
import { planRows } from "@/db/queries/shift-plan";
import { earlier, firstOfMonth, lastOfMonth, later, monthsBetween, plusDays, plusMonths } from "@/lib/domain/day";
import { holidaysOf } from "@/lib/domain/holiday";
import type { Locale } from "@/lib/domain/preference";
import { gapDays, gapsOf, gridMinutes, kindMonths, type RhythmAsk, rhythmOf } from "@/lib/domain/rhythm";

/**
 * When and where a project's shifts were, what was done by month against the usual one, and who has days without a record;
 * as of a day. Null when the project is not there. It names assistants.
 */
export async function readRhythm(tx: Tx, slug: string, ask: RhythmAsk, today: string, locale: Locale) {
  const place = await activityPlace(tx, slug, locale);
  if (!place) return null;
  const asOf = earlier(earlier(ask.k ?? today, today), place.endsOn);
  const months = ask.months ?? 3;
  const from = later(plusDays(plusMonths(asOf, -months), 1), place.startsOn);
  const kindsFrom = later(firstOfMonth(plusMonths(asOf, -12)), firstOfMonth(place.startsOn));
  // Today's shifts may be written yet.
  const [gapFrom, gapTo] = [later(plusDays(asOf, -gapDays), place.startsOn), plusDays(asOf, -1)];
  const [rows, kinds, plan, served, rule] = await Promise.all([
    rhythmRows(tx, { projectId: place.id, from, asOf, today }, locale),
    kindMonthRows(tx, place.id, asOf, kindsFrom, locale),
    planRows(tx, place.id, gapFrom, gapTo),
    servedShifts(tx, place.id, gapFrom, gapTo),
    holidayRule(tx, gapFrom),
  ]);
  const { all, at } = rhythmOf(rows);
  const span = monthsBetween(kindsFrom, asOf);
  const whole = span.filter((month) => `${month}-01` >= place.startsOn && lastOfMonth(`${month}-01`) <= asOf);
  const names = new Map(plan.people.map(({ id, name }) => [id, name]));
  const gaps = gapsOf(gapFrom, gapTo, {
    people: plan.people,
    planned: plan.planned,
    served,
    holidays: [gapFrom, gapTo].flatMap((day) => holidaysOf(Number(day.slice(0, 4)), rule)),
  });
  return {
    place,
    organisationId: place.organisationId,
    asOf,
    months,
    from,
    shifts: rows.reduce((sum, row) => sum + row.shifts, 0),
    all,
    places: place.localities
      .flatMap(({ id, name }) => {
        const grid = at.get(id);
        return grid ? [{ id, name, grid, minutes: gridMinutes(grid) }] : [];
      })
      .sort((a, b) => b.minutes - a.minutes),
    kinds: kindMonths(span, whole, kinds),
    span,
    whole,
    gaps: gaps.map((gap) => ({ ...gap, people: gap.people.map((id) => names.get(id) ?? "") })),
  };
}

export type Rhythm = NonNullable<Awaited<ReturnType<typeof readRhythm>>>;
