import { publications, seatDecisions, seats } from "@/db/schema/seats";
import { explain, inNames, type Reason } from "@/lib/domain/allocation/reason";
import { by, inTurn, reverse } from "@/lib/domain/order";
import { roleWeights } from "@/lib/domain/seat";
import { type Batch, batch } from "../put";
import { stream } from "../random";
import type { Held, HeldPerson } from "./held-people";
import { heldRuns } from "./held-runs";

const publishedAt = "2024-02-28T10:00:00+01:00";
const declinedAt = "2024-03-20T17:05:00+01:00";

/** Who sat where in the end. */
export type Guest = { person: HeldPerson; site: Held["sites"][number] };
type Seat = Guest & { number: number; takenAt: string };

/** The publication of the chosen run and what became of its seats: one was declined, one taken over by a substitute. */
export function heldSeats(held: Held, people: readonly HeldPerson[]) {
  const ids = stream("meeting:spring-2024:seats");
  const { own, organiserId, sites } = held;
  const { chosen, chosenAt, runBatch } = heldRuns(held, people);
  const publicationId = ids.uuid();
  const personBy = new Map(people.map((person) => [person.id, person]));
  const siteBy = new Map(sites.map((site) => [site.code, site]));
  const named = ({ key, values }: Reason) => ({ key, values: inNames(values, sites) });

  const decisions: (typeof seatDecisions.$inferInsert)[] = [];
  const decide = (registrationId: string, decision: string, more: Decision) => {
    const number = 1 + decisions.filter((one) => one.registrationId === registrationId).length;
    decisions.push({ id: ids.uuid(), ...own, registrationId, number, decision, publicationId, ...more });
  };

  const told = explain(chosen.allocation, chosen.placement);
  const byPublication = { decidedBy: organiserId, decidedAt: publishedAt };
  const taken = told.placed.flatMap(({ id, site: code, reason }): Seat[] => {
    const [person, site] = [personBy.get(id), siteBy.get(code)];
    if (!person || !site) return [];
    decide(id, "placed", { siteId: site.id, reason: named(reason), ...byPublication });
    return [{ person, site, number: 0, takenAt: publishedAt }];
  });
  for (const { id, reason } of told.waiting) decide(id, "queued", { reason: named(reason), ...byPublication });
  for (const site of sites)
    for (const [at, seat] of taken.filter((one) => one.site === site).entries()) seat.number = at + 1;

  // The last who is placed gives his seat back.
  const declined = taken.at(-1);
  const waiting = told.waiting.flatMap(({ id }) => personBy.get(id) ?? []);
  const next = declined && firstWho(waiting, ({ site, canOther }) => canOther || sites[site ?? -1] === declined.site);
  if (declined && next) {
    const siteId = declined.site.id;
    declined.person.declinedAt = declinedAt;
    decide(declined.person.id, "declined", { fromSiteId: siteId, reason: why("declined"), decidedAt: declinedAt });
    decide(next.id, "promoted", { siteId, reason: why("promoted"), decidedAt: declinedAt });
    Object.assign(declined, { person: next, takenAt: declinedAt });
  }
  for (const substitute of people) {
    const seat = taken.find(({ person }) => person.id === substitute.replacesId);
    if (!seat) continue;
    const [siteId, decidedAt] = [seat.site.id, substitute.createdAt];
    decide(seat.person.id, "substituted", { fromSiteId: siteId, reason: why("substituted"), decidedAt });
    decide(substitute.id, "substituted", { siteId, reason: why("substitute"), decidedAt });
    Object.assign(seat, { person: substitute, takenAt: decidedAt });
  }

  const mailsFrom = new Date(Date.parse(publishedAt) + 600_000).toISOString();
  const batches: Batch[] = [
    runBatch,
    batch(publications, [{ id: publicationId, ...own, runId: chosen.id, roleWeights, mailsFrom, ...byPublication }]),
    batch(
      seats,
      taken.map(({ person, site: { id: siteId, capacity: siteCapacity }, ...seat }) => ({
        id: ids.uuid(),
        ...own,
        ...seat,
        siteId,
        siteCapacity,
        registrationId: person.id,
      })),
    ),
    batch(seatDecisions, decisions),
  ];
  return { batches, guests: taken.map(({ person, site }): Guest => ({ person, site })), chosenAt, publishedAt };
}

type Decision = Partial<typeof seatDecisions.$inferInsert> & { reason: unknown };
const why = (key: string) => ({ key, values: {} });

/** The first in the queue whom a seat suits: by the weight of his role, then by his rank. */
const firstWho = (waiting: readonly HeldPerson[], suits: (person: HeldPerson) => boolean) =>
  waiting.filter(suits).sort(
    inTurn(
      reverse(by(({ role }) => roleWeights[role])),
      by(({ registeredAt }) => Date.parse(registeredAt)),
      by(({ id }) => id),
    ),
  )[0];
