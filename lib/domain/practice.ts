import { z } from "zod";
import { DomainError, fieldError } from "./error";
import { findPersonal } from "./personal";
import { versionInput } from "./version";

/**
 * The exchange of practice around a meeting: what went well or badly in a city, and what others may learn from it. Nobody
 * is named in it, the author neither; its organiser publishes a text or returns it with a reason.
 */
export const practiceKinds = ["good", "bad"] as const;
export type PracticeKind = (typeof practiceKinds)[number];

export const practiceTopics = [
  "patrol",
  "school",
  "neighbours",
  "housing",
  "debts",
  "addiction",
  "violence",
  "minorities",
  "crisis",
  "cooperation",
  "team",
  "other",
] as const;
export type PracticeTopic = (typeof practiceTopics)[number];

export const practiceStates = ["sent", "published", "returned"] as const;
export type PracticeState = (typeof practiceStates)[number];

/** Why a text goes back to its author; what is to be done stands beside it in words. */
export const practiceReasons = ["personal", "unclear", "elsewhere", "known", "other"] as const;
export type PracticeReason = (typeof practiceReasons)[number];

const text = (limit: number) => z.string().trim().min(1).max(limit);
const told = {
  kind: z.enum(practiceKinds),
  topic: z.enum(practiceTopics),
  /** RÚIAN code, or a name that only one municipality has. */
  municipality: text(120),
  title: text(120),
  happened: text(3000),
  lesson: text(1500),
  /** The author looked again at what seems to name somebody. */
  nobodyNamed: z.boolean().default(false),
};
const link = { slug: z.string().min(1).max(60), link: z.string().max(200) };
const seen = { practiceId: z.uuid(), version: versionInput };

export const sendPracticeInput = z.strictObject({ meetingId: z.uuid(), ...told });
export const changePracticeInput = z.strictObject({ ...seen, ...told });
export const sendPracticeByLinkInput = z.strictObject({ ...link, ...told });
export const changePracticeByLinkInput = z.strictObject({ ...link, ...seen, ...told });
export const publishPracticeInput = z.strictObject(seen);
export const returnPracticeInput = z.strictObject({
  ...seen,
  reason: z.enum(practiceReasons),
  note: text(1000),
});

/** What the list may be narrowed by, as it stands in the address; what does not fit is left out. */
export const practiceFilter = z.object({
  q: text(100).optional().catch(undefined),
  kind: z.enum(practiceKinds).optional().catch(undefined),
  topic: z.enum(practiceTopics).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
export type PracticeFilter = z.output<typeof practiceFilter>;

type Told = { title: string; happened: string; lesson: string; nobodyNamed: boolean };

/**
 * Throws 422 with what looks like somebody's data and where, unless the author said that he looked: a question, which he
 * answers by ticking it.
 */
export function assertNobodyNamed(input: Told): void {
  if (input.nobodyNamed) return;
  const fields = (["title", "happened", "lesson"] as const).flatMap((field) => {
    const [kind] = findPersonal(input[field]);
    return kind ? [[field, { key: `personal_${kind}` }] as const] : [];
  });
  if (fields.length > 0)
    throw new DomainError(
      "invalidInput",
      422,
      {},
      { ...Object.fromEntries(fields), nobodyNamed: { key: "personalAsked" } },
    );
}

/** What a definer function of the exchange says, as what its author or the organiser is told. */
export function assertTold(said: string | null | undefined): void {
  if (said === "done") return;
  const refusals: Record<string, DomainError> = {
    municipality: fieldError("municipality", "municipalityUnknown"),
    ambiguous: fieldError("municipality", "municipalityAmbiguous"),
    over: new DomainError("registrationLinkOver", 409),
    unconfirmed: new DomainError("practiceUnconfirmed", 409),
    many: new DomainError("practiceMany", 409),
    decided: new DomainError("practiceDecided", 409),
    changed: new DomainError("changedMeanwhile", 409),
  };
  throw refusals[said ?? ""] ?? new DomainError("notFound", 404);
}
