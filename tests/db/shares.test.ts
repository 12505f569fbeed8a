import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { sqlState, toDomainError } from "@/db/failure";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { listOccupancy } from "@/db/queries/occupancy";
import { occupancy } from "@/lib/domain/occupancy";
import { env } from "@/lib/env";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { asSuperuser } from "../support/superuser";

type Input = Record<string, unknown>;
let cast: Cast;
let mentor: Credential;
let manager: Credential;
let projectId = "";
let posts: string[] = [];
let free = 0;
/** A post that no other test here uses. */
const freshPost = () => posts[free++] ?? "";

const one = (query: ReturnType<typeof sql>) =>
  withActor(manager, "read", async (tx) => (await tx.execute<Record<string, unknown>>(query))[0]);
const hire = async (name: string) => (await send(mentor, "assistant.add", { projectId, name })).assistantId ?? "";
const place = (assistantId: string, postId: string, startsOn: string, more: Input = {}) =>
  send(mentor, "occupancy.start", { assistantId, postId, startsOn, ...more });
/** The refusal with the values of its sentence. */
const told = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => ({ status: error.status, fields: error.fields }),
  );

beforeAll(async () => {
  cast = await makeCast();
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  projectId =
    (
      await send(manager, "project.create", {
        organisationId: cast.north.id,
        slug: `t-${randomUUID().slice(0, 8)}`,
        name: "Projekt",
        beneficiary: "město",
        startsOn: "2023-04-01",
        endsOn: "2026-03-31",
        totalHalere: 1000,
        assistants: 20,
        trainingAreas: [],
      })
    ).projectId ?? "";
  const found = await one(
    sql`select jsonb_agg(id order by number) as posts from posts where project_id = ${projectId}`,
  );
  posts = found?.posts as string[];
});

test("who ends on the 14th and who begins on the 15th follow each other; one shared day is refused by its date", async () => {
  const post = freshPost();
  const [first, second] = [await hire("První"), await hire("Druhá")];
  const { occupancyId } = await place(first, post, "2025-01-01", { endsOn: "2025-03-15" });
  expect(await told(place(second, post, "2025-03-15"))).toEqual({
    status: 409,
    fields: { startsOn: { key: "postTaken", values: { day: "2025-03-15", percent: "200" } } },
  });
  await send(mentor, "occupancy.end", { occupancyId, endsOn: "2025-03-14" });
  await place(second, post, "2025-03-15");
  const open = freshPost();
  await place(await hire("Otevřený"), open, "2024-06-01");
  await place(await hire("Jednodenní"), open, "2024-05-30", { endsOn: "2024-05-30" });
});

test("two halves fill a post and a third finds no room; three halves of one person are one too many", async () => {
  const [post, other, third] = [freshPost(), freshPost(), freshPost()];
  const [a, b, c] = [await hire("Půl A"), await hire("Půl B"), await hire("Půl C")];
  const half = { ftePercent: 50 };
  await place(a, post, "2024-01-01", half);
  await place(b, post, "2024-01-01", half);
  expect((await told(place(c, post, "2023-12-01", half)))?.fields).toEqual({
    startsOn: { key: "postTaken", values: { day: "2024-01-01", percent: "150" } },
  });
  await place(a, other, "2024-01-01", half);
  expect((await told(place(a, third, "2024-05-01", half)))?.fields).toEqual({
    assistantId: { key: "assistantTaken", values: { day: "2024-05-01", percent: "150" } },
  });
});

