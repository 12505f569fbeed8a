#!/usr/bin/env bash
# Cells of exceljs 4.4.0 that share, shift or change their kind, and a Czech CSV read by xlsx (SheetJS) 0.18.5. Valid input.
# Installs the packages in a temporary folder; ends with 1 when something else is seen. The process's zone is Prague's.
#
#   guessed before                                            seen
#   exceljs: a font or format set in one cell of a loaded     set in every cell that had the same style in the file
#   sheet is that cell's
#   …, row.font = …, then one cell's font.color               the colour of the whole row
#   … a number in the format 0\ h (hours) stays a number      a Date: 5 reads as 1900-01-04 (0" h" is a number)
#   … insertRow above moves a formula's addresses             the cell and the merge move, SUM(A1:A2) stays SUM(A1:A2)
#   … cell.text is what Excel shows                           "Mon Mar 10 2025 01:00:00 GMT+0100…", "0.615" for 61.5 %
#   … the sum in a table's last row comes back with a value   a formula without one
#   … csv.read leaves codes and telephones as they are        00123 is 123, +420601 is 420601; 2025-03-10 is midnight of the
#                                                             process's zone, and written on as a workbook 9 March
#   SheetJS: 1,5 in a CSV with semicolons is text or 1.5      15
#   … 10.3.2025 is text or 10 March                           3 October; 1.2.3 is 2 January 2003
#
# So: give a changed cell a new style object (cell.style = { ...cell.style, font }), say units in quotes in formats, insert
# rows before formulas are written, format values oneself, and read a CSV as text (raw: true, or exceljs's own map).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5
TZ=Europe/Prague node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { Readable } from "node:stream";
const require = createRequire(`${process.cwd()}/package.json`);
const ExcelJS = require("exceljs");
const SheetJS = require("xlsx");

/** A sheet as another workbook reads it from the file. */
async function reread(fill) {
  const written = new ExcelJS.Workbook();
  fill(written.addWorksheet("Sheet"));
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(await written.xlsx.writeBuffer());
  return read.getWorksheet("Sheet");
}
const formatted = (sheet, value, numFmt) => {
  sheet.addRow([value]).getCell(1).numFmt = numFmt;
};

const styles = await reread((sheet) => {
  for (const row of [1, 2, 3]) sheet.addRow([row]).getCell(1).font = { bold: row < 3 };
});
styles.getCell("A1").font = { bold: true, italic: true };
styles.getCell("A1").numFmt = "0.00";
const shared = ["A2", "A3"].map((name) => [styles.getCell(name).font.italic ?? false, styles.getCell(name).numFmt ?? ""]);
const renewed = await reread((sheet) => {
  for (const row of [1, 2]) sheet.addRow([row]).getCell(1).font = { bold: true };
});
const first = renewed.getCell("A1");
first.style = { ...first.style, font: { bold: true, italic: true } };
const apart = renewed.getCell("A2").font.italic ?? false;

const row = new ExcelJS.Workbook().addWorksheet("Sheet").addRow([1, 2]);
row.font = { bold: true };
row.getCell(1).font.color = { argb: "FFFF0000" };
const wholeRow = row.getCell(2).font.color?.argb;

const kinds = await reread((sheet) => {
  for (const format of ["0\\ h", '0" h"', "#,##0.00"]) formatted(sheet, 5, format);
});
const values = [1, 2, 3].map((number) => kinds.getCell(number, 1).value);

const moved = await reread((sheet) => {
  for (const value of [1, 2, { formula: "SUM(A1:A2)", result: 3 }]) sheet.addRow([value]);
  sheet.mergeCells("B1:B2");
  sheet.insertRow(1, ["Heading"]);
});
const inserted = [moved.getCell("A4").formula, moved.model.merges];

const shown = await reread((sheet) => {
  formatted(sheet, new Date("2025-03-10T00:00Z"), "d.m.yyyy");
  formatted(sheet, 0.615, "0.0 %");
});
const texts = [shown.getCell("A1").text, shown.getCell("A2").text];

const table = await reread((sheet) => {
  const columns = [{ name: "Name", totalsRowLabel: "Total" }, { name: "Amount", totalsRowFunction: "sum" }];
  sheet.addTable({ name: "Amounts", ref: "A1", headerRow: true, totalsRow: true, columns, rows: [["a", 1], ["b", 2]] });
});
const total = table.getCell("B4").value;

const imported = new ExcelJS.Workbook();
const codes = await imported.csv.read(Readable.from(["00123,+420601,2025-03-10\n"]));
const csv = codes.getRow(1).values.slice(1);
const again = SheetJS.read(await imported.xlsx.writeBuffer()).Sheets[codes.name].C1;
const writtenOn = SheetJS.SSF.format("yyyy-mm-dd", again.v);

const czech = (options) => {
  const { Sheets } = SheetJS.read("1,5;10.3.2025;1.2.3\n", { type: "string", FS: ";", ...options });
  return ["A1", "B1", "C1"].map((name) => Sheets.Sheet1[name]).map(({ v }) => (v > 1000 ? SheetJS.SSF.format("yyyy-mm-dd", v) : v));
};
const guessedBySheetJs = czech({});
const raw = czech({ raw: true });
console.log({ shared, apart, wholeRow, values, inserted, texts, total, csv, writtenOn, guessedBySheetJs, raw });
assert.deepEqual(shared, [
  [true, "0.00"],
  [false, ""],
]);
assert.equal(apart, false);
assert.equal(wholeRow, "FFFF0000");
assert.deepEqual(values, [new Date("1900-01-04T00:00Z"), 5, 5]);
assert.deepEqual(inserted, ["SUM(A1:A2)", ["B2:B3"]]);
assert.match(texts[0], /^Mon Mar 10 2025 01:00:00 GMT\+0100/);
assert.equal(texts[1], "0.615");
assert.deepEqual(total, { formula: "SUBTOTAL(109,Amounts[Amount])" });
assert.deepEqual([...csv, writtenOn], [123, 420601, new Date("2025-03-09T23:00Z"), "2025-03-09"]);
assert.deepEqual(guessedBySheetJs, [15, "2025-10-03", "2003-01-02"]);
assert.deepEqual(raw, ["1,5", "10.3.2025", "1.2.3"]);
JS
