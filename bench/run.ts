import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withActor } from "@/db/gate";
import { createToken } from "@/db/mutations/tokens";
import { findBrowser } from "../bin/check/browser.mjs";
import { makeStand } from "../bin/check/stand.mjs";
import { freePort } from "../bin/start/ports.mjs";
import { allocation } from "./allocation";
import { auditor } from "./auditor";
import { first } from "./first";
import { importPreview } from "./import-preview";
import { compare, type Ratio, run, type Side, signIn } from "./measure";
import { memory } from "./memory";
import { javascriptOf } from "./pages";
import { partsOf } from "./parts";
import { residentMegabytes } from "./processor";
import { project } from "./project";
import { registration } from "./registration";
import { scale } from "./scale";
import { shiftInput } from "./shift";
import { sync } from "./sync";

const say = (line: string) => process.stderr.write(`${line}\n`);
const quick = !process.argv.includes("--full");
const [only, more] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const asked = (...names: string[]) => !only || names.includes(only);
const base = { seconds: quick ? 1.5 : 10, connections: 10 };
const ratios: Ratio[] = [];
const tracedPages = [
  "/",
  "/projects",
  "/projects/sokolov",
  "/projects/sokolov/activity",
  "/projects/sokolov/budget",
  "/projects/sokolov/indicators",
  "/projects/sokolov/team",
  "/api/v1/projects/sokolov",
  "/api/v1/projects/sokolov/activities",
];

// An allocation needs neither a server nor a floor: its floor is the same models without whole numbers.
if (only === "allocation") process.exit((await allocation(quick ? 5 : 20)) ? 0 : 1);

// Two installations of their own, one with ten times the projects of the other.
if (only === "scale") process.exit((await scale(say, quick ? 7 : 21)) ? 0 : 1);
if (only === "auditor") process.exit((await auditor(say, quick ? 5 : 21)) ? 0 : 1);

// What waits on a phone, sent by a browser, on an installation of its own.
if (only === "sync") process.exit((await sync(say, quick ? 3 : 9)) ? 0 : 1);

// Another installation, with a thousand projects.
if (only === "memory") process.exit((await memory(say)) ? 0 : 1);

// Clones of this repository in folders of their own.
if (only === "first") process.exit((await first(say, more)) ? 0 : 1);

// Two projects on an installation of their own, one with ten times the shifts of the other.
if (only === "project") process.exit((await project(say, quick ? 9 : 31)) ? 0 : 1);

/** The preview of an import and registrations are measured against the product itself. */
const floorless = only === "import-preview" || only === "registration";
say(floorless ? "Building …" : "Building the floor …");
const [stand] = await Promise.all([
  // Visitors come through a proxy, which names their networks.
  makeStand({ say, env: { HLIDKA_PROXIES: "1" } }),
  floorless ? undefined : command(["node_modules/next/dist/bin/next", "build", "bench/floor"]),
]);
const settings: Record<string, string> = stand.env;
const floorPort = await freePort();
const floor = floorless
  ? undefined
  : spawn(
      process.execPath,
      ["node_modules/next/dist/bin/next", "start", "bench/floor", "-H", "127.0.0.1", "-p", String(floorPort)],
      {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, FLOOR_DATABASE_URL: settings.DATABASE_URL },
      },
    );
