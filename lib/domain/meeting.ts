import { z } from "zod";
import { dayOf, instantsOf } from "./clock";
import { daysBetween, plusDays } from "./day";
import { dayInput } from "./day-input";
import { DomainError, fieldError } from "./error";
import { shortName } from "./organisation";
import { emailInput } from "./user";
import { versionInput } from "./version";

/**
 * A national meeting: its invitation, its sites, its programme, and rounds in which people register. The state is what
 * the last decision made it; "held" belongs to a site and "open" to a round, so a meeting stays published while a
 * second round of one site runs (letter MV-11638-4/OPK-2025).
 */
export const meetingStates = ["draft", "open", "closed", "allocated", "published"] as const;
export type MeetingState = (typeof meetingStates)[number];

/** A round takes registrations for one site, or for all of them. */
export const roundStates = ["planned", "open", "closed"] as const;
export type RoundState = (typeof roundStates)[number];

export const meals = ["breakfast", "lunch", "dinner"] as const;
export type Meal = (typeof meals)[number];

/** What is done to a meeting, from which state to which; the database holds the same moves (db/sql/tables.sql). */
export const meetingMoves = {
  open: ["draft", "open"],
  close: ["open", "closed"],
  reopen: ["closed", "open"],
  allocate: ["closed", "allocated"],
  discard: ["allocated", "closed"],
  publish: ["allocated", "published"],
  /** Taken back before the first mail leaves. */
  withdraw: ["published", "allocated"],
} as const satisfies Record<string, readonly [MeetingState, MeetingState]>;

/** The state after a deed. Throws 409 meetingWrongState unless the meeting is where the deed begins. */
export function moved(deed: keyof typeof meetingMoves, from: MeetingState): MeetingState {
  const [begins, ends] = meetingMoves[deed];
  if (from !== begins) throw new DomainError("meetingWrongState", 409);
  return ends;
}

const line = (limit: number) => z.string().trim().min(1).max(limit);
const optionalLine = (limit: number) => z.string().trim().max(limit).default("");
const timeInput = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** Words that stand where an address has a meeting. */
const routeWords = ["new"];
const slugInput = shortName.refine((slug) => !routeWords.includes(slug), "meetingSlugTaken");

const basics = { slug: slugInput, referenceNumber: line(60), titleCs: line(300), titleEn: line(300) };
export const createMeetingInput = z.strictObject({
  organisationId: z.uuid(),
  ...basics,
  /** The last day on which people register. */
  deadlineOn: dayInput,
});
export const changeMeetingInput = z.strictObject({
  meetingId: z.uuid(),
  ...basics,
  issuedOn: orNull(dayInput),
  officeCs: optionalLine(200),
  officeEn: optionalLine(200),
  contactName: optionalLine(120),
  contactEmail: orNull(emailInput),
  contactPhone: optionalLine(80),
  signatoryName: optionalLine(120),
  signatoryRoleCs: optionalLine(200),
  signatoryRoleEn: optionalLine(200),
  version: versionInput,
});
/** The same meeting another year: everything but people, with new days of each site that takes part again. */
export const copyMeetingInput = z.strictObject({
  meetingId: z.uuid(),
  ...basics,
  deadlineOn: dayInput,
  sites: z
    .array(z.strictObject({ siteId: z.uuid(), startsOn: dayInput, endsOn: dayInput }))
    .min(1)
    .max(10),
});

const seen = { meetingId: z.uuid(), version: versionInput };
const noteInput = z.string().trim().max(2000).default("");
export const removeMeetingInput = z.strictObject(seen);
export const openMeetingInput = z.strictObject({
  ...seen,
  /** Somebody read the texts that still speak of the meeting this one was copied from. */
  keepTexts: z.boolean().default(false),
});
export const closeMeetingInput = z.strictObject({ ...seen, note: noteInput });
export const discardMeetingInput = closeMeetingInput;
export const reopenMeetingInput = z.strictObject({ ...seen, deadlineOn: dayInput, note: line(2000) });

const site = {
  code: shortName,
  name: line(120),
  venueCs: optionalLine(200),
  venueEn: optionalLine(200),
  address: line(300),
  startsOn: dayInput,
  endsOn: dayInput,
  arrivalBy: orNull(timeInput),
  firstMeal: orNull(z.enum(meals)),
  endsAt: orNull(timeInput),
  lastMeal: orNull(z.enum(meals)),
  capacity: z.int().min(0).max(5000),
};
export const addSiteInput = z.strictObject({ meetingId: z.uuid(), ...site });
export const changeSiteInput = z.strictObject({ siteId: z.uuid(), ...site, version: versionInput });
export const removeSiteInput = z.strictObject({ siteId: z.uuid(), version: versionInput });

const block = {
  number: z.int().min(1).max(99),
  titleCs: line(500),
  titleEn: optionalLine(500),
  lecturer: optionalLine(200),
  providerCs: optionalLine(200),
  providerEn: optionalLine(200),
  /** Null: at every site. */
  siteId: orNull(z.uuid()),
  /** Which day of the meeting, from one. */
  dayNumber: orNull(z.int().min(1).max(14)),
  startsAt: orNull(timeInput),
  minutes: orNull(z.int().min(1).max(1440)),
};
export const addBlockInput = z.strictObject({ meetingId: z.uuid(), ...block });
export const changeBlockInput = z.strictObject({ blockId: z.uuid(), ...block, version: versionInput });
export const removeBlockInput = z.strictObject({ blockId: z.uuid(), version: versionInput });

