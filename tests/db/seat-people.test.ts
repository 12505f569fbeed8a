import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { makeCast } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk } from "../support/meeting";
import { filledIn, linked, linkOf, visitor } from "../support/registration";
import {
  allocate,
  allocated,
  byLink,
  decisionsOn,
  idleSeats,
  idOf,
  type Placed,
  people,
  published,
  standing,
} from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  desk = await meetingDesk(await makeCast());
});

const any = { site: "any" };
const keys = async ({ id }: Placed) => (await decisionsOn(id)).map(({ decision, key }) => `${decision} ${key}`);
/** The only one of a list. */
function sole<T>([one]: readonly T[]): T {
  if (!one) throw new Error("nobody is there");
  return one;
}
const placeOf = async ({ slug, link }: Placed) => (await linked(slug, link))?.place;

describe("who leaves", () => {
  test("is out of the queue for good, and comes back behind everybody of his role", async () => {
    const meeting = await published(
      desk,
      { first: 1, second: 0 },
      { first: [any], second: [], waiting: [any, any, any] },
    );
    const [sits, [next, third, last]] = [sole(meeting.first), meeting.waiting];
    if (!next || !third || !last) throw new Error("nobody waits");
    await byLink("seat.decline", sits);
    expect(await keys(next)).toEqual(["queued full", "promoted promoted"]);
    await byLink("seat.decline", next);
    expect((await placeOf(third))?.state).toBe("seated");
    expect(await placeOf(next)).toMatchObject({ state: "declined", declinable: false, returns: true });
    await byLink("seat.return", next);
    expect(await placeOf(next)).toMatchObject({ state: "waiting", at: 2, waiting: 2, returns: false });
    expect(await placeOf(last)).toMatchObject({ state: "waiting", at: 1 });
    expect(await keys(next)).toEqual(["queued full", "promoted promoted", "declined declined", "queued full"]);
  });

  test("frees one seat, however often he says so, and is moved, removed or given a seat no more", async () => {
    const meeting = await published(
      desk,
      { first: 2, second: 1 },
      { first: [any, any], second: [], waiting: [any, any] },
    );
    const [gone] = meeting.first;
    if (!gone) throw new Error("nobody sits");
    const version = (await linked(gone.slug, gone.link))?.version;
    const withdraw = () => send(visitor(), "registration.withdraw", { slug: gone.slug, link: gone.link, version });
    await withdraw();
    expect(await refusal(withdraw())).toMatchObject({ key: "registrationWithdrawn" });
    const seated = [...(await standing(desk, meeting.meetingId)).values()].filter(({ state }) => state === "seated");
    expect(seated).toHaveLength(3);
    const { meetingId, siteId } = meeting;
    const move = { registrationId: gone.id, fromSiteId: null, siteId: siteId("second") };
    for (const agreed of [true, false])
      expect(
        await refusal(send(desk.organiser, "seat.move", { meetingId, moves: [move], agreed, reason: "Zkouška." })),
      ).toMatchObject({ key: "seatsGone" });
    const removal = { registrationId: gone.id, fromSiteId: null, reason: "Zkouška." };
    expect(await refusal(send(desk.organiser, "seat.remove", removal))).toMatchObject({ key: "registrationWithdrawn" });
    expect(await refusal(byLink("seat.decline", gone))).toMatchObject({ key: "placeless" });
    expect(await refusal(byLink("seat.return", gone))).toMatchObject({ key: "placeless" });
  });

  test("because the organiser took the seat away does not come back by himself, only by the organiser", async () => {
    const meeting = await published(desk, { first: 1, second: 0 }, { first: [any], second: [], waiting: [any] });
    const [sits, waits] = [sole(meeting.first), sole(meeting.waiting)];
    const { meetingId, siteId } = meeting;
    const reason = "Jede za něj kolegyně.";
    const removal = { registrationId: sits.id, fromSiteId: siteId("second"), reason };
    expect(await refusal(send(desk.organiser, "seat.remove", removal))).toMatchObject({ key: "changedMeanwhile" });
    await send(desk.organiser, "seat.remove", { ...removal, fromSiteId: siteId("first") });
    expect(await placeOf(sits)).toMatchObject({ state: "lost", note: reason, returns: false });
    expect(await refusal(byLink("seat.return", sits))).toMatchObject({ key: "placeless" });
    const change = [
      { registrationId: waits.id, fromSiteId: siteId("first"), siteId: siteId("second") },
      { registrationId: sits.id, fromSiteId: null, siteId: siteId("first") },
    ];
    await asSuperOperator(sql`update meeting_sites set capacity = 1 where id = ${siteId("second")}`);
    expect(
      await refusal(send(desk.organiser, "seat.move", { meetingId, moves: change, reason: "Zpět." })),
    ).toMatchObject({ key: "seatsGone" });
    await send(desk.organiser, "seat.move", { meetingId, moves: change, agreed: true, reason: "Zpět." });
    expect(await placeOf(sits)).toMatchObject({ state: "seated", site: { code: "first" } });
    expect(await keys(sits)).toEqual(["placed byOrganiser", "lost removed", "placed byOrganiser"]);
  });
});

