import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { badgeSecret } from "@/db/accounts/badge";
import { withActor } from "@/db/gate";
import { listMarked } from "@/db/queries/attendances";
import { seatedPeople } from "@/db/queries/seats";
import { attendanceFilter } from "@/lib/domain/attendance";
import { readAttendance } from "@/server/views/attendance";
import { readDoorList } from "@/server/views/door";
import { attendedOf, sendTicks, tick, tickRows, userIdOf } from "../support/attendance";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { block, meetingDesk, read } from "../support/meeting";
import { linked, visitor } from "../support/registration";
import { allocate, people } from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

/** A meeting with two blocks whose first site holds Jana and Petr, the second Věra; Ota waits. */
async function door() {
  const { meetingId, slug } = await desk.opened();
  await send(desk.organiser, "block.add", { meetingId, ...block, number: 2, titleCs: "Vyjednávání" });
  const found = await desk.found(slug);
  const [siteId = "", otherSiteId = ""] = found.sites.map(({ id }) => id);
  for (const { id, version: _, ...site } of found.sites)
    await send(desk.organiser, "site.change", { siteId: id, ...site, capacity: id === siteId ? 2 : 1 });
  const [jana, petr, vera, ota] = await people(
    slug,
    ["Jana", "Petr", "Věra", "Ota"].map((name) => ({ name, site: "any" })),
  );
  if (!jana || !petr || !vera || !ota) throw new Error("somebody is missing");
  await allocate(desk, meetingId);
  const placement = [
    { registrationId: jana.id, siteId },
    { registrationId: petr.id, siteId },
    { registrationId: vera.id, siteId: otherSiteId },
  ];
  await send(desk.organiser, "publication.publish", { meetingId, placement });
  const [first = "", second = ""] = (await desk.found(slug)).blocks.map(({ id }) => id);
  const counted = () => attendedOf(desk.organiser, meetingId);
  return { meetingId, slug, siteId, otherSiteId, first, second, jana, petr, vera, ota, counted };
}
const later = (minutes: number, from = Date.now()) => new Date(from + minutes * 60_000).toISOString();

test("two phones without a network and a tick on paper for one person and block count one", async () => {
  const at = await door();
  const [one, other] = [tick(at.first, at.jana.id), tick(at.first, at.jana.id)];
  await sendTicks(desk.organiser, at.siteId, [one], { device: "one" });
  await sendTicks(desk.organiser, at.siteId, [other], { device: "other" });
  await send(desk.organiser, "attendance.tick", { siteId: at.siteId, blockId: at.first, present: [at.jana.id] });
  expect(await at.counted()).toEqual([{ block: at.first, who: "Jana", mark: "" }]);
  expect(await tickRows(desk.organiser, at.meetingId)).toBe(3);
});

test("what is sent twice, under the same command or another, is there once; the first stays", async () => {
  const at = await door();
  const [made, id] = [[tick(at.first, at.jana.id), tick(at.second, at.jana.id)], randomUUID()];
  const sentAt = new Date().toISOString();
  await sendTicks(desk.organiser, at.siteId, made, { sentAt }, id);
  await sendTicks(desk.organiser, at.siteId, made, { sentAt }, id);
  await sendTicks(desk.organiser, at.siteId, [...made, { ...made[0], state: "undone" }]);
  expect(await tickRows(desk.organiser, at.meetingId)).toBe(2);
  expect(await at.counted()).toHaveLength(2);
});

test("tick, untick, tick is one; the later decision counts, whatever arrives first", async () => {
  const at = await door();
  const now = Date.now();
  const made = (state: string, minutes: number) => tick(at.first, at.jana.id, { state, madeAt: later(minutes, now) });
  await sendTicks(desk.organiser, at.siteId, [made("present", -30), made("undone", -20), made("present", -10)]);
  expect(await at.counted()).toHaveLength(1);
  // Phone A, alone since, took the tick back before that; then one after it.
  await sendTicks(desk.organiser, at.siteId, [made("undone", -15)], { device: "A" });
  expect(await at.counted()).toHaveLength(1);
  await sendTicks(desk.organiser, at.siteId, [made("undone", -5)], { device: "A" });
  expect(await at.counted()).toEqual([]);
});

