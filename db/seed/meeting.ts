import {
  meetingBlocks,
  meetingDecisions,
  meetingRounds,
  meetingSites,
  meetings,
  roundDecisions,
} from "@/db/schema/meetings";
import { registrationNeeds, registrations } from "@/db/schema/registrations";
import { closingOf } from "@/lib/domain/meeting";
import { keptUntil } from "@/lib/domain/registration";
import { practiceBatches } from "./meetings/practices";
import { attendees } from "./meetings/registrations";
import { invitation, programme, sites } from "./meetings/spring-2025";
import { type Batch, batch } from "./put";
import { stream } from "./random";

/**
 * The meeting of the ministry's letter of 4 February 2025 (MV-11638-4/OPK-2025), open on the demo's day: sites, days,
 * deadline and programme as published; who signs it, who answers questions and everybody who registered are invented.
 */
export function meetingBatches({ ministryId, organiserId }: { ministryId: string; organiserId: string }): Batch[] {
  const ids = stream("meeting:spring-2025");
  const meetingId = ids.uuid();
  const own = { organisationId: ministryId, meetingId };
  const roundId = ids.uuid();
  const siteRows = sites.map((site) => ({ id: ids.uuid(), ...own, ...site }));
  const lastDay =
    siteRows
      .map(({ endsOn }) => endsOn)
      .sort()
      .at(-1) ?? "";
  const people = attendees(stream("meeting:spring-2025:registrations"));
  const personIds = people.map(() => ids.uuid());
  const later = (at: string) => new Date(Date.parse(at) + 1_800_000).toISOString();
  const decision = { decision: "open", decidedBy: organiserId, decidedAt: "2025-02-04T09:20:00+01:00" };
  return [
    batch(meetings, [{ id: meetingId, organisationId: ministryId, state: "open", ...invitation }]),
    batch(meetingSites, siteRows),
    batch(meetingRounds, [
      { id: roundId, ...own, number: 1, siteId: null, state: "open", closesAt: closingOf("2025-02-24") },
    ]),
    batch(
      meetingBlocks,
      programme.map((block, index) => ({ id: ids.uuid(), ...own, number: index + 1, ...block })),
    ),
    batch(meetingDecisions, [{ id: ids.uuid(), ...own, ...decision }]),
    batch(roundDecisions, [{ id: ids.uuid(), ...own, roundId, ...decision }]),
    batch(
      registrations,
      people.map(({ site, state, needs: _, ...person }, index) => ({
        id: personIds[index],
        ...own,
        roundId,
        ...person,
        locale: "cs",
        preferredSiteId: site === null ? null : siteRows[site]?.id,
        createdAt: person.registeredAt,
        confirmedAt: state === "unconfirmed" ? null : later(person.registeredAt),
        withdrawnAt: state === "withdrawn" ? later(later(person.registeredAt)) : null,
        keptUntil: keptUntil(lastDay),
      })),
    ),
    ...practiceBatches({
      ...own,
      organiserId,
      people: personIds.filter((_, index) => people[index]?.state === "confirmed"),
    }),
    batch(
      registrationNeeds,
      people.map(({ needs: { meals, ...needs } }, index) => ({
        id: ids.uuid(),
        ...own,
        registrationId: personIds[index] ?? "",
        meals,
        ...needs,
      })),
    ),
  ];
}
