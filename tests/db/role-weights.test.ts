import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { allocationRows } from "@/db/queries/allocation";
import { readAllocation } from "@/lib/domain/allocation/input";
import { roleWeights } from "@/lib/domain/seat";
import { allocationDesk, closedMeeting } from "../support/allocation-desk";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, meetingOf, read } from "../support/meeting";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let allocating: ReturnType<typeof allocationDesk>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  allocating = allocationDesk(desk);
});

const rows = (meetingId: string) => read(desk.organiser, (tx) => allocationRows(tx, meetingId));
const police = { ...roleWeights, police: 9 };
/** An assistant who came first and an officer; one seat that both want. */
const rivals = [
  { name: "Adam První", site: "first", canOther: "no" as const },
  { name: "Běla Druhá", site: "first", canOther: "no" as const, role: "police" },
];

test("the organiser weighs roles for one meeting: its runs and its queue follow, other meetings do not", async () => {
  const { meetingId } = await closedMeeting(desk, [1, 1], rivals);
  const other = await desk.draft();
  await send(desk.organiser, "allocation.run", { meetingId });
  const before = await allocating.balancedOf(meetingId);
  const ids = await allocating.idsOf(meetingId);
  const [adam = "", bela = ""] = rivals.map(({ name }) => ids.get(name) ?? "");
  expect(before.placement).toEqual({ [adam]: "first" });

  await send(desk.organiser, "allocation.weigh", { meetingId, ...police });
  expect(await rows(meetingId)).toMatchObject({ roles: police, ownWeights: true });
  expect(await rows(other.meetingId)).toMatchObject({ roles: roleWeights, ownWeights: false });
  const refused = await refusal(send(desk.organiser, "allocation.choose", { runId: before.id }));
  expect(refused).toMatchObject({ key: "allocationStaleWeights", status: 409 });

  await send(desk.organiser, "allocation.run", { meetingId });
  const after = await allocating.balancedOf(meetingId);
  expect(readAllocation(after.input).weights.roles).toEqual(police);
  expect(after.placement).toEqual({ [bela]: "first" });
  await send(desk.organiser, "allocation.choose", { runId: after.id });
  await send(desk.organiser, "meeting.publish", { meetingId, runId: after.id });
  const [told] = await read(desk.organiser, (tx) =>
    tx.execute<{ weights: unknown }>(
      sql`select p.role_weights as weights from publications p where p.meeting_id = ${meetingId}`,
    ),
  );
  expect(told?.weights).toEqual(police);
  const again = await refusal(send(desk.organiser, "allocation.weigh", { meetingId, ...roleWeights }));
  expect(again).toMatchObject({ key: "weightsTold", status: 409 });
});

test("the usual weights again are no weights of its own: the settings lead on", async () => {
  const { meetingId } = await desk.draft();
  await send(desk.organiser, "allocation.weigh", { meetingId, ...police });
  await send(desk.organiser, "allocation.weigh", { meetingId, ...roleWeights });
  expect(await rows(meetingId)).toMatchObject({ roles: roleWeights, ownWeights: false });
});

test("a weight is a whole number from 0 to 1000, and all are named", async () => {
  const { meetingId } = await desk.draft();
  for (const wrong of [{ mentor: -1 }, { mentor: 1001 }, { mentor: 1.5 }, { mentor: undefined }, { clown: 1 }]) {
    const refused = await refusal(send(desk.organiser, "allocation.weigh", { meetingId, ...police, ...wrong }));
    expect(refused, JSON.stringify(wrong)).toMatchObject({ key: "invalidInput", status: 422 });
  }
  expect(await rows(meetingId)).toMatchObject({ ownWeights: false });
});

test("nobody else weighs roles, and nobody over what he has not seen", async () => {
  const { meetingId, slug } = await desk.opened();
  const input = { meetingId, ...police };
  for (const [who, status] of [
    [person(cast.north, "manager"), 403],
    [cast.ministry.auditor, 403],
    [(await makeCast()).ministry.organiser, 404],
  ] as const)
    expect(await refusal(send(who.credential, "allocation.weigh", input))).toMatchObject({ status });
  const seen = await meetingOf(desk.organiser, slug);
  await send(desk.organiser, "allocation.weigh", input);
  const late = await refusal(send(desk.organiser, "allocation.weigh", { ...input, version: seen?.version }));
  expect(late).toMatchObject({ key: "changedMeanwhile", status: 409 });
});