test("a phone clock wrong by three hours changes neither the block nor which decision is the later", async () => {
  const at = await door();
  for (const [who, { id }, wrong] of [
    ["Jana", at.jana, 180],
    ["Petr", at.petr, -180],
  ] as const) {
    const now = Date.now();
    const byPhone = (minutes: number) => later(minutes + wrong, now);
    const made = tick(at.second, id, { state: "present", madeAt: byPhone(-20) });
    await sendTicks(desk.organiser, at.siteId, [made], { sentAt: byPhone(0) });
    expect(await at.counted()).toEqual([{ block: at.second, who, mark: "" }]);
    await sendTicks(desk.organiser, at.siteId, [tick(at.second, id, { state: "undone", madeAt: later(-10, now) })]);
    expect(await at.counted()).toEqual([]);
  }
});

test("ticks of somebody else are taken in nobody's name, and nothing of them is lost to who made them", async () => {
  const at = await door();
  const made = [tick(at.first, at.jana.id)];
  const stranger = await userIdOf(cast.ministry.auditor.credential);
  const foreign = refusal(sendTicks(desk.organiser, at.siteId, made, { userId: stranger }));
  expect(await foreign).toMatchObject({ key: "attendanceOtherUser", status: 409 });
  expect(await tickRows(desk.organiser, at.meetingId)).toBe(0);
  await sendTicks(desk.organiser, at.siteId, made);
  expect(await at.counted()).toHaveLength(1);
});

test("what names nobody, or no block of the site, comes back and keeps nothing else out", async () => {
  const [at, elsewhere] = [await door(), await door()];
  const wrong = [
    tick(at.first, randomUUID()),
    tick(at.first, elsewhere.jana.id),
    tick(elsewhere.first, at.jana.id),
    tick(randomUUID(), at.jana.id),
  ];
  const { unknown = "" } = await sendTicks(desk.organiser, at.siteId, [...wrong, tick(at.first, at.petr.id)]);
  expect(unknown.split(" ").sort()).toEqual(wrong.map(({ tickId }) => tickId).sort());
  expect(await at.counted()).toEqual([{ block: at.first, who: "Petr", mark: "" }]);
});

test("somebody who came without a registration attends like others, once, and takes no seat", async () => {
  const at = await door();
  const attendeeId = randomUUID();
  const walkIns = [{ attendeeId, name: "Řehoř Náhodný", role: "mentor", municipality: "Litvínov" }];
  const made = [tick(at.first, attendeeId)];
  await sendTicks(desk.organiser, at.siteId, made, { walkIns });
  await sendTicks(desk.organiser, at.siteId, [...made, tick(at.second, attendeeId)], { walkIns });
  await send(desk.organiser, "attendance.add", {
    siteId: at.siteId,
    blockId: at.first,
    name: "Eva Nečekaná",
    role: "other",
    municipality: "Ostrov",
  });
  expect((await at.counted()).map(({ who }) => who)).toEqual(["Eva Nečekaná", "Řehoř Náhodný", "Řehoř Náhodný"]);
  const rows = await read(desk.organiser, (tx) =>
    tx.execute(sql`select name, municipality, municipality_code as code, kept_until > sec.today() as kept from walk_ins
      where meeting_id = ${at.meetingId} order by name`),
  );
  // Six municipalities are called Ostrov: which one is not guessed.
  expect(rows).toEqual([
    { name: "Eva Nečekaná", municipality: "Ostrov", code: null, kept: true },
    { name: "Řehoř Náhodný", municipality: "Litvínov", code: "567256", kept: true },
  ]);
});

test("a page writes what was changed on it and leaves what a phone ticked meanwhile", async () => {
  const at = await door();
  const shown = { siteId: at.siteId, blockId: at.first };
  await send(desk.organiser, "attendance.tick", { ...shown, present: [at.jana.id] });
  await sendTicks(desk.organiser, at.siteId, [tick(at.first, at.petr.id)]);
  await send(desk.organiser, "attendance.tick", { ...shown, before: [at.jana.id], present: [] });
  expect(await at.counted()).toEqual([{ block: at.first, who: "Petr", mark: "" }]);
});

