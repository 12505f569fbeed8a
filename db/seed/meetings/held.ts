import {
  meetingBlocks,
  meetingDecisions,
  meetingRounds,
  meetingSites,
  meetings,
  roundDecisions,
} from "@/db/schema/meetings";
import { registrations, registrationTeams } from "@/db/schema/registrations";
import { closingOf } from "@/lib/domain/meeting";
import { keptUntil } from "@/lib/domain/registration";
import { type Batch, batch } from "../put";
import { stream } from "../random";
import { heldDays } from "./held-days";
import { type Held, heldPeople, type TeamCity } from "./held-people";
import { heldSeats } from "./held-seats";
import { deadline2024, invitation2024, programme2024, sites2024 } from "./spring-2024";

/**
 * The meeting of the year before, over and done with: registrations over the capacity, an allocation that was published, a
 * seat that was given back and one that a substitute took over, who was there, certificates, feedback, a published practice.
 */
export function heldMeetingBatches(
  { ministryId, organiserId }: { ministryId: string; organiserId: string },
  city: TeamCity,
): Batch[] {
  const ids = stream("meeting:spring-2024");
  const meetingId = ids.uuid();
  const own = { organisationId: ministryId, meetingId };
  const sites = sites2024.map((site) => ({ id: ids.uuid(), ...site }));
  const blocks = programme2024.map((block, index) => ({ id: ids.uuid(), number: index + 1, ...block }));
  const held: Held = { own, organiserId, sites, blocks };
  const round = { id: ids.uuid(), number: 1, siteId: null, state: "closed", closesAt: closingOf(deadline2024) };
  const { team, people } = heldPeople(city);
  const seated = heldSeats(held, people);
  const decided = (decision: string, decidedAt: string) => ({
    id: ids.uuid(),
    ...own,
    decision,
    decidedBy: organiserId,
    decidedAt,
  });
  const [opened, closed] = ["2024-02-01T10:05:00+01:00", "2024-02-26T08:30:00+01:00"];
  return [
    batch(meetings, [{ id: meetingId, organisationId: ministryId, state: "published", ...invitation2024 }]),
    batch(
      meetingSites,
      sites.map((site) => ({ ...own, ...site })),
    ),
    batch(meetingRounds, [{ ...own, ...round }]),
    batch(
      meetingBlocks,
      blocks.map((block) => ({ ...own, ...block })),
    ),
    batch(meetingDecisions, [
      decided("open", opened),
      decided("closed", closed),
      decided("allocated", seated.chosenAt),
      decided("published", seated.publishedAt),
    ]),
    batch(roundDecisions, [
      { ...decided("open", opened), roundId: round.id },
      { ...decided("closed", closed), roundId: round.id },
    ]),
    batch(registrationTeams, [{ ...own, ...team, keptUntil: keptUntil(sites.at(-1)?.endsOn ?? "") }]),
    batch(
      registrations,
      people.map(({ site, ...person }) => ({
        ...own,
        roundId: round.id,
        ...person,
        locale: "cs",
        preferredSiteId: site === null ? null : sites[site]?.id,
        keptUntil: keptUntil(sites.at(-1)?.endsOn ?? ""),
      })),
    ),
    ...seated.batches,
    ...heldDays(held, seated.guests, people, city),
  ];
}
