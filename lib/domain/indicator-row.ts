import type { IndicatorRule } from "./indicator";

/** Why a row behind an indicator does not count on the day asked for; in the order they are told. */
export const rowReasons = [
  "draft",
  "submitted",
  "returned",
  "adds-nothing",
  "counted-once",
  "no-entry-assessment",
  "no-later-assessment",
  "too-few-areas",
  "not-done",
  "other-kind",
  "replaced",
  "after-day",
] as const;
export type RowReason = (typeof rowReasons)[number];

/** Rows are summed in whole units so that they add up exactly: minutes for hours, thousandths for measured values. */
export function unitsPerOne(rule: IndicatorRule): number {
  if (rule === "activity-hours") return 60;
  return rule === "measured" ? 1000 : 1;
}

/** Rows whose amounts add up to the value; a measured value is the last row alone. */
export const addsUp = (rule: IndicatorRule) => rule !== "measured";
