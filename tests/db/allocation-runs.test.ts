import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { currentAllocation, findRun, stalenessOf } from "@/db/queries/allocation";
import { findMeetingState } from "@/db/queries/meetings";
import { inputHashOf } from "@/lib/allocation-hash";
import { readAllocation } from "@/lib/domain/allocation/input";
import { storedInput } from "@/lib/domain/allocation/run";
import { verifyingAllocation } from "@/server/allocation/commands";
import { inPlace, mostRuns } from "@/server/allocation/places";
import { solverOptions } from "@/server/allocation/solver";
import { execute } from "@/server/command";
import { allocationDesk, pinsOf, runsOf, standing } from "../support/allocation-desk";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let allocating: ReturnType<typeof allocationDesk>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  allocating = allocationDesk(desk);
});

describe("a run", () => {
  test("that was made under other weights of roles is not taken any more, and says so", async () => {
    const { meetingId } = await allocating.closed();
    await send(desk.organiser, "allocation.run", { meetingId });
    const { id, input } = await allocating.balancedOf(meetingId);
    const was = readAllocation(input);
    const other = { ...was, weights: { ...was.weights, roles: { ...was.weights.roles, police: 7 } } };
    await asSuperOperator(sql`
      update allocation_runs set input = ${JSON.stringify(storedInput(other))}::text::jsonb, input_hash = ${inputHashOf(other)} where id = ${id}`);
    const refused = await refusal(send(desk.organiser, "allocation.choose", { runId: id }));
    expect(refused).toMatchObject({ key: "allocationStaleWeights", status: 409 });
  });

  test("puts three variants side by side, each with its input, hash, method, versions and the whole list of options", async () => {
    const { meetingId } = await allocating.closed();
    const { batchId } = await send(desk.organiser, "allocation.run", { meetingId });
    const runs = await allocating.runsOf(meetingId);
    expect(runs.map(({ variant }) => variant).sort()).toEqual(["balanced", "together", "wishes"]);
    for (const run of runs) {
      expect(run).toMatchObject({
        batchId,
        state: "proposed",
        method: "optimal",
        doubt: null,
        madeBy: expect.any(String),
      });
      expect(run.versions).toEqual({ rules: 1, solver: expect.stringMatching(/^1\./), options: solverOptions });
      expect(run.objective.placed).toBe(4);
      expect(run.inputHash).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(new Set(runs.map(({ inputHash }) => inputHash)).size).toBe(3);
    const balanced = await allocating.balancedOf(meetingId);
    expect(standing(balanced, await allocating.idsOf(meetingId))).toEqual(["first", "first", "second", "second"]);
  });

  test("is refused while people register, and to everybody but the organiser of the meeting", async () => {
    const { meetingId } = await desk.opened();
    const run = (who: Parameters<typeof send>[0]) => refusal(send(who, "allocation.run", { meetingId }));
    expect(await run(desk.organiser)).toMatchObject({ key: "allocationNotNow", status: 409 });
    expect(await run(cast.ministry.auditor.credential)).toMatchObject({ status: 403 });
    expect(await run(person(cast.north, "manager").credential)).toMatchObject({ status: 403 });
    expect(await refusal(send(desk.organiser, "allocation.run", { meetingId: randomUUID() }))).toMatchObject({
      status: 404,
    });
  });

  test("sent again is answered with what it gave, also when it could not begin any more", async () => {
    const { meetingId } = await allocating.closed();
    const id = randomUUID();
    const first = await send(desk.organiser, "allocation.run", { meetingId }, id);
    await send(desk.organiser, "meeting.reopen", { meetingId, deadlineOn: desk.later(12), note: "Prosby" });
    expect(await send(desk.organiser, "allocation.run", { meetingId }, id)).toEqual(first);
    expect(await allocating.runsOf(meetingId)).toHaveLength(3);
    const other = { meetingId, moves: "drop" };
    expect((await refusal(send(desk.organiser, "allocation.run", other, randomUUID()))).key).toBe("allocationNotNow");
  });

  test("is read by the organiser alone", async () => {
    const { meetingId, runId } = await allocating.chosen();
    const { organisationId } = (await read(desk.organiser, (tx) => findMeetingState(tx, meetingId))) ?? {};
    expect(organisationId).toBe(cast.ministry.id);
    for (const who of [cast.ministry.auditor.credential, person(cast.north, "manager").credential])
      expect([
        await runsOf(who, meetingId),
        await pinsOf(who, meetingId),
        await read(who, (tx) => findRun(tx, runId)),
      ]).toEqual([[], [], null]);
  });

  test("finds no place when as many are reckoned as the server takes, and says when to come again", async () => {
    const { meetingId } = await allocating.closed();
    const ends: (() => void)[] = [];
    const working = Array.from({ length: mostRuns }, () => inPlace(() => new Promise<void>((end) => ends.push(end))));
    expect(await refusal(send(desk.organiser, "allocation.run", { meetingId }))).toMatchObject({
      key: "allocationBusy",
      status: 503,
    });
    for (const end of ends) end();
    await Promise.all(working);
    await send(desk.organiser, "allocation.run", { meetingId });
  });
});

describe("a choice", () => {
  test("allocates the meeting, may be another one until places are published, and is given up", async () => {
    const { meetingId, slug, runId } = await allocating.chosen();
    expect(await desk.found(slug)).toMatchObject({ state: "allocated" });
    expect(await allocating.chosenOf(meetingId)).toMatchObject({ id: runId, chosenBy: expect.any(String) });
    const wishes = (await allocating.runsOf(meetingId)).find(({ variant }) => variant === "wishes");
    await send(desk.organiser, "allocation.choose", { runId: wishes?.id });
    expect(await allocating.chosenOf(meetingId)).toMatchObject({ variant: "wishes" });
    await send(desk.organiser, "meeting.discard", { meetingId, note: "Znovu" });
    expect(await desk.found(slug)).toMatchObject({ state: "closed" });
    expect(await allocating.chosenOf(meetingId)).toBeUndefined();
  });

  test("of a run that began before a registration or a site changed is refused, with who it was", async () => {
    const { meetingId, slug, links, siteIds } = await allocating.closed();
    await send(desk.organiser, "allocation.run", { meetingId });
    const run = await allocating.balancedOf(meetingId);
    const now = () => read(desk.organiser, (tx) => currentAllocation(tx, meetingId));
    expect(stalenessOf(run, await now())).toBeNull();
    await allocating.withdraw({ meetingId, slug, links }, "Dana Litvínovská");
    const late = await send(desk.organiser, "allocation.choose", { runId: run.id }).catch((error: unknown) => error);
    expect(late).toMatchObject({
      key: "allocationStale",
      status: 409,
      values: { people: "Dana Litvínovská", rest: 0 },
    });
    await send(desk.organiser, "allocation.run", { meetingId });
    const fresh = await allocating.balancedOf(meetingId);
    await send(desk.organiser, "site.change", { siteId: siteIds.first, ...desk.site("first", 30), capacity: 1 });
    const site = await send(desk.organiser, "allocation.choose", { runId: fresh.id }).catch((error: unknown) => error);
    expect(site).toMatchObject({ key: "allocationStaleSites", values: { sites: "first" } });
  });
});

describe("a repetition for an appeal", () => {
  test("says that the same came out, and is noted with the run", async () => {
    const { runId } = await allocating.chosen();
    expect(await send(desk.organiser, "allocation.verify", { runId })).toMatchObject({ verdict: "same" });
    expect(await allocating.found(runId)).toMatchObject({
      verdict: "same",
      verifiedAt: expect.any(String),
      state: "chosen",
    });
  });

  test("that the clock ends says that nothing was verified, and what is stored stays", async () => {
    const { runId } = await allocating.chosen();
    const before = await allocating.found(runId);
    const slow = verifyingAllocation({ milliseconds: 1 });
    expect(await execute(desk.organiser, slow, "allocation.verify", randomUUID(), { runId })).toMatchObject({
      verdict: "unverified",
    });
    expect(await allocating.found(runId)).toEqual({ ...before, verdict: "unverified", verifiedAt: expect.any(String) });
  });
});

describe("the database itself", () => {
  test("takes no run in another's name, changes nothing of what came out and keeps it", async () => {
    const { runId } = await allocating.chosen();
    const write = (statement: ReturnType<typeof sql>) =>
      withActor(desk.organiser, "write", (tx) => tx.execute(statement)).then(
        () => "let in",
        (error: { cause?: { code?: string } }) => error.cause?.code,
      );
    expect(await write(sql`update allocation_runs set placement = '{}' where id = ${runId}`)).toBe("42501");
    expect(await write(sql`delete from allocation_runs where id = ${runId}`)).toBe("42501");
    expect(
      await write(sql`insert into allocation_runs select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'state', 'proposed',
        'made_at', now(), 'made_by', ${cast.ministry.auditor.id}::uuid))).* from allocation_runs r where r.id = ${runId}`),
    ).toBe("42501");
  });
});
