#!/usr/bin/env bash
# Amounts of money in currency.js 2.0.4, dinero.js 2.0.2, decimal.js 10.6.0 and numeral 2.0.6: Czech writing, halves, shares.
# Valid input. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   dinero: allocate gives what is left over to the largest   to the first, but to none whose share came out as 0: 100 by
#   remainders, or to the first                               1, 97, 2, 7 is 0, 91, 2, 7; 10 by 9, 55, 36 is 0, 6, 4, though
#                                                             0.9 was the largest part; 10 by eleven ones: ten get 1
#   … transformScale rounds halves away from zero             it cuts down, away from 0 below it: 50.5 is 50, -50.5 is -51
#   … halfUp is what an office calls rounding                 -50.5 is -50 (halfAwayFromZero is it)
#   currency: halves go away from zero                        1.005 is 1.01, -1.005 is -1.00
#   … with a decimal comma, 10.5 as a text is an error        105; as a number 10.5; "1e3" is 13
#   … and "12.5.3" or "5-3" is an error, or the first number  NaN, with errorOnInvalid too
#   a minus that Word or Intl.NumberFormat writes (U+2212)    currency and numeral drop it: "−5,50" is 5.5
#   is a minus, or an error
#   decimal: "1 000" and "1_000" are refused alike            the first; the second is 1000
#   numeral (cs): "12:30" is no number                        750 (so are "5k" 5 and "5 mil." 5000000)
#
# So: keep whole haléře, read what people type by one's own rule (signs included), share by largest remainders oneself, and
# name the rounding at each place.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund currency.js@2.0.4 dinero.js@2.0.2 decimal.js@10.6.0 numeral@2.0.6
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const currency = require("currency.js");
const Decimal = require("decimal.js");
const numeral = require("numeral");
const { allocate, dinero, halfAwayFromZero, halfUp, multiply, toSnapshot, transformScale, CZK } = require("dinero.js");
require("numeral/locales/cs");

const amount = (halere) => dinero({ amount: halere, currency: CZK });
const shares = (halere, ratios) => allocate(amount(halere), ratios).map((share) => toSnapshot(share).amount);
const allocated = {
  "1, 97, 2, 7 of 100": shares(100, [1, 97, 2, 7]),
  "9, 55, 36 of 10": shares(10, [9, 55, 36]),
  "eleven equal of 10": shares(10, Array(11).fill(1)),
};
const half = (halere, rounding) => toSnapshot(transformScale(multiply(amount(halere), { amount: 5, scale: 1 }), 2, rounding)).amount;
const halves = [undefined, halfUp, halfAwayFromZero].map((rounding) => [half(101, rounding), half(-101, rounding)]);

const czech = (text) => currency(text, { decimal: ",", separator: " ", errorOnInvalid: true }).value;
const typed = Object.fromEntries(["1 234,50", "-5,50", "−5,50", "10.5", 10.5, "1e3"].map((text) => [`${typeof text} ${text}`, czech(text)]));
const invalid = ["12.5.3", "5-3"].map((text) => currency(text, { errorOnInvalid: true }).value);
const rounded = [1.005, -1.005].map((value) => currency(value).value);

const decimal = (text) => {
  try {
    return new Decimal(text).toNumber();
  } catch {
    return "refused";
  }
};
const separated = ["1 000", "1_000"].map(decimal);
numeral.locale("cs");
const read = Object.fromEntries(["1 234,50", "61,5 %", "−5", "12:30", "5k", "5 mil."].map((text) => [text, numeral(text).value()]));
console.log({ allocated, halves, typed, invalid, rounded, separated, read });
assert.deepEqual(Object.values(allocated), [[0, 91, 2, 7], [0, 6, 4], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]]);
assert.deepEqual(halves, [
  [50, -51],
  [51, -50],
  [51, -51],
]);
assert.deepEqual(Object.values(typed), [1234.5, -5.5, 5.5, 105, 10.5, 13]);
assert.deepEqual(invalid, [NaN, NaN]);
assert.deepEqual(rounded, [1.01, -1]);
assert.deepEqual(separated, ["refused", 1000]);
assert.deepEqual(Object.values(read), [1234.5, 0.615, 5, 750, 5, 5000000]);
JS
