import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { makeCast } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linkOf, visitor } from "../support/registration";
import { byLink, idleSeats, type Placed, published, standing } from "../support/seats";
import { asSuperOperator, asSuperuser } from "../support/superuser";

let cast: Awaited<ReturnType<typeof makeCast>>;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

const any = { site: "any" };
const only = (site: string) => ({ site, canOther: "no" });
type Published = Awaited<ReturnType<typeof published>>;

async function resize(meeting: Published, more: object) {
  const {
    id,
    version: _,
    ...values
  } = (await desk.found(meeting.slug)).sites.find(({ code }) => code === "first") ?? {};
  return send(desk.organiser, "site.change", { siteId: id, ...values, ...more });
}

/**
 * Every way in which a seat becomes free, or somebody may stand where he could not: the functions of the database that do
 * it; who waits, in the order of the queue; who of them sits afterwards.
 */
type Way = {
  by: string[];
  waits?: object[];
  /** Seats of the second site; nobody sits there. */
  second?: number;
  sits?: number[];
  does: (meeting: Published, sitter: Placed, waiting: Placed[]) => Promise<unknown>;
};
const ways: Record<string, Way> = {
  "the person withdraws": {
    by: ["withdraw_registration"],
    does: (_, sitter) => byLink("registration.withdraw", sitter),
  },
  "the person declines": { by: ["decline_seat"], does: (_, sitter) => byLink("seat.decline", sitter) },
  "the organiser takes it away": {
    by: ["remove_seat"],
    does: (meeting, { id }) =>
      send(desk.organiser, "seat.remove", {
        registrationId: id,
        fromSiteId: meeting.siteId("first"),
        reason: "Jede za něj kolegyně.",
      }),
  },
  "the organiser moves him away": {
    by: ["move_seats"],
    waits: [only("first")],
    second: 1,
    sits: [0],
    does: ({ meetingId, siteId }, { id }) => {
      const moves = [{ registrationId: id, fromSiteId: siteId("first"), siteId: siteId("second") }];
      return send(desk.organiser, "seat.move", { meetingId, moves, reason: "Prosil o to." });
    },
  },
  "the capacity is raised by three": {
    by: ["follow_site"],
    sits: [1, 2],
    does: (meeting) => resize(meeting, { capacity: 4 }),
  },
  "he is erased": {
    by: ["forget_registrations"],
    does: (_, { id }) =>
      send(cast.admin.credential, "person.erase", {
        kind: "registration",
        personId: id,
        reason: "request",
        confirm: true,
      }),
  },
  "his time of keeping is over": {
    by: ["forget_registrations"],
    does: async (_, { id }) => {
      await asSuperOperator(sql`update registrations set kept_until = sec.today() - 1 where id = ${id}`);
      await withActor({ kind: "worker" }, "write", (tx) => tx.execute(sql`select sec.purge()`));
    },
  },
  "the corrected address of who waits is confirmed": {
    by: ["correct_address", "confirm_registration"],
    waits: [any],
    sits: [0],
    does: async ({ slug, meetingId }, sitter, waiting) => {
      const [{ id } = sitter] = waiting;
      const email = `spravne-${id}@mesto.example`;
      const [row] = await read(desk.organiser, (tx) =>
        tx.execute<{ version: string }>(sql`select sec.registration_version(${id}) as version`),
      );
      await send(desk.organiser, "registration.correct", { registrationId: id, email, reason: "Překlep", ...row });
      await byLink("seat.decline", sitter);
      expect((await standing(desk, meetingId)).get(id)?.state).toBe("unconfirmed");
      await send(visitor(), "registration.confirm", { slug, link: await linkOf(email) });
    },
  },
  "who waits can come there after all": {
    by: ["put_details", "allow_changes"],
    waits: [only("second")],
    sits: [0],
    does: async (_, sitter, [waits = sitter]) => {
      await byLink("seat.decline", sitter);
      await send(desk.organiser, "registration.extend", { registrationId: waits.id, untilOn: desk.later(5) });
      const { name, role, municipality, meals, room, roomWith, car } = waits;
      const answers = { name, role, municipality, meals, room, roomWith, car, site: "second", canOther: "yes" };
      await byLink("registration.change", waits, answers);
    },
  },
  "a rule of the organiser that kept somebody away is lifted": {
    by: ["follow_pins"],
    waits: [any],
    sits: [0],
    does: async ({ meetingId, siteId }, sitter, [waits = sitter]) => {
      const rule = { registrationId: waits.id, rule: "not", siteId: siteId("first"), reason: "Lektor jinde." };
      const { pinId } = await send(desk.organiser, "pin.set", rule);
      await byLink("seat.decline", sitter);
      expect((await standing(desk, meetingId)).get(waits.id)).toMatchObject({ state: "waiting", at: 1 });
      const moves = [{ registrationId: waits.id, fromSiteId: null, siteId: siteId("first") }];
      const moving = send(desk.organiser, "seat.move", { meetingId, moves, agreed: true, reason: "Přesto." });
      expect(await refusal(moving)).toMatchObject({ key: "seatsNowhere" });
      await send(desk.organiser, "pin.remove", { pinId });
    },
  },
  "who declined comes back": {
    by: ["return_to_queue"],
    waits: [any],
    sits: [0],
    does: async (_, sitter, [waits = sitter]) => {
      await byLink("seat.decline", waits);
      await byLink("seat.decline", sitter);
      await byLink("seat.return", waits);
    },
  },
  "the publication is taken back and made without him": {
    by: ["undo_publication", "publish_seats"],
    does: async ({ publicationId, meetingId, siteId }, _, [, next]) => {
      await send(desk.organiser, "publication.undo", { publicationId, note: "Chybělo město." });
      expect([...(await standing(desk, meetingId)).values()].filter(({ state }) => state === "seated")).toEqual([]);
      const placement = [{ registrationId: next?.id, siteId: siteId("first") }];
      await send(desk.organiser, "publication.publish", { meetingId, placement });
    },
  },
};

