#!/usr/bin/env bash
# When jobs of Prague run by croner 11.0.1, cron-parser 5.10.6 and cron 4.4.0 on the two nights that change the clocks, and
# which days a pattern with two kinds of days means. Valid patterns. Installs the packages in a temporary folder; ends with 1
# when something else is seen. Instants are UTC; on 30 March 2:00 is 3:00 at 01:00Z, on 26 October 2:30 is 00:30Z and 01:30Z.
#
#   guessed before                                            seen
#   "30 2 * * *" on 30 March runs at 3:30 in all              cron-parser 3:30; croner and cron 3:00
#   "0 */2 * * *" on 30 March: 0, then 3 for 2, then 4        cron-parser and cron; croner goes from 0 to 4
#   "*/20 2 * * *" on 30 March: three runs, or none           cron-parser three, croner none, cron one
#   … on 26 October: once an hour in all, or twice in all     croner six runs, cron-parser and cron three
#   prev() is next() backwards                                cron-parser: on 26 October prev() of "30 2" has two runs, on
#                                                             30 March none; next() has one each
#   the run that next() has is one that includesDate knows    not 30 March 3:30 (nor croner's match its 3:00); the second
#                                                             2:30 of October, which next() passes over, is true
#   "0 0 */2 * 1" is Mondays with an odd date, as in crond,   any Monday and any odd day (croner: domAndDow: true narrows);
#   where a day beginning with * narrows                      "0 0 */1 * 1" is Mondays in cron, every day in the other two
#
# So: no job between 2 and 3; remember what ran by the day it was for, not by asking the pattern; one kind of days a pattern.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund croner@11.0.1 cron-parser@5.10.6 cron@4.4.0 luxon@3.7.2
TZ=UTC node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const { Cron } = require("croner");
const { CronExpressionParser } = require("cron-parser");
const { CronTime } = require("cron");
const { DateTime } = require("luxon");

const zone = "Europe/Prague";
const croner = (pattern, options) => new Cron(pattern, { timezone: zone, paused: true, ...options });
const parsed = (pattern, from) => CronExpressionParser.parse(pattern, { currentDate: from && new Date(from), tz: zone });
const times = (dates, until) =>
  dates.map((date) => date.toISOString()).filter((date) => date < until).map((date) => date.slice(8, 16)).join(" ");

/** The runs after `from` and before `until`, by each library. */
function runs(pattern, from, until) {
  const iterator = parsed(pattern, from);
  const time = new CronTime(pattern, zone);
  let at = DateTime.fromISO(from, { zone });
  const eight = Array.from({ length: 8 });
  return {
    croner: times(croner(pattern).nextRuns(8, new Date(from)), until),
    parser: times(eight.map(() => iterator.next().toDate()), until),
    cron: times(eight.map(() => (at = time.getNextDateFrom(at, zone)).toJSDate()), until),
  };
}
const march = ["2025-03-29T22:00:00Z", "2025-03-30T03:00:00Z"];
const october = ["2025-10-25T22:00:00Z", "2025-10-26T12:00:00Z"];
const changes = {
  "daily, March": runs("30 2 * * *", ...march),
  "each second hour, March": runs("0 */2 * * *", ...march),
  "in the hour, March": runs("*/20 2 * * *", ...march),
  "daily, October": runs("30 2 * * *", ...october),
  "in the hour, October": runs("*/20 2 * * *", ...october),
};
const back = (from) => {
  const iterator = parsed("30 2 * * *", from);
  return times([iterator.prev().toDate(), iterator.prev().toDate()], "2026");
};
const backwards = { March: back("2025-03-30T12:00:00Z"), October: back("2025-10-26T12:00:00Z") };
const known = {
  "March, its own run": parsed("30 2 * * *").includesDate(new Date("2025-03-30T01:30Z")),
  "March, croner's run": croner("30 2 * * *").match(new Date("2025-03-30T01:00Z")),
  "October, the second": parsed("30 2 * * *").includesDate(new Date("2025-10-26T01:30Z")),
};
const first = (pattern) => Object.values(runs(pattern, "2025-03-01T12:00:00Z", "2025-03-11T00:00:00Z"));
const days = { "*/2": first("0 0 */2 * 1"), "*/1": first("0 0 */1 * 1") };
const narrowed = times(croner("0 0 */2 * 1", { domAndDow: true }).nextRuns(3, new Date("2025-03-01T12:00Z")), "2026");
console.log(changes, backwards, known, days, narrowed);
assert.deepEqual(changes, {
  "daily, March": { croner: "30T01:00", parser: "30T01:30", cron: "30T01:00" },
  "each second hour, March": { croner: "29T23:00 30T02:00", parser: "29T23:00 30T01:00 30T02:00", cron: "29T23:00 30T01:00 30T02:00" },
  "in the hour, March": { croner: "", parser: "30T01:00 30T01:20 30T01:40", cron: "30T01:00" },
  "daily, October": { croner: "26T00:30", parser: "26T00:30", cron: "26T00:30" },
  "in the hour, October": {
    croner: "26T00:00 26T00:20 26T00:40 26T01:00 26T01:20 26T01:40",
    parser: "26T00:00 26T00:20 26T00:40",
    cron: "26T00:00 26T00:20 26T00:40",
  },
});
assert.deepEqual(backwards, { March: "29T01:30 28T01:30", October: "26T01:30 26T00:30" });
assert.deepEqual(Object.values(known), [false, false, true]);
const odd = "02T23:00 04T23:00 06T23:00 08T23:00 09T23:00 10T23:00";
const every = "01T23:00 02T23:00 03T23:00 04T23:00 05T23:00 06T23:00 07T23:00 08T23:00";
assert.deepEqual(days, { "*/2": [odd, odd, odd], "*/1": [every, every, "02T23:00 09T23:00"] });
assert.equal(narrowed, "02T23:00 16T23:00 30T22:00");
JS
