#!/usr/bin/env bash
# Czech account, tax, birth and telephone numbers that are right and that checkers of npm refuse, or take apart otherwise:
# ibantools 4.5.4, ibankit 1.6.5, iban 0.0.14, jsvat 2.5.4, stdnum 1.12.0, validator 13.15.35. The numbers are invented; the
# account and the 6… are examples of documents. Installs the packages in a temporary folder; ends with 1 when something
# else is seen.
#
#   guessed before                                            seen
#   ibantools takes an IBAN in groups of four, as printed     false for spaces and for small letters; iban and validator
#                                                             take both; electronicFormatIBAN leaves a no-break space in
#   the account number of 19-2000145399/0800 is told with     ibankit: account 2000145399, and the prefix 000019 as the
#   its prefix                                                branch; ibantools: neither, the bank's code alone
#   validator: isTaxID(…, "cs-CZ") takes a DIČ with its CZ    refused (so are companies' numbers, as guessed)
#   validator: isVAT("CZ 12345679", "CZ") ignores the space   false; "CZ12345679" true
#   jsvat knows a birth number whose remainder is 10 (last    refused as a DIČ; stdnum and validator take it
#   digit 0, given out until 1985)
#   stdnum knows the eight digits after a 6                   CZ640903926 refused; jsvat takes it
#   stdnum: ico takes CZ12345679 as dic does, and 19 for      neither, nor does dic take 19
#   00000019
#   validator: isMobilePhone(…, "cs-CZ") takes a number as    not with no-break spaces, nor 00420…; +420 and plain
#   Word writes it                                            spaces yes
#
# So: strip all spaces, write capitals and leading zeros before any checker; take prefix and account from the BBAN's own
# places (4 bank, 6 prefix, 10 account); let no checker alone turn a Czech number away.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ibantools@4.5.4 ibankit@1.6.5 iban@0.0.14 jsvat@2.5.4 stdnum@1.12.0 validator@13.15.35
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const ibantools = require("ibantools");
const ibankit = require("ibankit");
const iban = require("iban");
const { checkVAT, czechRepublic } = require("jsvat");
const { stdnum } = require("stdnum");
const validator = require("validator");

const account = "CZ6508000000192000145399"; // 19-2000145399/0800, the example of the registry of IBANs
const grouped = account.replace(/(.{4})(?!$)/g, "$1 ");
const written = { plain: account, grouped, hard: grouped.replaceAll(" ", "\u00A0"), small: account.toLowerCase() };
const accounts = Object.fromEntries(
  Object.entries(written).map(([name, one]) => [
    name,
    [ibantools.isValidIBAN(one), ibantools.isValidIBAN(ibantools.electronicFormatIBAN(one)), iban.isValid(one), validator.isIBAN(one)],
  ]),
);
const kit = new ibankit.IBAN(account);
const taken = {
  ibankit: [kit.getBankCode(), kit.getBranchCode(), kit.getAccountNumber()],
  ibantools: [ibantools.extractIBAN(account).bankIdentifier, ibantools.extractIBAN(account).accountNumber],
  iban: iban.toBBAN(account, " "),
};

const checkers = {
  isTaxID: (number) => validator.isTaxID(number, "cs-CZ"),
  isVAT: (number) => validator.isVAT(number, "CZ"),
  jsvat: (number) => checkVAT(number, [czechRepublic]).isValid,
  dic: (number) => stdnum.CZ.dic.validate(number).isValid,
  ico: (number) => stdnum.CZ.ico.validate(number).isValid,
};
/** The names of the checkers that take the number. */
const takenBy = (number) => Object.keys(checkers).filter((name) => checkers[name](number)).join(" ");
const tenLeft = "7503129800"; // 12 March 1975, 980; its first nine digits leave 10 divided by 11
assert.equal(750312980 % 11, 10);
const numbers = ["12345679", "CZ12345679", "CZ 12345679", "00000019", "19", tenLeft, `CZ${tenLeft}`, "7503129909", "CZ7503129909", "CZ640903926"];
const tax = Object.fromEntries(numbers.map((number) => [number, takenBy(number)]));

const telephones = ["601 123 456", "+420 601 123 456", "601\u00A0123\u00A0456", "00420601123456"].map((one) => validator.isMobilePhone(one, "cs-CZ"));
console.log(accounts, taken, tax, telephones);
assert.deepEqual(accounts, {
  plain: [true, true, true, true],
  grouped: [false, true, true, true],
  hard: [false, false, true, true],
  small: [false, true, true, true],
});
assert.deepEqual(taken, {
  ibankit: ["0800", "000019", "2000145399"],
  ibantools: ["0800", undefined],
  iban: "0800 000019 2000145399",
});
assert.deepEqual(tax, {
  12345679: "isVAT dic ico",
  CZ12345679: "isVAT jsvat dic",
  "CZ 12345679": "jsvat dic",
  "00000019": "isVAT dic ico",
  19: "",
  [tenLeft]: "isTaxID isVAT dic",
  [`CZ${tenLeft}`]: "isVAT dic",
  "7503129909": "isTaxID isVAT dic",
  CZ7503129909: "isVAT jsvat dic",
  CZ640903926: "isVAT jsvat",
});
assert.deepEqual(telephones, [true, true, false, false]);
JS
