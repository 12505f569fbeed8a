import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { type Entry, type Ledger, load, post, signInAs } from "../proofs/crash/load";
import { copyDatabase, type ServerProcess, startServer } from "../support/process";
import { begin } from "../support/raw";
import { serverUrl } from "../support/server";

// Two server processes on one database, as behind a proxy, with the structured log and metrics switched on.
const token = `metrics-${randomUUID()}`;
const canary = `canary${randomUUID().replaceAll("-", "")}`;
let database: Awaited<ReturnType<typeof copyDatabase>>;
let one: ServerProcess;
let two: ServerProcess;
let owner: ReturnType<typeof connect>;
let cookie = "";
let shift: Record<string, string> = {};

beforeAll(async () => {
  database = await copyDatabase("hlidka_running");
  const env = { ...database.env, HLIDKA_LOG: "json", HLIDKA_LOG_LEVEL: "debug", HLIDKA_METRICS_TOKEN: token };
  [one, two] = await Promise.all([startServer(env), startServer(env)]);
  owner = connect(database.env.DATABASE_OWNER_URL ?? "", 1);
  cookie = await signInAs(one.url, "manager@sokolov.example", process.env.HLIDKA_TEST_PASSWORD ?? "");
  const [row] = await owner`
    select p.id as "projectId", a.locality_id as "localityId", a.key_activity_id as "keyActivityId", a.happened_on::text as "happenedOn"
    from projects p join activities a on a.project_id = p.id where p.slug = 'sokolov' order by a.happened_on desc limit 1`;
  shift = { ...row, startsAt: "07:00", endsAt: "15:00" };
});
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop()]);
  await owner?.end();
  await database?.drop();
});

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers: { cookie, ...headers }, redirect: "manual" });
const idOf = (answer: Response) => answer.headers.get("x-request-id") ?? "";
/** The line of a request, which is written when the connection has taken the answer. */
async function lineOf(server: ServerProcess, id: string) {
  for (let tries = 0; tries < 50; tries += 1) {
    const found = server.lines().find((line) => line.request === id && line.msg === "request");
    if (found) return found;
    await sleep(20);
  }
  throw new Error(`no line of ${id}`);
}
const log = (server: ServerProcess, note: string, as = cookie) =>
  fetch(`${server.url}/api/v1/commands/activity.log`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url, cookie: as },
    body: JSON.stringify({ commandId: randomUUID(), input: { ...shift, note } }),
  });

test("every request has an id of ours and one line that names its route, not its address", async () => {
  const page = await get(`${one.url}/projects/sokolov?q=${canary}`, { "x-request-id": canary });
  expect(page.status).toBe(200);
  expect(await lineOf(one, idOf(page))).toMatchObject({
    level: "info",
    method: "GET",
    route: "/projects/[slug]",
    status: 200,
  });
  const nowhere = await get(`${one.url}/links/${canary}`);
  expect(await lineOf(one, idOf(nowhere))).toMatchObject({ route: "(none)", status: 404 });
  const refused = await fetch(`${one.url}/${canary}%0d%0a{"level":"info"}`, { method: "PUT" });
  expect(await lineOf(one, idOf(refused))).toMatchObject({ method: "other", status: 405 });
  const health = await get(`${one.url}/api/health/ready`);
  expect(await health.json()).toMatchObject({ status: "ok", pending: [] });
  expect(await lineOf(one, idOf(health))).toMatchObject({ level: "debug" });
  expect(one.printed()).not.toContain(canary);
});

