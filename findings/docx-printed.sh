#!/usr/bin/env bash
# What LibreOffice 7.4.7.2 (Debian 12) prints of documents by docx 9.15.2. Valid input; lines of exactly 12 points, 58 a page,
# so that fonts do not matter. Needs Debian's packages libreoffice-writer and poppler-utils; installs docx in a temporary
# folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   "page 1 of 5": the total is always in plain numbers       in a section of Roman numerals "i of iii"
#   a section that begins on an odd page: 3 pages, 3 numbers  "3 of 3" on the second of two pages: the empty one is only
#                                                             counted; so too if a section only starts again at 1
#   a table of contents is empty until it is updated, or has  the headings with dots and without numbers, without its own
#   all; updateFields: true updates it                        title; updateFields changes nothing
#   SequentialIdentifier numbers tables: Table 1, Table 2     "Table ", without a number
#   a field with a stored result prints it                    DATE prints today; DOCPROPERTY Title of no title nothing
#   LANDSCAPE with the width and height of a lying page       a standing page: docx turns the sizes itself
#   two tables without a paragraph between them are two       one: the head of the first is repeated for the second's rows,
#                                                             the head of the second is not
#   keepNext in a cell keeps its row with the next            in the first cell of the row; in another it does nothing
#   a head that nearly fills the page is not repeated         on each page, with one row: ten rows are ten pages
#
# So: state each section's numbers, write tables' numbers oneself, leave the table of contents out of what is printed
# without Word, put an empty paragraph between tables, and keepNext into first cells.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund docx@9.15.2
cat > write.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const docx = createRequire(`${process.cwd()}/package.json`)("docx");
const { Document, Footer, Packer, PageNumber, Paragraph, SimpleField, Table, TableCell, TableOfContents, TableRow, TextRun } = docx;

const styles = { default: { document: { paragraph: { spacing: { line: 240, lineRule: "exact", before: 0, after: 0 } } } } };
async function save(name, sections, features) {
  writeFileSync(`${name}.docx`, await Packer.toBuffer(new Document({ styles, sections, features })));
}
const line = (text, options) => new Paragraph({ text, ...options });
const lines = (count) => Array.from({ length: count }, (_, at) => line(`line ${at}`));
const row = (texts, options) => new TableRow({ children: texts.map((text) => new TableCell({ children: [line(text)] })), ...options });
const table = (...rows) => new Table({ rows, columnWidths: [4500, 4500], width: { size: 100, type: "pct" } });
const rows = (count) => Array.from({ length: count }, (_, at) => row([`row ${at}`, "x"]));
const footers = { default: new Footer({ children: [new Paragraph({ children: [new TextRun({ children: [PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES] })] })] }) };
const numbers = (formatType) => ({ page: { pageNumbers: { start: 1, formatType } } });

await save("roman", [{ properties: numbers("lowerRoman"), footers, children: [line("a")] }, { properties: numbers("decimal"), footers, children: [line("b")] }]);
await save("odd", [{ footers, children: [line("a")] }, { properties: { type: "oddPage" }, footers, children: [line("b")] }]);
for (const updateFields of [false, true]) {
  const heading = (text, options) => new Paragraph({ text, heading: "Heading1", ...options });
  const contents = new TableOfContents("Contents", { headingStyleRange: "1-3" });
  await save(`contents-${updateFields}`, [{ children: [contents, heading("First"), heading("Second", { pageBreakBefore: true })] }], { updateFields });
}
const numbered = () => new Paragraph({ children: [new TextRun("Table "), new docx.SequentialIdentifier("Table"), new TextRun(":")] });
const field = (code) => new Paragraph({ children: [new TextRun("["), new SimpleField(code, "stored"), new TextRun("]")] });
await save("fields", [{ children: [numbered(), numbered(), field('DATE \\@ "yyyy"'), field("DOCPROPERTY Title")] }]);
const lying = (size) => ({ properties: { page: { size: { orientation: "landscape", ...size } } }, children: [line("a")] });
await save("sizes", [lying({ width: 16838, height: 11906 }), lying({ width: 11906, height: 16838 })]);
const head = (text) => row([text, "x"], { tableHeader: true });
await save("tables", [{ children: [table(head("Head 1"), ...rows(1)), table(head("Head 2"), ...rows(70))] }]);
for (const kept of [0, 1]) {
  const cell = (at, cellAt) => new TableCell({ children: [line(`row ${at}`, { keepNext: kept === cellAt })] });
  await save(`keep-${kept}`, [{ children: [...lines(54), table(...Array.from({ length: 8 }, (_, at) => new TableRow({ children: [cell(at, 0), cell(at, 1)] })))] }]);
}
const tall = new TableRow({ tableHeader: true, children: [new TableCell({ children: lines(56) }), new TableCell({ children: [line("x")] })] });
await save("tall", [{ children: [table(tall, ...rows(10))] }]);
JS
node write.mjs
HOME="$folder" soffice "-env:UserInstallation=file://$folder/profile" --headless --convert-to pdf ./*.docx >/dev/null 2>&1
soffice --version
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8" });
/** The lines of each page. */
const pages = (name) =>
  run("pdftotext", "-layout", `${name}.pdf`, "-").split("\f").slice(0, -1)
    .map((page) => page.split("\n").map((text) => text.trim().replace(/\.{3,}/, "…").replace(/ +/g, " ")).filter(Boolean));
const sizes = [...run("pdfinfo", "-f", "1", "-l", "2", "sizes.pdf").matchAll(/size: +(\d+)\S* x (\d+)/g)].map(([, width, height]) => Number(width) > Number(height));
const seen = {
  roman: pages("roman").map((page) => page.at(-1)), // two pages
  odd: pages("odd").map((page) => page.at(-1)),
  contents: [pages("contents-false")[0], pages("contents-true")[0]],
  fields: pages("fields")[0],
  lying: sizes,
  secondHead: pages("tables")[1][0],
  keptBy: ["keep-0", "keep-1"].map((name) => pages(name)[1][0]),
  tall: pages("tall").map((page) => page.length),
};
console.log(seen);
assert.deepEqual(seen, {
  roman: ["i of iii", "1 of 3"],
  odd: ["1 of 3", "3 of 3"],
  contents: [["First…", "Second…", "First"], ["First…", "Second…", "First"]],
  fields: ["Table :", "Table :", `[${new Date().getFullYear()}]`, "[]"],
  lying: [false, true],
  secondHead: "Head 1 x",
  keptBy: ["row 0 row 0", "row 3 row 3"],
  tall: Array(10).fill(57),
});
JS
