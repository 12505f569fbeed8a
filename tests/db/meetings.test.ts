import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { listMeetings, meetingDecisions } from "@/db/queries/meetings";
import { listMentions } from "@/db/queries/privacy";
import { deadlineDay } from "@/lib/domain/meeting";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { basics, meetingDesk, meetingOf, read } from "../support/meeting";

let cast: Cast;
let other: Cast;
let organiser: Credential;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let strange: typeof desk;
beforeAll(async () => {
  [cast, other] = [await makeCast(), await makeCast()];
  [desk, strange] = [await meetingDesk(cast), await meetingDesk(other)];
  organiser = desk.organiser;
});

const nobody: Credential = { kind: "public" };

describe("a draft", () => {
  test("is its ministry's and of those who read all; nobody else finds it, nor does the public", async () => {
    const { slug } = await desk.draft();
    for (const who of [organiser, cast.ministry.auditor.credential, cast.admin.credential])
      expect((await meetingOf(who, slug))?.blocks).toHaveLength(1);
    const strangers = [nobody, person(cast.north, "manager").credential, other.ministry.organiser.credential];
    for (const who of strangers) expect(await meetingOf(who, slug)).toBeNull();
  });

  test("is told to lack what an invitation needs", async () => {
    const named = basics();
    const { meetingId } = await send(organiser, "meeting.create", {
      organisationId: cast.ministry.id,
      ...named,
      deadlineOn: "2020-01-31",
    });
    const { key, status, fields } = await refusal(send(organiser, "meeting.open", { meetingId }));
    expect([key, status]).toEqual(["meetingIncomplete", 422]);
    expect(Object.keys(fields).sort()).toEqual([
      "blockMissing",
      "contactMissing",
      "deadlinePast",
      "invitationMissing",
      "registrationMissing",
      "siteMissing",
    ]);
  });

  test("is removed with all that belongs to it, once opened no more", async () => {
    const { meetingId, slug } = await desk.draft();
    await send(organiser, "meeting.remove", { meetingId });
    expect(await meetingOf(organiser, slug)).toBeNull();
    const { meetingId: other } = await desk.opened();
    expect((await refusal(send(organiser, "meeting.remove", { meetingId: other }))).key).toBe("meetingNotDraft");
  });

  test("has an address and a number of its own", async () => {
    const { slug } = await desk.draft();
    const { referenceNumber } = await desk.found(slug);
    const create = (input: object) =>
      refusal(
        send(organiser, "meeting.create", {
          organisationId: cast.ministry.id,
          ...basics(),
          deadlineOn: "2030-01-31",
          ...input,
        }),
      );
    expect(await create({ slug })).toMatchObject({ status: 409, fields: { slug: "meetingSlugTaken" } });
    expect(await create({ referenceNumber })).toMatchObject({
      status: 409,
      fields: { referenceNumber: "referenceNumberTaken" },
    });
    expect(await create({ slug: "new" })).toMatchObject({ status: 422, fields: { slug: "meetingSlugTaken" } });
  });
});