test("what fails is told under the id that the person sees, and what they typed never reaches the log", async () => {
  await fetch(`${one.url}/api/v1/commands/session.create`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: one.url },
    body: JSON.stringify({ commandId: randomUUID(), input: { email: `${canary}@x.example`, password: canary } }),
  });
  await owner`alter table activity_notes rename column note to note_away`;
  await owner`alter table projects rename column registration_number to number_away`;
  try {
    const written = await log(one, canary);
    expect(written.status).toBe(500);
    expect(await written.json()).toMatchObject({ instance: `urn:uuid:${idOf(written)}` });
    const page = await get(`${one.url}/projects/sokolov/settings?x=${canary}`, { "user-agent": canary });
    expect(page.status).toBe(500);
    expect(await page.text()).toContain(idOf(page));
    const failures = one.lines().filter((line) => line.level === "error");
    expect(failures).toContainEqual(expect.objectContaining({ request: idOf(written), msg: "unexpected failure" }));
    expect(failures).toContainEqual(
      expect.objectContaining({ request: idOf(page), msg: "request failed", route: "/projects/[slug]/settings" }),
    );
  } finally {
    await owner`alter table activity_notes rename column note_away to note`;
    await owner`alter table projects rename column number_away to registration_number`;
  }
  const printed = one.printed();
  for (const word of [
    canary,
    "manager@",
    "Failed query",
    process.env.HLIDKA_TEST_PASSWORD ?? "-",
    cookie.slice(20, 60),
  ])
    expect(printed).not.toContain(word);
  expect(printed.split("\n").filter((line) => line && !line.startsWith("{"))).toEqual([]);
  expect((await log(one, "back")).status).toBe(200);
});

test("metrics are there for the bearer of the token alone, and nowhere without the setting", async () => {
  const ask = (url: string, as?: string) =>
    fetch(`${url}/api/metrics`, { headers: as ? { authorization: `Bearer ${as}` } : {} });
  expect((await ask(one.url)).status).toBe(401);
  expect((await ask(one.url, `${token}x`)).status).toBe(401);
  expect((await ask(serverUrl(), token)).status).toBe(404);
  const answer = await ask(one.url, token);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).toMatch(/hlidka_requests_total\{method="GET",route="\/projects\/\[slug\]",status="200"\} \d/);
  for (const name of [
    "hlidka_request_seconds_bucket",
    "hlidka_audit_links",
    "hlidka_jobs_lag_seconds",
    "hlidka_database_up 1",
    "hlidka_worker_age_seconds",
    'hlidka_disk_free_bytes{folder="data"} ',
  ])
    expect(text).toContain(name);
  expect(text).toContain("nodejs_eventloop_lag_seconds");
  expect(text).not.toContain(canary);
});