test("who is away is covered by a whole substitute until the day before he is back", async () => {
  const post = freshPost();
  const [ill, cover] = [await hire("Nemocná"), await hire("Zástup")];
  await place(ill, post, "2023-04-01");
  const { leaveId } = await send(mentor, "leave.start", { assistantId: ill, kind: "sick", startsOn: "2024-03-01" });
  await place(cover, post, "2024-03-04", { leaveId, contract: "dpp" });
  const at = async (day: string) =>
    occupancy(
      (await withActor(mentor, "read", (tx) => listOccupancy(tx, projectId, day))).filter(
        ({ number }) => number === free,
      ),
      day,
    );
  expect(await at("2024-03-02")).toMatchObject({ filled: 1, fte: 0 });
  expect(await at("2024-03-05")).toMatchObject({ filled: 1, fte: 1, vacancyMonths: 0 });
  await send(mentor, "leave.change", { leaveId, kind: "sick", startsOn: "2024-03-01", endsOn: "2024-04-30" });
  expect(await one(sql`select ends_on::text as until from post_occupancies where leave_id = ${leaveId}`)).toEqual({
    until: "2024-04-30",
  });
  expect(await at("2024-05-02")).toMatchObject({ filled: 1, fte: 1 });
  // Past the verb, the database refuses the same.
  const longer = withActor(
    mentor,
    "write",
    (tx) => tx.execute(sql`update post_occupancies set ends_on = '2024-05-01' where leave_id = ${leaveId}`),
    { id: randomUUID(), name: "test.write" },
  ).catch((error) => sqlState(error));
  expect(await longer).toMatchObject({ constraint: "post_shares", detail: "2024-05-01 200" });
});

test("a share that changes in the middle of a month is two rows, and nothing before the day changes", async () => {
  const post = freshPost();
  const assistantId = await hire("Poloviční");
  const { occupancyId } = await place(assistantId, post, "2024-01-01");
  const changed = await send(mentor, "occupancy.change", {
    occupancyId,
    fromOn: "2025-03-16",
    ftePercent: 50,
    contract: "employment",
    contractEndsOn: "2025-12-31",
  });
  expect(
    await one(sql`select jsonb_agg(jsonb_build_array(starts_on, ends_on, fte_percent, contract_ends_on) order by starts_on) as rows
      from post_occupancies where assistant_id = ${assistantId}`),
  ).toEqual({
    rows: [
      ["2024-01-01", "2025-03-15", 100, null],
      ["2025-03-16", "2025-12-31", 50, "2025-12-31"],
    ],
  });
  // A correction of the same row makes none.
  await send(mentor, "occupancy.change", { occupancyId: changed.occupancyId, ftePercent: 60, contract: "dpc" });
  expect(
    await one(
      sql`select fte_percent as share, contract, ends_on as until from post_occupancies where id = ${changed.occupancyId}`,
    ),
  ).toEqual({ share: 60, contract: "dpc", until: null });
});

test("verbs of shares and leaves: strangers, other roles, what cannot be, twice the same", async () => {
  const post = freshPost();
  const assistantId = await hire("Zkušební");
  const other = await hire("Druhý");
  const { occupancyId } = await place(assistantId, post, "2024-01-01");
  const { leaveId } = await send(mentor, "leave.start", {
    assistantId,
    kind: "parental",
    startsOn: "2025-01-01",
    endsOn: "2025-01-31",
  });
  const verbs: [name: string, input: Input, wrong: [change: Input, field: string, key: string][]][] = [
    [
      "occupancy.change",
      { occupancyId, fromOn: "2024-07-01", ftePercent: 80, contract: "employment" },
      [
        [{ fromOn: "2023-12-31" }, "fromOn", "outsideOccupancy"],
        [{ contractStartsOn: "2024-07-02" }, "contractStartsOn", "contractLater"],
        [{ contractEndsOn: "2024-06-30" }, "contractEndsOn", "contractShorter"],
        [{ endsOn: "2026-04-01" }, "endsOn", "outsidePostDays"],
        [{ ftePercent: 0 }, "ftePercent", "tooSmall"],
        [{ version: undefined }, "version", "required"],
      ],
    ],
    [
      "leave.start",
      { assistantId, kind: "unpaid", startsOn: "2024-08-01", endsOn: "2024-08-31" },
      [
        [{ assistantId: other }, "startsOn", "notInPost"],
        [{ endsOn: "2024-07-31" }, "endsOn", "endBeforeStart"],
        [{ kind: "flu" }, "kind", "notOffered"],
        [{ startsOn: "2025-01-15", endsOn: null }, "startsOn", "awayAlready"],
      ],
    ],
    [
      "leave.change",
      { leaveId, kind: "parental", startsOn: "2025-01-02", endsOn: "2025-02-28" },
      [
        [{ endsOn: "2025-01-01" }, "endsOn", "endBeforeStart"],
        [{ startsOn: "2023-12-31" }, "startsOn", "notInPost"],
      ],
    ],
    ["leave.remove", { leaveId }, []],
  ];
  for (const [name, input, wrong] of verbs) {
    const stranger = person(cast.south, "mentor").credential;
    expect([name, await refusal(send(stranger, name, input))]).toMatchObject([name, { key: "notFound", status: 404 }]);
    for (const credential of [person(cast.north, "finance").credential, cast.ministry.auditor.credential])
      expect([name, await refusal(send(credential, name, input))]).toMatchObject([name, { status: 403 }]);
    for (const [change, field, key] of wrong)
      expect([name, field, (await refusal(send(mentor, name, { ...input, ...change }))).fields[field]]).toEqual([
        name,
        field,
        key,
      ]);
    const id = randomUUID();
    const first = await send(mentor, name, input, id);
    expect([name, await send(mentor, name, input, id)]).toEqual([name, first]);
    if ("leaveId" in input || "occupancyId" in input)
      expect([name, await refusal(send(mentor, name, { ...input, version: "1" }))]).toMatchObject([
        name,
        { status: name === "leave.remove" ? 404 : 409 },
      ]);
  }
});

