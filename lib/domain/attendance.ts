import { z } from "zod";
import { DomainError } from "./error";
import { attendeeRoles } from "./registration";
import { nameInput } from "./user";
import { versionInput } from "./version";

/**
 * Who was at which block of a meeting. A tick is a decision of somebody at the door: of one person and block the one made
 * last counts, by the server's clock, whatever a phone's shows; how many ticked him does not matter.
 */
export const attendanceStates = ["present", "undone"] as const;
export type AttendanceState = (typeof attendanceStates)[number];

/** Why somebody who was ticked had no seat at the site: '' had one. */
export const attendanceMarks = ["withdrawn", "moved", "replaced", "no-seat"] as const;
export type AttendanceMark = (typeof attendanceMarks)[number];

/** What the organiser decides about such a one: he was there and counts, or the tick was a mistake. */
export const attendanceDecisions = ["counted", "left-out"] as const;
export type AttendanceDecision = (typeof attendanceDecisions)[number];

/** The most that is sent at once. */
export const mostTicks = 500;
/** What a tick made on a page, not on a phone, gives as its device. */
export const pageDevice = "page";

const walkIn = {
  name: nameInput,
  role: z.enum(attendeeRoles),
  /** As it is typed: at the door there is no list. */
  municipality: z.string().trim().max(120).default(""),
};
const instantInput = z.iso.datetime({ offset: true });

/** What a phone gathered, as long as it was alone: sent again until it was answered. */
export const sendAttendanceInput = z.strictObject({
  siteId: z.uuid(),
  /** Who made the ticks; nobody else's are taken in his name. */
  userId: z.uuid(),
  device: z.string().trim().min(1).max(60),
  /** The instant of sending by the phone's clock, which tells how wrong it is. */
  sentAt: instantInput,
  walkIns: z
    .array(z.strictObject({ attendeeId: z.uuid(), ...walkIn }))
    .max(mostTicks)
    .default([]),
  ticks: z
    .array(
      z.strictObject({
        tickId: z.uuid(),
        blockId: z.uuid(),
        /** A registration, or somebody who came without one. */
        attendeeId: z.uuid(),
        state: z.enum(attendanceStates),
        madeAt: instantInput,
      }),
    )
    .max(mostTicks),
});

const people = z.array(z.uuid()).max(mostTicks).default([]);
/** The ticks of a block as a page shows them: only who was changed there is written, so a phone's tick in between stays. */
export const tickAttendanceInput = z.strictObject({
  siteId: z.uuid(),
  blockId: z.uuid(),
  /** Who was ticked when the page was shown, and who is now. */
  before: people,
  present: people,
});

export const addWalkInInput = z.strictObject({ siteId: z.uuid(), blockId: z.uuid(), ...walkIn });

export const decideAttendanceInput = z.strictObject({
  siteId: z.uuid(),
  registrationId: z.uuid(),
  decision: z.enum(attendanceDecisions),
  note: z.string().trim().max(2000).default(""),
  version: versionInput,
});

/** Who was changed on a page of ticks: those to be ticked, and those whose tick is taken back. */
export function changedTicks({ before, present }: { before: readonly string[]; present: readonly string[] }) {
  const [was, is] = [new Set(before), new Set(present)];
  return [
    ...[...is].filter((id) => !was.has(id)).map((attendeeId) => ({ attendeeId, state: "present" as const })),
    ...[...was].filter((id) => !is.has(id)).map((attendeeId) => ({ attendeeId, state: "undone" as const })),
  ];
}

/** Throws 409 unless ticks are sent by whoever made them. */
export function assertOwnTicks(madeBy: string, userId: string | null): void {
  if (madeBy !== userId) throw new DomainError("attendanceOtherUser", 409);
}

/** What the list of a site may be narrowed by, as it stands in the address; what does not fit is left out. */
export const attendanceTabs = ["list", "resolve", "statistics"] as const;
export const attendanceFilter = z.object({
  tab: z.enum(attendanceTabs).catch("list"),
  site: z.string().max(60).optional().catch(undefined),
  block: z.uuid().optional().catch(undefined),
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
});
export type AttendanceFilter = z.output<typeof attendanceFilter>;