test("who has no seat at the site is ticked all the same, with what is unusual about it; nobody gets a seat by it", async () => {
  const at = await door();
  const version = (await linked(at.slug, at.jana.link))?.version;
  await send(visitor(), "registration.withdraw", { slug: at.slug, link: at.jana.link, version });
  // Ota came from the queue in her place, Petr changed with Věra.
  const moves = [
    { registrationId: at.petr.id, fromSiteId: at.siteId, siteId: at.otherSiteId },
    { registrationId: at.vera.id, fromSiteId: at.otherSiteId, siteId: at.siteId },
  ];
  await send(desk.organiser, "seat.move", { meetingId: at.meetingId, moves, reason: "Domluvili se" });
  const everybody = [at.jana, at.petr, at.vera, at.ota];
  await sendTicks(
    desk.organiser,
    at.siteId,
    everybody.map(({ id }) => tick(at.first, id)),
  );
  expect((await at.counted()).map(({ who, mark }) => [who, mark])).toEqual([
    ["Jana", "withdrawn"],
    ["Ota", ""],
    ["Petr", "moved"],
    ["Věra", ""],
  ]);
  expect(await read(desk.organiser, (tx) => seatedPeople(tx, at.meetingId))).toHaveLength(3);
  const { ended, people: listed } = await listOf(at);
  expect(listed.map(({ name }) => name).sort()).toEqual(["Ota", "Věra"]);
  expect(ended.map(({ why }) => why).sort()).toEqual(["moved", "withdrawn"]);
  expect(ended.find(({ secret }) => secret === badgeSecret(at.siteId, at.jana.id))?.why).toBe("withdrawn");
});

test("the badge of who was replaced is refused with that; ticked by an older list he stays with a mark", async () => {
  const at = await door();
  await asSuperOperator(sql`select sec.substitute_seat(${at.petr.id}, ${at.ota.id})`);
  await sendTicks(desk.organiser, at.siteId, [tick(at.first, at.petr.id), tick(at.first, at.ota.id)]);
  expect((await at.counted()).map(({ who, mark }) => [who, mark])).toEqual([
    ["Ota", ""],
    ["Petr", "replaced"],
  ]);
  const { ended, people: listed } = await listOf(at);
  expect(ended).toEqual([{ secret: badgeSecret(at.siteId, at.petr.id), why: "replaced" }]);
  expect(listed.map(({ secret }) => secret)).not.toContain(badgeSecret(at.siteId, at.petr.id));
});

test("the organiser decides about who was ticked without a seat, by what he looked at", async () => {
  const at = await door();
  await sendTicks(desk.organiser, at.siteId, [tick(at.first, at.ota.id)]);
  const marked = [{ block: at.first, who: "Ota", mark: "no-seat" }];
  expect(await at.counted()).toEqual(marked);
  const list = () => read(desk.organiser, (tx) => listMarked(tx, at.meetingId));
  const decide = (decision: string, version = "none", siteId = at.siteId) =>
    send(desk.organiser, "attendance.decide", { siteId, registrationId: at.ota.id, decision, version });
  expect(await list()).toMatchObject([{ name: "Ota", mark: "no-seat", blocks: 1, decision: null, version: "none" }]);
  expect(await refusal(decide("left-out", "none", at.otherSiteId))).toMatchObject({ status: 409 });
  expect(await refusal(decide("left-out", "none", randomUUID()))).toMatchObject({ status: 404 });
  await decide("left-out");
  expect(await at.counted()).toEqual([]);
  expect(await refusal(decide("counted"))).toMatchObject({ key: "changedMeanwhile", status: 409 });
  const [last] = await list();
  expect(last?.decision).toBe("left-out");
  await decide("counted", last?.version);
  expect(await at.counted()).toEqual(marked);
});