describe("another person in the same place", () => {
  test("a substitute takes the same seat of a full site, and no queue sees it free", async () => {
    const meeting = await published(desk, { first: 2, second: 0 }, { first: [any, any], second: [], waiting: [any] });
    const [, old] = meeting.first;
    if (!old) throw new Error("nobody sits");
    const fresh = filledIn(meeting.slug);
    const [row] = await asSuperOperator(sql`
      insert into registrations (organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code, can_other, registered_at, kept_until)
      select organisation_id, meeting_id, round_id, ${fresh.name}, ${fresh.email}, 'cs', 'assistant', municipality_code, true, registered_at, kept_until
      from registrations where id = ${old.id} returning id`);
    const id = String(row?.id);
    expect(await asSuperOperator(sql`select sec.substitute_seat(${old.id}, ${id}, 'Nemoc') as done`)).toEqual([
      { done: true },
    ]);
    await asSuperOperator(sql`update registrations set withdrawn_at = now() where id = ${old.id}`);
    const stands = await standing(desk, meeting.meetingId);
    expect(stands.get(id)).toMatchObject({ state: "seated", number: 2, decision: "substituted" });
    expect(stands.get(old.id)).toMatchObject({ state: "substituted", siteId: null });
    expect(stands.get(sole(meeting.waiting).id)).toMatchObject({ state: "waiting", at: 1 });
    expect(await decisionsOn(old.id)).toMatchObject([
      { decision: "placed" },
      { decision: "substituted", from: "first", site: null, note: "Nemoc" },
    ]);
    expect(await decisionsOn(id)).toMatchObject([{ decision: "substituted", from: null, site: "first" }]);
    expect(await placeOf(old)).toMatchObject({ state: "substituted" });
  });

  test("two of a team change who sits, and who leaves the seat keeps his rank in the queue", async () => {
    const meeting = await published(desk, { first: 1, second: 0 }, { first: [any], second: [], waiting: [any, any] });
    const [sits, [stays, waits]] = [sole(meeting.first), meeting.waiting];
    const exchange = (one: string, two: string | undefined) =>
      asSuperOperator(sql`select sec.exchange_seat(${one}, ${two ?? ""}, 'Domluvili se') as done`);
    expect(await exchange(sits.id, waits?.id)).toEqual([{ done: true }]);
    const stands = await standing(desk, meeting.meetingId);
    expect(stands.get(waits?.id ?? "")).toMatchObject({ state: "seated", number: 1 });
    expect(stands.get(sits.id)).toMatchObject({ state: "waiting", at: 1 });
    expect(stands.get(stays?.id ?? "")).toMatchObject({ state: "waiting", at: 2 });
    expect(await exchange(sits.id, waits?.id)).toEqual([{ done: false }]);
  });

  test("by the link nobody turns into somebody else once he sits; a slip is put right, a new role keeps the seat and is told", async () => {
    const meeting = await published(desk, { first: 1, second: 0 }, { first: [any], second: [], waiting: [any] });
    const sits = sole(meeting.first);
    const { municipality, meals, room, roomWith, car } = sits;
    const change = (name: string, role: string) =>
      byLink("registration.change", sits, { name, role, municipality, meals, room, roomWith, car, site: "any" });
    expect(await refusal(change(`${sits.name}a`, "assistant"))).toMatchObject({ key: "registrationClosed" });
    await send(desk.organiser, "registration.extend", { registrationId: sits.id, untilOn: desk.later(3) });
    expect(await refusal(change("Jiný Člověk", "assistant"))).toMatchObject({ fields: { name: "nameOfAnother" } });
    await change(`${sits.name}a`, "other");
    expect((await standing(desk, meeting.meetingId)).get(sits.id)).toMatchObject({ state: "seated", role: "other" });
    expect(await keys(sits)).toEqual(["placed byOrganiser", "role-changed roleChanged"]);
  });
});

test("the organiser lets one person change his details until a day; nobody else's form opens, and who withdraws may", async () => {
  const meeting = await published(desk, { first: 2, second: 0 }, { first: [any, any], second: [], waiting: [] });
  const [one, another] = meeting.first;
  if (!one || !another) throw new Error("nobody sits");
  const opens = async ({ slug, link }: Placed) => (await linked(slug, link))?.changes;
  expect([await opens(one), await opens(another)]).toEqual([false, false]);
  const extend = (untilOn: string | null) =>
    send(desk.organiser, "registration.extend", { registrationId: one.id, untilOn });
  expect(await refusal(extend(desk.later(-1)))).toMatchObject({ fields: { untilOn: "dayPast" } });
  await extend(desk.later(3));
  expect([await opens(one), await opens(another)]).toEqual([true, false]);
  await extend(null);
  expect(await opens(one)).toBe(false);
  expect(await linked(another.slug, another.link)).toMatchObject({ withdrawable: true });
});

