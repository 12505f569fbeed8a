import type { Tx } from "@/db/gate";
import { findMeeting } from "@/db/queries/meetings";
import {
  findRegistration,
  listRegistrations,
  registrationCities,
  registrationCounts,
  registrationEvents,
  type Tally,
} from "@/db/queries/registrations";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import type { RegistrationFilter, RegistrationState } from "@/lib/domain/registration";

/** What the access log calls a look at who registered. */
export const registrationsSubject = "registrations";
/** Who registered is named only to the organiser; who reads everything gets counts, which names nobody. */
export const namesRegistrants = (me: Actor) => (can(me, "registration.read") ? registrationsSubject : undefined);

async function meetingFor(tx: Tx, me: Actor, slug: string) {
  const meeting = can(me, "meeting.read") ? await findMeeting(tx, slug) : null;
  const place = meeting && { organisationId: meeting.organisationId, projectId: null };
  if (!meeting || !place || !can(me, "meeting.read", place)) return null;
  return { meeting, names: can(me, "registration.read", place) };
}

/** The registrations of a meeting: counts, and for its organiser a page of them, or all. Null when it is not there. */
export async function readRegistrations(tx: Tx, me: Actor, slug: string, filter: RegistrationFilter, whole = false) {
  const found = await meetingFor(tx, me, slug);
  if (!found) return null;
  const { meeting, names } = found;
  const [counts, cities, list] = await Promise.all([
    registrationCounts(tx, meeting.id),
    names ? registrationCities(tx, meeting.id) : [],
    names ? listRegistrations(tx, meeting.id, filter, whole) : null,
  ]);
  return { meeting, counts, cities, list };
}
export type RegistrationDesk = NonNullable<Awaited<ReturnType<typeof readRegistrations>>>;

/** One registration, for the organiser of its meeting. */
export async function readRegistration(tx: Tx, me: Actor, slug: string, id: string) {
  const found = await meetingFor(tx, me, slug);
  if (!found?.names) return null;
  const [registration, events] = await Promise.all([
    findRegistration(tx, found.meeting.id, id),
    registrationEvents(tx, id),
  ]);
  return registration && { meeting: found.meeting, registration, events };
}

/** How many of those that fit are in a state. */
export const tally = (
  counts: readonly Tally[],
  state: RegistrationState,
  fits: (line: Tally) => boolean = () => true,
) => counts.reduce((sum, line) => (line.state === state && fits(line) ? sum + line.n : sum), 0);
