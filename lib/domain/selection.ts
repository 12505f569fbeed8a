import { z } from "zod";
import { dayInput } from "./day-input";
import { fieldError } from "./error";
import { versionInput } from "./version";

const count = z.int().min(0).max(9999);
const days = { wanted: z.int().min(1).max(99), announcedOn: dayInput, closesOn: dayInput };
/** A round in which assistants are chosen (key activity 01); candidates are counted, never named. */
export const openSelectionInput = z.strictObject({
  projectId: z.uuid(),
  ...days,
  motivation: z.string().trim().max(2000).default(""),
});

export const selectionOutcomes = ["filled", "partly", "nobody", "cancelled"] as const;
export type SelectionOutcome = "open" | (typeof selectionOutcomes)[number];
export const decideSelectionInput = z.strictObject({
  selectionId: z.uuid(),
  candidates: count,
  invited: count,
  chosen: count,
  decidedOn: dayInput,
  outcome: z.enum(selectionOutcomes),
  motivation: z.string().trim().max(2000).default(""),
  note: z.string().trim().max(2000).default(""),
  version: versionInput,
});
type Decided = z.output<typeof decideSelectionInput>;

/**
 * Throws 422 unless the counts go down from candidates over invited to chosen, the outcome is what they say of the posts
 * wanted, and the day is after the announcement and not ahead.
 */
export function assertDecided(round: { announcedOn: string; wanted: number }, input: Decided, today: string): void {
  if (input.decidedOn > today) throw fieldError("decidedOn", "dayAhead");
  if (input.decidedOn < round.announcedOn) throw fieldError("decidedOn", "endBeforeStart");
  if (input.invited > input.candidates) throw fieldError("invited", "moreThanCandidates", { count: input.candidates });
  if (input.chosen > input.invited) throw fieldError("chosen", "moreThanInvited", { count: input.invited });
  if (input.outcome !== "cancelled" && input.outcome !== outcomeOf(round.wanted, input.chosen))
    throw fieldError("outcome", "outcomeDiffers", { count: input.chosen });
}

/** What the number of chosen says of the posts wanted. */
export const outcomeOf = (wanted: number, chosen: number): SelectionOutcome =>
  chosen >= wanted ? "filled" : chosen > 0 ? "partly" : "nobody";
