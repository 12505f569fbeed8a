import { createHash, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findMail } from "@/db/queries/outbox";
import { findPractice } from "@/db/queries/practices";
import { writeMail } from "@/server/mail/write";
import { allocationDesk } from "../support/allocation-desk";
import { sendTicks, tick } from "../support/attendance";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { registered, visitor } from "../support/registration";
import { allocate, allocated, byLink, idOf, published, standing } from "../support/seats";
import { asSuperOperator } from "../support/superuser";
import { begun, pasted, teamAt } from "../support/team";

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

describe("an address that somebody else typed", () => {
  /** What was ordered to a registration. */
  const orderedTo = async (registrationId: string) => {
    const [row] = await asSuperOperator(
      sql`select count(*)::int as n from outbox o where o.registration_id = ${registrationId}`,
    );
    return Number(row?.n);
  };
  const victim = () => `cizi-${randomUUID().slice(0, 13)}@mesto.example`;
  const first = async (at: { slug: string; link: string }) => {
    const member = (await teamAt(at.slug, at.link)).members.find(({ withdrawn }) => !withdrawn);
    return { slug: at.slug, link: at.link, registrationId: member?.id ?? "", version: member?.version };
  };

  test("gets three mails a day, however often a coordinator puts it in and takes it out again", async () => {
    const { slug } = await desk.opened();
    const [at, email] = [await begun(slug), victim()];
    await pasted(at, "Jana Nová\nPetr Nový\nEva Nová", 3);
    let sent = 0;
    for (const { id, name } of (await teamAt(slug, at.link)).members)
      for (const address of [email, victim(), email, victim()]) {
        const before = await orderedTo(id);
        const { version } = (await teamAt(slug, at.link)).members.find((one) => one.id === id) ?? {};
        const seen = { slug, link: at.link, registrationId: id, version };
        const asked = { name, email: address, role: "assistant", site: "any" };
        await send(visitor(), "member.change", { ...seen, ...asked });
        if (address === email) sent += (await orderedTo(id)) - before;
      }
    expect(sent).toBe(3);
  });

  test("gets three mails a day, however often a coordinator puts a substitute in, and none says a name that he typed", async () => {
    const { slug, meetingId } = await allocated(desk, { first: 1, second: 0 });
    const [at, email] = [await begun(slug), victim()];
    await pasted(at, "Jana Nová", 1, { site: "first", canOther: "no" });
    await allocate(desk, meetingId);
    const { sites } = await desk.found(slug);
    const siteId = sites.find(({ code }) => code === "first")?.id ?? "";
    const { registrationId } = await first(at);
    await send(desk.organiser, "publication.publish", { meetingId, placement: [{ registrationId, siteId }] });
    await send(desk.organiser, "meeting-mail.programme", { siteId });
    for (const name of ["Vyhrajte na http", "Půjčky Ihned", "Zlo Veliké", "Čtvrtý Člen", "Pátý Člen"])
      await send(visitor(), "member.replace", { ...(await first(at)), name, email, role: "assistant" });
    const mails = await asSuperOperator(sql`
      select o.id, o.template from outbox o join registrations r on r.id = o.registration_id where r.email = ${email}`);
    expect(mails).toHaveLength(3);
    expect(mails.map(({ template }) => template)).toContain("seat-substitute");
    for (const { id } of mails) {
      const mail = await read({ kind: "worker" }, (tx) => findMail(tx, String(id)));
      const letter = mail && (await writeMail(mail));
      for (const typed of ["Vyhrajte", "Půjčky", "Zlo", "Člen"])
        expect(JSON.stringify([mail?.recipient, letter])).not.toContain(typed);
    }
  });
});

test("two of a team change places twenty times a day, no more, since both get a mail each time", async () => {
  const { slug, meetingId } = await allocated(desk, { first: 1, second: 0 });
  const at = await begun(slug);
  await pasted(at, "Jana Nová\nPetr Nový", 2, { site: "first", canOther: "no" });
  await allocate(desk, meetingId);
  const { sites } = await desk.found(slug);
  const siteId = sites.find(({ code }) => code === "first")?.id ?? "";
  const [jana] = (await teamAt(slug, at.link)).members;
  await send(desk.organiser, "publication.publish", {
    meetingId,
    placement: [{ registrationId: jana?.id, siteId }],
  });
  const exchange = async () => {
    const { members, version } = await teamAt(slug, at.link);
    const [sits, waits] = ["seated", "waiting"].map((state) => members.find(({ place }) => place?.state === state));
    await send(visitor(), "member.exchange", {
      slug,
      link: at.link,
      registrationId: sits?.id,
      waitingId: waits?.id,
      version,
    });
  };
  for (let n = 0; n < 20; n += 1) await exchange();
  expect(await refusal(exchange())).toMatchObject({ key: "teamOften", status: 429 });
});

