import {
  meetingBlocks,
  meetingDecisions,
  meetingRounds,
  meetingSites,
  meetings,
  roundDecisions,
} from "@/db/schema/meetings";
import { closingOf } from "@/lib/domain/meeting";
import { invitation, programme, sites } from "./meetings/spring-2025";
import { type Batch, batch } from "./put";
import { stream } from "./random";

/**
 * The meeting of the ministry's letter of 4 February 2025 (MV-11638-4/OPK-2025), open on the demo's day: sites, days,
 * deadline and programme as published; who signs it and who answers questions are invented.
 */
export function meetingBatches({ ministryId, organiserId }: { ministryId: string; organiserId: string }): Batch[] {
  const ids = stream("meeting:spring-2025");
  const meetingId = ids.uuid();
  const own = { organisationId: ministryId, meetingId };
  const roundId = ids.uuid();
  const decision = { decision: "open", decidedBy: organiserId, decidedAt: "2025-02-04T09:20:00+01:00" };
  return [
    batch(meetings, [{ id: meetingId, organisationId: ministryId, state: "open", ...invitation }]),
    batch(
      meetingSites,
      sites.map((site) => ({ id: ids.uuid(), ...own, ...site })),
    ),
    batch(meetingRounds, [
      { id: roundId, ...own, number: 1, siteId: null, state: "open", closesAt: closingOf("2025-02-24") },
    ]),
    batch(
      meetingBlocks,
      programme.map((block, index) => ({ id: ids.uuid(), ...own, number: index + 1, ...block })),
    ),
    batch(meetingDecisions, [{ id: ids.uuid(), ...own, ...decision }]),
    batch(roundDecisions, [{ id: ids.uuid(), ...own, roundId, ...decision }]),
  ];
}
