import { z } from "zod";
import { DomainError } from "../error";
import { by } from "../order";
import { versionInput } from "../version";
import type { Allocation } from "./input";

/**
 * What the organiser does with the allocation of a meeting: pins people, has the variants reckoned, takes one, moves by
 * hand, and has it repeated for who appeals.
 */
export const runStates = ["proposed", "chosen"] as const;
export type RunState = (typeof runStates)[number];
export const runMethods = ["optimal", "greedy", "manual"] as const;
export type RunMethod = (typeof runMethods)[number];

/** A repetition came out the same, or otherwise, or was not finished here. */
export const verdicts = ["same", "differs", "unverified"] as const;
export type Verdict = (typeof verdicts)[number];

const reason = z.string().trim().min(1).max(500);
export const setPinInput = z.strictObject({
  registrationId: z.uuid(),
  rule: z.enum(["must", "not"]),
  siteId: z.uuid(),
  reason,
});
export const removePinInput = z.strictObject({ pinId: z.uuid() });
export const runAllocationInput = z.strictObject({
  meetingId: z.uuid(),
  /** What becomes of moves by hand. */
  moves: z.enum(["keep", "drop"]).default("keep"),
});
export const chooseAllocationInput = z.strictObject({ runId: z.uuid(), note: z.string().trim().max(2000).default("") });
/** The version is that of the meeting as a whole. */
export const publishMeetingInput = z.strictObject({
  meetingId: z.uuid(),
  runId: z.uuid(),
  note: z.string().trim().max(2000).default(""),
  version: versionInput,
});
export const verifyAllocationInput = z.strictObject({ runId: z.uuid() });

/** A city by its code or one person by the id of his registration. */
const moved = z.string().regex(/^(city:\d{1,12}|person:[0-9a-f-]{36})$/);
/** Where somebody goes who is to wait. */
export const waitingPlace = "waiting";
export const moveInput = z.strictObject({
  who: moved,
  /** The code of a site, or `waiting`. */
  to: z.string().min(1).max(60),
  /** Who goes to where they stood before, so that two change places in one step. */
  swap: z.union([moved, z.literal("")]).default(""),
});
export type Move = z.output<typeof moveInput>;
export const moveAllocationInput = z.strictObject({
  runId: z.uuid(),
  ...moveInput.shape,
  reason: z.string().trim().max(500).default(""),
});

/** An allocation in the form in which it is taken and stored: what readAllocation reads gives the same hash again. */
export const storedInput = ({ sites, people, weights }: Allocation) => ({
  sites,
  people: people.map(({ pin: { must, not }, ...person }) => ({
    ...person,
    pin: { ...(must !== null && { must }), ...(not.length > 0 && { not }) },
  })),
  weights,
});

/** Of whom, and of which sites, something is otherwise than it was when a run began. */
export function changesBetween(before: Allocation, now: Allocation): { people: string[]; sites: string[] } {
  return {
    people: different(before.people, now.people, ({ id }) => id),
    sites: different(before.sites, now.sites, ({ code }) => code),
  };
}

function different<T>(before: readonly T[], now: readonly T[], key: (item: T) => string): string[] {
  const was = new Map(before.map((item) => [key(item), JSON.stringify(item)]));
  const is = new Map(now.map((item) => [key(item), JSON.stringify(item)]));
  return [...new Set([...was.keys(), ...is.keys()])].filter((one) => was.get(one) !== is.get(one));
}

type Outcome = { method: RunMethod; placement: Readonly<Record<string, string>>; versions: unknown };

/**
 * What a repetition says of a stored run. One that came out by another method (the time was up), or otherwise under other
 * versions, says nothing about it: what is stored stays, and nobody is told that it changed.
 */
export function verdictOf(stored: Outcome, again: Outcome): Verdict {
  const isSame =
    different(Object.entries(stored.placement), Object.entries(again.placement), ([id]) => id).length === 0;
  if (stored.method !== again.method) return "unverified";
  if (isSame) return "same";
  return sorted(stored.versions) === sorted(again.versions) ? "differs" : "unverified";
}

/** As one text, whatever order the keys came back in. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(by(([key]) => key)))
      : inner,
  );

/** Throws 409 unless a meeting is where people are allocated: the first round is over and nobody was told his place. */
export function assertAllocatable(state: string): void {
  if (state !== "closed" && state !== "allocated") throw new DomainError("allocationNotNow", 409);
}
