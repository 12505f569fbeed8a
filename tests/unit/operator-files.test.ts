import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { oldestPostgres } from "@/db/schema-state";

const text = (path: string) => readFileSync(path, "utf8");
const all = (path: string, words: RegExp) => [...text(path).matchAll(words)].map(([, found]) => found ?? "");
const units = readdirSync("docs").filter((name) => name.endsWith(".service"));
/** Folders that the operator's book has made for the service. */
const folders = all("docs/operations.md", /install -d -o hlidka -g hlidka -m 0700 (.+)/g).flatMap((line) =>
  line.split(" "),
);

test("the oldest PostgreSQL is one number wherever it is told", () => {
  const told = ["README.md", "docs/operations.md"].flatMap((path) => all(path, /PostgreSQL[^.\n]*?(\d+) or newer/g));
  expect(told.length).toBeGreaterThanOrEqual(2);
  expect(new Set(told.map(Number))).toEqual(new Set([oldestPostgres]));
});

test("every metric that an alarm asks for is given out", () => {
  const files = ["bin/gate/metrics.ts", "bin/gate/replica-metrics.ts"];
  const given = new Set(files.flatMap((path) => all(path, /"(hlidka_[a-z_]+)"/g)));
  const asked = all("docs/alerts.yml", /(hlidka_[a-z_]+)/g);
  expect(asked.length).toBeGreaterThan(8);
  expect(asked.filter((name) => !given.has(name))).toEqual([]);
});

test.each(units)("%s may write where the product writes, and what it runs is there", (unit) => {
  const path = `docs/${unit}`;
  const writable = all(path, /^ReadWritePaths=(.+)$/gm).flatMap((line) => line.split(" "));
  const programs = all(path, /^ExecStart=.* (bin\/\S+)$/gm);
  expect(programs).not.toEqual([]);
  expect(programs.filter((program) => !existsSync(program))).toEqual([]);
  // A server alone makes no backups: the worker does, which the start keeps.
  const written = programs.includes("bin/start.mjs") ? folders : folders.filter((folder) => !/backups/.test(folder));
  expect(written).toContain("/var/lib/hlidka");
  expect(written.filter((folder) => !writable.includes(folder))).toEqual([]);
});

test("nothing of an installation goes into an image", () => {
  const left = text(".dockerignore").split("\n");
  for (const name of [".data", ".env", ".git", "node_modules"]) expect(left).toContain(name);
});

test("nginx waits for bodies, but streams uploads", () => {
  const locations = [...text("docs/nginx.conf").matchAll(/location (\S+) \{([^}]*)\}/g)];
  const buffering = locations.flatMap(([, path, rules]) => {
    const way = /proxy_request_buffering (\w+);/.exec(rules ?? "")?.[1];
    return way ? [[path, way]] : [];
  });
  expect(buffering).toEqual([
    ["/", "on"],
    ["/api/uploads", "off"],
  ]);
});
