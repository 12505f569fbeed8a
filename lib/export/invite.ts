import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { z } from "zod";
import { zone } from "../domain/clock";
import { plusDays } from "../domain/day";
import { dayInput } from "../domain/day-input";

const party = z.strictObject({ name: z.string(), email: z.string() });

/** What one calendar mail says, as it is kept of the mail that was sent; days and times are what the clocks of Prague show. */
export const inviteSchema = z.strictObject({
  /** The same for one person and one meeting, whatever happens to his seat. */
  uid: z.string().min(1),
  method: z.enum(["REQUEST", "CANCEL"]),
  sequence: z.int().min(0),
  startsOn: dayInput,
  endsOn: dayInput,
  /** HH:MM; without both it takes whole days. */
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  summary: z.string(),
  description: z.string(),
  location: z.string(),
  url: z.string(),
  organizer: party,
  attendee: party,
});
export type Invite = z.output<typeof inviteSchema>;

/**
 * One mail's calendar (RFC 5545, 5546): one event with one attendee, who is not asked to answer. A cancellation carries
 * its status itself: the method alone says nothing to a calendar.
 */
export function toCalendar(invite: Invite, stamp: Date): string {
  const cancelled = invite.method === "CANCEL";
  const calendar = ical({
    prodId: { company: "Hlidka", product: "Hlidka", language: "CS" },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
    // The zone hangs on the event alone: one on the calendar takes the Z from DTSTAMP.
    timezone: { name: null, generator: () => prague },
  });
  const event = calendar.createEvent({
    id: invite.uid,
    sequence: invite.sequence,
    stamp,
    ...timesOf(invite),
    summary: oneLine(invite.summary),
    description: invite.description,
    location: oneLine(invite.location),
    url: invite.url,
    organizer: { name: harmless(invite.organizer.name), email: invite.organizer.email },
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  event.createAttendee({ name: harmless(invite.attendee.name), email: invite.attendee.email, rsvp: false });
  return calendar.toString();
}

/** With times where both are known, else whole days, whose end is the day after the last one. */
function timesOf({ startsOn, startsAt, endsOn, endsAt }: Invite) {
  if (startsAt && endsAt) return { start: written(startsOn, startsAt), end: written(endsOn, endsAt), timezone: zone };
  return {
    start: written(startsOn, "00:00"),
    end: written(plusDays(endsOn, 1), "00:00"),
    allDay: true,
    timezone: zone,
  };
}

/** A time whose digits in the process's own zone are the given ones: ical-generator writes these and converts nothing. */
function written(day: string, time: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return new Date(year, month - 1, date, hour, minute);
}

const oneLine = (text: string) => text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim();
/** A quote ends a name for most readers, and a backslash before it is no help; RFC 6868's caret is known to few. */
const harmless = (name: string) =>
  oneLine(name)
    .replace(/["“”„]/g, "'")
    .replaceAll("\\", "/");

/** The zone's rules since 1996. */
const prague = [
  "BEGIN:VTIMEZONE",
  `TZID:${zone}`,
  "BEGIN:DAYLIGHT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "TZNAME:CEST",
  "DTSTART:19960331T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "TZNAME:CET",
  "DTSTART:19961027T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
].join("\r\n");
