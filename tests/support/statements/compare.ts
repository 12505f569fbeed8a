import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";
import { type Column, describe } from "./describe";
import { neverNull } from "./listed";
import type { Catalogue, Told } from "./nullable";
import type { Sent } from "./watch";
import type { CallSite, Written } from "./written";

/** What was compared: differences in words, calls that nothing ran, and listed columns that need not be listed. */
export type Compared = { differences: string[]; unrun: string[]; statements: number; listed: Set<string> };

/** Compares every statement that was sent with the row type at the call that sent it. */
export async function compare(sql: Sql, catalogue: Catalogue, sites: CallSite[], sent: Sent[]): Promise<Compared> {
  const texts = new Map<CallSite, Set<string>>(sites.map((site) => [site, new Set()]));
  for (const { at, text } of sent) {
    const site = at.map((frame) => siteAt(sites, frame)).find((found) => found !== undefined);
    if (site) texts.get(site)?.add(text);
  }
  const differences = new Set<string>();
  const listed = new Set<string>();
  for (const [site, each] of texts) {
    for (const text of each) {
      const columns = await describe(sql, catalogue, text).catch((error: Error) => {
        differences.add(`${nameOf(site)}: cannot be described: ${error.message}`);
        return [];
      });
      if (columns.length === 0) continue;
      for (const found of differencesOf(catalogue, columns, site.row)) {
        const key = listedKey(`${site.file} ${site.name} ${found.path}`);
        if (found.nullable && key) listed.add(key);
        else differences.add(`${nameOf(site)}: ${found.path} ${found.words}`);
      }
    }
  }
  const unrun = sites.filter((site) => texts.get(site)?.size === 0).map(nameOf);
  const statements = [...texts.values()].reduce((sum, each) => sum + each.size, 0);
  return { differences: [...differences].sort(), unrun, statements, listed };
}

const nameOf = ({ file, line, name }: CallSite) => `${file}:${line} ${name}`;

const listedKey = (exact: string) =>
  [exact, exact.replace(/[^.]+$/, "*")].find((key) => neverNull.columns[key] !== undefined);

/** The call at a place of a stack; of two in one line the one that begins there. */
function siteAt(sites: CallSite[], { file, line, column }: Sent["at"][number]) {
  const here = sites.filter((site) => site.file === file && site.line === line);
  return here.length > 1 ? here.find((site) => site.column === column) : here[0];
}

/** What the processes under test wrote down in a folder. */
export function readSent(folder: string): Sent[] {
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  );
}

/** One difference: the way to the value, what is wrong with it, and whether it is that it may be null. */
export type Difference = { path: string; words: string; nullable?: true };

/** Compares what PostgreSQL says of the columns with a row type: names, types and what may be null. */
export function differencesOf(catalogue: Catalogue, columns: Column[], row: Written): Difference[] {
  if (row.kind !== "object") return [];
  const told = Object.fromEntries(columns.map((column) => [column.name, column.told]));
  return compareFields(catalogue, told, row.fields, "", false);
}

function compareFields(
  catalogue: Catalogue,
  told: Record<string, Told>,
  written: Record<string, Written>,
  path: string,
  json: boolean,
): Difference[] {
  const missing = Object.entries(written).flatMap(([name, { optional }]) =>
    told[name] || optional ? [] : [{ path: path + name, words: "is no column" }],
  );
  return missing.concat(
    Object.entries(told).flatMap(([name, value]) => {
      const type = written[name];
      if (!type) return [{ path: path + name, words: "is in no type" }];
      return compareValue(catalogue, value, type, path + name, json);
    }),
  );
}

function compareValue(catalogue: Catalogue, told: Told, written: Written, path: string, json: boolean): Difference[] {
  if (written.kind === "any" && written.nullable) return [];
  const found: Difference[] =
    told.nullable && !written.nullable
      ? [{ path, words: `may be null (${told.nullable})`, nullable: true as const }]
      : [];
  const wrong = (is: string, means: string) => found.concat({ path, words: `is ${is}, not ${means}` });
  if (written.kind === "any") return found;
  const type = catalogue.types.get(told.oid);
  const name = catalogue.types.get(type?.base || told.oid)?.name ?? "";
  if (told.object) {
    if (written.kind !== "object") return wrong("an object", written.kind);
    return found.concat(compareFields(catalogue, told.object, written.fields, `${path}.`, true));
  }
  const element = told.array ?? (type?.elem ? { oid: type.elem } : undefined);
  if (element) {
    if (written.kind !== "array") return wrong("an array", written.kind);
    const inJson = json || /^jsonb?$/.test(name);
    return found.concat(compareValue(catalogue, element, written.of, `${path}[]`, inJson));
  }
  if (!type || /^jsonb?$/.test(name)) return found;
  const scalar = scalarOf(name, json);
  if (written.kind !== "scalar") return wrong(scalar, written.kind);
  return written.of.length === 1 && written.of[0] === scalar
    ? found
    : wrong(`${scalar} (${name})`, written.of.join(" | "));
}

/** What a value of a type is in JavaScript: as the driver gives it (db/connection.ts), or inside JSON. */
function scalarOf(type: string, json: boolean): string {
  if (type === "boolean") return "boolean";
  if (/^(smallint|integer|bigint|oid|real|double precision)$/.test(type)) return "number";
  if (type === "numeric") return json ? "number" : "string";
  if (type === "bytea" && !json) return "bytes";
  return "string";
}
