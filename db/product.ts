import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Step, steps } from "./steps";

/** A change of tables: statements in order, the time it was made (a row of drizzle.__drizzle_migrations) and its name. */
export type Migration = { tag: string; when: number; hash: string; statements: string[] };

/** A table and all that stands around it: a paragraph of db/sql/tables.sql. */
export type ProtectedTable = { name: string; text: string };

/**
 * Functions, policies, triggers and rights as this version has them. `counter` rises with every change, so that an older
 * version does not put its own back; `hash` is over all of it.
 */
export type Sources = { counter: number; hash: string; functions: string[]; tables: ProtectedTable[] };

/** What this version of the product makes of a database. */
export type Product = { migrations: Migration[]; sources: Sources; steps: readonly Step[] };

declare global {
  var hlidkaProduct: Promise<Product> | undefined;
}

/** Read once a process, whichever bundle asks first: files that an update puts there meanwhile are another version's. */
export function product(): Promise<Product> {
  globalThis.hlidkaProduct ??= read();
  return globalThis.hlidkaProduct;
}

async function read(): Promise<Product> {
  const [migrations, sources] = await Promise.all([readMigrations(), readSources()]);
  return { migrations, sources, steps };
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const db = (...path: string[]) => join(process.cwd(), "db", ...path);
const journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string(), when: z.number() })) });

async function readMigrations(): Promise<Migration[]> {
  const { entries } = journal.parse(JSON.parse(await readFile(db("migrations/meta/_journal.json"), "utf8")));
  return Promise.all(
    entries.map(async ({ tag, when }) => {
      const text = await readFile(db("migrations", `${tag}.sql`), "utf8");
      return { tag, when, hash: hashOf(text), statements: text.split("--> statement-breakpoint") };
    }),
  );
}

const stamp = z.strictObject({ counter: z.int().min(1), sha256: z.string() });
export const stampFile = "db/sql/version.json";

/** The sources by name, and one hash over them. */
export async function readSourceTexts(): Promise<{ texts: Map<string, string>; hash: string }> {
  const names = (await readdir(db("sql"))).filter((name) => name.endsWith(".sql")).sort();
  const texts = await Promise.all(names.map(async (name) => [name, await readFile(db("sql", name), "utf8")] as const));
  return { texts: new Map(texts), hash: hashOf(texts.flat().join("\0")) };
}

/** A table's paragraph begins with the one call that takes off what was there. */
const beginning = /^(?=select sec\.(?:protect|lock_down|strip)\(')/m;

async function readSources(): Promise<Sources> {
  const { texts, hash } = await readSourceTexts();
  const { counter } = stamp.parse(JSON.parse(await readFile(join(process.cwd(), stampFile), "utf8")));
  const [, ...tables] = (texts.get("tables.sql") ?? "").split(beginning);
  return {
    counter,
    hash,
    functions: [...texts].filter(([name]) => name !== "tables.sql").map(([, text]) => text),
    tables: tables.map((text) => {
      const name = /^select sec\.\w+\('([a-z_.]+)'/.exec(text)?.[1] ?? "";
      return { name: name.includes(".") ? name : `public.${name}`, text };
    }),
  };
}
