#!/usr/bin/env bash
# Small tables in CSV read by papaparse 5.7.1, csv-parse 7.0.3, fast-csv 5.0.8 and d3-dsv 3.0.2: what each takes for a
# delimiter, a line, a number or a day. Valid input. Installs the packages in a temporary folder; ends with 1 when something
# else is seen. The process's zone is Prague's.
#
#   guessed before                                            seen
#   papaparse finds the semicolon of a table of two columns   not if it has fewer than ten lines and ends with a line's end
#                                                             (as files do): one column "kód;název"; with skipEmptyLines yes
#   … of two columns of decimal numbers (5,50;6,50)           a comma, and three columns
#   … lines that end once with CRLF, then with LF             the first end counts for all: "2\n3" is one cell (csv-parse
#                                                             refuses the file, the other two read it)
#   csv-parse with cast and cast_date leaves "5%" a text      1 May 2001 (whatever Date.parse takes for a day)
#   … and 31 February, 10.3.2025                              3 March; 3 October
#   … "0x1F" is 31 or a text                                  0
#   d3.autoType leaves the telephone "+420601123456" a text   a number, without the plus; "2025-02-31" is 3 March
#   … days are read in one zone                               2025-03-10 is midnight UTC, with T10:00 it is Prague's ten
#   a column twice, or a cell more than columns, is told      d3: neither, the last of two wins; csv-parse: the last wins;
#                                                             papaparse renames (b_1), fast-csv refuses
#   unparse({ fields, data }) writes all cells of data        those past the fields are lost
#
# So: say the delimiter and the line's end, skip empty lines, read all as text and give it types by column oneself, compare
# the heads with what was expected.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund papaparse@5.7.1 csv-parse@7.0.3 fast-csv@5.0.8 d3-dsv@3.0.2
TZ=Europe/Prague node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const Papa = require("papaparse");
const { parse } = require("csv-parse/sync");
const { autoType, csvParse } = await import("d3-dsv");
const fastCsv = require("fast-csv");

const table = (lines, end) => "kód;název\n" + Array.from({ length: lines - 1 }, (_, at) => `${at};x`).join("\n") + end;
const columns = (text, options) => Papa.parse(text, options).data[0].length;
const delimiters = {
  "nine lines": columns(table(9, "\n")),
  "nine lines, no last end": columns(table(9, "")),
  "ten lines": columns(table(10, "\n")),
  "nine lines, skipEmptyLines": columns(table(9, "\n"), { skipEmptyLines: true }),
  "decimal commas": Papa.parse("5,50;6,50\n1,5;2,5").data[0],
};

const byFast = (text) =>
  new Promise((resolve) => {
    const rows = [];
    fastCsv.parseString(text, { headers: true }).on("data", (row) => rows.push(row)).on("error", () => resolve("refused")).on("end", () => resolve(rows));
  });
const attempt = (read) => {
  try {
    return read();
  } catch {
    return "refused";
  }
};
async function byAll(text) {
  return {
    papa: Papa.parse(text, { header: true, skipEmptyLines: true }).data,
    parse: attempt(() => parse(text, { columns: true })),
    fast: await byFast(text),
    d3: [...csvParse(text)],
  };
}
const { warn } = console;
console.warn = () => {}; // papaparse tells of what it renamed
const files = {
  mixed: await byAll("a,b\r\n1,2\n3,4\r\n"),
  twice: await byAll("a,b,b\n1,2,3\n"),
  more: await byAll("a,b\n1,2,3\n"),
};
console.warn = warn;

const show = (value) => (value instanceof Date ? value.toISOString().slice(0, 16) : value);
const texts = ["5%", "2025-02-31", "10.3.2025", "0x1F", "007"];
const cast = texts.map((text) => show(parse(`${text}\n`, { cast: true, cast_date: true })[0][0]));
const typed = ["+420601123456", "2025-02-31", "2025-03-10", "2025-03-10T10:00"].map((text) => show(autoType({ text }).text));
const written = Papa.unparse({ fields: ["a"], data: [["1", "2"]] });
console.log(delimiters, JSON.stringify(files, null, 1), cast, typed, written);
assert.deepEqual(Object.values(delimiters), [1, 2, 2, 2, ["5", "50;6", "50"]]);
const two = [{ a: "1", b: "2" }, { a: "3", b: "4" }];
assert.deepEqual(files.mixed, { papa: [{ a: "1", b: "2\n3", __parsed_extra: ["4"] }], parse: "refused", fast: two, d3: two });
assert.deepEqual(files.twice, { papa: [{ a: "1", b: "2", b_1: "3" }], parse: [{ a: "1", b: "3" }], fast: "refused", d3: [{ a: "1", b: "3" }] });
assert.deepEqual(files.more, { papa: [{ a: "1", b: "2", __parsed_extra: ["3"] }], parse: "refused", fast: "refused", d3: [{ a: "1", b: "2" }] });
assert.deepEqual(cast, ["2001-04-30T22:00", "2025-03-03T00:00", "2025-10-02T22:00", 0, 7]);
assert.deepEqual(typed, [420601123456, "2025-03-03T00:00", "2025-03-10T00:00", "2025-03-10T09:00"]);
assert.equal(written, "a\r\n1");
JS
