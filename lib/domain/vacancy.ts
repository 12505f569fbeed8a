import type { Forecast } from "./forecast";
import type { IndicatorRule } from "./indicator";
import { type Halere, halere, scale } from "./money";
import { heldMonths, levels, monthsOf, type Post, presentPercent } from "./occupancy";

/** A span in which percent of a post were not worked: nobody held them, or who held them was away and not covered. */
export type Gap = {
  post: number;
  from: string;
  to: string;
  kind: "vacant" | "away";
  percent: number;
  /** Post-months: half a post free for a month is half of one. */
  months: number;
  /** What an average post-month costs, times the months; null while no average is known. */
  costHalere: Halere | null;
};

/** Every gap of the posts up to a day, by post and first day; their months and costs add up to the totals. */
export function gapsOf(posts: readonly Post[], day: string, unitHalere: number | null): Gap[] {
  const gap = (post: Post, kind: Gap["kind"], percent: number, from: string, to: string): Gap[] => {
    if (percent <= 0) return [];
    const months = (monthsOf({ from, to }) * percent) / 100;
    const costHalere = unitHalere === null ? null : scale(unitHalere, Math.round(months * 10_000), 10_000);
    return [{ post: post.number, from, to, kind, percent, months, costHalere }];
  };
  return posts.flatMap((post) =>
    levels(post, day).flatMap(({ from, to, held, present }) => [
      ...gap(post, "vacant", 100 - held, from, to),
      ...gap(post, "away", held - present, from, to),
    ]),
  );
}

type Counted = {
  code: string;
  name: string;
  unit: string;
  rule: IndicatorRule;
  value: number | null;
  target: number | null;
};
/** An indicator that grows with the work of people in posts: what a worked post-month brought, and what the gaps cost. */
export type LostIndicator = Counted & { value: number; perMonth: number; lost: number };

type Input = {
  posts: readonly Post[];
  asOf: string;
  startsOn: string;
  forecast: Forecast;
  indicators: readonly Counted[];
};

const worked: readonly IndicatorRule[] = ["shifts", "contacts", "activity-hours"];

/**
 * What vacancies and uncovered leaves cost a project by a day: money that was not spent, what filling every post from now
 * on would add to the forecast, and what counted indicators would have had at the pace of the months that were worked.
 */
export function vacancyEffects({ posts, asOf, startsOn, forecast, indicators }: Input) {
  const known = "unitHalere" in forecast ? forecast : null;
  const gaps = gapsOf(posts, asOf, known?.unitHalere ?? null);
  const lostMonths = gaps.reduce((sum, { months }) => sum + months, 0);
  const open = posts.filter((post) => post.startsOn <= asOf && asOf <= post.endsOn);
  const missingPercent = open.length * 100 - presentPercent(open, asOf);
  const months = heldMonths(posts, { from: startsOn, to: asOf });
  return {
    gaps,
    lostMonths,
    workedMonths: months,
    presentFte: presentPercent(open, asOf) / 100,
    posts: open.length,
    costHalere: known && halere(gaps.reduce((sum, { costHalere }) => sum + (costHalere ?? 0), 0)),
    unitHalere: known?.unitHalere ?? null,
    forecastHalere: known?.totalHalere ?? null,
    /** What the forecast grows by when every post is filled from the next month on. */
    filledHalere: known && scale(known.unitHalere, missingPercent * known.monthsLeft, 100),
    monthsLeft: known?.monthsLeft ?? null,
    indicators: indicators.flatMap((indicator): LostIndicator[] => {
      const { value, rule } = indicator;
      if (value === null || !worked.includes(rule) || months <= 0) return [];
      const perMonth = value / months;
      return [{ ...indicator, value, perMonth, lost: perMonth * lostMonths }];
    }),
  };
}
export type VacancyEffects = ReturnType<typeof vacancyEffects>;
