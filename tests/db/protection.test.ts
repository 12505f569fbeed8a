import { expect, test } from "vitest";
import { connect } from "@/db/connection";
import { migrate } from "@/db/migrate";
import { product } from "@/db/product";

const key = "s".repeat(64);

/** An empty database of its own; it goes with the cluster of the tests. */
async function emptyDatabase(name: string): Promise<string> {
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  await superuser.unsafe(`create database ${name} owner hlidka_owner`);
  await superuser.end();
  return Object.assign(new URL(process.env.DATABASE_OWNER_URL ?? ""), { pathname: `/${name}` }).href;
}

test("a change of how tables are put behind the gate reaches those whose paragraph says the same as before", async () => {
  const url = await emptyDatabase("hlidka_how");
  await migrate(url, key);
  const own = await product();
  const sources = {
    ...own.sources,
    counter: own.sources.counter + 1,
    hash: "later",
    functions: own.sources.functions.map((text) =>
      text.replace("%I = any ((select sec.cities())", "true and %I = any ((select sec.cities())"),
    ),
  };
  expect(await migrate(url, key, { version: { ...own, sources } })).toEqual(["functions and policies"]);
  const sql = connect(url, 1);
  const [goals] = await sql`select qual from pg_policies where tablename = 'goals' and policyname = 'reads'`;
  await sql.end();
  expect(goals?.qual).toContain("true AND");
});
