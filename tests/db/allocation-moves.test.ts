import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { currentAllocation } from "@/db/queries/allocation";
import { meetingDesks } from "@/db/queries/meeting-desks";
import { findPublication, placesOf } from "@/db/queries/seats";
import { readAllocation } from "@/lib/domain/allocation/input";
import { explain } from "@/lib/domain/allocation/reason";
import { allocationDesk, closedMeeting, people, standing } from "../support/allocation-desk";
import { type Cast, makeCast } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { byLink } from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let allocating: ReturnType<typeof allocationDesk>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  allocating = allocationDesk(desk);
});

describe("a pin", () => {
  test("puts somebody where he has to be, before all wishes, and keeps another away", async () => {
    const { meetingId, siteIds } = await allocating.closed();
    const ids = await allocating.idsOf(meetingId);
    const pin = (name: string, rule: string, site: string) =>
      send(desk.organiser, "pin.set", {
        registrationId: ids.get(name),
        rule,
        siteId: siteIds[site],
        reason: "Přednáší.",
      });
    await pin("Adam Sokolovský", "must", "second");
    await pin("Běla Sokolovská", "not", "first");
    await send(desk.organiser, "allocation.run", { meetingId });
    expect(standing(await allocating.balancedOf(meetingId), ids)).toEqual(["second", "second", "first", "first"]);
    expect(await allocating.pinsOf(meetingId)).toMatchObject([
      {
        name: "Adam Sokolovský",
        rule: "must",
        site: "second",
        kind: "rule",
        reason: "Přednáší.",
        municipality: "Sokolov",
      },
      { name: "Běla Sokolovská", rule: "not", site: "first", kind: "rule" },
    ]);
    const [first] = await allocating.pinsOf(meetingId);
    await send(desk.organiser, "pin.remove", { pinId: first?.id });
    expect(await allocating.pinsOf(meetingId)).toHaveLength(1);
  });

  test("is refused against what somebody can, where it finds no seat, and for who does not count", async () => {
    const { meetingId, siteIds, slug, links } = await closedMeeting(
      desk,
      [1, 2],
      [{ name: "Eva Jen", site: "second", canOther: "no" }, { name: "Filip" }, { name: "Gita" }],
    );
    const ids = await allocating.idsOf(meetingId);
    const pin = (name: string, rule: string, site: string) =>
      refusal(
        send(desk.organiser, "pin.set", { registrationId: ids.get(name), rule, siteId: siteIds[site], reason: "x" }),
      );
    expect((await pin("Eva Jen", "must", "first")).fields).toEqual({ siteId: "pinAgainstWish" });
    await send(desk.organiser, "pin.set", {
      registrationId: ids.get("Filip"),
      rule: "must",
      siteId: siteIds.first,
      reason: "x",
    });
    const over = await send(desk.organiser, "pin.set", {
      registrationId: ids.get("Gita"),
      rule: "must",
      siteId: siteIds.first,
      reason: "x",
    }).catch((error: { key: string; values: { ids: string } }) => error);
    expect(over).toMatchObject({ key: "allocationMustOverCapacity", values: { ids: "Filip, Gita" } });
    await allocating.withdraw({ meetingId, slug, links }, "Gita");
    expect((await pin("Gita", "not", "first")).key).toBe("pinNobody");
    expect(await pin("Nikdo", "not", "first")).toMatchObject({ status: 422 });
    expect(
      await refusal(
        send(cast.ministry.auditor.credential, "pin.set", {
          registrationId: ids.get("Filip"),
          rule: "not",
          siteId: siteIds.second,
          reason: "x",
        }),
      ),
    ).toMatchObject({ status: 403 });
  });
});