try {
  const url = await stand.startServer();
  const floorUrl = `http://127.0.0.1:${floorPort}`;
  if (floor) await answers(`${floorUrl}/one`);
  Object.assign(process.env, stand.env);
  const cookie = await signIn(url, "mentor@sokolov.example", stand.password);
  const token = await withActor(
    { kind: "operator" },
    "write",
    (tx, me) => createToken(tx, me, { email: "mentor@sokolov.example", name: "bench" }),
    { id: randomUUID(), name: "bench" },
  );
  const bearer = { authorization: `Bearer ${token}` };
  const one = { ...base, url: `${floorUrl}/one`, headers: {} };
  const product = (load: Side["load"]): Side => ({ load, pids: [stand.serverPid() ?? 0, stand.databasePid() ?? 0] });
  const under = (load: Side["load"]): Side => ({ load, pids: [floor?.pid ?? 0, stand.databasePid() ?? 0] });

  if (asked("overview")) {
    const page = `${url}/projects/sokolov`;
    const rows = await rowsOfSize(floorUrl, await bytesOf(page, cookie));
    ratios.push(
      await compare(
        "overview",
        0.5,
        product({ ...base, url: page, headers: { cookie } }),
        under({ ...base, url: `${floorUrl}/page-of-rows?rows=${rows}`, headers: {} }),
      ),
    );
  }
  const reads = [
    { form: "project", name: "project API", wanted: 2, path: "" },
    { form: "list", name: "list of 50 activities", wanted: 0.2, path: "/activities?limit=50" },
    {
      form: "cold",
      name: "list of 50 activities, nothing remembered",
      wanted: 0.2,
      path: "/activities?limit=50&k={day}",
    },
  ];
  for (const { form, name, wanted, path } of reads)
    if (asked("api", form)) {
      const read = product({ ...base, url: `${url}/api/v1/projects/sokolov${path}`, headers: bearer });
      ratios.push(await compare(name, wanted, read, under(one)));
    }
  const logging = {
    ...base,
    url: `${url}/api/v1/commands/activity.log`,
    headers: { ...bearer, "content-type": "application/json" },
    command: await activityInput(),
  };
  if (asked("api", "command")) {
    ratios.push(await compare("command that inserts", 0.45, product(logging), under(one)));
    console.log(`command that inserts, ms of the database: ${await partsOf(stand.superuserUrl, stand.data, logging)}`);
  }
  if (!only) {
    const weight = await javascriptOf(`${url}/projects/sokolov`, cookie, await findBrowser(say));
    console.log(
      `JavaScript of the overview: ${weight.before} kB gzip before the charts (≤ 250), ${weight.withCharts} kB with them (≤ 370)`,
    );
    // Before any workbook is read, whose threads are measured below. Pages first, as long as the measurement may take; the
    // API brings it to 10 000 sooner.
    const pages = await run({
      ...base,
      seconds: quick ? 30 : 300,
      url: `${url}/projects/sokolov`,
      headers: { cookie },
    });
    for (let left = 10_000 - pages.done; left > 0; )
      left -= (
        await run({ ...base, seconds: 5, url: `${url}/api/v1/projects/sokolov/activities?k={day}`, headers: bearer })
      ).done;
    console.log(
      `server after 10 000 requests (${pages.done} of them pages): ${residentMegabytes(stand.serverPid())} MB resident (≤ 400)`,
    );
  }
  let slowed = false;
  if (asked("import-preview")) {
    const finance = await signIn(url, "finance@sokolov.example", stand.password);
    const others = { url: `${url}/api/v1/projects/sokolov`, headers: bearer };
    slowed = !(await importPreview(url, finance, others, stand.serverPid() ?? 0));
  }
  if (asked("registration")) {
    const use = { url: `${url}/projects/sokolov`, headers: { cookie } };
    slowed = !(await registration(url, stand.superuserUrl, quick ? 15 : 60, use, logging)) || slowed;
  }
  if (!only) slowed = !(await allocation(quick ? 3 : 20)) || slowed;
  for (const { name, ratio, wanted, product: own, floor: other } of ratios)
    console.log(
      `${name}: ratio ${ratio.toFixed(2)} (wanted ${wanted}); ${own.perSecond.toFixed(0)}/s p50 ${own.p50} ms p99 ${own.p99} ms against ${other.perSecond.toFixed(0)}/s p50 ${other.p50} ms; processor ${own.processor.toFixed(2)} ms a request against ${other.processor.toFixed(2)} ms, ratio ${(other.processor / own.processor).toFixed(2)}`,
    );

  const short = ratios.filter((entry) => entry.ratio < entry.wanted);
  if (ratios.length > 0)
    console.log(
      `bench: ${ratios.map((entry) => `${entry.name} ${entry.ratio.toFixed(2)}`).join(", ")}${short.length ? `; short: ${short.map((entry) => entry.name).join(", ")}` : ""}`,
    );
  process.exitCode = short.length || slowed ? 1 : 0;
} finally {
  floor?.kill("SIGTERM");
  await stand.stop();
}
if (asked("statements")) for (const line of await traces()) console.log(line);
process.exit();

async function command(args: string[]): Promise<void> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await sleep(200);
  }
  throw new Error(`${url} does not answer`);
}

async function bytesOf(url: string, cookie = ""): Promise<number> {
  return (await (await fetch(url, { headers: { cookie } })).arrayBuffer()).byteLength;
}

/** As many rows as give the floor's page the wanted size. */
async function rowsOfSize(floorUrl: string, bytes: number): Promise<number> {
  const [few, many] = await Promise.all([10, 210].map((rows) => bytesOf(`${floorUrl}/page-of-rows?rows=${rows}`)));
  const perRow = ((many ?? 0) - (few ?? 0)) / 200;
  const rows = Math.max(1, Math.round(10 + (bytes - (few ?? 0)) / perRow));
  console.log(`overview: ${(bytes / 1000).toFixed(0)} kB of HTML; the floor has ${rows} rows`);
  return rows;
}

async function activityInput() {
  return {
    ...(await shiftInput(stand.superuserUrl.replace(/\/postgres$/, "/hlidka"), "sokolov")),
    // A shift of its own each time (bench/load.ts): none is there already.
    happenedOn: "{day}",
    startsAt: "{from}",
    endsAt: "{to}",
  };
}

/** Statements and milliseconds of SQL of each page asked for a second time, as the data gate counts them when told to. */
async function traces(): Promise<string[]> {
  const file = join(tmpdir(), `hlidka-trace-${process.pid}`);
  const traced = await makeStand({ say, env: { HLIDKA_SQL_TRACE: file } });
  try {
    const url = await traced.startServer();
    const cookie = await signIn(url, "mentor@sokolov.example", traced.password);
    const lines: string[] = [];
    for (const path of tracedPages) {
      await (await fetch(`${url}${path}`, { headers: { cookie } })).arrayBuffer();
      writeFileSync(file, "");
      const answer = await fetch(`${url}${path}`, { headers: { cookie } });
      await answer.arrayBuffer();
      const visits = readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(" ").map(Number));
      const sum = (index: number) => visits.reduce((total, line) => total + (line[index] ?? 0), 0);
      lines.push(`${path}: ${answer.status}, ${sum(0)} statements in ${visits.length} visits, ${sum(1).toFixed(1)} ms`);
    }
    return lines;
  } finally {
    await traced.stop();
    rmSync(file, { force: true });
  }
}