/** A further round is for one named site; the first, for all of them, comes with the meeting. */
export const addRoundInput = z.strictObject({ meetingId: z.uuid(), siteId: z.uuid(), deadlineOn: dayInput });
const seenRound = { roundId: z.uuid(), version: versionInput };
export const changeRoundInput = z.strictObject({ ...seenRound, deadlineOn: dayInput });
export const removeRoundInput = z.strictObject(seenRound);
export const openRoundInput = z.strictObject(seenRound);
export const closeRoundInput = z.strictObject({ ...seenRound, note: noteInput });

/** The first instant that is too late for a deadline "until this day inclusive": midnight of Prague after it. */
export function closingOf(day: string): string {
  const [midnight] = instantsOf(plusDays(day, 1), "00:00");
  if (!midnight) throw new RangeError(`no midnight after ${day}`);
  return midnight.toISOString();
}

/** The last day of a deadline by its closing instant, the reverse of closingOf. */
export const deadlineDay = (closesAt: string): string => dayOf(new Date(Date.parse(closesAt) - 1));

/** Whether what was sent at an instant came in time. */
export const isInTime = (at: Date, closesAt: string): boolean => at.getTime() < Date.parse(closesAt);

/** Whether a site's days are over; before them everything about it can still change. */
export const isHeld = (site: { endsOn: string }, today: string): boolean => site.endsOn < today;

/** Whether nothing of a meeting is ahead: places were told and every site was held. */
export const isOver = (meeting: { state: string; sites: readonly { endsOn: string }[] }, today: string): boolean =>
  meeting.state === "published" && meeting.sites.every((site) => isHeld(site, today));

/** The longest meeting, in days. */
const longest = 14;

/** Throws 422 unless a site ends no earlier than it starts and lasts at most two weeks. prefix: its path in a longer input. */
export function assertSiteDays({ startsOn, endsOn }: { startsOn: string; endsOn: string }, prefix = ""): void {
  if (endsOn < startsOn) throw fieldError(`${prefix}endsOn`, "endBeforeStart");
  if (daysBetween(startsOn, endsOn) >= longest)
    throw fieldError(`${prefix}endsOn`, "meetingTooLong", { days: longest });
}

/** Throws 422 unless people stop registering before the first site of a round begins. */
export function assertDeadline(deadlineOn: string, sites: readonly { startsOn: string }[]): void {
  if (sites.some(({ startsOn }) => deadlineOn >= startsOn)) throw fieldError("deadlineOn", "deadlineAfterStart");
}

/** Throws 409 unless the plan of a meeting may still get or lose parts: nobody was told his place yet. */
export function assertPlannable(state: MeetingState): void {
  if (state === "allocated" || state === "published") throw new DomainError("meetingWrongState", 409);
}

/** Throws 409 unless nobody has been invited yet. */
export function assertDraft(state: MeetingState): void {
  if (state !== "draft") throw new DomainError("meetingNotDraft", 409);
}

/**
 * Throws 409 unless a further round may be opened: places were told for good, its site has a seat that is free, and the
 * days of its site are ahead.
 */
export function assertRoundOpens(
  meeting: MeetingState,
  round: { state: RoundState; deadlineOn: string; isFinal: boolean; free: number },
  today: string,
): void {
  if (meeting !== "published" || !round.isFinal) throw new DomainError("roundTooEarly", 409);
  if (round.state === "open") throw new DomainError("meetingWrongState", 409);
  if (round.free <= 0) throw new DomainError("roundSiteFull", 409);
  if (round.deadlineOn < today) throw new DomainError("deadlinePast", 409);
}

/** What an invitation needs before anybody may see it. */
export type Readiness = {
  invitationCs: string;
  registrationCs: string;
  contactName: string;
  contactEmail: string | null;
  contactPhone: string;
  sites: readonly { startsOn: string }[];
  blocks: readonly unknown[];
  rounds: readonly { closesAt: string }[];
};

/** What it still lacks, as keys of messages under "errors"; empty: it can be opened. */
export function lacksOf(meeting: Readiness, today: string): string[] {
  const [first] = meeting.rounds;
  const deadlineOn = first ? deadlineDay(first.closesAt) : "";
  const lacks: Record<string, boolean> = {
    invitationMissing: meeting.invitationCs === "",
    registrationMissing: meeting.registrationCs === "",
    contactMissing: meeting.contactName === "" || (meeting.contactEmail === null && meeting.contactPhone === ""),
    siteMissing: meeting.sites.length === 0,
    blockMissing: meeting.blocks.length === 0,
    deadlineAfterStart: meeting.sites.some(({ startsOn }) => deadlineOn >= startsOn),
    deadlinePast: deadlineOn < today,
  };
  return Object.keys(lacks).filter((key) => lacks[key]);
}