describe("an opened meeting", () => {
  test("is seen by everybody with its sites, programme and rounds; who decided is not", async () => {
    const { meetingId, slug } = await desk.opened();
    const strangers = [nobody, person(cast.north, "mentor").credential, other.ministry.organiser.credential];
    for (const who of strangers) {
      const seen = await meetingOf(who, slug);
      expect(seen).toMatchObject({ state: "open", rounds: [{ number: 1, state: "open", siteId: null }] });
      expect(seen?.sites.map(({ code, arrivalBy, capacity }) => [code, arrivalBy, capacity])).toEqual([
        ["first", "11:30", 100],
        ["second", "11:30", 100],
      ]);
      expect(seen?.blocks.map(({ titleCs, minutes }) => [titleCs, minutes])).toEqual([["Krizová komunikace", 90]]);
      expect(await read(who, (tx) => meetingDecisions(tx, meetingId))).toEqual([]);
      expect((await read(who, listMeetings)).map((line) => line.slug)).not.toContain(slug);
    }
    expect((await read(organiser, listMeetings)).map((line) => line.slug)).toContain(slug);
  });

  test("is closed and opened again, each a decision in the name of who took it", async () => {
    const { meetingId, slug } = await desk.opened();
    await send(organiser, "meeting.close", { meetingId, note: "Plno" });
    expect(await desk.found(slug)).toMatchObject({ state: "closed", rounds: [{ state: "closed" }] });
    const reopen = (input: object) => send(organiser, "meeting.reopen", { meetingId, note: "Prosby obcí", ...input });
    expect((await refusal(reopen({ deadlineOn: desk.later(-1) }))).fields).toEqual({ deadlineOn: "dayPast" });
    expect((await refusal(reopen({ deadlineOn: desk.later(30) }))).fields).toEqual({
      deadlineOn: "deadlineAfterStart",
    });
    await reopen({ deadlineOn: desk.later(20) });
    const meeting = await desk.found(slug);
    expect(meeting).toMatchObject({ state: "open", rounds: [{ state: "open" }] });
    expect(deadlineDay(meeting.rounds[0]?.closesAt ?? "")).toBe(desk.later(20));
    const decisions = await read(cast.ministry.auditor.credential, (tx) => meetingDecisions(tx, meetingId));
    expect(decisions.map(({ decision, note, round }) => [decision, note, round])).toEqual([
      ["open", "Prosby obcí", null],
      ["closed", "Plno", null],
      ["open", "", null],
    ]);
    expect(new Set(decisions.map(({ by }) => by))).toEqual(new Set([`Canary ${cast.ministry.organiser.email}`]));
  });

  test("keeps its address, its sites' number and a deadline before they begin", async () => {
    const { meetingId, slug } = await desk.opened();
    const { sites, referenceNumber } = await desk.found(slug);
    const renamed = { meetingId, referenceNumber, titleCs: "Jinak", titleEn: "Otherwise", slug: `${slug}-x` };
    expect((await refusal(send(organiser, "meeting.change", renamed))).fields).toEqual({ slug: "meetingSlugFixed" });
    const siteId = sites[0]?.id ?? "";
    expect((await refusal(send(organiser, "site.remove", { siteId }))).key).toBe("meetingNotDraft");
    expect((await refusal(send(organiser, "site.change", { siteId, ...desk.site("first", 10) }))).fields).toEqual({
      startsOn: "deadlineAfterStart",
    });
    expect((await refusal(send(organiser, "site.add", { meetingId, ...desk.site("third", 10) }))).fields).toEqual({
      startsOn: "deadlineAfterStart",
    });
    await send(organiser, "site.change", { siteId, ...desk.site("first", 40), capacity: 0 });
    expect((await desk.found(slug)).sites[0]).toMatchObject({ capacity: 0, startsOn: desk.later(40) });
  });
});

test("where a meeting names a person is found by who looks after privacy", async () => {
  const name = `Hana ${randomUUID().slice(0, 8)}`;
  const { meetingId, slug } = await desk.opened();
  const { titleCs, titleEn, referenceNumber, blocks } = await desk.found(slug);
  const named = { meetingId, slug, titleCs, titleEn, referenceNumber };
  await send(organiser, "meeting.change", { ...named, contactName: name, signatoryName: `Mgr. ${name}` });
  await send(organiser, "block.change", { blockId: blocks[0]?.id, number: 1, titleCs: "Blok", lecturer: name });
  await send(organiser, "meeting.close", { meetingId, note: `Uzavřela ${name}` });
  const about = { kind: "user" as const, id: cast.ministry.organiser.id, organisationId: cast.ministry.id };
  const mentions = await read(cast.admin.credential, (tx) => listMentions(tx, about, name));
  expect(mentions.map(({ where, project }) => [where, project]).sort()).toEqual(
    ["meeting_blocks", "meeting_decisions", "meetings", "meetings", "round_decisions"].map((where) => [
      where,
      referenceNumber,
    ]),
  );
});

test("who is erased with his mentions is no contact of a meeting any more: name, number and address go", async () => {
  const cast = await makeCast();
  const own = await meetingDesk(cast);
  const { email, id: personId } = cast.ministry.organiser;
  const { meetingId, slug } = await own.opened();
  const { titleCs, titleEn, referenceNumber } = await own.found(slug);
  const named = { meetingId, slug, titleCs, titleEn, referenceNumber };
  const contact = { contactName: `Mgr. Canary ${email}`, contactEmail: email, contactPhone: "974 000 100" };
  await send(own.organiser, "meeting.change", { ...named, ...contact });
  const erasing = { kind: "user", personId, reason: "request", inNotes: true, confirm: true };
  await send(cast.admin.credential, "person.erase", erasing);
  expect(await meetingOf(cast.admin.credential, slug)).toMatchObject({
    contactName: "Mgr. [vymazáno]",
    contactEmail: null,
    contactPhone: "",
  });
});

