import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findAssistants } from "@/db/queries/assistant-search";
import { type Cast, makeCast, type Person, person } from "../support/cast";

let cast: Cast;
const word = `Q${randomUUID()
  .replace(/[^a-f]/g, "")
  .slice(0, 5)}`;
beforeAll(async () => {
  cast = await makeCast();
  await withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      for (const [city, name] of [
        [cast.north, `Jiří Nováček ${word}`],
        [cast.north, `Jana Nováčková ${word}`],
        [cast.south, `Jiří Nováček ${word}`],
      ] as const)
        await tx.execute(sql`insert into assistants (organisation_id, project_id, name)
          values (${city.id}, ${city.projectId}, ${name})`);
    },
    { id: randomUUID(), name: "test.write" },
  );
});
const found = async (who: Person, asked: string) =>
  (await withActor(who.credential, "read", (tx) => findAssistants(tx, asked))).map(({ name, slug }) => [
    name.replace(` ${word}`, ""),
    slug === cast.north.slug ? "north" : "south",
  ]);

test("a name is found without accents, in any case and order, in the own city alone; an auditor finds every city", async () => {
  const mentor = person(cast.north, "mentor");
  expect(await found(mentor, `novacek JIRI ${word}`)).toEqual([["Jiří Nováček", "north"]]);
  expect(await found(mentor, `${word} novac`)).toEqual([
    ["Jana Nováčková", "north"],
    ["Jiří Nováček", "north"],
  ]);
  expect(await found(person(cast.south, "mentor"), `nováčková ${word}`)).toEqual([]);
  expect(await found(cast.ministry.auditor, `jiří ${word}`)).toHaveLength(2);
});

test("signs alone find nobody", async () => {
  expect(await found(cast.ministry.auditor, "%")).toEqual([]);
});
