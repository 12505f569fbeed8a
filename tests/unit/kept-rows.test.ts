import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type KeptRows, keptRows } from "@/server/kept-rows";

let folder: string;
const said = vi.fn();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hlidka-kept-"));
  said.mockReset();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Value = { name: string };
const process = (more: { secret?: string; build?: string; mostBytes?: number } = {}): KeptRows<Value> =>
  keptRows({
    path: join(folder, "of", "rows"),
    secret: "s".repeat(32),
    build: "one",
    mostBytes: 100_000,
    complain: said,
    ...more,
  });
const row = (slot: string, version: string, name = `${slot} ${version} řádek\n`) => ({
  slot,
  version,
  value: { name },
});
const ask = (rows: KeptRows<Value>, slot: string, version: string) =>
  rows.find(new Map([[slot, version]])).then((found) => found.get(slot)?.name);
const file = () => {
  const [name = ""] = readdirSync(join(folder, "of"));
  return join(folder, "of", name);
};
async function keep(rows: ReturnType<typeof row>[], more = {}) {
  const kept = process(more);
  kept.add(rows);
  await kept.written();
}

test("the next process finds a row for its version alone, and of a slot the newest", async () => {
  await keep([row("a", "1"), row("b", "1")]);
  await keep([row("a", "2")]);
  const next = process();
  expect(await ask(next, "a", "2")).toBe("a 2 řádek\n");
  expect(await ask(next, "a", "1")).toBeUndefined();
  expect(await ask(next, "b", "1")).toBe("b 1 řádek\n");
  expect(await ask(next, "b", "2")).toBeUndefined();
  expect(await ask(next, "c", "1")).toBeUndefined();
  expect(said).not.toHaveBeenCalled();
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "of")).mode & 0o777).toBe(0o700);
});

test("another build finds nothing and takes the place of the file; without a file there is nothing", async () => {
  expect(await ask(process(), "a", "1")).toBeUndefined();
  await keep([row("a", "1")]);
  const before = file();
  expect(await ask(process({ build: "two" }), "a", "1")).toBeUndefined();
  expect(readdirSync(join(folder, "of"))).toEqual([]);
  await keep([row("a", "1")], { build: "two" });
  expect(file()).not.toBe(before);
  expect(said).not.toHaveBeenCalled();
});

test("a file of another installation, a row that was changed and one that is torn give nothing, which is said once", async () => {
  await keep([row("a", "1"), row("b", "1"), row("c", "1")]);
  const foreign = process({ secret: "t".repeat(32) });
  expect(await ask(foreign, "a", "1")).toBeUndefined();
  expect(await ask(foreign, "b", "1")).toBeUndefined();
  expect(said).toHaveBeenCalledTimes(1);

  const whole = readFileSync(file(), "utf8");
  const lines = whole.split("\n").filter(Boolean);
  const [a = "", b = "", c = ""] = lines;
  const wrong = [
    whole.replace("a 1 řádek", "a 2 řádek"),
    // The value of another slot, and that of another version.
    [a.slice(0, 43) + b.slice(43), b, c].join("\n"),
    [a.slice(0, 44) + "x".repeat(43) + a.slice(87), b, c].join("\n"),
    [a.slice(0, 88) + (Number(a.slice(88, 101)) + 1) + a.slice(101), b, c].join("\n"),
    a.slice(0, a.length - 4),
    a.slice(0, 50),
    "\u0000\n\n{}",
  ];
  for (const text of wrong) {
    writeFileSync(file(), text);
    expect([text, await ask(process(), "a", "1")]).toEqual([text, undefined]);
  }
  writeFileSync(file(), a.slice(0, 70));
  await keep([row("d", "1")]);
  expect(await ask(process(), "d", "1")).toBe("d 1 řádek\n");
});

test("a row older than a day is none: what no version tells of ends there", async () => {
  await keep([row("a", "1")]);
  const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 24 * 3_600_000 + 1);
  expect(await ask(process(), "a", "1")).toBeUndefined();
  now.mockRestore();
  expect(await ask(process(), "a", "1")).toBeDefined();
});

test("the file stays within its bytes, and rows that newer ones replaced leave it", async () => {
  const kept = process({ mostBytes: 6_000 });
  for (let version = 0; version < 100; version += 1) kept.add([row("a", `${version}`, "x".repeat(300))]);
  await kept.written();
  expect(statSync(file()).size).toBeLessThanOrEqual(6_000);
  expect(await ask(process(), "a", "99")).toBe("x".repeat(300));

  await keep(Array.from({ length: 60 }, (_, at) => row("b", `${at}`, "y".repeat(1_000))));
  const next = process();
  expect(await ask(next, "b", "59")).toBe("y".repeat(1_000));
  await next.written();
  expect(statSync(file()).size).toBeLessThan(3_000);
  expect(await ask(process(), "b", "59")).toBe("y".repeat(1_000));
});

test("a disk that takes nothing ends the keeping, says so once and nothing else", async () => {
  writeFileSync(join(folder, "of"), "");
  const kept = process();
  kept.add([row("a", "1")]);
  kept.add([row("b", "1")]);
  await kept.written();
  expect(await ask(kept, "a", "1")).toBeUndefined();
  expect(said).toHaveBeenCalledTimes(1);
});
