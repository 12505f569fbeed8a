import type { Warning } from "./warning";

/** How much a project needs the ministry's eye, the worst first. */
export const riskLevels = ["high", "medium", "low", "none"] as const;
export type RiskLevel = (typeof riskLevels)[number];

export type Risk = {
  level: RiskLevel;
  /** For sorting: the higher the sooner it needs somebody. */
  score: number;
  /** What makes the risk, the worst first; notes that mend nothing are left out. */
  reasons: readonly Warning[];
};

/**
 * The risk of a project from its warnings. High: a border is crossed (an overdue report or claim, an overdrawn line,
 * figures that do not sum). Medium: three or more kinds of things need somebody; many rows of one kind are one thing.
 * Low: one or two kinds. None: nothing. So red says that something is past mending in time, not that a list is long.
 * A crossed border weighs ten times a warning. A closed project has no risk left. The rule is ours (decision 14: the
 * thresholds of the warnings themselves are settings).
 */
export function riskOf(warnings: readonly Warning[], closed: boolean): Risk {
  const reasons = warnings.filter(({ severity }) => severity !== "info");
  if (closed) return { level: "none", score: 0, reasons };
  const bad = reasons.filter(({ severity }) => severity === "bad").length;
  const score = bad * 10 + (reasons.length - bad);
  const kinds = new Set(reasons.map(({ key }) => key)).size;
  const level = bad > 0 ? "high" : kinds >= 3 ? "medium" : kinds > 0 ? "low" : "none";
  return { level, score, reasons };
}
