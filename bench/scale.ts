import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { withActor } from "@/db/gate";
import { createToken } from "@/db/mutations/tokens";
import { makeStand } from "../bin/check/stand.mjs";
import { fillProjects } from "./many-projects";
import { median, signIn } from "./measure";

export type Place = { stand: Awaited<ReturnType<typeof makeStand>>; url: string; cookie: string };
type Answer = { ms: number; bytes: number };

const auditor = "auditor@mv.example";
/** Whose city the writes are in. */
const writer = "mentor@sokolov.example";
/** What a city logs within a few months. */
const shiftsOfCity = 320;
const wanted = { pages: 1.5, html: 1.1, afterWrite: 2, first: 5, list: 1.2 };

/** An installation with so many generated projects, where the auditor has signed in. */
export async function place(say: (line: string) => void, projects: number): Promise<Place> {
  // Generated data need not survive a fall of the machine.
  const stand = await makeStand({ say, settings: { fsync: "off", full_page_writes: "off", max_wal_size: "8GB" } });
  const began = performance.now();
  await fillProjects(stand.superuserUrl.replace(/\/postgres$/, "/hlidka"), Array<number>(projects).fill(shiftsOfCity));
  say(`${projects} projects were made in ${((performance.now() - began) / 1000).toFixed(0)} s.`);
  const url = await stand.startServer();
  return { stand, url, cookie: await signIn(url, auditor, stand.password) };
}

async function ask({ url, cookie }: Place, path: string): Promise<Answer> {
  const began = performance.now();
  const response = await fetch(`${url}${path}`, { headers: { cookie } });
  const bytes = (await response.arrayBuffer()).byteLength;
  if (response.status !== 200) throw new Error(`${path}: ${response.status} after ${performance.now() - began} ms`);
  return { ms: performance.now() - began, bytes };
}

/** A place and the smaller one in turns, so that both meet the same machine. */
export async function compareSizes(many: Place, few: Place, path: string, rounds: number) {
  for (const at of [many, few, many, few]) await ask(at, path);
  const answers: { many: Answer; few: Answer }[] = [];
  for (let round = 0; round < rounds; round += 1)
    answers.push({ many: await ask(many, path), few: await ask(few, path) });
  return {
    ms: median(answers.map((answer) => answer.many.ms)),
    ratio: median(answers.map((answer) => answer.many.ms)) / median(answers.map((answer) => answer.few.ms)),
    html: (answers[0]?.many.bytes ?? 0) / (answers[0]?.few.bytes ?? 1),
  };
}

/** A change in one city, which moves the head of its chain. */
const write = () =>
  withActor({ kind: "operator" }, "write", (tx, me) => createToken(tx, me, { email: writer, name: "bench" }), {
    id: randomUUID(),
    name: "bench",
  });

async function afterWrite(at: Place, path: string, rounds: number): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const known = await ask(at, path);
    await write();
    ratios.push((await ask(at, path)).ms / known.ms);
  }
  return median(ratios);
}

/** The server's process dies and another one takes its place. */
async function startAnew({ stand, url }: Place): Promise<void> {
  const before = stand.serverPid();
  if (before) process.kill(before, "SIGKILL");
  for (let tries = 0; tries < 300; tries += 1) {
    await sleep(100);
    const now = stand.serverPid();
    if (now && now !== before && (await fetch(`${url}/api/health/ready`).catch(() => null))?.ok) return;
  }
  throw new Error("no server came back");
}

async function firstAgainstSecond(at: Place, path: string): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    await startAnew(at);
    const first = await ask(at, path);
    ratios.push(first.ms / (await ask(at, path)).ms);
  }
  return median(ratios);
}

/** Does some work on two installations, of a thousand projects and of a hundred; they are gone afterwards. */
export async function withBoth<T>(
  say: (line: string) => void,
  work: (many: Place, few: Place) => Promise<T>,
): Promise<T> {
  const few = await place(say, 100);
  try {
    const many = await place(say, 1_000);
    try {
      return await work(many, few);
    } finally {
      await many.stand.stop();
    }
  } finally {
    await few.stand.stop();
  }
}

/** Prints figures against the most that is wanted, and remembers which were more. */
export function teller() {
  const short: string[] = [];
  const tell = (name: string, value: number, most: number, more = "") => {
    console.log(`${name}: ${value.toFixed(2)} (wanted at most ${most})${more}`);
    if (value > most) short.push(name);
  };
  const end = (of: string) => {
    console.log(short.length > 0 ? `${of}: short: ${short.join(", ")}` : `${of}: as wanted`);
    return short.length === 0;
  };
  return { tell, end };
}

/**
 * What an auditor waits for at 1 000 projects against 100: his pages, remembered and after a write in one city, the first
 * answer of a fresh server, a list of the API. Prints the ratios; true when they are as wanted.
 */
export const scale = (say: (line: string) => void, rounds: number): Promise<boolean> =>
  withBoth(say, async (many, few) => {
    Object.assign(process.env, many.stand.env);
    const { tell, end } = teller();
    for (const path of ["/", "/projects"]) {
      const { ms, ratio, html } = await compareSizes(many, few, path, rounds);
      tell(`${path} at 1 000 projects against 100`, ratio, wanted.pages, `; ${ms.toFixed(0)} ms`);
      tell(`${path} HTML`, html, wanted.html);
      tell(`${path} after a write in one city`, await afterWrite(many, path, rounds), wanted.afterWrite);
      tell(`${path} of a fresh server, first against second`, await firstAgainstSecond(many, path), wanted.first);
    }
    const list = await compareSizes(many, few, "/api/v1/projects?limit=50", rounds);
    tell("API list of 50 projects", list.ratio, wanted.list, `; ${list.ms.toFixed(0)} ms`);
    return end("scale");
  });
