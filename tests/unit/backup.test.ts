import { expect, test } from "vitest";
import { backupInstant, backupName, isBackupDue, outdatedBackups } from "@/lib/domain/backup";

test("a backup is named by its instant, and what is named otherwise is none", () => {
  const at = new Date("2026-11-21T20:34:05.678Z");
  expect(backupName(at)).toBe("hlidka-2026-11-21T203405Z");
  expect(backupInstant(backupName(at))).toEqual(new Date("2026-11-21T20:34:05Z"));
  for (const name of ["hlidka-2026-11-21", "hlidka-2026-13-21T203405Z", ".hlidka-2026-11-21T203405Z", "photos"])
    expect(backupInstant(name)).toBeNull();
});

test("the newest of each of the last days and weeks that have one are kept", () => {
  const names = [
    "hlidka-2026-11-21T010000Z",
    "hlidka-2026-11-21T120000Z",
    "hlidka-2026-11-20T010000Z",
    "hlidka-2026-11-18T010000Z",
    "hlidka-2026-11-15T230500Z", // Monday 16 Nov, 00:05 in Prague
    "hlidka-2026-11-15T225500Z", // Sunday 15 Nov, 23:55 in Prague
    "hlidka-2026-11-09T010000Z",
    "hlidka-2026-11-01T010000Z",
    "photos",
  ];
  expect(outdatedBackups(names, { daily: 2, weekly: 0 })).toEqual([
    "hlidka-2026-11-21T010000Z",
    "hlidka-2026-11-18T010000Z",
    "hlidka-2026-11-15T230500Z",
    "hlidka-2026-11-15T225500Z",
    "hlidka-2026-11-09T010000Z",
    "hlidka-2026-11-01T010000Z",
  ]);
  expect(outdatedBackups(names, { daily: 2, weekly: 3 })).toEqual([
    "hlidka-2026-11-21T010000Z",
    "hlidka-2026-11-18T010000Z",
    "hlidka-2026-11-15T230500Z",
    "hlidka-2026-11-09T010000Z",
  ]);
  expect(outdatedBackups(["hlidka-2026-11-21T010000Z"], { daily: 0, weekly: 0 })).toEqual([]);
});

test.each([
  ["2026-11-21T12:00:00Z", null, true],
  // Hour 2 of Prague is 01:00 UTC in winter, 00:00 in summer.
  ["2026-11-21T00:59:00Z", "2026-11-20T01:05:00Z", false],
  ["2026-11-21T01:01:00Z", "2026-11-20T01:05:00Z", true],
  ["2026-11-21T01:20:00Z", "2026-11-21T01:05:00Z", false],
  ["2026-11-21T12:00:00Z", "2026-11-20T23:30:00Z", true],
  ["2026-11-21T00:30:00Z", "2026-11-19T20:00:00Z", true],
  ["2026-07-01T00:01:00Z", "2026-06-30T00:05:00Z", true],
  ["2026-03-29T01:30:00Z", "2026-03-28T01:05:00Z", true],
])("at %s, with the last good one of %s, a backup is due: %s", (now, last, due) => {
  expect(isBackupDue(new Date(now), 2, last ? new Date(last) : null)).toBe(due);
});
