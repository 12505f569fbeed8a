#!/usr/bin/env bash
# Formats of cells and typed values by numfmt 4.0.1 with locale "cs". Valid input. Installs the package in a temporary folder;
# ends with 1 when something else is seen. The process's zone is Prague's; months without a year are of this year.
#
#   guessed before                                            seen
#   "1 234,50" with a plain space is a number, as with a      not read at all; with a no-break space 1234.5 (the narrow one:
#   no-break one                                              not)
#   "61,5 %" as Intl writes it (no-break space) is a          not read; with a plain space 0.615
#   percentage
#   "8.30" is a text, or half past eight                      the day 1 August 1930; "3.10" is 3 October of this year
#   "10.3." is 10 March, "10. března 2025" too                neither is read; "10. III. 2025" and "10.březen 2025" are
#   "24:00" is refused                                        1, the next day
#   [$Kč-405] only adds the sign: 1,234.50 Kč in English      "1 234,50 Kč" in any locale; [$Kč] and "Kč" only add it
#   mmm in Czech is a short name (bře, led)                   III: Roman numerals for all twelve
#   d. mmmm yyyy in Czech is "10. března 2025"                "10. březen 2025"
#   -1 in a format of days is ######, as in a sheet           1899-12-29; a fraction of 0 is day 1900-01-00
#
# So: turn every kind of space into the no-break one for thousands and into a plain one before %, know the column's kind
# before a text is read, and write out days in words oneself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund numfmt@4.0.1
TZ=Europe/Prague node --input-type=module <<'JS'
import assert from "node:assert/strict";
const { dateFromSerial, dateToSerial, format, parseValue } = await import("numfmt");

const read = (text) => parseValue(text, { locale: "cs" })?.value ?? null;
const day = (text) => {
  const serial = read(text);
  return serial === null ? null : dateFromSerial(serial).slice(0, 3).join("-");
};
const percent = new Intl.NumberFormat("cs", { style: "percent", minimumFractionDigits: 1 }).format(0.615);
const numbers = Object.fromEntries(["1 234,50", "1\u00a0234,50", "1\u202f234,50", percent, "61,5 %", "24:00"].map((text) => [text, read(text)]));
const texts = ["8.30", "3.10", "10.3.", "10. března 2025", "10. III. 2025", "10.březen 2025", "10. 3. 2025"];
const days = Object.fromEntries(texts.map((text) => [text, day(text)]));
const money = ["#,##0.00 [$Kč-405]", "#,##0.00 [$Kč]", '#,##0.00 "Kč"'].map((pattern) => format(pattern, 1234.5));
const months = Array.from({ length: 12 }, (_, month) => format("mmm", dateToSerial([2025, month + 1, 1]), { locale: "cs" }));
const long = format("d. mmmm yyyy", dateToSerial([2025, 3, 10]), { locale: "cs" });
const before = [-1, 0].map((serial) => format("yyyy-mm-dd", serial));
console.log({ percent, numbers, days, money, months, long, before });
const thisYear = new Date().getFullYear();
assert.equal(percent, "61,5\u00a0%");
assert.deepEqual(Object.values(numbers), [null, 1234.5, null, null, 0.615, 1]);
assert.deepEqual(Object.values(days), ["1930-8-1", `${thisYear}-10-3`, null, null, "2025-3-10", "2025-3-10", "2025-3-10"]);
assert.deepEqual(money, ["1\u00a0234,50 Kč", "1,234.50 Kč", "1,234.50 Kč"]);
assert.equal(months.join(" "), "I II III IV V VI VII VIII IX X XI XII");
assert.equal(long, "10. březen 2025");
assert.deepEqual(before, ["1899-12-29", "1900-01-00"]);
JS
