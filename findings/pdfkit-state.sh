#!/usr/bin/env bash
# What pdfkit 0.20.2 keeps and what it loses between calls: colours, fonts, letters. Valid input; the pages are
# read back by pdfjs-dist 4.10.38. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   red text stays red after addPage()                        black; red on the pages that the text flows to by itself
#   … and across the pages of table()                         black from the second page on
#   save, blue, restore: all that follows is red again        red to the end of the page, blue on the next one
#   a letter that Helvetica lacks is dropped or a "?"         it breaks those after it: "Přehled" is "P–V†ÆB…", "≤ 3" is ""d 3"
#   a tab in Helvetica is a gap: "a b"                        "a–", the b is gone; "dva\r\nřádky" ends its first line with Ð
#   font() of a registered name reads its file once           51 times in 50 calls, if the document's own font has that path
#   text("") goes down a line                                 it does not move
#
# So: set the colour anew after addPage and restore, register fonts as bytes, and print nothing in the standard fonts that
# Windows-1252 lacks, tabs and carriage returns among it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --omit=optional pdfkit@0.20.2 @expo-google-fonts/roboto@0.4.3 pdfjs-dist@4.10.38
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { buffer } from "node:stream/consumers";
const require = createRequire(`${process.cwd()}/package.json`);
const fs = require("node:fs");
const PDFDocument = require("pdfkit");
const { log } = console;
console.log = () => {}; // the reader tells on loading that it cannot draw
const { getDocument } = await import(require.resolve("pdfjs-dist/legacy/build/pdf.mjs"));
console.log = log;
const roboto = require.resolve("@expo-google-fonts/roboto/400Regular/Roboto_400Regular.ttf");

async function bytesOf(draw, options = {}) {
  const document = new PDFDocument({ compress: false, ...options });
  draw(document);
  document.end();
  return buffer(document);
}
/** Which of two fill colours each page sets, in order. */
async function colours(draw) {
  const text = (await bytesOf(draw)).toString("latin1");
  const pages = [...text.matchAll(/stream\n([\s\S]*?)\nendstream/g)].map((match) => match[1]).filter((page) => page.includes("BT"));
  return pages.map((page) => [...page.matchAll(/(1 0 0|0 0 1) scn/g)].map((match) => (match[1] === "1 0 0" ? "red" : "blue")).join(" ") || "black");
}
/** The lines of the first page as another reader sees them. */
async function linesOf(text, font = "Helvetica") {
  const bytes = await bytesOf((document) => document.text(text), { font });
  const loaded = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const { items } = await (await loaded.getPage(1)).getTextContent();
  return items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("");
}
const rows = (document) => {
  for (let row = 0; row < 60; row++) document.text(`row ${row}`);
};

const seen = {
  flow: await colours((document) => rows(document.fillColor("red"))),
  addPage: await colours((document) => document.fillColor("red").text("a").addPage().text("b")),
  table: await colours((document) => document.fillColor("red").table({ data: Array.from({ length: 60 }, (_, row) => [`row ${row}`]) })),
  restore: await colours((document) => {
    document.fillColor("red").text("red").save().fillColor("blue").text("blue").restore();
    rows(document);
  }),
};
const texts = ["Přehled čísel", "≤ 3", "a\tb", "dva\r\nradky", "Žena – muž „ano“ 5 €"];
const read = [];
for (const text of texts) read.push(await linesOf(text));
const inRoboto = await linesOf(texts[0], roboto);

let reads = 0;
const readFileSync = fs.readFileSync;
fs.readFileSync = (path, ...rest) => {
  if (path === roboto) reads++;
  return readFileSync(path, ...rest);
};
syncBuiltinESMExports();
async function readsOf(options, source) {
  reads = 0;
  await bytesOf((document) => {
    document.registerFont("Text", source);
    for (let call = 0; call < 50; call++) document.font("Text").text("á");
  }, options);
  return reads;
}
const opened = {
  "registered path": await readsOf({}, roboto),
  "registered path, document's own font too": await readsOf({ font: roboto }, roboto),
  "registered bytes, document's own font by path": await readsOf({ font: roboto }, readFileSync(roboto)),
};
let moved;
await bytesOf((document) => {
  const before = document.y;
  moved = document.text("").y - before;
});
console.log(seen, read, inRoboto, opened, { moved });
assert.deepEqual(seen, { flow: ["red", "red"], addPage: ["red", "black"], table: ["red", "black"], restore: ["red blue", "blue"] });
assert.deepEqual(read, ["P –V†ÆVB ísel", '"d 3', "a–", "dvaÐ\nradky", texts[4]]);
assert.equal(inRoboto, texts[0]);
assert.deepEqual(Object.values(opened), [1, 51, 1]);
assert.equal(moved, 0);
JS
