import { beforeAll, describe, expect, test } from "vitest";
import { seatedPeople } from "@/db/queries/seats";
import { makeCast } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linked, visitor } from "../support/registration";
import { decisionsOn, idleSeats, published, standing } from "../support/seats";

let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  desk = await meetingDesk(await makeCast());
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