/** A published meeting whose mails may leave, one who sits there and one who waits. */
async function told() {
  const at = await published(desk, { first: 1, second: 0 }, { first: [{}], second: [], waiting: [{}] });
  await asSuperOperator(
    sql`update publications set mails_from = now() - interval '1 minute' where id = ${at.publicationId}`,
  );
  const [sits, waits] = [at.first[0]?.id ?? "", at.waiting[0]?.id ?? ""];
  return { ...at, sits, waits };
}
const undo = (publicationId: string) => send(desk.organiser, "publication.undo", { publicationId, note: "Chyba." });

test("a publication whose mails are stopped is not taken back once somebody read of a later decision on it", async () => {
  const { publicationId, slug, first, waits, siteId } = await told();
  await byLink("seat.decline", { slug, link: first[0]?.link ?? "" });
  const [mail] = await asSuperOperator(sql`update outbox set state = 'sent', settled_at = now(), delivered = 'file'
    where registration_id = ${waits} and template = 'seat-placed' and batch_id is null returning id`);
  expect(mail).toBeDefined();
  expect((await refusal(undo(publicationId))).key).toBe("publicationLeft");
  expect(siteId("first")).not.toBe("");
});

test("who was taken off a publication that is undone is told a place by the next one like everybody", async () => {
  const { publicationId, meetingId, sits, siteId } = await told();
  await send(desk.organiser, "seat.remove", { registrationId: sits, fromSiteId: siteId("first"), reason: "Omyl." });
  await undo(publicationId);
  const placement = [{ registrationId: sits, siteId: siteId("first") }];
  await send(desk.organiser, "publication.publish", { meetingId, placement });
  expect((await standing(desk, meetingId)).get(sits)).toMatchObject({ state: "seated" });
});

test("a run is taken and repeated in one's own name, and places are told by a run of their meeting", async () => {
  const allocating = allocationDesk(desk);
  const [{ meetingId, runId }, other] = [await allocating.chosen(), await allocating.chosen()];
  const { id } = await allocating.balancedOf(other.meetingId).catch(() => ({ id: other.runId }));
  const admin = cast.admin.id;
  const refused = (statement: SQL) =>
    write(desk.organiser, statement).then(
      () => "let in",
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
  for (const statement of [
    sql`update allocation_runs set chosen_by = ${admin} where id = ${runId}`,
    sql`update allocation_runs set verdict = 'same', verified_by = ${admin}, verified_at = now() where id = ${runId}`,
    sql`update allocation_runs set chosen_at = now() - interval '1 day' where id = ${runId}`,
  ])
    expect(await refused(statement)).toBe("42501");
  const call = sql`sec.publish_seats(${meetingId}, ${id}::uuid, '[]'::jsonb, '', null)`;
  expect(await write(desk.organiser, sql`select ${call} as said`)).toEqual([{ said: null }]);
});

test("while a further round is open who waits gets no better place in the queue by another role", async () => {
  const { slug, meetingId, waiting, siteId } = await published(
    desk,
    { first: 0, second: 0 },
    {
      first: [],
      second: [],
      waiting: [{ role: "other" }],
    },
  );
  await asSuperOperator(sql`insert into meeting_rounds (organisation_id, meeting_id, number, site_id, closes_at)
    values (${cast.ministry.id}, ${meetingId}, 2, ${siteId("first")}, now() + interval '900 days')`);
  await asSuperOperator(sql`update meeting_rounds set state = 'open' where meeting_id = ${meetingId} and number = 2`);
  const { email: _, locale: __, consent: ___, id: ____, link = "", ...own } = waiting[0] ?? {};
  const change = (more: object) => byLink("registration.change", { slug, link }, { ...own, ...more });
  expect((await refusal(change({ role: "assistant" }))).fields).toEqual({ role: "roleByOrganiser" });
  await change({ car: false });
});

test("a person's address leaves the lists of the invited with his erasure", async () => {
  const { slug, meetingId } = await desk.opened();
  const { email } = await registered(slug);
  await asSuperOperator(sql`insert into invited_addresses (organisation_id, meeting_id, email, label, source, token_hash, added_by, kept_until)
    values (${cast.ministry.id}, ${meetingId}, ${email}, 'Jana', 'pasted', '', ${cast.admin.id}, sec.today() + 900)`);
  const erase = { kind: "registration", personId: await idOf(email), reason: "request", confirm: true };
  await send(cast.admin.credential, "person.erase", erase);
  expect(await asSuperOperator(sql`select email from invited_addresses where email = ${email}`)).toEqual([]);
});
