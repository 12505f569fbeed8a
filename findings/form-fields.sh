#!/usr/bin/env bash
# What people type into the fields of a Czech page and what the page is given, in Debian's Chromium 156 with its interface in
# English (the fields follow the interface, not the page's lang="cs"). Driven by puppeteer-core 24.43.1. Valid pages.
# Needs Debian's package chromium; installs the other in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen (value; valid)
#   number: "1,5" is "" and badInput (or 1.5)                 "15", valid; a pasted "1 234,50 Kč" is "123450"
#   number: "−5" with the minus of Word and Intl is refused   "5"; so are "–5" and "(5)"
#   date: 31022025 stops at the month that is not there       22025-03-10, valid; "1.3.2025" is 0025-12-20
#   maxlength=3 around a longer value of the server: valid    so, until a letter is deleted: five letters are too long
#   email: "a@řeka.cz" becomes its ASCII form, or is refused  typed it becomes xn--…; set by a script it stays and is refused
#   url: "http://a b.cz" is refused                           valid
#   pattern="[a-z-]+" refuses "AB"                            valid: no pattern at all under the flag v (the hyphen)
#   datetime-local: min="2025-03-10" is that day's midnight   no limit at all; time from 22:00 to 02:00 does take 23:00
#   date: stepUp() of an empty field does nothing             1970-01-02
#   color: "red" is refused (#000000)                         #ff0000; "#FFF" #ffffff
#
# So: ask for amounts and days in text fields that are read by one's own rule, say what was understood beside the field, set
# max on days, escape hyphens in patterns, and check all of it again on the server.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund puppeteer-core@24.43.1
LANGUAGE=en CHROMIUM=$(command -v chromium) HOME="$folder" node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const puppeteer = createRequire(`${process.cwd()}/package.json`)("puppeteer-core");

const args = ["--no-sandbox", "--lang=en-US"];
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args });
const page = await browser.newPage();
/** "value", with the reasons why the field is not valid. */
const look = () =>
  page.$eval("#x", (field) => {
    const reasons = [];
    for (const reason in field.validity) if (reason !== "valid" && field.validity[reason]) reasons.push(reason);
    return [field.value, ...reasons].join(" ");
  });
const show = async (attributes) => {
  await page.setContent(`<!doctype html><html lang="cs"><body><form><input id="x" ${attributes}></form>`);
  await page.focus("#x");
};
async function type(attributes, text) {
  await show(attributes);
  await page.keyboard.type(text);
  return look();
}
async function paste(attributes, text) {
  await show(attributes);
  await page.evaluate((pasted) => document.execCommand("insertText", false, pasted), text);
  return look();
}
async function set(attributes, value) {
  await show(attributes);
  await page.$eval("#x", (field, given) => Object.assign(field, { value: given }), value);
  return look();
}
const number = 'type="number" step="any"';
const numbers = [];
for (const text of ["1,5", "−5", "–5", "(5)"]) numbers.push(await type(number, text));
numbers.push(await paste(number, "1 234,50 Kč"));
const days = [await type('type="date"', "31022025"), await type('type="date"', "1.3.2025")];
const long = [await type('type="text" maxlength="3" value="abcdef"', "")];
await page.keyboard.press("End");
await page.keyboard.press("Backspace");
long.push(await look());
const addresses = [await type('type="email"', "a@řeka.cz"), await set('type="email"', "a@řeka.cz"), await set('type="url"', "http://a b.cz")];
const patterns = [await set('pattern="[a-z-]+"', "AB"), await set('pattern="[a-z\\-]+"', "AB")];
const limits = [
  await set('type="datetime-local" min="2025-03-10"', "2025-03-01T10:00"),
  await set('type="datetime-local" min="2025-03-10T00:00"', "2025-03-01T10:00"),
  await set('type="time" min="22:00" max="02:00"', "23:00"),
];
await show('type="date"');
await page.$eval("#x", (field) => field.stepUp());
const stepped = await look();
const colours = [await set('type="color"', "red"), await set('type="color"', "#FFF")];
const seen = { numbers, days, long, addresses, patterns, limits, stepped, colours };
console.log(await browser.version(), await page.evaluate(() => navigator.language), seen);
await browser.close();
assert.deepEqual(seen, {
  numbers: ["15", "5", "5", "5", "123450"],
  days: ["22025-03-10", "0025-12-20"],
  long: ["abcdef", "abcde tooLong"],
  addresses: ["a@xn--eka-2ya.cz", "a@řeka.cz typeMismatch", "http://a b.cz"],
  patterns: ["AB", "AB patternMismatch"],
  limits: ["2025-03-01T10:00", "2025-03-01T10:00 rangeUnderflow", "23:00"],
  stepped: "1970-01-02",
  colours: ["#ff0000", "#ffffff"],
});
JS
