import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { feedbackTicket, readTicket } from "@/db/accounts/feedback-ticket";
import { withActor } from "@/db/gate";
import { feedbackWaves, findFeedbackForm, findLinkedFeedback } from "@/db/queries/feedback";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { registered, visitor } from "../support/registration";
import { published } from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let other: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  [cast, other] = [await makeCast(), await makeCast()];
  desk = await meetingDesk(cast);
});

const today = () => desk.later(0);
/** A meeting with people who sit at its first site, which ends today. */
async function ended(people: number) {
  const first = Array.from({ length: people }, () => ({}));
  const made = await published(
    desk,
    { first: people, second: 1 },
    { first, second: [{ site: "second" }], waiting: [] },
  );
  await asSuperOperator(
    sql`update meeting_sites set starts_on = ${today()}::date - 2, ends_on = ${today()} where id = ${made.siteId("first")}`,
  );
  return made;
}
async function begun(people: number) {
  const made = await ended(people);
  await send(desk.organiser, "feedback.begin", { siteId: made.siteId("first"), closesOn: desk.later(10) });
  return made;
}
const linked = (slug: string, link: string) => read(visitor(), (tx) => findLinkedFeedback(tx, slug, link));
/** Opens the form by a link and answers it by the ticket. */
async function answer(slug: string, link: string, more: object) {
  await send(visitor(), "feedback.open", { slug, link });
  const ticket = (await linked(slug, link))?.ticket ?? "";
  await send(visitor(), "feedback.answer", { slug, ticket, ...more });
  return ticket;
}
const wavesOf = (meetingId: string, who = desk.organiser) => read(who, (tx) => feedbackWaves(tx, meetingId));
const over = (meetingId: string) =>
  asSuperOperator(sql`update feedback_waves set closes_on = ${today()}::date - 1 where meeting_id = ${meetingId}`);

describe("a wave", () => {
  test("belongs to a site, begins once and ends on a day from its last one on; only the organiser keeps it", async () => {
    const { siteId, meetingId } = await ended(1);
    const begin = (closesOn: string, who = desk.organiser) =>
      send(who, "feedback.begin", { siteId: siteId("first"), closesOn });
    for (const day of [desk.later(-1), desk.later(91)])
      expect((await refusal(begin(day))).fields).toMatchObject({ closesOn: "feedbackDay" });
    expect((await refusal(begin(today(), other.ministry.organiser.credential))).status).toBe(404);
    for (const who of [cast.ministry.auditor.credential, person(cast.north, "manager").credential])
      expect((await refusal(begin(today(), who))).key).toBe("forbidden");
    await begin(today());
    expect((await refusal(begin(today()))).status).toBe(409);
    const [wave] = await wavesOf(meetingId);
    const moved = { waveId: wave?.waveId, closesOn: desk.later(20) };
    expect((await refusal(send(desk.organiser, "feedback.move", { ...moved, version: "1" }))).key).toBe(
      "changedMeanwhile",
    );
    await send(desk.organiser, "feedback.move", moved);
    await over(meetingId);
    expect((await refusal(send(desk.organiser, "feedback.move", moved))).key).toBe("feedbackClosed");
  });
});

