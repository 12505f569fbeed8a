import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Credential, Tx } from "@/db/gate";
import { projectSummaries } from "@/db/queries/project-summary";
import { rememberedAnswer } from "@/server/api";
import { type Cast, makeCast, person } from "../support/cast";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

/** Reads the list as somebody; tells what was answered and how often it has been computed. */
function lists() {
  let computed = 0;
  const read = async (credential: Credential) => {
    const answer = await rememberedAnswer(credential, null, "/list", async (tx: Tx, me) => {
      computed += 1;
      return (await projectSummaries(tx, me.today, { limit: 200 })).map(({ slug, name }) => ({ slug, name }));
    });
    return { answer: answer ?? "", computed };
  };
  return read;
}

test("the list of projects is computed once, again after a write in one of its cities, and for each reader apart", async () => {
  const read = lists();
  const [finance, mentor, auditor] = [
    person(cast.north, "finance").credential,
    person(cast.north, "mentor").credential,
    cast.ministry.auditor.credential,
  ];
  const first = await read(finance);
  expect(first.answer).toContain(cast.north.slug);
  expect(first.answer).not.toContain(cast.south.slug);
  expect(await read(finance)).toEqual(first);
  const everything = await read(auditor);
  expect(everything.computed).toBe(2);
  expect(everything.answer).toContain(cast.south.slug);
  expect((await read(mentor)).computed).toBe(3);

  await asSuperOperator(sql`update projects set name = 'Renamed south' where id = ${cast.south.projectId}`);
  expect((await read(finance)).computed).toBe(3);
  const after = await read(auditor);
  expect(after.computed).toBe(4);
  expect(after.answer).toContain("Renamed south");

  await asSuperOperator(sql`update projects set name = 'Renamed north' where id = ${cast.north.projectId}`);
  const own = await read(finance);
  expect([own.computed, own.answer.includes("Renamed north")]).toEqual([5, true]);
});

test("a role that is taken away takes the list with it", async () => {
  const own = await makeCast();
  const who = person(own.north, "finance");
  const read = lists();
  expect((await read(who.credential)).answer).toContain(own.north.slug);
  await asSuperOperator(sql`update role_assignments set ended_at = now() where user_id = ${who.id}`);
  expect((await read(who.credential)).answer).not.toContain(own.north.slug);
});

test("another day asked for is another answer, and so is another page of the list", async () => {
  const reader = person(cast.north, "manager").credential;
  const asked: string[] = [];
  const read = (search: string) =>
    rememberedAnswer(reader, null, `/list${search}`, async () => {
      asked.push(search);
      return { search };
    });
  for (const search of ["?k=2024-06-30", "?k=2024-07-31", "?k=2024-06-30&limit=1", "?k=2024-06-30"])
    expect(JSON.parse((await read(search)) ?? "")).toEqual({ search });
  expect(asked).toEqual(["?k=2024-06-30", "?k=2024-07-31", "?k=2024-06-30&limit=1"]);
});
