import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import gate from "@/messages/en/gate.json";
import { signInAs } from "../proofs/crash/load";
import { type Change, middleman } from "../support/middleman";
import { copyDatabase, type ServerProcess, startServer } from "../support/process";

// A server on somebody's own database, to which the way is broken while it runs.
let database: Awaited<ReturnType<typeof copyDatabase>>;
let between: Awaited<ReturnType<typeof middleman>>;
let server: ServerProcess;
let cookie = "";

beforeAll(async () => {
  database = await copyDatabase("hlidka_outage");
  between = await middleman(database.env.DATABASE_URL ?? "");
  server = await startServer({ ...database.env, DATABASE_URL: between.url, HLIDKA_LOG: "json" });
  cookie = await signInAs(server.url, "manager@sokolov.example", process.env.HLIDKA_TEST_PASSWORD ?? "");
});
afterAll(async () => {
  await server?.stop();
  await between?.stop();
  await database?.drop();
});

const paths = ["/", "/projects/sokolov", "/projects/sokolov/team", "/api/v1/projects", "/api/health/ready"];
const get = (path: string) =>
  fetch(`${server.url}${path}`, { headers: { cookie, "accept-language": "en" }, redirect: "manual" });
const statuses = () => Promise.all(paths.map(async (path) => (await get(path)).status));
const all = (status: number) => paths.map(() => status);

/** Until the database is as it was, another way to it stands on the same port. */
async function reach(changes: { asked?: Change } = {}) {
  await between.stop();
  between = await middleman(database.env.DATABASE_URL ?? "", changes, Number(new URL(between.url).port));
}

async function rename(from: string, to: string) {
  const at = new URL(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "");
  const superuser = connect(Object.assign(at, { pathname: "/postgres" }).href, 1);
  await superuser`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${from}`;
  await superuser.unsafe(`alter database ${from} rename to ${to}`);
  await superuser.end();
}

/** Answers to a password are proofs: another letter in one is another password. */
const otherPassword: Change = (chunk) => {
  const at = chunk.indexOf(",p=");
  if (at >= 0) chunk[at + 3] = chunk[at + 3] === 65 ? 66 : 65;
  return chunk;
};

/** The database is away: every page and read is 503 with its sentence, also a while later; with it, all is well again. */
async function seesAway() {
  expect(await statuses()).toEqual(all(503));
  await sleep(1_500);
  expect(await statuses()).toEqual(all(503));
  const page = await get("/projects/sokolov");
  expect(page.headers.get("retry-after")).toBe("2");
  expect(await page.text()).toContain(gate.database);
  const read = await get("/api/v1/projects");
  expect(read.headers.get("content-type")).toContain("application/problem+json");
  const ready = await get("/api/health/ready");
  expect(await ready.json()).toMatchObject({ status: "database unavailable" });
}
const comesBack = () => expect.poll(statuses, { timeout: 20_000, interval: 300 }).toEqual(all(200));

test("while the database is down pages are 503, not 500, and come back by themselves", async () => {
  await comesBack();
  await between.stop();
  await seesAway();
  await reach();
  await comesBack();
});

test("so it is while there is no database of the name", async () => {
  await comesBack();
  await between.stop();
  await rename("hlidka_outage", "hlidka_outage_away");
  try {
    await reach();
    await seesAway();
  } finally {
    await between.stop();
    await rename("hlidka_outage_away", "hlidka_outage");
    await reach();
  }
  await comesBack();
});

test("and while the password is another one", async () => {
  await comesBack();
  await reach({ asked: otherPassword });
  await seesAway();
  await reach();
  await comesBack();
});

test("all of it is told in the log, and nothing as a fault of ours", () => {
  const told = server.lines().filter((line) => line.level === "error");
  expect(told.filter((line) => line.msg === "request failed" || line.msg === "unexpected failure")).toEqual([]);
  expect(server.child.exitCode).toBeNull();
});
