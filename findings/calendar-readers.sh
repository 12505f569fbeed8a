#!/usr/bin/env bash
# How ical.js 2.2.1 and node-ical 0.26.1 read the same meetings of Prague: repetitions, durations, a floating time. Valid
# iCalendar with the usual VTIMEZONE of Europe/Prague; nothing depends on the process's zone, which is set to UTC.
# Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   monthly from the 31st: short months are skipped           ical.js skips; node-ical: 28 February, then the 28th for good
#   daily at 2:30 over 30 March: one odd day                  node-ical: 3:30 on that day and on all days after it
#   …, and that day is 3:30 (RFC 5545: the offset before)     ical.js: 1:30
#   daily at 2:30 over 26 October: the first 2:30             ical.js: the second; node-ical: the first
#   DURATION:PT24H over the change is a day of 24 hours,      ical.js: 23 hours for both; node-ical: 24 hours for both;
#   P1D one of 23                                             each is right once
#   RANGE=THISANDFUTURE moves all that follow                 ical.js moves them; node-ical moves the one
#   RDATE adds a date                                         ical.js adds it; node-ical does not know it
#   a cancelled exception (STATUS:CANCELLED) is left out      both list it as if it took place
#   a floating time is the reader's                           node-ical gives it the zone of the VTIMEZONE in the file, and
#                                                             calls that zone Africa/Ceuta
#   SUMMARY;LANGUAGE=cs:… is a text                           node-ical: an object {params, val} in place of the string
#
# So: send days and lists of dates rather than rules where they may differ; end by DTEND; keep meetings out of 2:00–3:00;
# cancel one date by EXDATE. A reader of others' calendars says what it does not know instead of showing it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1
TZ=UTC node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const ICAL = (await import(require.resolve("ical.js"))).default;
const nodeIcal = require("node-ical");

const change = (kind, start, from, to, month) =>
  `BEGIN:${kind}\nDTSTART:${start}\nTZOFFSETFROM:${from}\nTZOFFSETTO:${to}\nRRULE:FREQ=YEARLY;BYMONTH=${month};BYDAY=-1SU\nEND:${kind}\n`;
const zone = `BEGIN:VTIMEZONE\nTZID:Europe/Prague\n${change("DAYLIGHT", "19700329T020000", "+0100", "+0200", 3)}${change("STANDARD", "19701025T030000", "+0200", "+0100", 10)}END:VTIMEZONE\n`;
const calendar = (...events) =>
  `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//calendar//CS\n${zone}${events.join("")}END:VCALENDAR\n`.replace(/\n/g, "\r\n");
const event = (...lines) => `BEGIN:VEVENT\nUID:1@example.org\nDTSTAMP:20250101T000000Z\n${lines.join("\n")}\nEND:VEVENT\n`;
const at = (name, local) => `${name};TZID=Europe/Prague:${local}`;
const instant = (date) => date.toISOString().slice(5, 16).replace("T", " ");

function byIcalJs(text) {
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  const seen = [];
  for (const one of events.filter((one) => !one.isRecurrenceException())) {
    const dates = one.iterator();
    for (let date = dates.next(); date && seen.length < 5; date = dates.next()) seen.push(one.getOccurrenceDetails(date).startDate.toJSDate());
  }
  return seen.map(instant).join(", ");
}
function byNodeIcal(text) {
  const { "1@example.org": one } = nodeIcal.sync.parseICS(text);
  const period = { from: new Date("2025-01-01T00:00Z"), to: new Date("2025-12-31T00:00Z") };
  return nodeIcal.expandRecurringEvent(one, period).slice(0, 5).map((found) => instant(found.start)).join(", ");
}
/** The first five starts, as instants of UTC. */
const both = (...events) => ({ icalJs: byIcalJs(calendar(...events)), nodeIcal: byNodeIcal(calendar(...events)) });
/** The hours between start and end. */
function hours(...lines) {
  const text = calendar(event(...lines));
  const one = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
  const other = nodeIcal.sync.parseICS(text)["1@example.org"];
  return [(one.endDate.toJSDate() - one.startDate.toJSDate()) / 3.6e6, (other.end - other.start) / 3.6e6];
}

const weekly = event(at("DTSTART", "20250317T090000"), "SUMMARY:Meeting", "RRULE:FREQ=WEEKLY;COUNT=4");
const moved = (name, ...more) => event(at(name, "20250324T090000"), at("DTSTART", "20250325T130000"), "SUMMARY:Moved", ...more);
const seen = {
  "monthly from the 31st": both(event(at("DTSTART", "20250131T090000"), "RRULE:FREQ=MONTHLY;COUNT=4")),
  "2:30 in March": both(event(at("DTSTART", "20250329T023000"), "RRULE:FREQ=DAILY;COUNT=4")),
  "2:30 in October": both(event(at("DTSTART", "20251025T023000"), "RRULE:FREQ=DAILY;COUNT=3")),
  "this and future": both(weekly, moved("RECURRENCE-ID;RANGE=THISANDFUTURE")),
  "one more date": both(event(at("DTSTART", "20250317T090000"), "RRULE:FREQ=WEEKLY;COUNT=2", at("RDATE", "20250320T090000"))),
  "one cancelled": both(weekly, moved("RECURRENCE-ID", "STATUS:CANCELLED")),
};
const lengths = {
  PT24H: hours(at("DTSTART", "20250329T180000"), "DURATION:PT24H"),
  P1D: hours(at("DTSTART", "20250329T180000"), "DURATION:P1D"),
};
const floating = nodeIcal.sync.parseICS(calendar(event("DTSTART:20250329T180000", "SUMMARY;LANGUAGE=cs:Schůzka")))["1@example.org"];
const { start, summary } = floating;
console.log(seen, lengths, { start: instant(start), zone: start.tz, summary });
assert.deepEqual(seen, {
  "monthly from the 31st": {
    icalJs: "01-31 08:00, 03-31 07:00, 05-31 07:00, 07-31 07:00",
    nodeIcal: "01-31 08:00, 02-28 08:00, 03-28 08:00, 04-28 07:00",
  },
  "2:30 in March": {
    icalJs: "03-29 01:30, 03-30 00:30, 03-31 00:30, 04-01 00:30",
    nodeIcal: "03-29 01:30, 03-30 01:30, 03-31 01:30, 04-01 01:30",
  },
  "2:30 in October": { icalJs: "10-25 00:30, 10-26 01:30, 10-27 01:30", nodeIcal: "10-25 00:30, 10-26 00:30, 10-27 01:30" },
  "this and future": {
    icalJs: "03-17 08:00, 03-25 12:00, 04-01 11:00, 04-08 11:00",
    nodeIcal: "03-17 08:00, 03-25 12:00, 03-31 07:00, 04-07 07:00",
  },
  "one more date": { icalJs: "03-17 08:00, 03-20 08:00, 03-24 08:00", nodeIcal: "03-17 08:00, 03-24 08:00" },
  "one cancelled": {
    icalJs: "03-17 08:00, 03-25 12:00, 03-31 07:00, 04-07 07:00",
    nodeIcal: "03-17 08:00, 03-25 12:00, 03-31 07:00, 04-07 07:00",
  },
});
assert.deepEqual(lengths, { PT24H: [23, 24], P1D: [23, 24] });
assert.deepEqual([instant(start), start.tz], ["03-29 17:00", "Africa/Ceuta"]);
assert.deepEqual(summary, { params: { LANGUAGE: "cs" }, val: "Schůzka" });
JS
