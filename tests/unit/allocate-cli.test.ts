import { spawnSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "@/bin/cli/allocate";
import { readAllocation } from "@/lib/domain/allocation/input";
import { allocate as allocateApart } from "@/server/allocation/allocate";
import type { RawAllocation } from "../support/allocations";
import { printed } from "../support/command-line";

const allocate = (args: string[], input?: Readable) => printed(() => run(args, input));
const given = (input: unknown) =>
  Readable.from([Buffer.from(typeof input === "string" ? input : JSON.stringify(input))]);
const meeting: RawAllocation = {
  sites: [
    { code: "KH", capacity: 1 },
    { code: "ČV", capacity: 2 },
  ],
  people: [
    { id: "b", city: "Most", role: "APK", preferred: "KH", canOther: true, registeredAt: "2025-02-06T09:00:00Z" },
    { id: "ř", city: "Lom", role: "jiné", preferred: "KH", canOther: false, registeredAt: "2025-02-07T09:00:00Z" },
    {
      id: "a",
      city: "Most",
      role: "mentor",
      preferred: null,
      canOther: false,
      registeredAt: "2025-02-06T10:00:00+01:00",
    },
  ],
};

describe("hlidka allocate", { timeout: 120_000 }, () => {
  let folder = "";
  const file = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "allocate-"));
    writeFileSync(file("meeting"), JSON.stringify(meeting));
    writeFileSync(file("huge"), "");
    truncateSync(file("huge"), 50_000_000);
    writeFileSync(
      file("binary"),
      Uint8Array.from({ length: 500 }, (_, at) => (at * 7919) % 256),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("prints who stands where and who waits by rank, why, and the numbers, from a file and from the standard input", async () => {
    const fromFile = await allocate([file("meeting")]);
    expect(fromFile).toMatchObject({ status: 0, stderr: "" });
    const { inputHash } = await allocateApart(readAllocation(meeting), { method: "greedy" });
    expect(JSON.parse(fromFile.stdout)).toEqual({
      placed: [
        { id: "a", site: "ČV", reason: "Přihláška místo nežádá; vyšlo na ČV." },
        {
          id: "b",
          site: "ČV",
          reason:
            "Přihláška žádá KH, tam jsou obsazena všechna místa (1), proto přesun na ČV, kde je ještě 1 člověk z\u00a0téže obce.",
        },
        { id: "ř", site: "KH", reason: "Místo KH je to, které žádá přihláška." },
      ],
      waiting: [],
      objective: { placed: 3, roles: 6, preference: 1, split: 0, ranks: 6 },
      method: "optimal",
      inputHash,
    });
    expect(await allocate(["-"], given(meeting))).toEqual(fromFile);
    // As npm runs it, without any of the product's environment.
    const { status, stdout } = spawnSync(process.execPath, ["bin/hlidka.mjs", "allocate", "-"], {
      stdio: [openSync(file("meeting"), "r"), "pipe", "pipe"],
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "test" },
      timeout: 100_000,
    });
    // A machine that is busy elsewhere may need more than a run's ten seconds; here both methods come to the same.
    expect(status).toBe(0);
    const method = expect.stringMatching(/^(optimal|greedy)$/);
    expect(JSON.parse(stdout)).toEqual({ ...JSON.parse(fromFile.stdout), method });
  });

  it("prints nobody placed when there is nobody or nowhere", async () => {
    const none = { placed: 0, roles: 0, preference: 0, split: 0, ranks: 0 };
    const people = meeting.people.map((person) => ({ ...person, preferred: null }));
    for (const input of [
      { ...meeting, people: [] },
      { sites: [], people },
    ]) {
      const { status, stdout } = await allocate(["-"], given(input));
      const told = JSON.parse(stdout);
      expect([status, told.placed, told.objective, told.method]).toEqual([0, [], none, "optimal"]);
      expect(told.waiting.map(({ id }: { id: string }) => id)).toEqual(input.people.length ? ["a", "b", "ř"] : []);
    }
  });

  it("tells beside the result that it is not the solver's", async () => {
    const sites = Array.from({ length: 100 }, (_, at) => ({ code: `${at}`, capacity: 1 }));
    const people = Array.from({ length: 500 }, (_, at) => ({
      ...meeting.people[2],
      id: `${at}`,
      city: `${at}`,
    }));
    const { status, stdout, stderr } = await allocate(["-"], given({ sites, people }));
    expect([status, JSON.parse(stdout).method, JSON.parse(stdout).placed.length]).toEqual([0, "greedy", 100]);
    expect(stderr).toMatch(/^Rozdělení je náhradní: úloha je pro řešič příliš velká\. .*\n$/);
  });

  it.each<[string, unknown, RegExp]>([
    [
      "more must than capacity",
      { ...meeting, people: ["x", "y"].map((id) => ({ ...meeting.people[0], id, pin: { must: "KH" } })) },
      /KH.*: x, y\.$/,
    ],
    [
      "an instant without offset",
      { ...meeting, people: [{ ...meeting.people[0], registeredAt: "2025-02-06T09:00:00" }] },
      /: b\.$/,
    ],
    ["something else", [1], /\$\.$/],
    ["no JSON", "{", /JSON/],
  ])("refuses %s with one sentence", async (_, input, sentence) => {
    const { status, stdout, stderr } = await allocate(["-"], given(input));
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr.trim()).toMatch(sentence);
  });

  it.each([["huge"], ["binary"], ["missing"], ["."]])("refuses the file %s with one sentence", async (name) => {
    const { status, stdout, stderr } = await allocate([file(name)]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
  });

  it("explains itself, and refuses what it does not know", async () => {
    expect(await allocate(["--help"])).toMatchObject({ status: 0, stderr: "" });
    expect(await allocate([])).toMatchObject({ status: 2, stdout: "" });
    expect(await allocate([file("meeting"), "more"])).toMatchObject({ status: 2, stdout: "" });
  });
});
