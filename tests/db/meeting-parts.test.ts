import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { findMeetingSource, meetingDecisions } from "@/db/queries/meetings";
import { deadlineDay } from "@/lib/domain/meeting";
import { makeCast } from "../support/cast";
import { refusal, send } from "../support/command";
import { basics, block, meetingDesk, read, texts } from "../support/meeting";

let organiser: Credential;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let strange: typeof desk;
beforeAll(async () => {
  [desk, strange] = [await meetingDesk(await makeCast()), await meetingDesk(await makeCast())];
  organiser = desk.organiser;
});

/** A state that commands do not reach yet, as the operator sets it. */
const setState = (meetingId: string, state: string) =>
  withActor(
    { kind: "operator" },
    "write",
    (tx) => tx.execute(sql`update meetings set state = ${state} where id = ${meetingId}`),
    { id: randomUUID(), name: "test.state" },
  );

describe("parts", () => {
  test("a site that was held stays as it was", async () => {
    const { slug } = await desk.draft();
    const siteId = (await desk.found(slug)).sites[0]?.id ?? "";
    await send(organiser, "site.change", { siteId, ...desk.site("first", -10) });
    expect((await refusal(send(organiser, "site.change", { siteId, ...desk.site("first", 30) }))).key).toBe("siteHeld");
  });

  test("a site with a block of its own is not removed, and a code is used once", async () => {
    const { meetingId, slug } = await desk.draft();
    const [first, second] = (await desk.found(slug)).sites;
    await send(organiser, "block.add", { meetingId, ...block, number: 2, siteId: first?.id });
    expect((await refusal(send(organiser, "site.remove", { siteId: first?.id }))).key).toBe("siteInUse");
    const taken = send(organiser, "site.change", { siteId: second?.id, ...desk.site("first", 90) });
    expect(await refusal(taken)).toMatchObject({ status: 409, fields: { code: "codeTaken" } });
    await send(organiser, "site.remove", { siteId: second?.id });
    expect((await desk.found(slug)).sites.map(({ code }) => code)).toEqual(["first"]);
  });

  test("a block has a number of its own at its site, and no site of another meeting", async () => {
    const { meetingId, slug } = await desk.draft();
    const { sites, blocks } = await desk.found(slug);
    expect(await refusal(send(organiser, "block.add", { meetingId, ...block }))).toMatchObject({
      status: 409,
      fields: { number: "blockNumberTaken" },
    });
    await send(organiser, "block.add", { meetingId, ...block, siteId: sites[0]?.id });
    const [foreign] = (await strange.found((await strange.draft()).slug)).sites;
    expect(
      (await refusal(send(organiser, "block.add", { meetingId, ...block, number: 3, siteId: foreign?.id }))).key,
    ).toBe("referenceMissing");
    const blockId = blocks[0]?.id;
    await send(organiser, "block.change", {
      blockId,
      number: 5,
      titleCs: "Kyberprostor",
      dayNumber: 2,
      startsAt: "9:00".padStart(5, "0"),
    });
    expect((await desk.found(slug)).blocks.map(({ number, startsAt, minutes }) => [number, startsAt, minutes])).toEqual(
      [
        [1, null, 90],
        [5, "09:00", null],
      ],
    );
    await send(organiser, "block.remove", { blockId });
    expect((await desk.found(slug)).blocks).toHaveLength(1);
    await setState(meetingId, "published");
    expect((await refusal(send(organiser, "block.add", { meetingId, ...block, number: 9 }))).key).toBe(
      "meetingWrongState",
    );
  });

  test("a further round is for one site, ends later, and opens once places were told", async () => {
    const { meetingId, slug } = await desk.opened();
    const [first, second] = (await desk.found(slug)).sites;
    const add = (siteId: string | undefined, days: number) =>
      send(organiser, "round.add", { meetingId, siteId, deadlineOn: desk.later(days) });
    expect((await refusal(add(first?.id, 10))).fields).toEqual({ deadlineOn: "roundBefore" });
    expect((await refusal(add(first?.id, 30))).fields).toEqual({ deadlineOn: "deadlineAfterStart" });
    expect((await refusal(add(randomUUID(), 20))).fields).toEqual({ siteId: "referenceMissing" });
    const { roundId } = await add(second?.id, 60);
    expect((await refusal(send(organiser, "round.open", { roundId }))).key).toBe("roundTooEarly");
    const firstRound = (await desk.found(slug)).rounds[0]?.id;
    expect((await refusal(send(organiser, "round.remove", { roundId: firstRound }))).key).toBe("roundStays");
    await send(organiser, "round.change", { roundId: firstRound, deadlineOn: desk.later(12) });
    await setState(meetingId, "published");
    await send(organiser, "round.open", { roundId });
    expect((await desk.found(slug)).state).toBe("published");
    expect((await refusal(send(organiser, "round.remove", { roundId }))).key).toBe("roundStays");
    expect((await refusal(send(organiser, "round.open", { roundId: firstRound }))).key).toBe("meetingWrongState");
    await send(organiser, "round.close", { roundId, note: "Plno" });
    expect((await refusal(send(organiser, "round.change", { roundId, deadlineOn: desk.later(70) }))).key).toBe(
      "roundClosed",
    );
    const decisions = await read(organiser, (tx) => meetingDecisions(tx, meetingId));
    expect(decisions.map(({ decision, round }) => [decision, round])).toEqual([
      ["closed", 2],
      ["open", 2],
      ["open", null],
    ]);
    const { roundId: third } = await add(second?.id, 80);
    await send(organiser, "round.remove", { roundId: third });
    expect((await desk.found(slug)).rounds.map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe("a copy", () => {
  test("has the texts, the named sites with new days and the programme there; its source stays byte for byte", async () => {
    const { meetingId, slug } = await desk.opened();
    const source = await desk.found(slug);
    const [first, second] = source.sites;
    await send(organiser, "block.add", { meetingId, ...block, number: 2, siteId: first?.id });
    await send(organiser, "block.add", { meetingId, ...block, number: 3, siteId: second?.id });
    const before = JSON.stringify(await desk.found(slug));
    const named = basics();
    const days = { siteId: second?.id, startsOn: desk.later(400), endsOn: desk.later(402) };
    await send(organiser, "meeting.copy", { meetingId, ...named, deadlineOn: desk.later(380), sites: [days] });
    const copy = await desk.found(named.slug);
    expect(copy).toMatchObject({ state: "draft", ...named, ...texts, contactName: "Mgr. Hana Bílková" });
    expect(copy.sites.map(({ code, startsOn }) => [code, startsOn])).toEqual([["second", desk.later(400)]]);
    expect(copy.blocks.map(({ number, siteId }) => [number, siteId === copy.sites[0]?.id])).toEqual([
      [1, false],
      [3, true],
    ]);
    expect(copy.rounds.map(({ state, closesAt }) => [state, deadlineDay(closesAt)])).toEqual([
      ["planned", desk.later(380)],
    ]);
    expect(await read(organiser, (tx) => meetingDecisions(tx, copy.id))).toEqual([]);
    expect(JSON.stringify(await desk.found(slug))).toBe(before);
    await send(organiser, "meeting.change", { meetingId: copy.id, ...named, titleCs: "Kopie" });
    expect(JSON.stringify(await desk.found(slug))).toBe(before);
    expect((await read(organiser, (tx) => findMeetingSource(tx, copy.id)))?.slug).toBe(slug);
    expect(await read(organiser, (tx) => findMeetingSource(tx, source.id))).toBeNull();
  });

  test("is not opened while a text speaks of its source, unless somebody says that it may", async () => {
    const { meetingId, slug } = await desk.opened();
    const { referenceNumber, sites } = await desk.found(slug);
    const named = basics();
    const days = sites.map(({ id }, index) => ({
      siteId: id,
      startsOn: desk.later(400 + index),
      endsOn: desk.later(402 + index),
    }));
    const copied = await send(organiser, "meeting.copy", {
      meetingId,
      ...named,
      deadlineOn: desk.later(380),
      sites: days,
    });
    const copy = { meetingId: copied.meetingId };
    await send(organiser, "meeting.reword", { ...copy, ...texts, closingCs: `Viz ${referenceNumber}` });
    expect(await refusal(send(organiser, "meeting.open", copy))).toMatchObject({ key: "textsOutdated", status: 409 });
    expect((await desk.found(named.slug)).state).toBe("draft");
    await send(organiser, "meeting.open", { ...copy, keepTexts: true });
    expect((await desk.found(named.slug)).state).toBe("open");
  });

  test("takes no site of another meeting, none twice, and no day that does not go", async () => {
    const { meetingId, slug } = await desk.draft();
    const siteId = (await desk.found(slug)).sites[0]?.id;
    const copy = (sites: object[], deadlineOn = desk.later(380)) =>
      refusal(send(organiser, "meeting.copy", { meetingId, ...basics(), deadlineOn, sites }));
    const days = { startsOn: desk.later(400), endsOn: desk.later(402) };
    expect((await copy([{ siteId: randomUUID(), ...days }])).fields).toEqual({ "sites.0.siteId": "referenceMissing" });
    expect(
      (
        await copy([
          { siteId, ...days },
          { siteId, ...days },
        ])
      ).fields,
    ).toEqual({ "sites.1.siteId": "listedTwice" });
    expect((await copy([{ siteId, ...days, endsOn: desk.later(399) }])).fields).toEqual({
      "sites.0.endsOn": "endBeforeStart",
    });
    expect((await copy([{ siteId, ...days }], desk.later(400))).fields).toEqual({ deadlineOn: "deadlineAfterStart" });
  });
});
