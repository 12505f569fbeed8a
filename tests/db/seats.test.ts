import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { sqlState } from "@/db/failure";
import { type Credential, withActor } from "@/db/gate";
import { seatCounts, seatedPeople } from "@/db/queries/seats";
import { readSeats } from "@/server/views/seats";
import { type Cast, makeCast } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linked, visitor } from "../support/registration";
import {
  allocate,
  allocated,
  byLink,
  decisionsOn,
  idleSeats,
  people,
  publicationOf,
  published,
  standing,
} from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let other: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  [cast, other] = [await makeCast(), await makeCast()];
  desk = await meetingDesk(cast);
});

const any = { site: "any" };
const only = (site: string) => ({ site, canOther: "no" });

describe("places are told", () => {
  test("as one batch: seats by rank from one, the others wait in the order of role and rank", async () => {
    const { meetingId, first, second, waiting } = await published(
      desk,
      { first: 2, second: 1 },
      { first: [any, any], second: [any], waiting: [{ ...any, role: "other" }, { ...any, role: "mentor" }, any] },
    );
    const stands = await standing(desk, meetingId);
    expect(first.map(({ id }) => stands.get(id))).toMatchObject([
      { state: "seated", number: 1, decision: "placed" },
      { state: "seated", number: 2, decision: "placed" },
    ]);
    expect(second.map(({ id }) => stands.get(id)?.state)).toEqual(["seated"]);
    expect(waiting.map(({ id }) => stands.get(id)?.at)).toEqual([3, 2, 1]);
    expect(waiting.map(({ id }) => stands.get(id)?.decision)).toEqual(["queued", "queued", "queued"]);
    const coming = await read(desk.organiser, (tx) => seatedPeople(tx, meetingId));
    expect(coming.map(({ siteCode, number }) => `${siteCode} ${number}`).sort()).toEqual([
      "first 1",
      "first 2",
      "second 1",
    ]);
    expect(await linked(first[0]?.slug ?? "", first[0]?.link ?? "")).toMatchObject({
      place: { state: "seated", site: { code: "first" }, declinable: true },
    });
    expect(await linked(first[0]?.slug ?? "", waiting[1]?.link ?? "")).toMatchObject({
      place: { state: "waiting", site: null, at: 2, waiting: 3 },
    });
  });

  test("whoever withdraws frees his seat for the next who may stand there; who may not keeps his rank", async () => {
    const { slug, meetingId, first, waiting } = await published(
      desk,
      { first: 1, second: 0 },
      { first: [any], second: [], waiting: [only("second"), any, any] },
    );
    const [barred, next, last] = waiting.map(({ id }) => id);
    const version = (await linked(slug, first[0]?.link ?? ""))?.version;
    await send(visitor(), "registration.withdraw", { slug, link: first[0]?.link, version });
    const stands = await standing(desk, meetingId);
    expect([barred, next, last].map((id) => stands.get(id ?? ""))).toMatchObject([
      { state: "waiting", at: 1 },
      { state: "seated", number: 1, decision: "promoted" },
      { state: "waiting", at: 2 },
    ]);
    expect(await decisionsOn(first[0]?.id ?? "")).toMatchObject([
      { decision: "placed", site: "first" },
      { decision: "withdrawn", from: "first", site: null, key: "withdrew" },
    ]);
    expect(await idleSeats(meetingId)).toBe(0);
  });

  test("two cities change between two full sites in one command; one of them alone is refused", async () => {
    const [sokolov, jirkov] = [
      { ...any, municipality: "Sokolov" },
      { ...any, municipality: "Jirkov" },
    ];
    const { meetingId, siteId, first, second } = await published(
      desk,
      { first: 2, second: 2 },
      { first: [sokolov, sokolov], second: [jirkov, jirkov], waiting: [any] },
    );
    const code = (await standing(desk, meetingId)).get(first[0]?.id ?? "")?.municipalityCode;
    const other = (await standing(desk, meetingId)).get(second[0]?.id ?? "")?.municipalityCode;
    const there = { municipalityCode: code, fromSiteId: siteId("first"), siteId: siteId("second") };
    const back = { municipalityCode: other, fromSiteId: siteId("second"), siteId: siteId("first") };
    const reason = "Města si vyměnila termín.";
    expect(await refusal(send(desk.organiser, "seat.move", { meetingId, moves: [there], reason }))).toMatchObject({
      key: "seatsFull",
      status: 409,
    });
    expect(
      await send<{ moved: number }>(desk.organiser, "seat.move", { meetingId, moves: [there, back], reason }),
    ).toEqual({ moved: 4 });
    const stands = await standing(desk, meetingId);
    expect([...first, ...second].map(({ id }) => stands.get(id)?.siteId)).toEqual([
      siteId("second"),
      siteId("second"),
      siteId("first"),
      siteId("first"),
    ]);
    expect((await decisionsOn(first[0]?.id ?? "")).at(-1)).toMatchObject({
      decision: "moved",
      from: "first",
      site: "second",
      note: reason,
    });
  });
});

