import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { logActivityInput } from "@/lib/domain/activity";
import {
  afterAnswer,
  anew,
  endsRound,
  entryOf,
  inputOf,
  lackOf,
  phoneToday,
  type RawAnswer,
  type Reading,
  readAnswer,
} from "@/lib/domain/outbox";
import { outboxFile, readOutboxFile } from "@/lib/domain/outbox-file";

const commandId = "11111111-1111-4111-8111-111111111111";
const owner = {
  userId: "22222222-2222-4222-8222-222222222222",
  organisationId: "33333333-3333-4333-8333-333333333333",
};
const entry = entryOf(
  {
    commandId,
    ...owner,
    slug: "sokolov",
    input: {
      activityId: "a",
      projectId: "p",
      happenedOn: "2025-02-14",
      startsAt: "07:00",
      endsAt: "15:00",
      submit: true,
    },
  },
  7,
  "2025-02-14T14:00:00Z",
);
const answer = (part: Partial<RawAnswer>): RawAnswer => ({
  status: 200,
  redirected: false,
  type: "application/json",
  text: JSON.stringify({ commandId, result: { activityId: "a" } }),
  replayed: false,
  retryAfter: null,
  ...part,
});
const problem = (status: number, code: string, more: object = {}) =>
  answer({
    status,
    type: "application/problem+json; charset=utf-8",
    text: JSON.stringify({ status, code, title: "Věta.", fields: {}, ...more }),
  });

test("JSON with the id of this command and a result is a receipt, and then the entry goes", () => {
  const reading = readAnswer(commandId, answer({}));
  expect(reading).toEqual({ kind: "receipt", result: { activityId: "a" }, replayed: false });
  expect(afterAnswer(entry, reading)).toBeNull();
  expect(readAnswer(commandId, answer({ replayed: true }))).toMatchObject({ kind: "receipt", replayed: true });
});

test.each<[string, Partial<RawAnswer>]>([
  ["a page with 200", { type: "text/html", text: "<h1>Vítejte v hotelu</h1>" }],
  ["a page that says it is JSON", { text: "<h1>Vítejte v hotelu</h1>" }],
  ["204", { status: 204, type: "", text: "" }],
  ["200 after a redirect", { redirected: true }],
  ["JSON cut in the middle", { text: JSON.stringify({ commandId, result: { activityId: "a" } }).slice(0, -5) }],
  ["JSON with another id", { text: JSON.stringify({ commandId: owner.userId, result: { activityId: "a" } }) }],
  ["an empty object", { text: "{}" }],
  ["the id without a result", { text: JSON.stringify({ commandId }) }],
  ["a result that is none", { text: JSON.stringify({ commandId, result: null }) }],
  ["201 with the right body", { status: 201 }],
  ["a list", { text: JSON.stringify([{ commandId, result: {} }]) }],
  ["a proxy's own 403", { status: 403, type: "text/html", text: "Forbidden" }],
  ["a gateway's 400 as JSON", { status: 400, text: JSON.stringify({ error: "bad" }) }],
  ["a problem whose status is another", problem(422, "invalidInput", { status: 200 })],
  ["302 kept by a cache", { status: 302, text: "{}" }],
])("%s is no answer of ours: the entry waits", (_, part) => {
  const reading = readAnswer(commandId, answer(part));
  expect(reading).toEqual({ kind: "stranger" });
  expect(afterAnswer(entry, reading)).toMatchObject({
    state: "waiting",
    problem: { kind: "stranger" },
    body: entry.body,
  });
});

test.each<[number, string, Reading["kind"]]>([
  [400, "malformed", "refused"],
  [403, "forbidden", "refused"],
  [404, "notFound", "refused"],
  [409, "shiftAlike", "refused"],
  [413, "tooLarge", "refused"],
  [422, "invalidInput", "refused"],
  [409, "commandReused", "conflict"],
  [409, "changedMeanwhile", "conflict"],
  [409, "activityWrongState", "conflict"],
  [409, "commandOtherUser", "otherUser"],
  [401, "notSignedIn", "signedOut"],
  [408, "slow", "later"],
  [425, "early", "later"],
  [429, "tooMany", "later"],
  [500, "unexpected", "later"],
  [503, "busy", "later"],
  [507, "diskFull", "later"],
])("%i %s reads as %s", (status, code, kind) => {
  const reading = readAnswer(commandId, problem(status, code));
  expect(reading.kind).toBe(kind);
  const after = afterAnswer(entry, reading);
  expect(after?.body).toBe(entry.body);
  expect(after?.state).toBe(kind === "refused" || kind === "conflict" ? kind : "waiting");
});

test("a refusal brings its sentences and what is in the way; an address elsewhere is left out", () => {
  const way = { href: "/projects/sokolov/activity/x", title: "Směna" };
  const said = readAnswer(commandId, problem(409, "shiftAlike", { inTheWay: way, fields: { counts: "Chybí." } }));
  expect(said).toMatchObject({ problem: { sentence: "Věta.", fields: { counts: "Chybí." }, inTheWay: way } });
  const strange = readAnswer(commandId, problem(409, "shiftAlike", { inTheWay: { ...way, href: "https://x" } }));
  expect(strange).not.toHaveProperty("problem.inTheWay");
});