describe("a second round", () => {
  /** A published meeting whose second site has so many free seats, with a second round open for it. */
  async function reopened(free: number, waiting: object[]) {
    const meeting = await published(desk, { first: 1, second: free }, { first: [any], second: [], waiting });
    const { meetingId, siteId, publicationId } = meeting;
    const { roundId } = await send(desk.organiser, "round.add", {
      meetingId,
      siteId: siteId("second"),
      deadlineOn: desk.later(60),
    });
    expect(await refusal(send(desk.organiser, "round.open", { roundId }))).toMatchObject({ key: "roundTooEarly" });
    await asSuperOperator(sql`update publications set mails_from = now() where id = ${publicationId}`);
    return { ...meeting, roundId };
  }

  test("opens for a site with room once places were told for good, and its seats are given by confirming", async () => {
    const meeting = await reopened(2, [{ site: "first", canOther: "no" }]);
    const { slug, meetingId, roundId, publicationId } = meeting;
    await send(desk.organiser, "round.open", { roundId });
    const undo = { publicationId, note: "Pozdě." };
    expect(await refusal(send(desk.organiser, "publication.undo", undo))).toMatchObject({ key: "publicationLeft" });
    expect(await refusal(send(visitor(), "registration.send", filledIn(slug, any)))).toMatchObject({
      fields: { site: "notOffered" },
    });
    const late = await people(slug, [{ site: "second" }, { site: "second", canOther: "no" }, { site: "second" }]);
    const stands = await standing(desk, meetingId);
    expect(late.map(({ id }) => stands.get(id))).toMatchObject([
      { state: "seated", number: 1, decision: "placed", reason: { key: "roomLeft" } },
      { state: "seated", number: 2, decision: "placed" },
      { state: "waiting", decision: "queued" },
    ]);
    expect(stands.get(sole(meeting.first).id)?.state).toBe("seated");
    expect(await idleSeats(meetingId)).toBe(0);
    const [row] = await asSuperOperator(sql`select count(*)::int as n from seats where meeting_id = ${meetingId}`);
    expect(row?.n).toBe(3);
  });

  test("stays shut for a full site, and of twenty who confirm at once so many sit as there are seats", async () => {
    const { slug, meetingId, siteId, roundId } = await reopened(7, []);
    await asSuperOperator(sql`update meeting_sites set capacity = 0 where id = ${siteId("second")}`);
    expect(await refusal(send(desk.organiser, "round.open", { roundId }))).toMatchObject({ key: "roundSiteFull" });
    await asSuperOperator(sql`update meeting_sites set capacity = 7 where id = ${siteId("second")}`);
    await send(desk.organiser, "round.open", { roundId });
    const all = Array.from({ length: 20 }, () => filledIn(slug, { site: "second", canOther: "no" }));
    await Promise.all(
      all.map(async (input) => {
        await send(visitor(), "registration.send", input);
        await send(visitor(), "registration.confirm", { slug, link: await linkOf(input.email) });
      }),
    );
    const stands = await standing(desk, meetingId);
    const states = await Promise.all(all.map(async ({ email }) => stands.get(await idOf(email))));
    expect(
      states
        .filter((one) => one?.state === "seated")
        .map((one) => one?.number)
        .sort(),
    ).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(states.filter((one) => one?.state === "waiting")).toHaveLength(13);
  });
});

test("three seats pass over who may not sit: one kept away by the organiser and one unconfirmed stand first, and keep their rank", async () => {
  const { slug, meetingId } = await allocated(desk, { first: 1, second: 0 });
  const [sits, kept] = await people(slug, [any, any]);
  const unconfirmed = filledIn(slug, any);
  await send(visitor(), "registration.send", unconfirmed);
  const others = await people(slug, [any, any, any]);
  await allocate(desk, meetingId);
  const { sites } = await desk.found(slug);
  const { id: siteId, version: _, ...site } = sites.find(({ code }) => code === "first") ?? { id: "", version: "" };
  const rule = { registrationId: kept?.id, rule: "not", siteId, reason: "Lektor jinde." };
  await send(desk.organiser, "pin.set", rule);
  const placement = [{ registrationId: sits?.id, siteId }];
  await send(desk.organiser, "publication.publish", { meetingId, placement });
  await send(desk.organiser, "site.change", { siteId, ...site, capacity: 4 });
  const stands = await standing(desk, meetingId);
  expect(others.map(({ id }) => stands.get(id)?.state)).toEqual(["seated", "seated", "seated"]);
  expect(stands.get(kept?.id ?? "")).toMatchObject({ state: "waiting", at: 1 });
  expect([...stands.values()].filter(({ state }) => state === "unconfirmed")).toHaveLength(1);
  expect(await idleSeats(meetingId)).toBe(0);
});
