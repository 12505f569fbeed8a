import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { type Compared, compare, readSent } from "../support/statements/compare";
import { readCatalogue } from "../support/statements/describe";
import { neverNull } from "../support/statements/listed";
import { callSites } from "../support/statements/written";
import { examples } from "./examples";

const sql = postgres(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", { max: 1, onnotice: () => {} });
afterAll(() => sql.end());

let product: Compared;
let shown: Compared;
beforeAll(async () => {
  for (const run of Object.values(examples)) await withActor({ kind: "public" }, "read", async (tx) => run(tx));
  const sites = callSites(process.cwd());
  const sent = readSent(process.env.HLIDKA_TEST_STATEMENTS ?? "");
  const catalogue = await readCatalogue(sql);
  const isExample = ({ file }: { file: string }) => file.startsWith("tests/");
  shown = await compare(sql, catalogue, sites.filter(isExample), sent);
  product = await compare(
    sql,
    catalogue,
    sites.filter((site) => !isExample(site)),
    sent,
  );
  console.log(`${product.statements} statements of ${sites.length} calls`);
});

test("every row type is what PostgreSQL says of its statement", () => {
  expect(product.differences).toEqual([]);
});

test("every statement with a row type was run by the suite", () => {
  expect(product.unrun).toEqual([]);
});

test("what is listed as never null would be taken for nullable without its line", () => {
  expect(Object.keys(neverNull.columns).filter((column) => !product.listed.has(column))).toEqual([]);
});

test("a renamed column, a changed type, what may be null and what nothing runs are seen", () => {
  const place = /^tests\/statements\/examples.ts:\d+ /;
  const words = shown.differences.map((line) => line.replace(place, "")).sort();
  expect(words).toEqual([
    "a case: closed may be null (case)",
    "a sum: spent may be null (sum)",
    "an outer join: region may be null (an outer join)",
    "another type: total is number (bigint), not string",
    "inside JSON: periods[].at may be null (its column)",
    "inside JSON: periods[].on is string (date), not number",
    "renamed: total is in no type",
    "renamed: totalHalere is no column",
  ]);
  expect(shown.unrun.map((line) => line.replace(place, ""))).toEqual(["unrun"]);
});
