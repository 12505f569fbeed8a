import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { findMunicipalities } from "@/db/queries/organisations";
import { findPeople } from "@/db/queries/privacy";
import { holds } from "@/db/queries/search";
import { holdsWords, plain } from "@/lib/domain/search";
import { type Cast, makeCast, person } from "../support/cast";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
const read = <T>(run: (tx: Tx) => Promise<T>) => withActor(person(cast.north, "manager").credential, "read", run);
const isHeld = (text: string, asked: string) =>
  read(async (tx) => {
    const [row] = await tx.execute<{ held: boolean }>(sql`select ${holds(sql`${text}::text`, asked)} as held`);
    return row?.held;
  });

test.each([
  ["Příliš žluťoučký kůň", "zlutoucky", true],
  ["FA–2024/017", "fa-2024", true],
  ["Řež", "REZ", true],
  ["Most", "mosty", false],
  ["100% bavlna", "%", false],
  ["a_b", "_", false],
  ["cokoli", "", false],
])("%s and %s", async (text, asked, held) => {
  expect(await isHeld(text, asked)).toBe(held);
});

test("the browser folds a text as the database does", async () => {
  const signs = "aAáÁčČďĎéÉěĚíÍňŇóÓřŘšŠťŤúÚůŮýÝžŽäÄöÖüÜôĽĺŕzZ09@ -–_/.,%\\'\"\t";
  const text = fc.string({ unit: fc.constantFrom(...signs), maxLength: 20 });
  const texts = fc.sample(text, 500);
  const rows = await read((tx) =>
    tx.execute<{ plain: string }>(
      sql`select sec.plain(x.value) as plain from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality x (value, place) order by x.place`,
    ),
  );
  expect(rows.map((row) => row.plain)).toEqual(texts.map(plain));
});

test("signs alone find nobody and nothing, in the browser too", async () => {
  expect(await read((tx) => findMunicipalities(tx, "--"))).toEqual([]);
  const people = (asked: string) =>
    withActor(person(cast.north, "dpo").credential, "read", (tx) => findPeople(tx, asked));
  expect(await people("a")).not.toEqual([]);
  expect(await people("%%")).toEqual([]);
  expect([holdsWords("Město Most", "mesto MO"), holdsWords("Město Most", "--"), holdsWords("Město Most", " ")]).toEqual(
    [true, false, true],
  );
});
