import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { seatCounts, seatedPeople } from "@/db/queries/seats";
import { DomainError } from "@/lib/domain/error";
import { makeCast } from "../support/cast";
import { send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { byLink, idleSeats, type Placed, published, standing } from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  desk = await meetingDesk(await makeCast());
});

const deeds = ["decline", "return", "withdraw", "move", "swap", "remove", "resize", "city"] as const;
const step = fc.record({
  deed: fc.constantFrom(...deeds),
  who: fc.nat(13),
  other: fc.nat(13),
  capacity: fc.integer({ min: 0, max: 6 }),
});
const cities = ["Sokolov", "Jirkov"];
/** By rank: who can come anywhere, who only to his own site. */
const wishes = Array.from({ length: 14 }, (_, at) => ({
  municipality: cities[at % 2],
  role: at % 3 ? "assistant" : "other",
  ...(at % 4 === 3 ? { site: at % 8 === 3 ? "first" : "second", canOther: "no" } : { site: "any" }),
}));

test("whatever is done in whatever order: no seat is idle or over, what was told last is where people sit, all lists agree", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 20 }), async (steps) => {
      const meeting = await published(desk, { first: 3, second: 3 }, { first: [], second: [], waiting: wishes });
      const { meetingId, siteId, waiting: everybody } = meeting;
      const someone = (at: number): Placed => everybody[at] ?? everybody[0] ?? fail();
      const seatOf = async (at: number) => (await standing(desk, meetingId)).get(someone(at).id)?.siteId ?? null;
      const across = (from: string | null) => (from === siteId("first") ? siteId("second") : siteId("first"));
      const move = (moves: object[]) =>
        send(desk.organiser, "seat.move", { meetingId, moves, agreed: true, reason: "Krok." });
      const moved = async (at: number) => {
        const from = await seatOf(at);
        return { registrationId: someone(at).id, fromSiteId: from, siteId: across(from) };
      };
      const does: Record<
        (typeof deeds)[number],
        (of: { who: number; other: number; capacity: number }) => Promise<unknown>
      > = {
        decline: ({ who }) => byLink("seat.decline", someone(who)),
        return: ({ who }) => byLink("seat.return", someone(who)),
        withdraw: ({ who }) => byLink("registration.withdraw", someone(who)),
        move: async ({ who }) => move([await moved(who)]),
        swap: async ({ who, other }) => move([await moved(who), await moved(other)]),
        remove: async ({ who }) =>
          send(desk.organiser, "seat.remove", {
            registrationId: someone(who).id,
            fromSiteId: await seatOf(who),
            reason: "Krok.",
          }),
        resize: async ({ who, capacity }) => {
          const { id, version: _, ...site } = (await desk.found(meeting.slug)).sites[who % 2] ?? {};
          await send(desk.organiser, "site.change", { siteId: id, ...site, capacity });
        },
        city: async ({ who }) => {
          const state = (await standing(desk, meetingId)).get(someone(who).id);
          const from = state?.siteId ?? siteId("first");
          await move([{ municipalityCode: state?.municipalityCode, fromSiteId: from, siteId: across(from) }]);
        },
      };
      for (const { deed, ...of } of steps) {
        await does[deed](of).catch((error: unknown) => {
          if (!(error instanceof DomainError) || error.status >= 500) throw error;
        });
        expect(await idleSeats(meetingId)).toBe(0);
        const counts = await read(desk.organiser, (tx) => seatCounts(tx, meetingId));
        for (const { capacity, taken } of counts) expect(taken).toBeLessThanOrEqual(capacity);
        const coming = await read(desk.organiser, (tx) => seatedPeople(tx, meetingId));
        const stands = [...(await standing(desk, meetingId)).values()];
        expect(coming).toHaveLength(counts.reduce((sum, { taken }) => sum + taken, 0));
        expect(stands.filter(({ state }) => state === "seated")).toHaveLength(coming.length);
        const [untold] = await asSuperOperator(sql`
          select count(*)::int as n from registrations r left join seats s on s.registration_id = r.id
            cross join lateral sec.standing_decision(r.id) d where r.meeting_id = ${meetingId} and s.site_id is distinct from d.site_id`);
        expect(untold?.n).toBe(0);
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

const fail = (): never => {
  throw new Error("nobody registered");
};