describe("a move by hand", () => {
  test("of a city shows in a run of its own, and the next run keeps it, or drops it when asked to", async () => {
    const { meetingId, runId, ids } = await allocating.chosen([3, 4]);
    const before = await allocating.found(runId);
    expect(standing(before, ids)).toEqual(["first", "first", "second", "second"]);
    const moved = await send(desk.organiser, "allocation.move", {
      runId,
      who: "city:560286",
      to: "second",
      reason: "Sál",
    });
    const now = await allocating.found(moved.runId ?? "");
    expect(now).toMatchObject({ state: "chosen", method: "manual", basedOnId: runId, variant: "balanced" });
    expect(standing(now, ids)).toEqual(["second", "second", "second", "second"]);
    expect(now.objective).toMatchObject({ placed: 4, preference: 1, split: 0 });
    expect((await allocating.found(runId)).state).toBe("proposed");
    expect(await allocating.pinsOf(meetingId)).toMatchObject([
      { name: "Adam Sokolovský", rule: "must", site: "second", kind: "move", reason: "Sál" },
      { name: "Běla Sokolovská", rule: "must", site: "second", kind: "move" },
    ]);
    expect((await refusal(send(desk.organiser, "allocation.choose", { runId }))).key).toBe("allocationStale");
    await send(desk.organiser, "allocation.run", { meetingId });
    const kept = await allocating.balancedOf(meetingId);
    expect(standing(kept, ids).slice(0, 2)).toEqual(["second", "second"]);
    await send(desk.organiser, "allocation.run", { meetingId, moves: "drop" });
    expect(standing(await allocating.balancedOf(meetingId), ids)).toEqual(["first", "first", "second", "second"]);
    expect(await allocating.pinsOf(meetingId)).toEqual([]);
  });

  test("lets two cities change places between two full sites in one step, and is refused over a site's seats", async () => {
    const { meetingId, runId, ids } = await allocating.chosen([2, 2]);
    const move = { runId, who: "city:560286", to: "second" };
    expect((await refusal(send(desk.organiser, "allocation.move", move))).key).toBe("moveBreaks");
    expect(await allocating.pinsOf(meetingId)).toEqual([]);
    const swapped = await send(desk.organiser, "allocation.move", { ...move, swap: "city:567256" });
    expect(standing(await allocating.found(swapped.runId ?? ""), ids)).toEqual(["second", "second", "first", "first"]);
  });

  test("makes somebody wait, who then stands nowhere until his pins go; and counts only for the chosen run", async () => {
    const { meetingId, runId, ids } = await allocating.chosen([2, 2]);
    const adam = `person:${ids.get("Adam Sokolovský")}`;
    const moved = await send(desk.organiser, "allocation.move", { runId, who: adam, to: "waiting" });
    expect(standing(await allocating.found(moved.runId ?? ""), ids)).toEqual([null, "first", "second", "second"]);
    expect((await allocating.pinsOf(meetingId)).map(({ rule, kind }) => [rule, kind])).toEqual([
      ["not", "move"],
      ["not", "move"],
    ]);
    expect((await refusal(send(desk.organiser, "allocation.move", { runId, who: adam, to: "first" }))).key).toBe(
      "changedMeanwhile",
    );
    const back = await send(desk.organiser, "allocation.move", { runId: moved.runId, who: adam, to: "first" });
    expect(standing(await allocating.found(back.runId ?? ""), ids)[0]).toBe("first");
    const nothing = { runId: back.runId, who: adam, to: "first" };
    expect((await refusal(send(desk.organiser, "allocation.move", nothing))).key).toBe("moveNobody");
    expect((await refusal(send(desk.organiser, "allocation.move", { ...nothing, to: "third" }))).fields).toEqual({
      to: "notOffered",
    });
  });
});