test("one that is refused or could not be taken holds up no other; who is no server of ours does", () => {
  expect((["receipt", "refused", "conflict", "later"] as const).map(endsRound)).toEqual([false, false, false, false]);
  expect((["noAnswer", "stranger", "signedOut", "otherUser"] as const).map(endsRound)).toEqual([
    true,
    true,
    true,
    true,
  ]);
});

test("fifty failures give nothing up, and the bytes stay what they were", () => {
  let now = entry;
  for (let round = 0; round < 50; round += 1)
    now = afterAnswer(now, readAnswer(commandId, problem(500, "unexpected"))) ?? now;
  expect(now).toEqual({ ...entry, attempts: 50, problem: { kind: "later" } });
});

test("Retry-After is kept, within an hour, and nonsense is none", () => {
  const seconds = (retryAfter: string | null) => readAnswer(commandId, { ...problem(503, "busy"), retryAfter });
  expect([null, "30", "99999", "-5", "zítra"].map((asked) => seconds(asked))).toEqual(
    [0, 30, 3600, 0, 0].map((asked) => ({ kind: "later", seconds: asked })),
  );
});

test("what its owner changes goes under another id, with all the rest as it was", () => {
  const other = anew({ ...entry, state: "refused", attempts: 3 }, owner.userId, { another: true });
  expect(inputOf(other)).toEqual({ ...inputOf(entry), another: true });
  expect(JSON.parse(other.body)).toMatchObject({ commandId: owner.userId, userId: owner.userId });
  expect(other).toMatchObject({ commandId: owner.userId, state: "waiting", attempts: 0 });
});

test("a file gives back what went in, and only to its owner and whole", () => {
  const entries = [entry, { ...entry, commandId: owner.userId, body: entry.body.replaceAll(commandId, owner.userId) }];
  const file = outboxFile(owner, entries);
  expect(readOutboxFile(file, owner)).toEqual({ entries });
  expect(readOutboxFile(file.slice(0, -9), owner)).toEqual({ fault: "torn" });
  expect(readOutboxFile("[]", owner)).toEqual({ fault: "torn" });
  expect(readOutboxFile(file.replace("submit", "sub"), owner)).toHaveProperty("entries");
  expect(readOutboxFile(file.replace('"format": 1', '"format": 2'), owner)).toEqual({ fault: "newer" });
  expect(readOutboxFile(file, { ...owner, userId: commandId })).toEqual({ fault: "otherOwner" });
  expect(readOutboxFile(file, { ...owner, organisationId: commandId })).toEqual({ fault: "otherOwner" });
  const cut = JSON.stringify({ ...JSON.parse(file), entries: [{ ...entry, body: entry.body.slice(0, -3) }] });
  expect(readOutboxFile(cut, owner)).toEqual({ fault: "torn" });
});

test("the day offered follows the phone's clock, unless that went back or the server's day is another one", () => {
  const lists = { today: "2026-12-01", savedOn: "2026-12-01" };
  expect(phoneToday(lists, "2026-12-03")).toBe("2026-12-03");
  expect(phoneToday(lists, "1970-01-01")).toBeNull();
  expect(phoneToday({ today: "2025-02-15", savedOn: "2026-12-01" }, "2026-12-03")).toBe("2025-02-15");
});

test("what a phone kept before shifts had several places is read, and the command still takes it as it was written", () => {
  const file = readFileSync("tests/fixtures/outbox-1.json", "utf8");
  const before = {
    userId: "0b5c1f0e-6f0e-4c53-9a52-0d7b6d1c1a01",
    organisationId: "0b5c1f0e-6f0e-4c53-9a52-0d7b6d1c1a02",
  };
  const read = readOutboxFile(file, before);
  if ("fault" in read) throw new Error(read.fault);
  expect(read.entries.map(({ body }) => body)).toEqual(
    JSON.parse(file).entries.map(({ body }: { body: string }) => body),
  );
  const inputs = read.entries.map((one) => inputOf(one));
  expect(inputs.map((input) => logActivityInput.safeParse(input).error)).toEqual([undefined, undefined, undefined]);
  expect(inputs.some((input) => "places" in input)).toBe(false);
});

test("what no server takes is known on the phone: a place always, people and something done once it is handed in", () => {
  const done = [{ kind: "patrol", count: 1 }];
  expect(lackOf({})).toEqual(["localityId"]);
  expect(lackOf({ submit: true, counts: [{ kind: "patrol", count: 0 }] })).toEqual([
    "localityId",
    "assistantIds",
    "counts",
  ]);
  expect(lackOf({ localityId: "l", submit: true, assistantIds: ["a"], counts: done })).toEqual([]);
  const elsewhere = [{ localityId: "m", counts: done }];
  expect(lackOf({ localityId: "l", submit: true, assistantIds: ["a"], places: elsewhere })).toEqual([]);
});