describe.each(Object.entries(ways))("when %s", (_, { waits, second = 0, sits = [1], does }) => {
  test("the next who may stand there sits at once, who may not keeps his rank, and no seat is idle", async () => {
    const wishes = { first: [any], second: [], waiting: waits ?? [only("second"), any, any] };
    const meeting = await published(desk, { first: 1, second }, wishes);
    const [sitter] = meeting.first;
    if (!sitter) throw new Error("nobody sits");
    const before = await standing(desk, meeting.meetingId);
    expect(meeting.waiting.map(({ id }) => before.get(id)?.at)).toEqual(meeting.waiting.map((_, at) => at + 1));
    await does(meeting, sitter, meeting.waiting);
    expect(await idleSeats(meeting.meetingId)).toBe(0);
    const after = await standing(desk, meeting.meetingId);
    const states = meeting.waiting.map(({ id }) => after.get(id));
    expect(states.flatMap((state, at) => (state?.state === "seated" ? [at] : []))).toEqual(sits);
    for (const at of sits) expect(states[at]?.siteId).toBe(meeting.siteId("first"));
    if (!sits.includes(0)) expect(states[0]).toMatchObject({ state: "waiting", decision: "queued" });
  });
});

/** Functions of the database after which a seat may be free, or somebody may stand where he could not. */
const changes =
  "(delete from|update) public\\.seats|update public\\.registrations r? ?set|update public\\.publications";
/** They pass a seat on, which is free for nobody in between, or are what the others end in. */
const others = ["settle_seats", "close_ranks", "substitute_seat", "exchange_seat"];
/** What was just sent and is not confirmed has no seat: tests/db/own-correction.test.ts. */
const ofSendings = ["correct_sent_address", "tell_address"];
/** What the coordinator of a team does: tests/db/team-seats.test.ts. */
const ofTeams = ["change_member", "put_member", "substitute_member", "withdraw_member", "withdraw_team"];

test("no function of the database frees a seat in a way that is not tried above", async () => {
  const found = await asSuperuser((tx) =>
    tx.execute<{ name: string }>(sql`
      select p.proname as name from pg_proc p where p.pronamespace = 'sec'::regnamespace
        and (p.prosrc ~ ${changes} or p.prosrc ~ 'settle_seats') order by 1`),
  );
  const known = [
    ...Object.values(ways).flatMap(({ by }) => by),
    ...others,
    ...ofSendings,
    ...ofTeams,
    "follow_registrations",
  ];
  expect([...new Set(known)].sort()).toEqual(found.map(({ name }) => name));
});
