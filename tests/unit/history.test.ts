import { expect, test } from "vitest";
import { changesOf, fieldKind, type RawEntry } from "@/lib/domain/history";

const entry = (change: Partial<RawEntry>): RawEntry => ({
  op: "update",
  before: null,
  after: null,
  personal: [],
  kept: { before: {}, after: {} },
  ...change,
});
const after = {
  id: "1",
  organisation_id: "2",
  project_id: "3",
  state: "approved",
  minutes: 450,
  note: "",
  count: null,
};

test.each([
  ["amount_halere", "money"],
  ["total_halere", "money"],
  ["paid_on", "day"],
  ["valid_from", "day"],
  ["entered_at", "instant"],
  ["starts_at", "time"],
  ["locality_id", "reference"],
  ["decided_by", "reference"],
  ["state", "word"],
  ["sha256", "digest"],
  ["token_hash", "secret"],
  ["anything", "text"],
])("%s is told as %s", (field, kind) => {
  expect(fieldKind(field)).toBe(kind);
});

test("a new row tells what it holds: no keys, nothing empty, in the order people read", () => {
  expect(changesOf(entry({ op: "insert", after })).map(({ field }) => field)).toEqual(["state", "minutes"]);
});

test("a change tells only what differs, emptied fields too", () => {
  const changes = changesOf(entry({ before: { state: "draft", note: "ráno" }, after }));
  expect(changes.map(({ field, before, after: now }) => [field, before, now])).toEqual([
    ["state", "draft", "approved"],
    ["note", "ráno", ""],
  ]);
});

test("a deleted row tells what it held; columns named by the caller are left out", () => {
  const changes = changesOf(entry({ op: "delete", before: { count: 7, activity_id: "9" } }), ["activity_id"]);
  expect(changes).toEqual([{ field: "count", kind: "number", before: 7, after: null, erased: false }]);
});

test("a personal value stands beside the log while it is kept, and is said to be erased afterwards", () => {
  const raw = entry({ op: "insert", after: { name: "hash" }, personal: ["name"] });
  expect(changesOf({ ...raw, kept: { before: {}, after: { name: "Jana Malá" } } })[0]).toMatchObject({
    after: "Jana Malá",
    erased: false,
  });
  expect(changesOf(raw)[0]).toMatchObject({ after: null, erased: true });
  const renamed = entry({ before: { name: "h1" }, after: { name: "h2" }, personal: ["name"] });
  expect(changesOf(renamed)[0]).toMatchObject({ before: null, after: null, erased: true });
});
