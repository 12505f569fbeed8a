#!/usr/bin/env bash
# Czech public holidays of date-holidays 3.37.0: languages, years, unknown places. Valid input. Installs the package in a
# temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   languages: ["cs", "en"] gives Czech names, and English    English names: Czech is "cz" here; "cs" alone seems to work,
#   ones where there are none                                 for it falls back to the country's own language
#   a day of one's own with the name { cs: "Volno" } is       its name is the object { cs: "Volno" }; { cz: "Volno" } is
#   called so, or refused                                     "Volno"
#   an unknown country throws, an unknown region too          no holidays, and those of the whole country
#   Czech days have no years                                  so: Good Friday is public in 2015 (by law from 2016), and 28
#                                                             September and 17 November in 1999 (from 2000); but Slovakia's
#                                                             1 September ends with 2023, Poland's 24 December begins in 2025
#
# So: say "cz" for the language, check that a country has days at all, and keep a table of one's own of the days before 2016
# where past work is counted.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund date-holidays@3.37.0
TZ=Europe/Prague node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const Holidays = createRequire(`${process.cwd()}/package.json`)("date-holidays");

const goodFriday = (languages) => new Holidays("CZ", { languages }).getHolidays(2025).find((day) => day.date.startsWith("2025-04-18")).name;
const names = [["cs"], ["cs", "en"], ["cz", "en"]].map(goodFriday);
const own = ["cs", "cz"].map((language) => {
  const holidays = new Holidays("CZ");
  holidays.setHoliday("05-02", { name: { [language]: "Volno" }, type: "public" });
  return holidays.getHolidays(2025).find((day) => day.date.startsWith("2025-05-02")).name;
});
const unknown = [new Holidays("Czechia"), new Holidays("CZ", "xx"), new Holidays("CZ")].map((holidays) => holidays.getHolidays(2025).length);
const isPublic = (country, day) =>
  new Holidays(country).getHolidays(Number(day.slice(0, 4))).some(({ date, type }) => date.startsWith(day) && type === "public");
const years = {
  SK: ["2023-09-01", "2024-09-01"].map((day) => isPublic("SK", day)),
  PL: ["2024-12-24", "2025-12-24"].map((day) => isPublic("PL", day)),
  CZ: ["2015-04-03", "1999-09-28", "1999-11-17"].map((day) => isPublic("CZ", day)),
};
console.log({ names, own, unknown, years });
assert.deepEqual(names, ["Velký pátek", "Good Friday", "Velký pátek"]);
assert.deepEqual(own, [{ cs: "Volno" }, "Volno"]);
assert.deepEqual(unknown, [0, 18, 18]);
assert.deepEqual(years, { SK: [true, false], PL: [false, true], CZ: [true, true, true] });
JS
