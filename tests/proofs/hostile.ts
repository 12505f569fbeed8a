// Malformed protocol, JSON, forms and addresses: a clear 4xx, never a 5xx, nothing half-written. The control is the
// same build without the gate, which must be seen to answer 5xx.
import { fork } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/start/ports.mjs";
import { reads } from "@/server/openapi/document";
import { malformedRequests } from "../support/malformed";
import { raw } from "../support/raw";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { signInAs } from "./crash/load";
import { daysOutside, forgedSessions, hostileForms, hostileSignIns, replays } from "./hostile/others";
import { realIds, rowCounts } from "./hostile/rows";
import type { Tally } from "./hostile/sending";
import { storms } from "./hostile/storms";
import { hostileCommands, hostileReads } from "./hostile/writes";

await prove("hostile", () => ({}), hostileProof);

async function hostileProof(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const tally: Tally = { sent: 0, broken: [], slowest: 0 };
  if (sabotage) {
    await stand.build();
    const bare = await withoutGate(stand);
    await protocol(bare.url, tally, (status) => status < 500);
    bare.end();
  } else {
    const url = await stand.serve();
    const target = { url, cookie: await signInAs(url, "manager@sokolov.example", stand.password) };
    const ids = await realIds(stand.superuserUrl);
    const before = await rowCounts(stand.superuserUrl);
    await protocol(url, tally);
    await storms(url, tally);
    await hostileReads(target, addresses(), tally, full);
    await hostileCommands(target, ids, tally, full);
    await hostileForms(target, tally, full);
    await hostileSignIns(target, tally);
    await forgedSessions(target, stand.env, stand.superuserUrl, tally);
    await daysOutside(target, ids, tally);
    const after = await rowCounts(stand.superuserUrl);
    for (const [table, count] of Object.entries(after)) {
      if (before[table] !== count) tally.broken.push(`${table}: ${before[table]} rows before, ${count} after`);
    }
    await replays(target, ids, tally);
  }
  const figures = { requests: tally.sent, broken: tally.broken.length, "slowest ms": Math.round(tally.slowest) };
  return { held: tally.broken.length === 0, broken: tally.broken, figures };
}

/** The control is judged by its failures alone: that it lets through what the gate refuses is known. */
async function protocol(url: string, tally: Tally, enough?: (status: number) => boolean) {
  for (const { what, bytes, allowed } of malformedRequests(url)) {
    const { status, text, milliseconds } = await raw(url, bytes);
    tally.sent += 1;
    tally.slowest = Math.max(tally.slowest, milliseconds);
    if (!(enough?.(status) ?? allowed.includes(status))) tally.broken.push(`${what}: ${status}`);
    if (/\n\s+at .*:\d+:\d+/.test(text)) tally.broken.push(`${what}: a stack in the answer`);
  }
}

/** Every page and read of the product, with a project that is there, one that is not, and one that cannot be. */
function addresses(): string[] {
  const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith("page.tsx"))
    .map((path) => `/${path.replaceAll(/\([^)]*\)\/|\/?page\.tsx$/g, "")}`);
  const patterns = [...new Set([...pages, ...reads.map((read) => read.path.replaceAll(/\{(\w+)\}/g, "[$1]"))])];
  const slugs = ["sokolov", "constructor", "%F0%9F%92%A9"];
  return patterns.flatMap((pattern) =>
    pattern.includes("[")
      ? slugs.map((slug) => pattern.replace("[slug]", slug).replaceAll(/\[\w+\]/g, "__proto__"))
      : [pattern],
  );
}

async function withoutGate(stand: Stand) {
  const port = await freePort();
  const env = { ...process.env, ...stand.env, PORT: String(port) };
  const child = fork("tests/proofs/hostile/bare.ts", { env, execArgv: ["--import", "tsx"], stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    const answered = await fetch(`${url}/api/health/live`).catch(() => null);
    if (answered) return { url, end: () => child.disconnect() };
    await sleep(100);
  }
  throw new Error("the server without the gate does not start");
}
