import { createHash, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findPractice } from "@/db/queries/practices";
import { sendTicks, tick } from "../support/attendance";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { registered, visitor } from "../support/registration";
import { byLink, published } from "../support/seats";
import { asSuperOperator } from "../support/superuser";

// What somebody found who read the meetings as an attacker; each of these got through once.
let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

/** What the run-time role does past the commands. */
const write = (who: Parameters<typeof read>[0], statement: SQL) =>
  withActor(who, "write", async (tx) => [...(await tx.execute(statement))], { id: randomUUID(), name: "test.write" });
const partsOf = (link: string) => {
  const [id = "", token = ""] = link.split(".");
  return sql`${id}, ${createHash("sha256").update(token).digest()}`;
};

const practice = {
  kind: "good",
  topic: "school",
  municipality: "Litvínov",
  title: "Ranní přechody",
  happened: "Dvojice stála každé ráno u přechodu.",
  lesson: "Škola musí vědět předem, kdo tam bude.",
};

describe("the exchange of practice", () => {
  test("a text that is there is nobody's to write over as a new one, by an account or a link", async () => {
    const { slug, meetingId } = await desk.opened();
    const { link } = await registered(slug);
    const mentor = person(cast.north, "mentor").credential;
    const { practiceId = "" } = await send(mentor, "practice.send", { meetingId, ...practice });
    const other = JSON.stringify({ ...practice, title: "Jiný text" });
    const manager = person(cast.south, "manager").credential;
    const asked = sql`${other}::text::jsonb`;
    for (const [who, call] of [
      [manager, sql`sec.send_practice(${practiceId}, ${meetingId}, ${asked})`],
      [visitor(), sql`sec.tell_practice_by_link(${slug}, ${partsOf(link)}, ${practiceId}, null, ${asked})`],
    ] as const)
      expect(await write(who, sql`select ${call} as said`)).toEqual([{ said: null }]);
    expect(await read(mentor, (tx) => findPractice(tx, practiceId))).toMatchObject({ title: "Ranní přechody" });
  });

  test("who has withdrawn tells nothing more by his link", async () => {
    const { slug } = await desk.opened();
    const { link } = await registered(slug);
    await byLink("registration.withdraw", { slug, link });
    expect((await refusal(send(visitor(), "practice.send-by-link", { slug, link, ...practice }))).key).toBe(
      "practiceUnconfirmed",
    );
  });
});

describe("what the organiser noted about a person", () => {
  test("goes with him: why he has to stand somewhere, why he counts without a seat", async () => {
    const word = randomUUID();
    const at = await published(desk, { first: 0, second: 0 }, { first: [], second: [], waiting: [{}] });
    const registrationId = at.waiting[0]?.id ?? "";
    const siteId = at.siteId("first");
    await send(desk.organiser, "pin.set", { registrationId, rule: "not", siteId, reason: `Bydlí s ${word}` });
    const { blocks } = await desk.found(at.slug);
    await sendTicks(desk.organiser, siteId, [tick(blocks[0]?.id ?? "", registrationId)]);
    const note = `Zaskočil za ${word}`;
    await send(desk.organiser, "attendance.decide", {
      siteId,
      registrationId,
      decision: "counted",
      note,
      version: "none",
    });
    await send(cast.admin.credential, "person.erase", {
      kind: "registration",
      personId: registrationId,
      reason: "request",
      confirm: true,
    });
    const left = await asSuperOperator(sql`select
      (select count(*)::int from allocation_pins p where p.reason like ${`%${word}`}) as pins,
      (select count(*)::int from attendance_decisions d where d.note like ${`%${word}`}) as decisions,
      (select count(*)::int from audit_personal a where a.value::text like ${`%${word}%`}) as logged`);
    expect(left).toEqual([{ pins: 0, decisions: 0, logged: 0 }]);
    const broken = sql`select * from sec.verify(${cast.ministry.id})`;
    expect(await read(cast.admin.credential, (tx) => tx.execute(broken))).toEqual([]);
  });
});
