import { z } from "zod";
import { DomainError } from "./error";
import type { MeetingState } from "./meeting";
import type { AttendeeRole } from "./registration";
import { versionInput } from "./version";

/**
 * Seats of a meeting. Until places are told nobody has one; from then on a freed seat goes at once to the first in the
 * queue who may stand there. Capacity, and one seat a person, are held by the database (db/schema/seats.ts).
 */
export const seatDecisionKinds = [
  "placed",
  "moved",
  "queued",
  "promoted",
  "lost",
  "declined",
  "withdrawn",
  "substituted",
  "role-changed",
] as const;
export type SeatDecisionKind = (typeof seatDecisionKinds)[number];

/** How somebody stands; untold: he counts, and places were not told; unconfirmed: his address is not, he is in no queue. */
export const placeStates = [
  "seated",
  "waiting",
  "declined",
  "lost",
  "withdrawn",
  "substituted",
  "unconfirmed",
  "untold",
] as const;
export type PlaceState = (typeof placeStates)[number];

/** Why a seat was given, moved or taken: a key of messages under "seats.why" or, of a run, under "allocation". */
export const seatReasonKeys = [
  "roomLeft",
  "promoted",
  "full",
  "byOrganiser",
  "removed",
  "declined",
  "withdrew",
  "erased",
  "substituted",
  "substitute",
  "exchanged",
  "exchange",
  "roleChanged",
] as const;
export type SeatReason = { key: string; values: Record<string, string | number> };

/** What each role weighs in the allocation and the queue where no setting says it; the letter asks for teams that are mostly assistants. */
export const roleWeights: Readonly<Record<AttendeeRole, number>> = {
  assistant: 3,
  mentor: 2,
  supervisor: 2,
  "municipal-police": 2,
  project: 2,
  police: 1,
  other: 1,
};

const weightInput = z.int().min(0).max(1000);
/** The weight of each role at one meeting, a field each; the version is that of the meeting. */
export const weighRolesInput = z.strictObject({
  meetingId: z.uuid(),
  version: versionInput,
  assistant: weightInput,
  mentor: weightInput,
  supervisor: weightInput,
  "municipal-police": weightInput,
  project: weightInput,
  police: weightInput,
  other: weightInput,
});

/** Throws 409 once places were told: by these weights people stand in the queue. */
export function assertWeighable(state: MeetingState): void {
  if (state === "published") throw new DomainError("weightsTold", 409);
}

const reasonInput = z.strictObject({
  key: z.string().min(1).max(60),
  values: z.record(z.string().max(60), z.union([z.string().max(500), z.number()])).default({}),
});
const noteInput = z.string().trim().max(2000).default("");
const whyInput = z.string().trim().min(1).max(500);
const mostPeople = 5000;

/** One person's place in a publication; without a site he waits. */
export const placementInput = z.strictObject({
  registrationId: z.uuid(),
  siteId: z.uuid().nullable(),
  reason: reasonInput.optional(),
});
export type PlacedPerson = z.output<typeof placementInput>;

export const publishSeatsInput = z.strictObject({
  meetingId: z.uuid(),
  placement: z.array(placementInput).max(mostPeople),
  note: noteInput,
  version: versionInput,
});
export const undoPublicationInput = z.strictObject({ publicationId: z.uuid(), note: whyInput });

/** One person, or everybody of a municipality who sits at a site, to another site; from: where they were seen. */
const moveInput = z
  .strictObject({
    registrationId: z.uuid().nullish(),
    municipalityCode: z.string().min(1).max(20).nullish(),
    fromSiteId: z.uuid().nullable(),
    siteId: z.uuid(),
  })
  .refine(({ registrationId, municipalityCode }) => !registrationId !== !municipalityCode, "required");
export type SeatMove = z.output<typeof moveInput>;
export const moveSeatsInput = z.strictObject({
  meetingId: z.uuid(),
  moves: z.array(moveInput).min(1).max(200),
  /** They said themselves that they can come there, whatever stands in their registrations. */
  agreed: z.boolean().default(false),
  reason: whyInput,
});
/** From: the site where the person was seen to sit, null for who waits. */
export const removeSeatInput = z.strictObject({
  registrationId: z.uuid(),
  fromSiteId: z.uuid().nullable(),
  reason: whyInput,
});

const link = { slug: z.string().min(1).max(60), link: z.string().max(200), version: versionInput };
export const declineSeatInput = z.strictObject(link);
export const returnToQueueInput = z.strictObject(link);

/** What the functions of the database say of a batch: whom or what it is about. */
export type SeatsSaid = {
  said: string;
  publication?: string;
  moved?: number;
  people?: string[];
  sites?: string[];
};

/** Throws the sentence of a batch that was not done; null is a meeting that is not there for these eyes. */
export function assertSeated(answer: SeatsSaid | null | undefined): SeatsSaid {
  if (answer?.said === "done") return answer;
  const names = (list: readonly string[] = []) =>
    list.length > 5 ? `${list.slice(0, 5).join(", ")} (+${list.length - 5})` : list.join(", ");
  const values = { people: names(answer?.people), sites: names(answer?.sites) };
  const refusals: Record<string, DomainError> = {
    state: new DomainError("meetingWrongState", 409),
    left: new DomainError("publicationLeft", 409),
    changed: new DomainError("changedMeanwhile", 409),
    gone: new DomainError("seatsGone", 409, values),
    twice: new DomainError("seatsTwice", 409, values),
    nowhere: new DomainError("seatsNowhere", 409, values),
    full: new DomainError("seatsFull", 409, values),
    begun: new DomainError("seatsBegun", 409, values),
    nothing: new DomainError("seatsStay", 409),
    withdrawn: new DomainError("registrationWithdrawn", 409),
  };
  throw refusals[answer?.said ?? ""] ?? new DomainError("notFound", 404);
}

/** Whether a name is the same with at most two letters put right; more is another person, who comes as a substitute. */
export function isTypo(was: string, is: string): boolean {
  let row = Array.from({ length: is.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...was].entries()) {
    const next = [at + 1];
    for (let to = 1; to <= is.length; to += 1)
      next.push(
        Math.min((row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1, (row[to - 1] ?? 0) + (letter === is[to - 1] ? 0 : 1)),
      );
    row = next;
  }
  return (row.at(-1) ?? 0) <= 2;
}
