import { daysBetween } from "./day";
import { by } from "./order";

export const indicatorKinds = ["output", "result", "own"] as const;
export const directions = ["up", "down"] as const;
export type Direction = (typeof directions)[number];

/** How a value comes about: 'measured' is typed by a person, the others count rows (db/queries/indicator-values.ts). */
export const indicatorRules = [
  "measured",
  "shifts",
  "contacts",
  "activity-hours",
  "people-in-posts",
  "people-improved",
  "training-events",
] as const;
export type IndicatorRule = (typeof indicatorRules)[number];

/**
 * Codes of the programme that count persons by the hours of support they got and by complete data about them: 600000
 * from 40 hours on, 670102 and the capacity 670031 beside it (domain 7.1).
 */
const bySupport = new Set(["600000", "670031", "670102"]);

/**
 * Whether the rows of the product cannot tell the value of an indicator: hours of support of a person are not kept yet,
 * and people in posts or contacts are something else. What somebody measured and typed is his word and stays.
 */
export const isUncounted = ({ code, rule }: { code: string; rule: IndicatorRule }): boolean =>
  rule !== "measured" && bySupport.has(code.replace(/\s/g, ""));

export type PathPoint = { on: string; value: number };
export type Path = {
  rule: IndicatorRule;
  direction: Direction;
  baseline: number | null;
  baselineOn: string;
  target: number | null;
  targetOn: string;
  /** Points of the path between baseline and target, in any order. */
  points: readonly PathPoint[];
};

/**
 * The value planned for a day, on a straight line between the points of the path; before the first point the first,
 * after the last the last. What is counted in whole units is owed in whole units: rounded towards the baseline; the
 * rest to thousandths. Null without a target or a path.
 */
export function plannedValue(path: Path, day: string): number | null {
  const points = wholePath(path);
  const next = points.findIndex((point) => point.on >= day);
  const to = points[next];
  if (points.length === 0 || (path.target === null && path.points.length === 0)) return null;
  if (!to) return points.at(-1)?.value ?? null;
  const from = points[next - 1];
  if (!from) return to.on === day || path.baseline !== null ? to.value : null;
  const share = daysBetween(from.on, day) / daysBetween(from.on, to.on);
  const value = from.value + (to.value - from.value) * share;
  if (!wholeUnits(path)) return Math.round(value * 1000) / 1000;
  return path.direction === "up" ? Math.floor(value + 1e-9) : Math.ceil(value - 1e-9);
}

function wholeUnits({ rule, baseline, target, points }: Path) {
  if (rule !== "measured") return rule !== "activity-hours";
  return [baseline, target, ...points.map((point) => point.value)].every((value) => value === null || value % 1 === 0);
}

/** Baseline, points and target as one path by day; a point of the path wins over the baseline or target of its day. */
export function wholePath({ baseline, baselineOn, target, targetOn, points }: Path): PathPoint[] {
  const days = new Map<string, number>();
  if (baseline !== null) days.set(baselineOn, baseline);
  if (target !== null) days.set(targetOn, target);
  for (const { on, value } of points) days.set(on, value);
  return [...days].map(([on, value]) => ({ on, value })).sort(by((point) => point.on));
}

export type Standing = "on-track" | "off-track" | "no-value" | "no-plan" | "uncounted";

type Valued = {
  code: string;
  rule: IndicatorRule;
  direction: Direction;
  value: number | null;
  plannedNow: number | null;
};

/** Whether a value keeps up with the plan of the day, in the direction of the indicator. */
export function standing(indicator: Valued): Standing {
  const { direction, value, plannedNow } = indicator;
  if (isUncounted(indicator)) return "uncounted";
  if (plannedNow === null) return "no-plan";
  if (value === null) return "no-value";
  return (direction === "up" ? value >= plannedNow : value <= plannedNow) ? "on-track" : "off-track";
}

/**
 * The way done from baseline to target as a ratio: 0 at the baseline, 1 at the target, more beyond it, below 0 when it
 * went the other way; never cut. Null when a number is missing or there is no way to go.
 */
export function progress(value: number | null, baseline: number | null, target: number | null): number | null {
  if (value === null || baseline === null || target === null || baseline === target) return null;
  return (value - baseline) / (target - baseline);
}