test("a request for another protocol has its line and is counted", async () => {
  const line = "GET /nowhere HTTP/1.1";
  const sockets = await begin(
    one.url,
    [line, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"],
    3,
  );
  await Promise.all(sockets.map((socket) => once(socket.resume(), "close")));
  const told = () => one.lines().filter(({ route, status }) => route === "(upgrade)" && status === 400);
  await expect.poll(() => told().length).toBe(3);
  const answer = await fetch(`${one.url}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.text()).toContain('hlidka_requests_total{method="GET",route="(upgrade)",status="400"} 3');
});

test("what one process writes the other shows at once, and who is signed out in one is signed out in both", async () => {
  const rename = async (server: ServerProcess, name: string) => {
    const [row] =
      await owner`select name, starts_on::text as "startsOn", ends_on::text as "endsOn" from projects where slug = 'sokolov'`;
    expect(row?.name).not.toBe(name);
    await owner.begin(async (tx) => {
      await tx`select sec.enter_machine('operator', ${process.env.HLIDKA_KEY ?? ""}, null, ${randomUUID()}, 'test.rename')`;
      await tx`update projects set name = ${name} where slug = 'sokolov'`;
    });
    const answer = await get(`${server.url}/api/v1/projects/sokolov`);
    return answer.text();
  };
  for (const n of [1, 2, 3])
    expect(await rename(n % 2 ? one : two, `Projekt číslo ${n}`)).toContain(`Projekt číslo ${n}`);
  for (let n = 0; n < 10; n += 1) {
    const [writer, reader] = n % 2 ? [one, two] : [two, one];
    const note = `seen ${randomUUID()}`;
    expect((await log(writer, note)).status).toBe(200);
    const answer = await get(`${reader.url}/api/v1/projects/sokolov/activities?limit=200`);
    const figures = await get(`${reader.url}/api/v1/projects/sokolov`);
    expect(answer.status + figures.status).toBe(400);
    const [row] = await owner`select count(*)::int as n from activity_notes where note = ${note}`;
    expect(row?.n).toBe(1);
  }
  const own = await signInAs(two.url, "mentor@sokolov.example", process.env.HLIDKA_TEST_PASSWORD ?? "");
  const ended = await fetch(`${two.url}/api/v1/commands/session.end`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: two.url, cookie: own },
    body: JSON.stringify({ commandId: randomUUID(), input: {} }),
  });
  expect(ended.status).toBe(200);
  expect((await fetch(`${one.url}/api/v1/projects`, { headers: { cookie: own } })).status).toBe(401);
});

test("a newer version that comes to the database makes running servers unready; they come back when they fit it", async () => {
  const turns = async (status: number) => {
    for (let tries = 0; tries < 150; tries += 1) {
      if ((await get(`${one.url}/projects/sokolov`)).status === status) return;
      await sleep(100);
    }
    throw new Error(`the server never answers ${status}`);
  };
  await owner`update sec.sources set counter = counter + 1`;
  try {
    await turns(503);
    const ready = await get(`${one.url}/api/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ pending: [expect.stringContaining("newer version of Hlídka")] });
  } finally {
    await owner`update sec.sources set counter = counter - 1`;
  }
  await turns(200);
});

test("a server before a database of before the first baseline says so in one sentence and leaves", async () => {
  const old = await copyDatabase("hlidka_ancient");
  try {
    const sql = connect(old.env.DATABASE_OWNER_URL ?? "", 1);
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('old', 1795247721157)`;
    await sql.end();
    await expect(startServer(old.env)).rejects.toThrow("Nothing is served: the database was made by a Hlídka older");
  } finally {
    await old.drop();
  }
});

test("SIGTERM under load: what has arrived is answered, the process leaves with 0, nothing is done twice", async () => {
  const mine = await signInAs(two.url, "mentor@sokolov.example", process.env.HLIDKA_TEST_PASSWORD ?? "");
  const ledger: Ledger = { entries: [], surprises: [] };
  const make = (): Entry => {
    const note = `drain ${randomUUID()}`;
    return { commandId: randomUUID(), note, input: { ...shift, note }, acknowledged: false };
  };
  const target = { url: two.url, cookie: mine, name: "activity.log" };
  const stop = load(target, ledger, make, 12);
  const answered = () => ledger.entries.filter((entry) => entry.acknowledged).length;
  await expect.poll(answered, { timeout: 30_000 }).toBeGreaterThan(20);
  const began = Date.now();
  two.child.kill("SIGTERM");
  const [code] = await once(two.child, "exit");
  const took = Date.now() - began;
  await stop();
  expect({ code, surprises: ledger.surprises }).toEqual({ code: 0, surprises: [] });
  expect(took).toBeLessThan(10_000);
  const requests = two.lines().filter((line) => line.msg === "request");
  expect(requests.filter((line) => line.cut)).toEqual([]);
  const unknown = ledger.entries.filter((entry) => !entry.acknowledged);
  for (const entry of unknown.slice(0, 20)) expect(await post({ ...target, url: one.url }, entry)).toBe(200);
  const rows = await owner`select note from activity_notes where note like 'drain %' group by note having count(*) > 1`;
  expect(rows).toHaveLength(0);
  const kept =
    await owner`select count(*)::int as n from activity_notes where note = any (${ledger.entries.filter((e) => e.acknowledged).map((e) => e.note)})`;
  expect(kept[0]?.n).toBe(ledger.entries.filter((entry) => entry.acknowledged).length);
});
