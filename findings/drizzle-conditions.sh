#!/usr/bin/env bash
# Which SQL drizzle-orm 0.45.4 writes of conditions, limits and values, and which rows it makes of answers (pg-proxy: the
# statements are only looked at). Valid calls. Installs the package in a temporary folder; ends with 1 when something else is
# seen. The process's zone is Prague's.
#
#   guessed before                                            seen
#   and(sql`a or b`, c) puts brackets around each part        (a or b and c); not(sql`a or b`) is not a or b; or() and and()
#                                                             inside each other have theirs
#   where() again narrows, orderBy() again adds               the last one alone counts
#   limit(-1), limit(NaN), limit("5") are sent, or throw      no limit at all; limit(null) is sent
#   orderBy(undefined) and not(undefined) leave the clause    "order by " and "where not " with nothing behind
#   out, as where(and(undefined)) does
#   sql`x = any(${[1, 2]})` sends one array                   any(($1, $2)); an empty one in "in" is in (); sql.param sends it
#   a day of mode "date" is the Date's day in the zone        its instant in UTC is sent: Prague's 10 March is the 9th
#   a nested object of a left join is null if no row was      also if there was one and its selected columns are null (of an
#   joined                                                    inner join, and with two tables in one object, never)
#   sql`coalesce(${column}, now())` gives a Date, as          a text, unless .mapWith(column) is said
#   max(column) does                                          (which changes the fragment itself and returns it)
#
# So: write the brackets in sql`…`, check numbers before limit, keep all conditions in one array for one and(), days as texts
# (mode "string"), and select a key of the joined table into each nested object.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps drizzle-orm@0.45.4
TZ=Europe/Prague node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const { and, eq, max, not, or, sql } = require("drizzle-orm");
const { date, integer, pgTable, text, timestamp } = require("drizzle-orm/pg-core");
const { drizzle } = require("drizzle-orm/pg-proxy");

const item = pgTable("item", { id: integer(), day: date({ mode: "date" }), at: timestamp({ withTimezone: true }) });
const note = pgTable("note", { item: integer(), text: text() });
let answer = [];
const db = drizzle(async () => ({ rows: [answer] }));
/** The statement after its table's name. */
const written = (query) => query.toSQL().sql.replace(/^(select|delete).* from "item"/, "").replaceAll('"item".', "").trim();
const items = () => db.select({ id: item.id }).from(item).$dynamic();
const where = (condition) => written(items().where(condition));

const brackets = [where(and(sql`a or b`, eq(item.id, 1))), where(not(sql`a or b`)), where(and(or(eq(item.id, 1), eq(item.id, 2)), eq(item.id, 3)))];
const again = [written(items().where(eq(item.id, 1)).where(sql`second`)), written(items().orderBy(item.id).orderBy(item.day))];
const limits = [-1, Number.NaN, "5", null, 0].map((limit) => written(items().limit(limit)));
const nothing = [written(items().orderBy(undefined)), where(not(undefined)), where(and(undefined)), written(db.delete(item).where(or(undefined)))];
const arrays = [where(sql`${item.id} = any(${[1, 2]})`), where(sql`${item.id} in ${[]}`), where(sql`${item.id} = any(${sql.param([1, 2])})`)];
const [day] = items().where(eq(item.day, new Date("2025-03-10T00:00+01:00"))).toSQL().params;

async function row(values, query) {
  answer = values;
  const [first] = await query;
  return first;
}
const nested = { id: item.id, note: { text: note.text } };
const joined = [
  await row([1, null], db.select(nested).from(item).leftJoin(note, eq(note.item, item.id))),
  await row([1, null], db.select(nested).from(item).innerJoin(note, eq(note.item, item.id))),
  await row([null, null], db.select({ both: { id: item.id, text: note.text } }).from(item).leftJoin(note, eq(note.item, item.id))),
];
const stored = "2025-03-10 00:00:00+01";
const coalesced = sql`coalesce(${item.at}, now())`;
const read = async (at) => (await row([stored], db.select({ at }).from(item))).at;
const dates = [await read(max(item.at)), await read(coalesced)];
coalesced.mapWith(item.at);
dates.push(await read(coalesced));
console.log({ brackets, again, limits, nothing, arrays, day, joined, dates });
assert.deepEqual(brackets, ['where (a or b and "id" = $1)', "where not a or b", 'where (("id" = $1 or "id" = $2) and "id" = $3)']);
assert.deepEqual(again, ["where second", 'order by "day"']);
assert.deepEqual(limits, ["", "", "", "limit $1", "limit $1"]);
assert.deepEqual(nothing, ["order by", "where not", "", ""]);
assert.deepEqual(arrays, ['where "id" = any(($1, $2))', 'where "id" in ()', 'where "id" = any($1)']);
assert.equal(day, "2025-03-09T23:00:00.000Z");
assert.deepEqual(joined, [{ id: 1, note: null }, { id: 1, note: { text: null } }, { both: { id: null, text: null } }]);
assert.deepEqual(dates, [new Date(stored), stored, new Date(stored)]);
JS