describe("the database itself", () => {
  const write = (who: Credential, run: (tx: Tx) => Promise<unknown>) =>
    withActor(who, "write", run, { id: randomUUID(), name: "test.write" }).then(
      () => "let in",
      (error: { cause?: { code?: string; constraint_name?: string } }) =>
        error.cause?.constraint_name ?? error.cause?.code,
    );

  test("a meeting is opened by a decision of the same transaction in one's own name, by no bare update", async () => {
    const { meetingId } = await desk.draft();
    const bare = (state: string) => (tx: Tx) =>
      tx.execute(sql`update meetings set state = ${state} where id = ${meetingId}`);
    expect(await write(organiser, bare("open"))).toBe("42501");
    const inNameOf = (userId: string, state: string) => (tx: Tx) =>
      tx.execute(sql`with decided as (insert into meeting_decisions (organisation_id, meeting_id, decision, decided_by)
          values (${cast.ministry.id}, ${meetingId}, ${state}, ${userId}))
        update meetings set state = ${state} where id = ${meetingId}`);
    expect(await write(organiser, inNameOf(cast.ministry.auditor.id, "open"))).toBe("42501");
    expect(await write(organiser, inNameOf(cast.ministry.organiser.id, "published"))).toBe("42501");
    const word = sql`insert into meeting_decisions (organisation_id, meeting_id, decision, decided_by)
      values (${cast.ministry.id}, ${meetingId}, 'open', ${cast.ministry.organiser.id})`;
    expect(await write(organiser, (tx) => tx.execute(word))).toBe("decided_once");
    expect(await write(organiser, inNameOf(cast.ministry.organiser.id, "open"))).toBe("let in");
  });

  test("a round neither", async () => {
    const { slug } = await desk.draft();
    const roundId = (await desk.found(slug)).rounds[0]?.id;
    expect(
      await write(organiser, (tx) =>
        tx.execute(sql`update meeting_rounds set state = 'open' where id = ${roundId ?? ""}`),
      ),
    ).toBe("42501");
  });

  test("days, seats and codes keep to the rules, whoever writes", async () => {
    const { meetingId, slug } = await desk.draft();
    const siteId = (await desk.found(slug)).sites[0]?.id ?? "";
    const set = (change: ReturnType<typeof sql>) =>
      write(organiser, (tx) => tx.execute(sql`update meeting_sites set ${change} where id = ${siteId}`));
    expect(await set(sql`ends_on = starts_on - 1`)).toBe("meeting_sites_dates");
    expect(await set(sql`capacity = -1`)).toBe("meeting_sites_capacity");
    expect(await set(sql`code = 'second'`)).toBe("meeting_sites_code");
    expect(await set(sql`first_meal = 'supper'`)).toBe("meeting_sites_meals");
    const stranger = await strange.draft();
    expect(
      await write(organiser, (tx) =>
        tx.execute(sql`insert into meeting_blocks (organisation_id, meeting_id, number, title_cs)
          values (${cast.ministry.id}, ${stranger.meetingId}, 9, 'x')`),
      ),
    ).toBe("meeting_blocks_meeting");
    expect(await write(organiser, (tx) => tx.execute(sql`update meeting_sites set meeting_id = ${meetingId}`))).toBe(
      "42501",
    );
  });

  test("nobody but the organiser of the ministry writes, the public reads and writes nothing", async () => {
    const { meetingId, slug } = await desk.opened();
    const inputs: [string, object][] = [
      ["meeting.close", { meetingId }],
      ["site.add", { meetingId, ...desk.site("third", 50) }],
      ["round.add", { meetingId, siteId: (await desk.found(slug)).sites[0]?.id, deadlineOn: desk.later(20) }],
    ];
    for (const [name, input] of inputs) {
      for (const who of [cast.ministry.auditor, cast.admin, person(cast.north, "manager")])
        expect(await refusal(send(who.credential, name, input))).toMatchObject({ key: "forbidden", status: 403 });
      expect((await refusal(send(other.ministry.organiser.credential, name, input))).status).toBe(404);
      expect((await refusal(send(nobody, name, input))).status).toBe(401);
    }
    expect(
      await write(nobody, (tx) => tx.execute(sql`delete from meeting_blocks where meeting_id = ${meetingId}`)),
    ).toBe("let in");
    expect((await desk.found(slug)).blocks).toHaveLength(1);
  });
});