/** Two writes of the mentor at once: the second begins while the first holds what it wrote. How each ended. */
async function atOnce(first: (tx: Tx) => Promise<unknown>, second: (tx: Tx) => Promise<unknown>) {
  let go: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    go = resolve;
  });
  let written: () => void = () => {};
  const wrote = new Promise<void>((resolve) => {
    written = resolve;
  });
  const mark = () => ({ id: randomUUID(), name: "test.write" });
  const ended = (work: Promise<unknown>) =>
    work.then(
      () => "let in",
      (error) => toDomainError(error)?.key ?? String(error),
    );
  const one = ended(
    withActor(
      mentor,
      "write",
      async (tx) => {
        await first(tx);
        written();
        await released;
      },
      mark(),
    ),
  );
  await wrote;
  let settled = false;
  const two = ended(withActor(mentor, "write", second, mark())).finally(() => {
    settled = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 150));
  const waited = !settled;
  go();
  return { waited, ends: [await one, await two] };
}

const insert = (assistantId: string, postId: string, percent: number) => (tx: Tx) =>
  tx.execute(sql`insert into post_occupancies (organisation_id, project_id, post_id, assistant_id, starts_on, fte_percent)
    values (${cast.north.id}, ${projectId}, ${postId}, ${assistantId}, '2024-01-01', ${percent})`);

test("of two sessions that fill one post, or one person, at once the second waits and is refused", async () => {
  const [post, left, right] = [freshPost(), freshPost(), freshPost()];
  const [a, b, c] = [await hire("Souběh A"), await hire("Souběh B"), await hire("Souběh C")];
  expect(await atOnce(insert(a, post, 60), insert(b, post, 60))).toEqual({
    waited: true,
    ends: ["let in", "postTaken"],
  });
  expect(await atOnce(insert(c, left, 60), insert(c, right, 60))).toEqual({
    waited: true,
    ends: ["let in", "assistantTaken"],
  });
});

test("a leave that is shortened while a substitute is put in its post is refused, or he is", async () => {
  const post = freshPost();
  const [ill, cover] = [await hire("Vrací se"), await hire("Přichází")];
  await place(ill, post, "2023-04-01");
  const { leaveId } = await send(mentor, "leave.start", { assistantId: ill, kind: "sick", startsOn: "2024-01-01" });
  const shorten = (tx: Tx) => tx.execute(sql`update assistant_leaves set ends_on = '2024-02-29' where id = ${leaveId}`);
  expect(await atOnce(shorten, insert(cover, post, 100))).toEqual({ waited: true, ends: ["let in", "postTaken"] });
});

test("under repeatable read, where the count would be that of the beginning, no share changes", async () => {
  const refused = asSuperuser(async (tx) => {
    await tx.execute(sql`set transaction isolation level repeatable read`);
    await tx.execute(sql`select sec.enter_machine('operator', ${env().HLIDKA_KEY}, null, ${randomUUID()}, 'test.raw')`);
    await tx.execute(sql`update post_occupancies set fte_percent = fte_percent`);
  }).catch((error) => sqlState(error)?.code);
  expect(await refused).toBe("25001");
});
