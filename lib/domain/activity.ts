import { z } from "zod";
import { dayInput } from "./day-input";
import { DomainError, type Wording } from "./error";
import { longestShift, mostPlaces, shiftTime, usualBreak } from "./shift";
import { versionInput } from "./version";

/** What assistants did: one shift of a pair, as the mentor logs it. Counts only, never a citizen's name (GDPR). */
export const activityStates = ["draft", "submitted", "returned", "approved"] as const;
export type ActivityState = (typeof activityStates)[number];

export const receivers = ["municipal-police", "state-police", "social-department", "other"] as const;

export const timeInput = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Code of a kind and how many of it; zero is the same as not there. */
const countsInput = z
  .array(z.strictObject({ kind: z.string().min(1).max(60), count: z.int().min(0).max(9999) }))
  .max(60)
  .default([]);

export const logActivityInput = z.strictObject({
  /** Chosen by the client when it likes; an activity of this id that is there is changed. */
  activityId: z.uuid().optional(),
  projectId: z.uuid(),
  happenedOn: dayInput,
  startsAt: timeInput,
  endsAt: timeInput,
  /** Minutes of the break, which are not worked; by the law's rule unless told. */
  breakMinutes: z.int().min(0).max(240).optional(),
  localityId: z.uuid(),
  keyActivityId: z.uuid(),
  assistantIds: z.array(z.uuid()).max(4).default([]),
  /** Of the place that the shift stands with. */
  counts: countsInput,
  /** Further places of the shift, each with what was done there; hours and people are the shift's. */
  places: z
    .array(z.strictObject({ localityId: z.uuid(), counts: countsInput }))
    .max(mostPlaces)
    .default([]),
  handedTo: z.enum(receivers).optional(),
  note: z.string().max(4000).default(""),
  /** It is another shift than the one of the same people, day and hours that is there. */
  another: z.boolean().default(false),
  /** Submits at once, in the same transaction. */
  submit: z.boolean().default(false),
  /** Of the activity that is changed; a new one has none yet. */
  version: versionInput.optional(),
});
export type LogActivity = z.output<typeof logActivityInput>;

const seen = { activityId: z.uuid(), version: versionInput };
/** An activity as somebody looked at it, with its people, counts and files. */
export const seenActivity = z.strictObject(seen);
export const approveActivitiesInput = z.strictObject({ activities: z.array(seenActivity).min(1).max(200) });
const refusal = {
  /** A code of the catalogue of reasons. */
  reason: z.string().min(1).max(30),
  note: z.string().trim().min(1).max(2000),
};
export const returnActivityInput = z.strictObject({ ...seen, ...refusal });
/** Several for one reason, all or none. */
export const returnActivitiesInput = z.strictObject({
  activities: z.array(seenActivity).min(1).max(200),
  ...refusal,
});

const moves: Record<ActivityState, readonly ActivityState[]> = {
  draft: ["submitted"],
  submitted: ["draft", "returned", "approved"],
  returned: ["submitted"],
  approved: [],
};

/** Whether the one who logs may still change it. */
export const isEditable = (state: ActivityState) => state === "draft" || state === "returned";

/** Throws 409 activityWrongState unless an activity may go from one state to the other. */
export function assertMove(from: ActivityState, to: ActivityState): void {
  if (!moves[from].includes(to)) throw new DomainError("activityWrongState", 409);
}

/** Throws 409 activityWrongState unless its content may be changed. */
export function assertEditable(state: ActivityState): void {
  if (!isEditable(state)) throw new DomainError("activityWrongState", 409);
}

/** What the database says of the day and the project of an activity. */
export type ActivityFacts = {
  startsOn: string;
  endsOn: string;
  projectState: string;
  /** Ids of the places asked for that the project has. */
  localities: readonly string[];
  /** null: no such key activity in the project. */
  keyActivityRuns: boolean | null;
  /** Ids of the assistants who hold a post on the day. */
  inPost: readonly string[];
  /** Code → id of the kinds valid on the day. */
  kinds: Readonly<Record<string, string>>;
};

type Times = { on: string; startsAt: string; endsAt: string; breakMinutes?: number };

/**
 * Worked minutes of a shift and its break, by the law's rule unless told; what is wrong with its hours is refused: one that
 * its day leaves out, no time at all, more than sixteen hours, a break that leaves nothing.
 */