describe("who was there", () => {
  test("opens the form by his link and answers once, by a ticket that stays the same", async () => {
    const { slug, first, second } = await begun(2);
    const [one] = first;
    expect(await linked(slug, one?.link ?? "")).toMatchObject({
      begun: true,
      over: false,
      opened: false,
      ticket: null,
    });
    expect(await linked(slug, second[0]?.link ?? "")).toBeNull();
    expect((await refusal(send(visitor(), "feedback.open", { slug, link: second[0]?.link }))).key).toBe("feedbackNone");
    expect((await refusal(send(visitor(), "feedback.open", { slug, link: "nonsense" }))).key).toBe(
      "registrationLinkOver",
    );
    await send(visitor(), "feedback.open", { slug, link: one?.link });
    const { ticket = "" } = (await linked(slug, one?.link ?? "")) ?? {};
    await send(visitor(), "feedback.open", { slug, link: one?.link });
    expect((await linked(slug, one?.link ?? ""))?.ticket).toBe(ticket);
    const form = await read(visitor(), (tx) => findFeedbackForm(tx, slug, ticket ?? ""));
    expect(form).toMatchObject({ site: "first", shut: null, blocks: [{ number: 1 }] });
    expect(await read(visitor(), (tx) => findFeedbackForm(tx, slug, `${ticket}a`))).toBeNull();
    expect(await read(visitor(), (tx) => findFeedbackForm(tx, "elsewhere", ticket ?? ""))).toBeNull();
    const answers = [
      { item: "use", score: 5 },
      { item: form?.blocks[0]?.id ?? "", score: 4 },
    ];
    for (const item of ["block", "nonsense", randomUUID()])
      expect(
        (await refusal(send(visitor(), "feedback.answer", { slug, ticket, answers: [{ item, score: 1 }] }))).status,
      ).toBe(422);
    await send(visitor(), "feedback.answer", { slug, ticket, answers });
    expect((await refusal(send(visitor(), "feedback.answer", { slug, ticket, answers, text: "Znovu." }))).key).toBe(
      "feedbackSpent",
    );
    expect((await refusal(send(visitor(), "feedback.answer", { slug, ticket: `${ticket}a`, answers }))).key).toBe(
      "feedbackTicket",
    );
  });

  test("not before the last day of his site, nor after the wave", async () => {
    const { slug, first, meetingId, siteId } = await begun(1);
    const link = first[0]?.link ?? "";
    await asSuperOperator(sql`update meeting_sites set ends_on = ${desk.later(1)} where id = ${siteId("first")}`);
    expect((await refusal(send(visitor(), "feedback.open", { slug, link }))).key).toBe("feedbackEarly");
    await asSuperOperator(sql`update meeting_sites set ends_on = ${today()} where id = ${siteId("first")}`);
    await send(visitor(), "feedback.open", { slug, link });
    const ticket = (await linked(slug, link))?.ticket;
    await over(meetingId);
    for (const [name, input] of [
      ["feedback.open", { slug, link }],
      ["feedback.answer", { slug, ticket, text: "Pozdě." }],
    ] as const)
      expect((await refusal(send(visitor(), name, input))).key).toBe("feedbackClosed");
  });
});

describe("results", () => {
  test("are told once the wave is over and five answered, and of what fewer answered nothing", async () => {
    const { slug, first, meetingId } = await begun(6);
    const scores = [5, 5, 4, 4, 1];
    for (const [index, score] of scores.entries())
      await answer(slug, first[index]?.link ?? "", {
        answers: [{ item: "use", score }, ...(index < 4 ? [{ item: "place", score: 2 }] : [])],
        text: index < 2 ? `Slova ${index}` : "",
      });
    expect(await wavesOf(meetingId)).toMatchObject([{ over: false, answers: null, items: null, texts: null }]);
    await over(meetingId);
    const [told] = await wavesOf(meetingId);
    expect(told).toMatchObject({ over: true, answers: 5, items: [{ question: "use", counts: [1, 0, 0, 2, 2] }] });
    expect(told?.items).toHaveLength(1);
    expect([...(told?.texts ?? [])].sort()).toEqual(["Slova 0", "Slova 1"]);
    expect(await wavesOf(meetingId, cast.ministry.auditor.credential)).toHaveLength(1);
    for (const who of [person(cast.north, "manager").credential, other.ministry.organiser.credential, visitor()])
      expect(await wavesOf(meetingId, who)).toEqual([]);
  });

  test("four answers stay with who gave them", async () => {
    const { slug, first, meetingId } = await begun(4);
    for (const { link } of first) await answer(slug, link, { answers: [{ item: "use", score: 1 }], text: "Špatné." });
    await over(meetingId);
    expect(await wavesOf(meetingId)).toMatchObject([{ over: true, answers: 4, items: null, texts: null }]);
  });
});

