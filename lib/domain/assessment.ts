import { z } from "zod";
import { dayInput } from "./day-input";
import { by } from "./order";
import { versionInput } from "./version";

export const assessmentPhases = ["entry", "mid", "exit"] as const;
export type AssessmentPhase = (typeof assessmentPhases)[number];

const scored = {
  assessedOn: dayInput,
  score: z.int().min(0).max(100),
  note: z.string().trim().max(2000).default(""),
};
export const recordAssessmentInput = z.strictObject({
  assistantId: z.uuid(),
  areaId: z.uuid(),
  phase: z.enum(assessmentPhases),
  ...scored,
});
export const changeAssessmentInput = z.strictObject({ assessmentId: z.uuid(), ...scored, version: versionInput });

/** Whether an assessment of a phase may have this day, beside the others of the same person and area. */
export function isInOrder(
  phase: AssessmentPhase,
  on: string,
  others: readonly { phase: AssessmentPhase; on: string }[],
): boolean {
  const rank = assessmentPhases.indexOf(phase);
  return others.every((other) => {
    const otherRank = assessmentPhases.indexOf(other.phase);
    return otherRank === rank || (otherRank < rank ? other.on <= on : other.on >= on);
  });
}

/** A score 0–100 in a training area (by number). */
export type Score = { area: number; phase: AssessmentPhase; on: string; score: number };
/** Somebody who holds or held a post; to null: holds it still. Scores by day. */
export type AssessedAssistant = { post: number; from: string; to: string | null; scores: readonly Score[] };

/** How far one person got in one area: points against the entry, from the last assessment after it. */
export type Gain =
  | { state: "none" }
  | { state: "entry"; entry: number }
  | { state: "below" | "reached"; entry: number; last: number; gain: number; final: boolean };

export type GainRule = { gainPoints: number; areasNeeded: number };

/** The gain in one area; reached from gainPoints up. Without an entry score there is nothing to compare. */
export function gainIn(scores: readonly Score[], area: number, gainPoints: number): Gain {
  const own = scores.filter((score) => score.area === area);
  const entry = own.find((score) => score.phase === "entry")?.score;
  if (entry === undefined) return { state: "none" };
  const last = own
    .filter((score) => score.phase !== "entry")
    .sort(by(({ on }) => on))
    .at(-1);
  if (!last) return { state: "entry", entry };
  const gain = last.score - entry;
  return {
    state: gain >= gainPoints ? "reached" : "below",
    entry,
    last: last.score,
    gain,
    final: last.phase === "exit",
  };
}

/** One line of the matrix of goal 1: the gain in each area and whether enough areas are reached (2 of 5, S-SOK goal 1). */
export function matrixRow(assistant: AssessedAssistant, areas: readonly number[], rule: GainRule) {
  const gains = areas.map((area) => gainIn(assistant.scores, area, rule.gainPoints));
  const reached = gains.filter((gain) => gain.state === "reached").length;
  return { ...assistant, gains, reached, improved: reached >= rule.areasNeeded };
}

/** The matrix: those who hold a post by its number, and how many of those who left had improved. */
export function matrix(assistants: readonly AssessedAssistant[], areas: readonly number[], rule: GainRule) {
  const rows = assistants.map((assistant) => matrixRow(assistant, areas, rule));
  const present = rows.filter((row) => row.to === null);
  const former = rows.filter((row) => row.to !== null);
  return {
    present,
    former: former.length,
    formerImproved: former.filter((row) => row.improved).length,
    improved: rows.filter((row) => row.improved).length,
  };
}