export function checkShiftTime(
  { on, startsAt, endsAt, breakMinutes }: Times,
  refuse: (field: string, key: string, values?: Wording["values"]) => void,
): { minutes: number; breakMinutes: number } {
  const time = shiftTime(on, startsAt, endsAt);
  const span = "missing" in time ? 0 : time.minutes;
  const pause = breakMinutes ?? usualBreak(span);
  if ("missing" in time) refuse(time.missing, "hourMissing");
  else if (span === 0) refuse("endsAt", "shiftEmpty");
  else if (span > longestShift) refuse("endsAt", "shiftTooLong", { limit: longestShift / 60 });
  else if (span - pause < 1) refuse("breakMinutes", "breakTooLong");
  return { minutes: span - pause, breakMinutes: pause };
}

/** A count of a kind at the place that the shift stands with (placeAt null), or at a further one. */
export type CheckedCount = { kindId: string; count: number; placeAt: string | null };
export type CheckedActivity = { minutes: number; counts: CheckedCount[] };

/**
 * The worked minutes per assistant and the counts of a shift that keeps the rules: within the project and not after
 * today, assistants and places distinct, assistants in a post that day, kinds of the catalogue valid that day. When it is to be submitted,
 * somebody served and something was done. Throws 409 projectClosed, else 422 with every wrong field.
 */
export function checkActivity(input: LogActivity, facts: ActivityFacts, today: string): CheckedActivity {
  if (facts.projectState === "closed") throw new DomainError("projectClosed", 409);
  const fields: Record<string, Wording> = {};
  const refuse = (field: string, key: string, values?: Wording["values"]) => {
    fields[field] ??= { key, values };
  };
  if (input.happenedOn > today) refuse("happenedOn", "dayAhead");
  if (input.happenedOn < facts.startsOn || input.happenedOn > facts.endsOn) refuse("happenedOn", "outsideProjectDays");
  const { minutes } = checkShiftTime({ ...input, on: input.happenedOn }, refuse);
  if (!facts.localities.includes(input.localityId)) refuse("localityId", "notOffered");
  if (facts.keyActivityRuns === null) refuse("keyActivityId", "notOffered");
  else if (!facts.keyActivityRuns) refuse("keyActivityId", "keyActivityNotThen");
  if (new Set(input.assistantIds).size < input.assistantIds.length) refuse("assistantIds", "assistantTwice");
  if (input.assistantIds.some((id) => !facts.inPost.includes(id))) refuse("assistantIds", "assistantNotInPost");
  const counts: CheckedCount[] = [];
  const takeCounts = (given: LogActivity["counts"], placeAt: string | null, field: string) => {
    const taken = new Set<string>();
    for (const { kind, count } of given) {
      const kindId = Object.hasOwn(facts.kinds, kind) ? facts.kinds[kind] : undefined;
      if (!kindId) refuse(field, "kindNotValid");
      else if (taken.has(kindId)) refuse(field, "kindTwice");
      else if (count > 0) counts.push({ kindId, count, placeAt });
      if (kindId && count > 0) taken.add(kindId);
    }
  };
  takeCounts(input.counts, null, "counts");
  const visited = new Set([input.localityId]);
  for (const [index, { localityId, counts: there }] of input.places.entries()) {
    if (!facts.localities.includes(localityId)) refuse(`places.${index}.localityId`, "notOffered");
    else if (visited.has(localityId)) refuse(`places.${index}.localityId`, "placeTwice");
    visited.add(localityId);
    takeCounts(there, localityId, `places.${index}.counts`);
  }
  if (input.submit)
    for (const [field, { key }] of Object.entries(lacks(input.assistantIds.length, counts.length))) refuse(field, key);
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
  return { minutes, counts };
}

/** Throws 422 unless a record may be submitted: at least one assistant and one thing done. */
export function assertComplete(assistants: number, counts: number): void {
  const fields = lacks(assistants, counts);
  if (Object.keys(fields).length > 0) throw new DomainError("activityIncomplete", 422, {}, fields);
}

function lacks(assistants: number, counts: number): Record<string, Wording> {
  return {
    ...(assistants === 0 && { assistantIds: { key: "assistantsNeeded" } }),
    ...(counts === 0 && { counts: { key: "countsNeeded" } }),
  };
}