describe("nothing joins a person and his answer", () => {
  test("no row, transaction, place in the table, time, log entry, mail or stored answer does", async () => {
    const { slug, first, meetingId } = await begun(6);
    const sent: string[] = [];
    for (const [index, { link }] of first.entries())
      sent.push(
        await answer(slug, link, { answers: [{ item: "use", score: (index % 5) + 1 }], text: `Text ${index}` }),
      );
    const one = async (statement: ReturnType<typeof sql>) => (await asSuperOperator(statement))[0];
    // One transaction stands behind all rows of a table: of the last who came, whoever he was.
    for (const table of ["feedback_marks", "feedback_tickets", "feedback_counts", "feedback_texts"])
      expect(
        await one(
          sql`select count(distinct xmin::text)::int as n from ${sql.identifier(table)} where meeting_id = ${meetingId}`,
        ),
      ).toEqual({ n: 1 });
    expect(
      await one(
        sql`select count(*)::int as n from feedback_marks m join feedback_texts t on t.xmin::text = m.xmin::text where m.meeting_id = ${meetingId}`,
      ),
    ).toEqual({ n: 0 });
    // Neither holds a time.
    expect(
      await asSuperOperator(sql`select a.attname from pg_attribute a where a.attnum > 0 and a.atttypid::regtype::text like '%time%'
        and a.attrelid in ('feedback_marks'::regclass, 'feedback_tickets'::regclass, 'feedback_counts'::regclass, 'feedback_texts'::regclass)`),
    ).toEqual([]);
    const log = await one(sql`select
      (select count(*)::int from audit_entries e where e.table_name in ('feedback_marks', 'feedback_tickets', 'feedback_counts', 'feedback_texts')) as entries,
      (select count(*)::int from audit_entries e where e.action in ('feedback.open', 'feedback.answer')) as acts,
      (select count(*)::int from audit_personal p where p.value like 'Text _') as words,
      (select count(*)::int from commands c where c.name in ('feedback.open', 'feedback.answer')
        and (c.actor_id is not null or c.hash <> 'visitor' or c.result::text like '%.%')) as commands,
      (select count(*)::int from outbox o where o.template like 'feedback%') as mails`);
    expect(log).toEqual({ entries: 0, acts: 0, words: 0, commands: 0, mails: 0 });
    // A ticket that was used stands there as the hash of a number that no table knows.
    for (const ticket of sent)
      expect(
        await one(
          sql`select count(*)::int as n from feedback_tickets t where encode(t.ticket_hash, 'hex') in (${ticket.split(".")[1] ?? ""}, ${ticket})`,
        ),
      ).toEqual({ n: 0 });
    // The texts do not stand in the order in which they came: of six, in one of 720 runs by chance.
    const orders = await Promise.all(
      ["ctid", "id"].map(async (by) =>
        (
          await asSuperOperator(
            sql`select t.text from feedback_texts t where t.meeting_id = ${meetingId} order by ${sql.raw(`t.${by}`)}`,
          )
        )
          .map(({ text }) => text)
          .join(),
      ),
    );
    const came = first.map((_, index) => `Text ${index}`).join();
    expect(orders.every((order) => order === came)).toBe(false);
  });

  test("an erasure takes the person from the mark, and who comes after him still answers", async () => {
    const { slug, first } = await begun(2);
    const [one, two] = first;
    await answer(slug, one?.link ?? "", { text: "Zůstane." });
    await send(cast.admin.credential, "person.erase", {
      kind: "registration",
      personId: one?.id,
      reason: "request",
      confirm: true,
    });
    expect(await asSuperOperator(sql`select 1 from feedback_marks where registration_id = ${one?.id}`)).toEqual([]);
    await answer(slug, two?.link ?? "", { text: "Taky." });
  });

  test("there are never more answers than opened forms, and nobody reads or writes past the functions", async () => {
    const { slug, first, meetingId } = await begun(2);
    const [wave] = await wavesOf(meetingId);
    const forged = (who: Parameters<typeof read>[0], statement: ReturnType<typeof sql>) =>
      withActor(who, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.write" }).then(
        (rows) => JSON.stringify(rows),
        (error: { cause?: { code?: string } }) => error.cause?.code,
      );
    const call = (n: number) =>
      sql`select sec.answer_feedback(${slug}, ${wave?.waveId ?? ""}, ${Buffer.from(`${n}`)}, '[]', 'x') as said`;
    expect(await forged(visitor(), call(1))).toContain("spent");
    await send(visitor(), "feedback.open", { slug, link: first[0]?.link });
    expect(await forged(visitor(), call(1))).toContain("done");
    expect(await forged(visitor(), call(2))).toContain("spent");
    for (const who of [desk.organiser, cast.admin.credential, visitor()])
      for (const table of ["feedback_marks", "feedback_tickets", "feedback_counts", "feedback_texts"])
        expect(await forged(who, sql`select * from ${sql.identifier(table)}`)).toBe("42501");
  });
});

test("who only registered, and who has no seat, is not asked", async () => {
  const open = await desk.opened();
  const { link } = await registered(open.slug);
  expect(await linked(open.slug, link)).toBeNull();
});

test("a ticket is the same for the same person, names nobody, and a changed one is none", () => {
  const [wave, someone] = [randomUUID(), randomUUID()];
  const ticket = feedbackTicket(wave, someone);
  expect(feedbackTicket(wave, someone)).toBe(ticket);
  expect(ticket).not.toContain(someone);
  expect(readTicket(ticket)).toMatchObject({ waveId: wave });
  expect(feedbackTicket(someone, wave)).not.toBe(ticket);
  const other = feedbackTicket(randomUUID(), someone);
  const mixed = `${other.split(".")[0]}.${ticket.split(".").slice(1).join(".")}`;
  for (const wrong of [mixed, "", "x", ticket.slice(1), ticket.slice(0, -1), `${ticket}a`])
    expect(readTicket(wrong)).toBeNull();
});