describe("publishing", () => {
  test("gives everybody his seat as the chosen run has it, with the reason, and is undone until a mail leaves", async () => {
    const { meetingId, slug, runId, ids, links } = await allocating.chosen([2, 1]);
    const { publicationId } = await send(desk.organiser, "meeting.publish", { meetingId, runId, note: "Schváleno" });
    expect(await desk.found(slug)).toMatchObject({ state: "published" });
    const places = await read(desk.organiser, (tx) => placesOf(tx, meetingId));
    const { sites } = await desk.found(slug);
    const of = (name: string) => places.find(({ registrationId }) => registrationId === ids.get(name));
    const run = await allocating.found(runId);
    for (const { name } of people) {
      const code = run.placement[ids.get(name) ?? ""];
      expect(of(name)).toMatchObject({
        state: code ? "seated" : "waiting",
        siteId: sites.find((site) => site.code === code)?.id ?? null,
      });
    }
    expect(places.filter(({ state }) => state === "seated")).toHaveLength(3);
    const reasons = explain(readAllocation(run.input), new Map(Object.entries(run.placement)));
    const [one] = reasons.waiting;
    expect(places.find(({ registrationId }) => registrationId === one?.id)?.reason?.key).toBe(one?.reason.key);
    expect(await read(desk.organiser, (tx) => findPublication(tx, meetingId))).toMatchObject({
      id: publicationId,
      runId,
    });
    expect((await refusal(send(desk.organiser, "allocation.run", { meetingId }))).key).toBe("allocationNotNow");
    await byLink("seat.decline", { slug, link: links.get("Adam Sokolovský") ?? "" });
    const counting = async () =>
      (await read(desk.organiser, (tx) => currentAllocation(tx, meetingId))).people.map(({ id }) => id);
    expect(await counting()).not.toContain(ids.get("Adam Sokolovský"));
    await send(desk.organiser, "publication.undo", { publicationId, note: "Překlep" });
    expect(await desk.found(slug)).toMatchObject({ state: "allocated" });
    expect(await allocating.chosenOf(meetingId)).toMatchObject({ id: runId });
  });

  test("is refused for another run than the chosen one, and when somebody has changed since it began, with who", async () => {
    const { meetingId, runId, slug, links } = await allocating.chosen();
    const other = (await allocating.runsOf(meetingId)).find(({ state }) => state === "proposed");
    const publish = (id?: string) => send(desk.organiser, "meeting.publish", { meetingId, runId: id });
    expect((await refusal(publish(other?.id))).key).toBe("changedMeanwhile");
    await allocating.withdraw({ meetingId, slug, links }, "Cyril Litvínovský");
    expect(await publish(runId).catch((error: unknown) => error)).toMatchObject({
      key: "allocationStale",
      values: { people: "Cyril Litvínovský" },
    });
    expect(await desk.found(slug)).toMatchObject({ state: "allocated" });
  });

  test("a pin that is taken away afterwards lets who waited because of it take a free seat at once", async () => {
    const { meetingId, slug, siteIds } = await allocating.closed([3, 3]);
    const ids = await allocating.idsOf(meetingId);
    for (const site of ["first", "second"])
      await send(desk.organiser, "pin.set", {
        registrationId: ids.get("Adam Sokolovský"),
        rule: "not",
        siteId: siteIds[site],
        reason: "Rozhodneme později.",
      });
    await send(desk.organiser, "allocation.run", { meetingId });
    const { id } = await allocating.balancedOf(meetingId);
    await send(desk.organiser, "allocation.choose", { runId: id });
    await send(desk.organiser, "meeting.publish", { meetingId, runId: id });
    const stateOf = async () =>
      (await read(desk.organiser, (tx) => placesOf(tx, meetingId))).find(({ name }) => name === "Adam Sokolovský")
        ?.state;
    expect(await stateOf()).toBe("waiting");
    const pins = await allocating.pinsOf(meetingId);
    await send(desk.organiser, "pin.remove", { pinId: pins.find(({ site }) => site === "second")?.id });
    expect(await stateOf()).toBe("seated");
    expect((await desk.found(slug)).state).toBe("published");
  });
});

test("the organiser's desk counts seats, cities that stand apart, allocations that wait and people whom no mail reached", async () => {
  const desks = async (meetingId: string) =>
    (await read(desk.organiser, meetingDesks)).find((one) => one.meetingId === meetingId);
  const { meetingId, slug, siteIds } = await allocating.closed([2, 1]);
  expect(await desks(meetingId)).toEqual({ meetingId, taken: {}, split: null, proposed: false, bounced: 0 });
  await send(desk.organiser, "allocation.run", { meetingId });
  expect(await desks(meetingId)).toMatchObject({ proposed: true, split: null });
  const run = await allocating.balancedOf(meetingId);
  await send(desk.organiser, "allocation.choose", { runId: run.id });
  expect(await desks(meetingId)).toMatchObject({ proposed: false, split: run.objective.split });
  await send(desk.organiser, "meeting.publish", { meetingId, runId: run.id });
  expect(await desks(meetingId)).toMatchObject({
    taken: { [siteIds.first ?? ""]: 2, [siteIds.second ?? ""]: 1 },
    split: run.objective.split,
  });
  expect((await desk.found(slug)).state).toBe("published");
  const mail = (template: string, state: string, age: number) =>
    asSuperOperator(sql`
      insert into outbox (organisation_id, meeting_id, registration_id, message_id, template, data, state, settled_at, delivered, created_at)
      select r.organisation_id, r.meeting_id, r.id, gen_random_uuid(), ${template}, '{}', ${state}, now(),
        ${state === "sent" ? sql`'smtp'` : null}, now() + make_interval(mins => ${age})
      from registrations r where r.meeting_id = ${meetingId} and r.name = 'Adam Sokolovský'`);
  await mail("proof", "failed", 1);
  expect(await desks(meetingId)).toMatchObject({ bounced: 1 });
  await mail("proof", "sent", 2);
  expect(await desks(meetingId)).toMatchObject({ bounced: 0 });
  expect(await read(cast.ministry.auditor.credential, meetingDesks)).toEqual([]);
});
