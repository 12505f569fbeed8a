#!/usr/bin/env bash
# What LibreOffice 7.4.7.2 (Debian 12) changes in a workbook of exceljs 4.4.0 that it saves on without a window: xlsx to xlsx,
# and xlsx to ods to xlsx. Valid input. Needs Debian's package libreoffice-calc; installs the others in a temporary folder;
# ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   frozen rows and the filter stay, as print titles, page    both are gone (print titles, page breaks and lists stay)
#   breaks and lists of allowed values do
#   the colour of a tab stays                                 gone if the sheet is protected
#   a sum with a wrong value beside it is counted anew        it keeps the wrong 7; TODAY() alone is counted; by way of ods
#                                                             it is 1.615, and takes over the format 0.00%
#   [$-405]d. mmmm yyyy stays, as d. mmmm yyyy does           the first is now [$-405]d/ mmmm yyyy
#   numbers keep all their digits                             fifteen: 123456789012345680 is …6000, 0.30000000000000004 is 0.3
#   TRUE and #N/A that were values stay values                formulas: TRUE(), #N/A
#   a sheet that is very hidden stays so                      hidden: anybody may show it
#
# So: what comes back is read by its cells, never by panes, filters or hidden sheets; send no value beside a formula that is
# not counted; days without a locale in the format; codes and long numbers as text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 fflate@0.8.3
cat > write.mjs <<'JS'
import { createRequire } from "node:module";
const ExcelJS = createRequire(`${process.cwd()}/package.json`)("exceljs");
const book = new ExcelJS.Workbook();
const setup = { printTitlesRow: "1:2" };
for (const [name, isProtected] of [["Open", false], ["Closed", true]]) {
  const sheet = book.addWorksheet(name, { views: [{ state: "frozen", ySplit: 2 }], pageSetup: setup, properties: { tabColor: { argb: "FFFF0000" } } });
  const date = new Date("2025-03-10T00:00Z");
  const values = ["head", 1, 0.615, { formula: "SUM(A2:A3)", result: 7 }, { formula: "TODAY()", result: 7 }, date, date, 123456789012345680, 0.1 + 0.2, true, { error: "#N/A" }];
  for (const value of values) sheet.addRow([value]);
  sheet.getCell("A3").numFmt = "0.0 %";
  sheet.getCell("A6").numFmt = "d. mmmm yyyy";
  sheet.getCell("A7").numFmt = "[$-405]d. mmmm yyyy";
  sheet.autoFilter = "A1:A11";
  sheet.getRow(9).addPageBreak();
  sheet.getCell("B1").dataValidation = { type: "list", formulae: ['"ano,ne"'] };
  if (isProtected) await sheet.protect("", {});
}
book.addWorksheet("Codes", { state: "veryHidden" });
await book.xlsx.writeFile("written.xlsx");
JS
node write.mjs
convert() { HOME="$folder" soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to "$1" --outdir "$2" "$3" >/dev/null 2>&1; }
soffice --version
convert xlsx saved written.xlsx
convert ods by written.xlsx
convert xlsx by by/written.ods
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const ExcelJS = require("exceljs");
const { strFromU8, unzipSync } = require("fflate");

/** Which parts each of the first two sheets has. */
function parts(file) {
  const entries = unzipSync(readFileSync(file));
  const has = { pane: /<pane /, filter: /<autoFilter /, colour: /<tabColor /, break: /<brk /, list: /type="list"/ };
  return ["sheet1", "sheet2"].map((sheet) => {
    const xml = strFromU8(entries[`xl/worksheets/${sheet}.xml`]);
    return Object.keys(has).filter((part) => has[part].test(xml)).join(" ");
  });
}
async function cells(file) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  const [sheet] = book.worksheets;
  const { value: sum, numFmt } = sheet.getCell("A4");
  return {
    parts: parts(file),
    titles: sheet.pageSetup.printTitlesRow,
    sum: `${sum.result} ${numFmt ?? "plain"}`,
    isToday: sheet.getCell("A5").result !== 7,
    days: ["A6", "A7"].map((name) => sheet.getCell(name).numFmt),
    numbers: ["A8", "A9"].map((name) => sheet.getCell(name).value),
    formulas: ["A10", "A11"].map((name) => sheet.getCell(name).formula),
    hidden: book.getWorksheet("Codes").state,
  };
}
const [written, saved, byOds] = [await cells("written.xlsx"), await cells("saved/written.xlsx"), await cells("by/written.xlsx")];
console.log(written, saved, byOds);
const left = {
  parts: ["colour break list", "break list"],
  titles: "1:2",
  isToday: true,
  days: ['d". "mmmm yyyy', "[$-405]d/ mmmm yyyy"],
  numbers: [123456789012346000, 0.3],
  formulas: ["TRUE()", "#N/A"],
  hidden: "hidden",
};
assert.deepEqual(written.parts, ["pane filter colour break list", "pane filter colour break list"]);
assert.deepEqual(saved, { ...left, sum: "7 plain" });
assert.deepEqual(byOds, { ...left, sum: "1.615 0.00%" });
JS
