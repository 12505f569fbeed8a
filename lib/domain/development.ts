import { z } from "zod";
import { firstOfMonth, lastOfMonth, plusMonths } from "./day";
import { dayInput, monthInput } from "./day-input";
import { fieldError } from "./error";
import { by } from "./order";
import { versionInput } from "./version";

const optionalId = z
  .uuid()
  .nullish()
  .transform((id) => id ?? null);
const goal = {
  areaId: optionalId,
  title: z.string().trim().min(1).max(500),
  /** How it shows that it is reached. */
  measure: z.string().trim().max(500).default(""),
  setOn: dayInput,
  dueOn: dayInput,
};

/** A goal of a development plan. */
export const setDevelopmentInput = z.strictObject({ assistantId: z.uuid(), ...goal });
export const changeDevelopmentInput = z.strictObject({ developmentGoalId: z.uuid(), ...goal, version: versionInput });

/** How a goal goes: the last look says where it stands; what is reached or dropped is closed. */
export const reviewVerdicts = ["on-way", "behind", "reached", "dropped"] as const;
export type ReviewVerdict = (typeof reviewVerdicts)[number];
export const reviewDevelopmentInput = z.strictObject({
  developmentGoalId: z.uuid(),
  reviewedOn: dayInput,
  verdict: z.enum(reviewVerdicts),
  note: z.string().trim().max(2000).default(""),
});

export const evaluationVerdicts = ["strong", "good", "needs-help"] as const;
export type EvaluationVerdict = (typeof evaluationVerdicts)[number];
const said = { verdict: z.enum(evaluationVerdicts), note: z.string().trim().min(1).max(2000) };
/** What a mentor says of a month of somebody's work. */
export const recordEvaluationInput = z.strictObject({ assistantId: z.uuid(), month: monthInput, ...said });
export const changeEvaluationInput = z.strictObject({ evaluationId: z.uuid(), ...said, version: versionInput });

/** Where a goal stands: as its last look says, late when its day is over and nobody closed it, else not looked at yet. */
export function goalStanding(
  goal: { dueOn: string; reviews: readonly { on: string; verdict: ReviewVerdict }[] },
  asOf: string,
): ReviewVerdict | "late" | "new" {
  const last = [...goal.reviews].sort(by(({ on }) => on)).at(-1);
  if (last?.verdict === "reached" || last?.verdict === "dropped") return last.verdict;
  if (goal.dueOn < asOf) return "late";
  return last?.verdict ?? "new";
}

/** The month whose evaluations are due on a day: the last one that is over, by its first day. */
export const evaluationMonth = (day: string): string => plusMonths(firstOfMonth(day), -1);

/** Throws 422 for a month that is not over yet or in which the person held no post. */
export function assertEvaluated(month: string, today: string, held: boolean): void {
  if (lastOfMonth(`${month}-01`) >= today) throw fieldError("month", "monthNotOver");
  if (!held) throw fieldError("month", "notInPostThen");
}

/**
 * By which day somebody is to be trained again: so many months after the last training, or after he came. Null for who never
 * held a post.
 */
export const trainingDueOn = (lastOn: string | null, cameOn: string | null, months: number): string | null => {
  const since = lastOn ?? cameOn;
  return since && plusMonths(since, months);
};
