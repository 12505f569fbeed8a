import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { listCertificates } from "@/db/queries/certificates";
import {
  findCertificateForTraining,
  listTrainings,
  teamCertificates,
  trainingChanges,
  trainingChoices,
} from "@/db/queries/trainings";
import { minutesByArea } from "@/lib/domain/training";
import { idsOf, sendTicks, tick } from "../support/attendance";
import { type Cast, type City, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { block, meetingDesk, read } from "../support/meeting";
import { registered, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

const mentorOf = (city: City) => person(city, "mentor").credential;
/** Somebody new in a project. */
async function assistantOf(city: City) {
  const name = `Žofie Bártů ${randomUUID().slice(0, 6)}`;
  await send(mentorOf(city), "assistant.add", { projectId: city.projectId, name });
  const [row] = await asSuperOperator(sql`select id from assistants where name = ${name}`);
  return String(row?.id);
}
/** A new training area of a project, and its number. */
async function areaOf(city: City) {
  const name = `Oblast ${randomUUID().slice(0, 6)}`;
  await send(person(city, "manager").credential, "training-area.add", { projectId: city.projectId, name });
  const [row] = await asSuperOperator(sql`select id, number from training_areas where name = ${name}`);
  return { id: String(row?.id), number: Number(row?.number) };
}
/** A meeting of nine blocks of ninety minutes whose first site is over; Jana attended these. */
async function attended(numbers: readonly number[]) {
  const { meetingId, slug } = await desk.draft();
  for (let number = 2; number <= 9; number += 1)
    await send(desk.organiser, "block.add", { meetingId, ...block, number, titleCs: `Blok ${number}`, dayNumber: 2 });
  await send(desk.organiser, "meeting.open", { meetingId });
  await registered(slug, { name: "Jana Čížková" });
  const { sites, blocks } = await desk.found(slug);
  const siteId = sites[0]?.id ?? "";
  const jana = (await idsOf(desk.organiser, meetingId)).get("Jana Čížková") ?? "";
  await asSuperOperator(
    sql`update meeting_sites set starts_on = ${desk.later(-3)}, ends_on = ${desk.later(-1)} where id = ${siteId}`,
  );
  const says = async (which: readonly number[], state = "present") => {
    const ticks = which.map((number) => tick(blocks[number - 1]?.id ?? "", jana, { state }));
    await sendTicks(desk.organiser, siteId, ticks);
    await send(desk.organiser, "certificate.issue", { siteId });
    const [certificate] = await read(desk.organiser, (tx) => listCertificates(tx, siteId));
    return certificate;
  };
  const first = await says(numbers);
  return { siteId, slug, says, code: first?.code ?? "", minutes: first?.minutes ?? 0 };
}
const recordOf = (city: City, assistantId: string, who = mentorOf(city)) =>
  read(who, async (tx) =>
    (await listTrainings(tx, city.projectId, desk.later(0))).filter((row) => row.assistantId === assistantId),
  );
const changesOf = (city: City, who = mentorOf(city)) => read(who, (tx) => trainingChanges(tx, city.projectId));
const take = (city: City, assistantId: string, code: string, areas: object[] = [], who = mentorOf(city)) =>
  send(who, "training.take", { projectId: city.projectId, assistantId, code, areas });

describe("a mentor takes a certificate over", () => {
  test("the rows are the certificate's blocks and hours, in the areas that he chose, and count for no support", async () => {
    const { north } = cast;
    const [assistantId, area] = [await assistantOf(north), await areaOf(north)];
    const { code, minutes } = await attended([1, 3, 4, 8, 9]);
    const told = await read(mentorOf(north), (tx) => findCertificateForTraining(tx, code));
    expect(told).toMatchObject({ name: "Jana Čížková", minutes: 450, site: "first", state: "valid" });
    await take(north, assistantId, code, [
      { number: 3, areaId: area.id },
      { number: 8, areaId: area.id },
      { number: 9, areaId: null },
    ]);
    const [row] = await recordOf(north, assistantId);
    expect(row).toMatchObject({
      title: expect.stringMatching(/^Setkání m-/),
      form: "present",
      source: "meeting",
      minutes,
      counts: false,
      supportId: null,
    });
    expect(row?.parts.map(({ number, minutes, area }) => [number, minutes, area])).toEqual([
      [3, 90, area.number],
      [4, 90, null],
      [8, 90, area.number],
      [9, 90, null],
      [1, 90, null],
    ]);
    expect([...minutesByArea(row?.parts ?? [])]).toEqual([[area.number, 180]]);
    const choices = await read(mentorOf(north), (tx) => trainingChoices(tx, north.projectId));
    expect(choices.usual).toContainEqual({ title: "Blok 3", areaId: area.id });
    expect(choices.assistants.map(({ id }) => id)).toContain(assistantId);
    expect(choices.areas).toContainEqual(expect.objectContaining({ id: area.id }));
  });

  test("once: not for another person, nor a second one of the site for the same", async () => {
    const { north, south } = cast;
    const [one, two] = [await assistantOf(north), await assistantOf(north)];
    const { code } = await attended([1]);
    await take(north, one, code);
    expect((await refusal(take(north, two, code))).key).toBe("certificateTaken");
    expect((await refusal(take(south, await assistantOf(south), code))).key).toBe("certificateTaken");
    expect((await refusal(take(north, two, "0".repeat(24)))).fields).toEqual({ code: "certificateUnknown" });
  });

  test("only in his project: nobody of another city, no assistant and no area of one, no auditor, no organiser", async () => {
    const { north, south } = cast;
    const [own, theirs, area] = [await assistantOf(north), await assistantOf(south), await areaOf(south)];
    const { code } = await attended([1, 2]);
    expect((await refusal(take(north, own, code, [], mentorOf(south)))).status).toBe(404);
    expect((await refusal(take(north, theirs, code))).fields).toEqual({ assistantId: "referenceMissing" });
    expect((await refusal(take(north, own, code, [{ number: 1, areaId: area.id }]))).status).toBe(422);
    for (const who of [cast.ministry.auditor.credential, desk.organiser, person(north, "finance").credential])
      expect((await refusal(take(north, own, code, [], who))).key).toBe("forbidden");
    expect(await recordOf(north, own)).toEqual([]);
    for (const who of [
      desk.organiser,
      cast.ministry.auditor.credential,
      visitor(),
      person(north, "finance").credential,
    ])
      expect(await read(who, (tx) => findCertificateForTraining(tx, code))).toBeNull();
  });
});

test("certificates of people in the teams of his own office wait for the mentor until he takes them; teams of others do not", async () => {
  const { north, south } = cast;
  const { code, slug } = await attended([1]);
  const waiting = (who: Credential) =>
    read(who, async (tx) => (await teamCertificates(tx)).filter((one) => one.code === code));
  expect(await waiting(mentorOf(north))).toEqual([]);
  await asSuperOperator(sql`with team as (
      insert into registration_teams (organisation_id, meeting_id, municipality_code, name, email, locale, city_organisation_id, made_by, confirmed_at, kept_until)
      select m.organisation_id, m.id, '560286', 'Mentor', ${`${slug}@mesto.example`}, 'cs', ${north.id}, ${person(north, "mentor").id}, now(), '2099-01-01'
      from meetings m where m.slug = ${slug} returning id, meeting_id)
    update registrations r set team_id = team.id from team where r.meeting_id = team.meeting_id`);
  expect(await waiting(mentorOf(north))).toMatchObject([{ name: "Jana Čížková", minutes: 90, site: "first" }]);
  for (const who of [
    mentorOf(south),
    person(north, "finance").credential,
    cast.ministry.auditor.credential,
    desk.organiser,
  ])
    expect(await waiting(who)).toEqual([]);
  await take(north, await assistantOf(north), code);
  expect(await waiting(mentorOf(north))).toEqual([]);
});

describe("a tick corrected later", () => {
  test("changes nothing in the record by itself: it is offered, and taken over it equals the certificate again", async () => {
    const { north } = cast;
    const assistantId = await assistantOf(north);
    const { code, says } = await attended([1, 2]);
    await take(north, assistantId, code);
    expect((await changesOf(north)).filter((change) => change.assistantId === assistantId)).toEqual([]);
    const second = await says([5]);
    expect(second).toMatchObject({ issue: 2, minutes: 270 });
    expect(await recordOf(north, assistantId)).toMatchObject([{ minutes: 180 }]);
    const [change] = (await changesOf(north)).filter((one) => one.assistantId === assistantId);
    expect(change).toMatchObject({ certificateId: second?.id, issue: 2, minutes: 270 });
    expect((await refusal(take(north, await assistantOf(north), code))).fields).toEqual({
      code: "certificateReplaced",
    });
    const input = { trainingId: change?.trainingId, assistantId, areas: [] };
    expect((await refusal(send(mentorOf(north), "training.update", { ...input, seen: randomUUID() }))).key).toBe(
      "changedMeanwhile",
    );
    const stranger = mentorOf(cast.south);
    expect((await refusal(send(stranger, "training.update", { ...input, seen: second?.id }))).status).toBe(404);
    await send(mentorOf(north), "training.update", { ...input, seen: second?.id });
    expect(await recordOf(north, assistantId)).toMatchObject([{ minutes: 270 }]);
    expect((await changesOf(north)).filter((one) => one.assistantId === assistantId)).toEqual([]);
  });

  test("a certificate that was taken back takes the rows with it once the mentor says so", async () => {
    const { north } = cast;
    const assistantId = await assistantOf(north);
    const { code, says } = await attended([1]);
    await take(north, assistantId, code);
    expect(await says([1], "undone")).toBeUndefined();
    const [change] = (await changesOf(north)).filter((one) => one.assistantId === assistantId);
    expect(change).toMatchObject({ certificateId: null, blocks: null });
    expect(await recordOf(north, assistantId)).toMatchObject([{ minutes: 90 }]);
    await send(mentorOf(north), "training.update", {
      trainingId: change?.trainingId,
      assistantId,
      areas: [],
      seen: "none",
    });
    expect(await recordOf(north, assistantId)).toEqual([]);
  });
});

test("hours count for the support once the mentor says so with a reason, and no longer once he takes it back", async () => {
  const { north } = cast;
  const assistantId = await assistantOf(north);
  const { code } = await attended([1, 2]);
  await take(north, assistantId, code);
  const [row] = await recordOf(north, assistantId);
  const say = (more: object, who = mentorOf(north)) =>
    send(who, "training.support", { trainingId: row?.trainingId, assistantId, ...more });
  const yes = { counts: true, note: "Smlouva to dovoluje.", seen: "none" };
  expect((await refusal(say({ ...yes, note: " " }))).fields).toHaveProperty("note");
  expect((await refusal(say(yes, mentorOf(cast.south)))).status).toBe(404);
  expect((await refusal(say({ ...yes, counts: false }))).key).toBe("changedMeanwhile");
  await say(yes);
  const [counted] = await recordOf(north, assistantId);
  expect(counted).toMatchObject({ counts: true, note: "Smlouva to dovoluje." });
  expect((await refusal(say(yes))).key).toBe("changedMeanwhile");
  await say({ counts: false, note: "Omyl.", seen: counted?.supportId });
  expect(await recordOf(north, assistantId)).toMatchObject([{ counts: false, note: "Omyl." }]);
});

test("a city reads its own record, auditors all, the organiser of the meeting and other cities none; nobody writes past the functions", async () => {
  const { north, south } = cast;
  const assistantId = await assistantOf(north);
  const { code } = await attended([1]);
  await take(north, assistantId, code);
  for (const who of [
    mentorOf(north),
    person(north, "finance").credential,
    cast.ministry.auditor.credential,
    cast.admin.credential,
  ])
    expect(await recordOf(north, assistantId, who)).toHaveLength(1);
  const rows = (who: Credential) =>
    read(who, (tx) =>
      tx.execute(sql`select 1 from trainings where project_id = ${north.projectId}
        union all select 1 from training_attendances where project_id = ${north.projectId}`),
    );
  for (const who of [mentorOf(south), person(south, "manager").credential, desk.organiser, visitor()]) {
    expect(await rows(who)).toEqual([]);
    expect(await changesOf(north, who)).toEqual([]);
  }
  const write = (who: Credential, statement: ReturnType<typeof sql>) =>
    withActor(who, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.write" }).then(
      () => "let in",
      (error: { cause?: { code?: string } }) => error.cause?.code,
    );
  for (const who of [mentorOf(north), cast.admin.credential]) {
    expect(await write(who, sql`update training_attendances set minutes = 1`)).toBe("42501");
    expect(await write(who, sql`delete from training_supports`)).toBe("42501");
    expect(
      await write(who, sql`select sec.put_training(${randomUUID()}, ${randomUUID()}, ${randomUUID()}, '[]')`),
    ).toBe("42501");
  }
});
