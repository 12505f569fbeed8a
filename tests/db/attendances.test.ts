import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { attendedOf, idsOf, sendTicks, tick, tickRows, userIdOf } from "../support/attendance";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { block, meetingDesk, read } from "../support/meeting";
import { registered, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

/** A meeting with two blocks at its first site, and Jana and Petr, who registered. */
async function door() {
  const { meetingId, slug } = await desk.draft();
  await send(desk.organiser, "block.add", { meetingId, ...block, number: 2, titleCs: "Vyjednávání" });
  await send(desk.organiser, "meeting.open", { meetingId });
  const jana = await registered(slug, { name: "Jana" });
  await registered(slug, { name: "Petr" });
  const { sites, blocks } = await desk.found(slug);
  const ids = await idsOf(desk.organiser, meetingId);
  const [first = "", second = ""] = blocks.map(({ id }) => id);
  return {
    meetingId,
    slug,
    siteId: sites[0]?.id ?? "",
    otherSiteId: sites[1]?.id ?? "",
    first,
    second,
    jana: { id: ids.get("Jana") ?? "", ...jana },
    petr: { id: ids.get("Petr") ?? "" },
    counted: () => attendedOf(desk.organiser, meetingId),
  };
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

test("who withdrew and was ticked all the same stays, with a mark, until the organiser decides", async () => {
  const at = await door();
  await send(visitor(), "registration.withdraw", { slug: at.slug, link: at.jana.link, version: await versionOf(at) });
  await sendTicks(desk.organiser, at.siteId, [tick(at.first, at.jana.id)]);
  const marked = [{ block: at.first, who: "Jana", mark: "withdrawn" }];
  expect(await at.counted()).toEqual(marked);
  const decide = (decision: string, version: string, siteId = at.siteId) =>
    send(desk.organiser, "attendance.decide", { siteId, registrationId: at.jana.id, decision, version });
  expect(await refusal(decide("left-out", "none", at.otherSiteId))).toMatchObject({ status: 404 });
  await decide("left-out", "none");
  expect(await at.counted()).toEqual([]);
  expect(await refusal(decide("counted", "none"))).toMatchObject({ key: "changedMeanwhile", status: 409 });
  const [last] = await read(desk.organiser, (tx) =>
    tx.execute<{ id: string }>(sql`select id from attendance_decisions where registration_id = ${at.jana.id}`),
  );
  await decide("counted", last?.id ?? "");
  expect(await at.counted()).toEqual(marked);
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

const versionOf = async ({ jana }: Awaited<ReturnType<typeof door>>) =>
  read(desk.organiser, async (tx) => {
    const [row] = await tx.execute<{ version: string }>(sql`select sec.registration_version(${jana.id}) as version`);
    return row?.version ?? "";
  });