test("the page of ticks, the door and the statistics count from the same rows", async () => {
  const at = await door();
  const attendeeId = randomUUID();
  const walkIns = [{ attendeeId, name: "Řehoř", role: "mentor", municipality: "Ostrov" }];
  const ticks = [
    tick(at.first, at.jana.id),
    tick(at.second, at.jana.id),
    tick(at.first, at.ota.id),
    tick(at.first, attendeeId),
  ];
  await sendTicks(desk.organiser, at.siteId, ticks, { walkIns });
  const view = (asked: object, who = desk.organiser) =>
    withActor(who, "read", (tx, me) => readAttendance(tx, me, at.slug, attendanceFilter.parse(asked)));
  const page = await view({ block: at.first });
  expect(page?.people.map(({ name, without }) => [name, without])).toEqual([
    ["Jana", null],
    ["Petr", null],
    ["Řehoř", "walk-in"],
    ["Ota", "mark"],
  ]);
  expect(page?.blocks.map(({ here }) => here)).toEqual([3, 1]);
  expect(page?.ticked.size).toBe(3);
  expect((await view({ block: at.first, q: "rehor" }))?.people.map(({ name }) => name)).toEqual(["Řehoř"]);
  expect((await listOf(at)).attended).toHaveLength(4);
  const { statistics } = (await view({ tab: "statistics" })) ?? {};
  expect(statistics?.total).toEqual({ people: 3, attendances: 4 });
  expect(statistics?.byRole).toEqual([
    { key: "assistant", name: "", people: 2, attendances: 3 },
    { key: "mentor", name: "", people: 1, attendances: 1 },
  ]);
  expect(statistics?.byCity).toEqual([
    { key: "560286", name: "Sokolov", people: 2, attendances: 3 },
    { key: "typed Ostrov", name: "Ostrov", people: 1, attendances: 1 },
  ]);
  expect(statistics?.byRegion.map(({ people }) => people).sort()).toEqual([1, 2]);
  expect(await view({}, cast.ministry.auditor.credential)).toBeNull();
});

test("nobody but the organiser ticks or reads ticks; a foreign site is not there", async () => {
  const at = await door();
  const made = [tick(at.first, at.jana.id)];
  await sendTicks(desk.organiser, at.siteId, made);
  for (const who of [person(cast.north, "manager").credential, cast.ministry.auditor.credential]) {
    expect(await refusal(sendTicks(who, at.siteId, made))).toMatchObject({ key: "forbidden", status: 403 });
    expect(await tickRows(who, at.meetingId)).toBe(0);
    expect(await attendedOf(who, at.meetingId)).toEqual([]);
  }
  expect(await refusal(sendTicks(desk.organiser, randomUUID(), made))).toMatchObject({ status: 404 });
  const direct = withActor(desk.organiser, "write", (tx) =>
    tx.execute(sql`update attendances set state = 'undone' where meeting_id = ${at.meetingId}`),
  );
  await expect(direct).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("who came without a registration is taken away when his time is over; his attendance stays", async () => {
  const at = await door();
  const attendeeId = randomUUID();
  const walkIns = [{ attendeeId, name: "Ďáblík Prchavý", role: "other", municipality: "Sokolov" }];
  await sendTicks(desk.organiser, at.siteId, [tick(at.first, attendeeId)], { walkIns });
  await asSuperOperator(sql`update walk_ins set kept_until = kept_until - 2000 where id = ${attendeeId}`);
  await withActor({ kind: "worker" }, "write", (tx) => tx.execute(sql`select sec.purge()`));
  expect(await at.counted()).toEqual([{ block: at.first, who: "Vymazaná osoba", mark: "" }]);
  const left = await read(cast.admin.credential, (tx) =>
    tx.execute(sql`select 1 from audit_personal where value like '%Prchavý%'`),
  );
  expect(left).toEqual([]);
  expect(await read(desk.organiser, (tx) => tx.execute(sql`select problem from sec.verify()`))).toEqual([]);
});

/** What a phone downloads for the door of the first site. */
async function listOf({ slug }: { slug: string }) {
  const list = await withActor(desk.organiser, "read", (tx, me) => readDoorList(tx, me, slug, "first", "cs"));
  if (!list) throw new Error("no list");
  return list;
}
