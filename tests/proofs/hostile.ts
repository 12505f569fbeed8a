// Malformed protocol, JSON, forms, files and addresses: a clear 4xx, never a 5xx, nothing half-written; disks that are
// full. The control is the same build without the gate, which keeps connections, reads files while others wait, and has
// figures that no number holds and disks with room: each part must be noticed.
import { fork } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/start/ports.mjs";
import { reads } from "@/server/openapi/document";
import { malformedRequests } from "../support/malformed";
import { raw } from "../support/raw";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { signInAs } from "./crash/load";
import { fullDisks } from "./hostile/disk";
import { figuresStand, plansOneCrown, plansTooMuch } from "./hostile/figures";
import { hostileFiles } from "./hostile/files";
import { daysOutside, forgedSessions, hostileForms, hostileSignIns, replays } from "./hostile/others";
import { realIds, rowCounts } from "./hostile/rows";
import type { Tally } from "./hostile/sending";
import { storms } from "./hostile/storms";
import { hostileCommands, hostileReads } from "./hostile/writes";

const manager = "manager@sokolov.example";
const newTally = (): Tally => ({ sent: 0, broken: [], slowest: 0 });

await prove(
  "hostile",
  () => ({}),
  (stand, options) => {
    Object.assign(process.env, stand.env);
    return options.sabotage ? control(stand) : hostileProof(stand, options);
  },
);

async function hostileProof(stand: Stand, { full }: ProofOptions): Promise<Finding> {
  const tally = newTally();
  const url = await stand.serve();
  const target = { url, cookie: await signInAs(url, manager, stand.password) };
  const finance = { url, cookie: await signInAs(url, "finance@sokolov.example", stand.password) };
  const auditor = { url, cookie: await signInAs(url, "auditor@mv.example", stand.password) };
  const ids = await realIds(stand.superuserUrl);
  const before = await rowCounts(stand.superuserUrl);
  await protocol(url, tally);
  await storms(url, tally);
  const files = await hostileFiles(target, tally);
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
  await plansOneCrown(finance, stand.superuserUrl, tally);
  await figuresStand(auditor, addresses(), tally, full);
  const disks = await fullDisks(stand, target, ids, tally);
  return {
    held: tally.broken.length === 0,
    broken: tally.broken,
    figures: { requests: tally.sent, broken: tally.broken.length, "slowest ms": Math.round(tally.slowest), ...files },
    notRun: disks ? undefined : "full disks, since nothing may be mounted here",
  };
}

/** Every part against what it must notice; a part that notices nothing is blind, and the control then says "held". */
async function control(stand: Stand): Promise<Finding> {
  await stand.build();
  await plansTooMuch(stand.superuserUrl);
  const bare = await withoutGate(stand);
  const ids = await realIds(stand.superuserUrl);
  const target = { url: bare.url, cookie: await signInAs(bare.url, manager, stand.password) };
  const auditor = { url: bare.url, cookie: await signInAs(bare.url, "auditor@mv.example", stand.password) };
  const parts: Record<string, (tally: Tally) => Promise<unknown>> = {
    protocol: (tally) => protocol(bare.url, tally, (status) => status < 500),
    storms: (tally) => storms(bare.url, tally),
    files: (tally) => hostileFiles(target, tally),
    figures: (tally) => figuresStand(auditor, addresses(), tally),
    disks: (tally) => fullDisks(stand, target, ids, tally, false),
  };
  const broken: string[] = [];
  const figures: Record<string, number> = {};
  for (const [name, part] of Object.entries(parts)) {
    const tally = newTally();
    await part(tally);
    figures[`broken ${name}`] = tally.broken.length;
    broken.push(...tally.broken.slice(0, 4));
  }
  bare.end();
  return { held: Object.values(figures).includes(0), broken, figures };
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