describe("a batch of places", () => {
  test("names who withdrew meanwhile, who may not be there and sites that would be too full; nothing is written", async () => {
    const { slug, meetingId } = await allocated(desk, { first: 1, second: 5 });
    const [free, gone, bound] = await people(slug, [any, any, only("second")]);
    if (!free || !gone || !bound) throw new Error("nobody registered");
    const { sites } = await desk.found(slug);
    const siteId = (code: string) => sites.find((site) => site.code === code)?.id;
    const publish = (...placed: [{ id: string }, string | null][]) =>
      refusal(
        send(desk.organiser, "publication.publish", {
          meetingId,
          placement: placed.map(([{ id }, code]) => ({ registrationId: id, siteId: code && siteId(code) })),
        }),
      );
    expect(await publish([free, "first"])).toMatchObject({ key: "meetingWrongState" });
    await byLink("registration.withdraw", gone);
    await allocate(desk, meetingId);
    expect(await publish([free, "first"], [gone, "second"])).toMatchObject({ key: "seatsGone", status: 409 });
    expect(await publish([free, "first"], [bound, "first"])).toMatchObject({ key: "seatsNowhere" });
    expect(await publish([free, "first"], [free, "second"])).toMatchObject({ key: "seatsTwice" });
    expect(await publish([{ id: randomUUID() }, "first"])).toMatchObject({ status: 404 });
    const more = await people((await desk.opened()).slug, [any]);
    expect(await publish([more[0] ?? free, "first"])).toMatchObject({ status: 404 });
    expect((await standing(desk, meetingId)).get(free.id)).toMatchObject({ state: "untold", decision: null });
    expect((await desk.found(slug)).state).toBe("allocated");
    await asSuperOperator(sql`update meeting_sites set capacity = 0 where id = ${siteId("first") ?? ""}`);
    expect(await publish([free, "first"])).toMatchObject({ key: "seatsFull" });
  });

  test("is told by its organiser alone", async () => {
    const { slug, meetingId, publicationId, siteId, first } = await published(
      desk,
      { first: 1, second: 1 },
      { first: [any], second: [], waiting: [] },
    );
    const [{ id: registrationId = "" } = {}] = first;
    const move = { registrationId, fromSiteId: siteId("first"), siteId: siteId("second") };
    const commands: [string, object][] = [
      ["publication.undo", { publicationId, note: "Omyl." }],
      ["seat.move", { meetingId, moves: [move], reason: "Proto." }],
      ["seat.remove", { registrationId, fromSiteId: siteId("first"), reason: "Proto." }],
      ["registration.extend", { registrationId, untilOn: null }],
    ];
    for (const [name, input] of commands) {
      expect(await refusal(send(cast.ministry.auditor.credential, name, input))).toMatchObject({ status: 403 });
      expect(await refusal(send(other.ministry.organiser.credential, name, input))).toMatchObject({ status: 404 });
    }
    const counts = await read(cast.ministry.auditor.credential, (tx) => seatCounts(tx, meetingId));
    expect(counts.map(({ taken }) => taken).sort()).toEqual([0, 1]);
    const page = (who: Credential) => withActor(who, "read", (tx, me) => readSeats(tx, me, slug));
    expect((await page(desk.organiser))?.people).toMatchObject([{ registrationId, state: "seated", number: 1 }]);
    expect(await page(cast.ministry.auditor.credential)).toMatchObject({ people: null, counts });
    expect(await page(other.ministry.organiser.credential)).toBeNull();
    for (const who of [cast.ministry.auditor.credential, other.ministry.organiser.credential, visitor()]) {
      expect(await read(who, (tx) => seatedPeople(tx, meetingId))).toEqual([]);
      expect(await read(who, (tx) => tx.execute(sql`select 1 from seat_decisions`))).toEqual([]);
    }
  });

  test("is taken back as a whole until its mails leave, then no more", async () => {
    const told = { first: [any], second: [any], waiting: [any] };
    const meeting = await published(desk, { first: 1, second: 1 }, told);
    await send(desk.organiser, "publication.undo", { publicationId: meeting.publicationId, note: "Chybí město." });
    expect((await desk.found(meeting.slug)).state).toBe("allocated");
    expect(await read(desk.organiser, (tx) => seatedPeople(tx, meeting.meetingId))).toEqual([]);
    expect(await linked(meeting.slug, meeting.first[0]?.link ?? "")).toMatchObject({ place: null });
    expect(await publicationOf(desk, meeting.meetingId)).toBeNull();
    const again = { publicationId: meeting.publicationId, note: "Ještě jednou." };
    expect(await refusal(send(desk.organiser, "publication.undo", again))).toMatchObject({ key: "meetingWrongState" });
    const left = await published(desk, { first: 1, second: 1 }, told);
    await asSuperOperator(sql`update publications set mails_from = now() where id = ${left.publicationId}`);
    expect(await publicationOf(desk, left.meetingId)).toMatchObject({ left: false, isFinal: true });
    await asSuperOperator(sql`update outbox set tried_at = now()
      where id = (select o.id from outbox o where o.batch_id = ${left.publicationId} order by o.id limit 1)`);
    expect(await publicationOf(desk, left.meetingId)).toMatchObject({
      id: left.publicationId,
      left: true,
      runId: null,
    });
    const late = { publicationId: left.publicationId, note: "Pozdě." };
    expect(await refusal(send(desk.organiser, "publication.undo", late))).toMatchObject({ key: "publicationLeft" });
    expect(await read(desk.organiser, (tx) => seatedPeople(tx, left.meetingId))).toHaveLength(2);
  });
});

