import { z } from "zod";
import { dayInput } from "./day-input";
import { DomainError, fieldError } from "./error";
import { findPersonal } from "./personal";
import { versionInput } from "./version";

/**
 * What people say of a meeting after it, without saying who they are. A wave belongs to a site and ends on a day; its
 * results are told afterwards, and only from five answers on.
 */
export const feedbackQuestions = ["content", "use", "organisation", "place"] as const;
export type FeedbackQuestion = (typeof feedbackQuestions)[number];

/** From 1, not at all, to 5, very much. */
export const feedbackScores = [1, 2, 3, 4, 5] as const;
/** Fewer answers than these are told to nobody. */
export const fewestAnswers = 5;
/** Days after the end of a site by which its wave ends at the latest. */
export const longestWave = 90;

export const beginFeedbackInput = z.strictObject({ siteId: z.uuid(), closesOn: dayInput });
export const moveFeedbackInput = z.strictObject({ waveId: z.uuid(), closesOn: dayInput, version: versionInput });

const slug = z.string().min(1).max(60);
export const openFeedbackInput = z.strictObject({ slug, link: z.string().max(200) });
export const answerFeedbackInput = z
  .strictObject({
    slug,
    ticket: z.string().max(300),
    /** One for each question and block that was answered: the question, or the id of the block. */
    answers: z
      .array(z.strictObject({ item: z.string().min(1).max(40), score: z.int().min(1).max(5).optional() }))
      .max(60)
      .default([]),
    text: z.string().trim().max(1500).default(""),
    nobodyNamed: z.boolean().default(false),
  })
  .refine(({ answers }) => new Set(answers.map(({ item }) => item)).size === answers.length, "notOffered");
type Answer = z.output<typeof answerFeedbackInput>;

/** The items that were given a score. Throws 422 for a form without anything, and asks about what looks like somebody's data. */
export function scoresOf({ answers, text, nobodyNamed }: Answer): { item: string; score: number }[] {
  const scores = answers.flatMap(({ item, score }) => (score === undefined ? [] : [{ item, score }]));
  if (scores.length === 0 && text === "") throw new DomainError("feedbackEmpty", 422);
  const [kind] = nobodyNamed ? [] : findPersonal(text);
  if (kind)
    throw new DomainError(
      "invalidInput",
      422,
      {},
      { text: { key: `personal_${kind}` }, nobodyNamed: { key: "personalAsked" } },
    );
  return scores;
}

/** What a definer function of the feedback says, as what who asked is told. */
export function assertAnswered(said: string | null | undefined): void {
  if (said === "done") return;
  const refusals: Record<string, DomainError> = {
    day: fieldError("closesOn", "feedbackDay", { days: longestWave }),
    over: new DomainError("registrationLinkOver", 409),
    none: new DomainError("feedbackNone", 409),
    early: new DomainError("feedbackEarly", 409),
    closed: new DomainError("feedbackClosed", 409),
    spent: new DomainError("feedbackSpent", 409),
    item: new DomainError("invalidInput", 422),
    changed: new DomainError("changedMeanwhile", 409),
  };
  throw refusals[said ?? ""] ?? new DomainError("notFound", 404);
}

/** How many gave each score, from 1 to 5, and what that is on average; null below five. */
export function averageOf(counts: readonly number[]): number | null {
  const n = counts.reduce((sum, count) => sum + count, 0);
  return n < fewestAnswers ? null : counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / n;
}
