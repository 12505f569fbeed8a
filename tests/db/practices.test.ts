import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import {
  findPractice,
  listLinkedPractices,
  listPractices,
  listTellable,
  listUnpublished,
  practiceDecisions,
} from "@/db/queries/practices";
import { practiceFilter } from "@/lib/domain/practice";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { filledIn, linkOf, registered, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let other: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let slug: string;
let meetingId: string;
beforeAll(async () => {
  [cast, other] = [await makeCast(), await makeCast()];
  desk = await meetingDesk(cast);
  ({ slug, meetingId } = await desk.opened());
});

const mentor = () => person(cast.north, "mentor").credential;
/** A text that no other test tells. */
const told = (more: object = {}) => ({
  kind: "good",
  topic: "school",
  municipality: "Litvínov",
  title: `Ranní přechody ${randomUUID().slice(0, 8)}`,
  happened: "Dvojice stála každé ráno u přechodu, záškoláků ubylo.",
  lesson: "Škola i rodiče musí vědět předem, kdo tam bude.",
  ...more,
});
const published = (q?: string) => practiceFilter.parse({ q });
const seenBy = (who: Parameters<typeof read>[0], q: string) =>
  read(who, async (tx) => (await listPractices(tx, published(q))).rows.map(({ title }) => title));
const sent = async (more: object = {}, who = mentor()) => {
  const text = told(more);
  const { practiceId = "" } = await send(who, "practice.send", { meetingId, ...text });
  return { ...text, practiceId };
};

describe("an account tells", () => {
  test("what waits is read by its author and the organiser alone; once published by every office, without an author", async () => {
    const { practiceId, title } = await sent();
    const find = (who: Parameters<typeof read>[0]) => read(who, (tx) => findPractice(tx, practiceId));
    const waiting = (who: Parameters<typeof read>[0]) =>
      read(who, async (tx) => (await listUnpublished(tx)).map(({ id }) => id));
    for (const who of [mentor(), desk.organiser]) {
      expect(await find(who)).toMatchObject({ title, state: "sent", municipality: "Litvínov" });
      expect(await waiting(who)).toContain(practiceId);
    }
    const strangers = [
      person(cast.north, "manager").credential,
      person(cast.south, "mentor").credential,
      person(other.north, "manager").credential,
      cast.ministry.auditor.credential,
      other.ministry.organiser.credential,
      cast.admin.credential,
      visitor(),
    ];
    for (const who of strangers) expect(await find(who)).toBeNull();
    await send(desk.organiser, "practice.publish", { practiceId });
    for (const who of strangers.slice(0, -1)) {
      expect(await seenBy(who, title)).toEqual([title]);
      expect(await find(who)).toMatchObject({ own: false });
      expect(await read(who, (tx) => practiceDecisions(tx, practiceId))).toEqual([]);
    }
    expect(await seenBy(visitor(), title)).toEqual([]);
    expect(await find(mentor())).toMatchObject({ own: true });
  });

  test("a word is found however it is written, in the title, what happened, the lesson and the city", async () => {
    const { practiceId, title } = await sent({ happened: "Šikana u Žižkovy ulice ustala." });
    await send(desk.organiser, "practice.publish", { practiceId });
    const mark = title.slice(-8);
    const south = person(cast.south, "finance").credential;
    for (const q of [mark, mark.toUpperCase(), `prechody ${mark}`]) expect(await seenBy(south, q)).toEqual([title]);
    for (const q of ["sikana u zizkovy", "litvinov", "rodice musi"]) expect(await seenBy(south, q)).toContain(title);
    expect(await seenBy(south, "?!")).toEqual([]);
    const byTopic = await read(south, (tx) => listPractices(tx, practiceFilter.parse({ q: mark, topic: "debts" })));
    expect(byTopic.rows).toEqual([]);
    const whole = await read(south, (tx) => listPractices(tx, practiceFilter.parse({ kind: "good", q: mark }), true));
    expect(whole).toMatchObject({ total: 1 });
  });

  test("returned with a reason, it is changed and sent anew; a published one is nobody's to change but may be taken back", async () => {
    const text = await sent();
    const { practiceId } = text;
    await send(desk.organiser, "practice.return", { practiceId, reason: "unclear", note: "Doplňte, co dělala škola." });
    expect(await read(mentor(), (tx) => practiceDecisions(tx, practiceId))).toMatchObject([
      { decision: "returned", reason: "unclear", note: "Doplňte, co dělala škola." },
      { decision: "sent" },
    ]);
    const changed = { practiceId, ...told({ title: "Lepší název" }) };
    const stranger = person(cast.north, "manager").credential;
    expect((await refusal(send(stranger, "practice.change", changed))).status).toBe(404);
    expect((await refusal(send(mentor(), "practice.change", { ...changed, version: "1" }))).key).toBe(
      "changedMeanwhile",
    );
    await send(mentor(), "practice.change", changed);
    expect(await read(mentor(), (tx) => findPractice(tx, practiceId))).toMatchObject({
      title: "Lepší název",
      state: "sent",
    });
    await send(desk.organiser, "practice.publish", { practiceId });
    expect((await refusal(send(mentor(), "practice.change", changed))).key).toBe("practiceDecided");
    expect((await refusal(send(desk.organiser, "practice.publish", { practiceId }))).key).toBe("practiceDecided");
    await send(desk.organiser, "practice.return", { practiceId, reason: "personal", note: "Je v tom poznat člověk." });
    expect(await seenBy(stranger, "Lepší název")).toEqual([]);
  });

  test("only the organiser of that meeting decides", async () => {
    const { practiceId } = await sent();
    for (const who of [mentor(), cast.ministry.auditor.credential, cast.admin.credential])
      expect((await refusal(send(who, "practice.publish", { practiceId }))).key).toBe("forbidden");
    const back = { practiceId, reason: "other", note: "Ne." };
    expect((await refusal(send(other.ministry.organiser.credential, "practice.return", back))).status).toBe(404);
  });

  test("a draft of a meeting, an unknown town and one of six of a name are refused", async () => {
    const { meetingId: draft } = await desk.draft();
    expect((await refusal(send(mentor(), "practice.send", { meetingId: draft, ...told() }))).status).toBe(404);
    const of = async (municipality: string) =>
      (await refusal(send(mentor(), "practice.send", { meetingId, ...told({ municipality }) }))).fields.municipality;
    expect(await of("Nikde nad Ničím")).toBe("municipalityUnknown");
    expect(await of("Ostrov")).toBe("municipalityAmbiguous");
  });

  test("the newest opened meetings may be told about, a draft not", async () => {
    // Later than any meeting of another test: the list ends at twenty.
    const late = async () => {
      const made = await desk.draft();
      await send(desk.organiser, "site.add", { meetingId: made.meetingId, ...desk.site("late", 3_000) });
      return made.meetingId;
    };
    const [opened, draft] = [await late(), await late()];
    await send(desk.organiser, "meeting.open", { meetingId: opened });
    const told = (await read(mentor(), listTellable)).map(({ id }) => id);
    expect(told).toContain(opened);
    expect(told).not.toContain(draft);
  });

  test("what looks like somebody's data is asked about, and goes through once the author says that he looked", async () => {
    const text = told({ happened: "Přišel pan Novák z druhého patra.", lesson: "Volejte 602 000 111." });
    const asked = await refusal(send(mentor(), "practice.send", { meetingId, ...text }));
    expect(asked.fields).toEqual({
      happened: "personal_name",
      lesson: "personal_phone",
      nobodyNamed: "personalAsked",
    });
    await send(mentor(), "practice.send", { meetingId, ...text, nobodyNamed: true });
  });

  test("twenty of an author wait, no more", async () => {
    const own = await makeCast();
    const who = person(own.north, "mentor").credential;
    for (let n = 0; n < 20; n += 1) await send(who, "practice.send", { meetingId, ...told() });
    expect((await refusal(send(who, "practice.send", { meetingId, ...told() }))).key).toBe("practiceMany");
  });
});

describe("who registered tells by his link", () => {
  test("sees what became of it, and changes what was returned; another link, one of another meeting and an unconfirmed one do not", async () => {
    const { link } = await registered(slug);
    const stranger = await registered(slug);
    const elsewhere = await desk.opened();
    const own = () => read(visitor(), (tx) => listLinkedPractices(tx, slug, link));
    await send(visitor(), "practice.send-by-link", { slug, link, ...told({ title: "Odkazem" }) });
    const [first] = await own();
    expect(first).toMatchObject({ title: "Odkazem", state: "sent", municipality: "Litvínov", reason: null });
    const practiceId = first?.id ?? "";
    await send(desk.organiser, "practice.return", { practiceId, reason: "other", note: "Prosíme o víc slov." });
    expect(await own()).toMatchObject([{ state: "returned", reason: "other", note: "Prosíme o víc slov." }]);
    const changed = { slug, practiceId, ...told({ title: "Odkazem znovu" }) };
    const theirs = { ...changed, link: stranger.link };
    expect((await refusal(send(visitor(), "practice.change-by-link", theirs))).status).toBe(404);
    for (const wrong of [
      { ...changed, slug: elsewhere.slug, link },
      { ...changed, link: "nonsense" },
    ])
      expect((await refusal(send(visitor(), "practice.change-by-link", wrong))).key).toBe("registrationLinkOver");
    await send(visitor(), "practice.change-by-link", { ...changed, link });
    expect(await own()).toMatchObject([{ title: "Odkazem znovu", state: "sent" }]);
    expect(await read(visitor(), (tx) => listLinkedPractices(tx, slug, stranger.link))).toEqual([]);
    expect(await read(visitor(), (tx) => listLinkedPractices(tx, slug, "nonsense"))).toEqual([]);
    const never = filledIn(slug);
    await send(visitor(), "registration.send", never);
    const unconfirmed = { slug, link: await linkOf(never.email), ...told() };
    expect((await refusal(send(visitor(), "practice.send-by-link", unconfirmed))).key).toBe("practiceUnconfirmed");
  });

  test("what of it nobody published goes with his erasure, with what the log kept; what is published stays", async () => {
    const { link, email } = await registered(slug);
    const [waits, stays] = [told(), told()];
    for (const text of [waits, stays]) await send(visitor(), "practice.send-by-link", { slug, link, ...text });
    const texts = await read(visitor(), (tx) => listLinkedPractices(tx, slug, link));
    const practiceId = texts.find(({ title }) => title === stays.title)?.id ?? "";
    await send(desk.organiser, "practice.publish", { practiceId });
    const [row] = await asSuperOperator(sql`select id from registrations where email = ${email}`);
    await send(cast.admin.credential, "person.erase", {
      kind: "registration",
      personId: row?.id,
      reason: "request",
      confirm: true,
    });
    expect(await seenBy(mentor(), stays.title)).toEqual([stays.title]);
    const left =
      await asSuperOperator(sql`select (select count(*)::int from practices where title = ${waits.title}) as rows,
      (select count(*)::int from audit_personal where value = ${waits.title}) as logged`);
    expect(left).toEqual([{ rows: 0, logged: 0 }]);
    expect(
      await read(cast.admin.credential, (tx) => tx.execute(sql`select * from sec.verify(${cast.ministry.id})`)),
    ).toEqual([]);
  });
});

test("nobody writes past the functions, and the log shows nobody what is told", async () => {
  const { title } = await sent();
  const write = (who: Parameters<typeof read>[0], statement: ReturnType<typeof sql>) =>
    withActor(who, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.write" }).then(
      () => "let in",
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
  for (const who of [desk.organiser, mentor(), visitor(), cast.admin.credential]) {
    expect(await write(who, sql`update practices set state = 'published'`)).toBe("42501");
    expect(await write(who, sql`delete from practice_decisions`)).toBe("42501");
    expect(await write(who, sql`select sec.forget_practices('{}')`)).toBe("42501");
    expect(await write(who, sql`select sec.put_practice(gen_random_uuid(), ${meetingId}, null, null, '{}')`)).toBe(
      "42501",
    );
  }
  for (const who of [cast.ministry.auditor.credential, desk.organiser])
    expect(await read(who, (tx) => tx.execute(sql`select 1 from audit_personal where value = ${title}`))).toEqual([]);
});