describe("the database itself", () => {
  test("holds the capacity, one seat a person and one person a seat, whoever writes", async () => {
    const meeting = await published(
      desk,
      { first: 2, second: 1 },
      { first: [any, any], second: [any], waiting: [any] },
    );
    const { meetingId, siteId, first, waiting } = meeting;
    const seat = (site: string, number: number, person: string | undefined, capacity: number) => sql`
      insert into seats (organisation_id, meeting_id, site_id, site_capacity, number, registration_id)
      values (${cast.ministry.id}, ${meetingId}, ${siteId(site)}, ${capacity}, ${number}, ${person ?? ""})`;
    const held = async (statement: SQL) =>
      asSuperOperator(statement).then(
        () => "let in",
        (error) => sqlState(error)?.constraint,
      );
    expect(await held(seat("first", 3, waiting[0]?.id, 2))).toBe("seats_within_capacity");
    expect(await held(seat("first", 3, waiting[0]?.id, 3))).toBe("seats_site");
    expect(await held(seat("first", 2, waiting[0]?.id, 2))).toBe("seats_number");
    await asSuperOperator(sql`update meeting_sites set capacity = 3 where id = ${siteId("second")}`);
    expect(await held(seat("second", 3, first[0]?.id, 3))).toBe("seats_once");
    expect(await held(sql`update meeting_sites set capacity = 1 where id = ${siteId("first")}`)).toBe(
      "seats_within_capacity",
    );
    for (const statement of [sql`delete from seats`, sql`update seats set number = 1`, sql`delete from seat_decisions`])
      expect(
        await withActor(desk.organiser, "write", (tx) => tx.execute(statement)).catch((error) => sqlState(error)?.code),
      ).toBe("42501");
  });

  test("a capacity below the seats held is refused; a lower one that holds them keeps everybody", async () => {
    const meeting = await published(
      desk,
      { first: 4, second: 0 },
      { first: [any, any, any, any], second: [], waiting: [] },
    );
    const { slug, meetingId, first } = meeting;
    const resize = async (capacity: number) => {
      const { id, version: _, ...site } = (await desk.found(slug)).sites.find(({ code }) => code === "first") ?? {};
      return send(desk.organiser, "site.change", { siteId: id, ...site, capacity });
    };
    await byLink("seat.decline", first[0] ?? { slug: "", link: "" });
    expect(await refusal(resize(2))).toMatchObject({ status: 422, fields: { capacity: "capacityBelowSeats" } });
    await resize(3);
    const coming = await read(desk.organiser, (tx) => seatedPeople(tx, meetingId));
    expect(coming.map(({ number }) => number).sort()).toEqual([1, 2, 3]);
    expect(coming.map(({ registrationId }) => registrationId).sort()).toEqual(
      first
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
  });
});
