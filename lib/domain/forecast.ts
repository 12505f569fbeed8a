import { lastOfMonth, monthOf, plusMonths } from "./day";
import { type Halere, halere, maxHalere, scale } from "./money";
import { heldMonths, type Post, presentPercent } from "./occupancy";

export type ForecastMonth = { month: string; forecastHalere: Halere; lowHalere: Halere; highHalere: Halere };
export type Forecast =
  | { reason: "too-early" | "nothing-paid" | "nobody-in-posts" | "over" | "beyond" }
  | {
      /** Average cost of one held post a month, over the last six whole months. */
      unitHalere: Halere;
      /** Full-time jobs present in posts on the day. */
      filled: number;
      monthsLeft: number;
      /** Where the drivers lead by the end. */
      totalHalere: Halere;
      /** Where today's pace against the plan leads: budget × actual ÷ planned; null without a plan so far, or beyond. */
      paceHalere: Halere | null;
      lowHalere: Halere;
      highHalere: Halere;
      /** Cumulative, from the month of the day to the last one; the month of the day is the start. */
      months: ForecastMonth[];
    };

type Input = {
  asOf: string;
  startsOn: string;
  endsOn: string;
  budgetHalere: number;
  /** Cumulative paid haléře at the end of each month; null after the day. */
  months: readonly { month: string; paidHalere: number | null }[];
  plannedNowHalere: number | null;
  posts: readonly Post[];
};

/** Whole months that the average cost is taken from; with fewer there is no forecast. */
export const forecastBasis = 6;

/** Times the budget: what leads further says that the plan or the posts are not written down yet, and is not shown. */
export const forecastReach = 10;

/**
 * Where the spending leads: paid so far + what this month still lacks to an average one + months left after it × full-time
 * jobs present today × the average monthly cost of a held post over the last six whole months. The pace against the plan
 * (budget × actual ÷ planned) gives the other edge of the band. Neither is told beyond ten budgets.
 */
export function forecast(input: Input): Forecast {
  const { asOf, months, posts } = input;
  const here = months.findIndex((row) => row.month === monthOf(asOf));
  const paid = months[here]?.paidHalere ?? 0;
  if (asOf >= input.endsOn) return { reason: "over" };
  // Whole months before this one: the project's first month may have begun in its middle, then it is not whole.
  const whole = here - (input.startsOn.endsWith("-01") ? 0 : 1);
  if (here < 0 || whole < forecastBasis) return { reason: "too-early" };
  const before = months[here - 1]?.paidHalere ?? 0;
  const basis = months[here - 1 - forecastBasis]?.paidHalere ?? 0;
  if (before - basis <= 0) return { reason: "nothing-paid" };
  const first = `${months[here - forecastBasis]?.month ?? monthOf(asOf)}-01`;
  const held = heldMonths(posts, { from: first, to: lastOfMonth(plusMonths(`${monthOf(asOf)}-01`, -1)) });
  const thousandths = Math.round(held * 1000);
  const percent = presentPercent(posts, asOf);
  if (thousandths <= 0 || percent === 0) return { reason: "nobody-in-posts" };
  const reach = Math.min(input.budgetHalere * forecastReach, maxHalere);
  // A part-time share costs its part. Compared before it is money: beyond the reach it may be no safe integer any more.
  if ((((before - basis) * 1000) / thousandths) * percent > reach * 100) return { reason: "beyond" };
  const unitHalere = scale(before - basis, 1000, thousandths);
  const left = months.slice(here + 1).filter((row) => row.month <= monthOf(input.endsOn));
  const monthly = scale(unitHalere, percent, 100);
  const start = paid + (asOf < lastOfMonth(asOf) ? Math.max(monthly - (paid - before), 0) : 0);
  if (start + monthly * left.length > reach) return { reason: "beyond" };
  const totalHalere = halere(start + monthly * left.length);
  const planned = input.plannedNowHalere;
  const led = planned ? (input.budgetHalere * paid) / planned : null;
  const paceHalere =
    !planned || led === null || led > reach ? null : halere(Math.max(scale(input.budgetHalere, paid, planned), start));
  const edges = [totalHalere, paceHalere ?? totalHalere].sort((a, b) => a - b);
  const lowHalere = edges[0] ?? totalHalere;
  const highHalere = edges[1] ?? totalHalere;
  const at = (end: number, step: number) => halere(start + scale(end - start, step, Math.max(left.length, 1)));
  return {
    unitHalere,
    filled: percent / 100,
    monthsLeft: left.length,
    totalHalere,
    paceHalere,
    lowHalere,
    highHalere,
    months: [monthOf(asOf), ...left.map((row) => row.month)].map((month, step) => ({
      month,
      forecastHalere: at(totalHalere, step),
      lowHalere: at(lowHalere, step),
      highHalere: at(highHalere, step),
    })),
  };
}
