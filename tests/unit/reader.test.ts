import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { Sheet } from "@/lib/export/sheet";
import { openReaders, type Readers } from "@/server/files/reader";
import type { ReaderJob } from "@/server/files/reader-jobs";

const frame = {
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  today: "2025-02-15",
  costRegime: null,
  lines: [{ code: "1.2.3", leaf: "direct" }],
  keyActivities: [],
};
const small = readFileSync("tests/fixtures/imports/10-leading-zeros-format.xlsx");
/** Two hundred thousand rows. */
const long = Buffer.from(`Něco;Jiného\n${"ž1;1.2.3;Kč 5.6.2024\n".repeat(200_000)}`);
const job = (bytes: Uint8Array): ReaderJob => ({ name: "expenses", input: { bytes, frame, locale: "cs", taken: [] } });
const refusal = (key: string, status: number) => expect.objectContaining({ key, status });

let readers: Readers | undefined;
afterEach(() => readers?.close());
const open = (settings: Parameters<typeof openReaders>[0]) => {
  readers = openReaders(settings);
  return readers;
};
const never = () => new AbortController().signal;

test("a file is read in a thread of its own, a refusal comes back in its words, and idle threads end", async () => {
  const { run, load } = open({ idle: 200 });
  expect(await run(job(small), never())).toMatchObject({ rows: [{ row: 2 }, { row: 3 }], problems: [] });
  await expect(run(job(Buffer.from("a;b\n1;2")), never())).rejects.toEqual(refusal("importNoHeader", 422));
  await expect(run({ name: "page", input: { bytes: Buffer.from("recept"), query: "" } }, never())).resolves.toBeNull();
  expect(load()).toEqual({ threads: 1, waiting: 0 });
  await expect.poll(load, { timeout: 5_000 }).toEqual({ threads: 0, waiting: 0 });
});

test("two are read at once, some wait, one more is told to come again", async () => {
  const { run, load } = open({ queue: 3 });
  const all = Array.from({ length: 6 }, () => run(job(small), never()));
  expect(load()).toEqual({ threads: 2, waiting: 3 });
  await expect(all[5]).rejects.toEqual(refusal("importBusy", 503));
  for (const one of all.slice(0, 5)) expect(await one).toMatchObject({ problems: [] });
  expect(load()).toEqual({ threads: 2, waiting: 0 });
});

test("of published lists and pages one is read at a time, whatever else is read beside it", async () => {
  const { run, load } = open({});
  const page: ReaderJob = { name: "page", input: { bytes: Buffer.from("recept"), query: "" } };
  const ended: string[] = [];
  const noted = (name: string, work: Promise<unknown>) => work.then(() => ended.push(name));
  const all = [noted("first", run(page, never())), noted("second", run(page, never()))];
  expect(load()).toEqual({ threads: 1, waiting: 1 });
  all.push(noted("file", run(job(small), never())));
  expect(load()).toEqual({ threads: 2, waiting: 1 });
  await Promise.all(all);
  expect(ended.indexOf("first")).toBeLessThan(ended.indexOf("second"));
  expect(load().waiting).toBe(0);
});

test("a list that was given up lets the next one begin", async () => {
  const { run, load } = open({});
  const page: ReaderJob = { name: "page", input: { bytes: long, query: "" } };
  const reading = new AbortController();
  const first = run(page, reading.signal);
  const second = run({ name: "page", input: { bytes: Buffer.from("recept"), query: "" } }, never());
  reading.abort();
  await expect(first).rejects.toEqual(refusal("unavailable", 503));
  expect(await second).toBeNull();
  expect(load()).toEqual({ threads: 1, waiting: 0 });
});

test("a file that takes too long is refused, and its thread is replaced for the next one", async () => {
  const { run, load } = open({ threads: 1, milliseconds: 1 });
  const slow = run(job(long), never());
  await expect(slow).rejects.toEqual(refusal("importTooSlow", 422));
  expect(load()).toEqual({ threads: 0, waiting: 0 });
});

test("a file whose request was given up is read no further, whether it is being read or waits", async () => {
  const { run, load } = open({ threads: 1 });
  const [reading, waiting] = [new AbortController(), new AbortController()];
  const first = run(job(long), reading.signal);
  const second = run(job(small), waiting.signal);
  const third = run(job(small), never());
  expect(load()).toEqual({ threads: 1, waiting: 2 });
  waiting.abort();
  await expect(second).rejects.toEqual(refusal("unavailable", 503));
  expect(load()).toEqual({ threads: 1, waiting: 1 });
  reading.abort();
  await expect(first).rejects.toEqual(refusal("unavailable", 503));
  expect(await third).toMatchObject({ problems: [] });
});

test("a file that needs more memory than a thread has is refused, the process stays", async () => {
  const { run } = open({ threads: 1, megabytes: 24 });
  await expect(run(job(long), never())).rejects.toEqual(refusal("importBomb", 413));
});

/** Ten thousand entries of a log as they are exported. */
const entries: Sheet = {
  title: "Změny",
  columns: ["Číslo", "Kdy", "Kdo", "Co", "Změny"].map((header) => ({ header, kind: "text" })),
  rows: Array.from({ length: 10_000 }, (_, row) => [
    String(row),
    `15. 2. 2025 12:${row % 60}`,
    "Jana Vymyšlená",
    `směna ${row}`,
    "počet: 3 → 4 (poradenství)\nstav: čeká na schválení → schváleno\n".repeat(3),
  ]),
  facts: [],
};

/** How long the process answered nobody at most, and how long the work took, in milliseconds. */
async function longestSilence(work: Promise<unknown>) {
  const began = performance.now();
  let [last, longest] = [began, 0];
  const look = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const clock = setInterval(look, 2);
  await work.finally(() => clearInterval(clock));
  look();
  return { longest, whole: performance.now() - began };
}

test("a workbook is written in a thread of its own, and meanwhile the process answers others", async () => {
  const { run } = open({});
  const input = { sheets: [entries], factsTitle: "O exportu" };
  const write = async () => {
    const bytes = await run<Uint8Array>({ name: "workbook", input }, never());
    expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe("PK");
  };
  await write();
  const { longest, whole } = await longestSilence(write());
  expect(longest).toBeLessThan(whole / 3);
});

test("a workbook that takes too long, and one too many, are told in the words of an export", async () => {
  const { run } = open({ threads: 1, queue: 0, milliseconds: 1 });
  const job = { name: "workbook", input: { sheets: [entries], factsTitle: "O exportu" } } as const;
  const [slow, late] = [run(job, never()), run(job, never())];
  await expect(late).rejects.toEqual(refusal("exportBusy", 503));
  await expect(slow).rejects.toEqual(refusal("exportTooLarge", 422));
});

test("a paper is drawn in a thread, whatever letters its font lacks", async () => {
  const { run } = open({});
  const job = (name: string): ReaderJob => ({
    name: "paper",
    input: {
      kind: "badges",
      paper: {
        frame: { title: "Jmenovky", author: "Odbor", locale: "cs", madeAt: "2025-03-01T10:00:00Z" },
        meeting: "Setkání",
        place: "Kutná Hora",
        codeAlt: "Kód jmenovky",
        badges: [{ name, role: "mentor", municipality: "Most", code: "HLIDKA/a/b/c" }],
      },
    },
  });
  for (const name of ["Jiří Ďáblík", "Li 漢"]) {
    const bytes = await run<Uint8Array>(job(name), never());
    expect(Buffer.from(bytes).subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
  }
});
