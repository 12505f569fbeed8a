// kill -9 of the server, the database and both under a load of writes: every acknowledged command is there exactly
// once, every other one can be sent again safely. The same behind PgBouncer in transaction mode, whose connections to the
// database are killed. The control commits without waiting for the disk, and must lose.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/start/ports.mjs";
import { connect } from "@/db/connection";
import { startSecondServer } from "../support/second-server";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { type Entry, type Ledger, load, post, signInAs } from "./crash/load";
import { findPooler, startPooler } from "./crash/pooler";

/** What is killed, in this order; the server takes longest to come back. */
const kinds = ["database", "server", "backend", "both", "database", "database"] as const;
/** Kills, and the second of the run (but for a build) after which there is no further one. */
const quick = { kills: 8, second: 43 };
const long = { kills: 120, second: 300 };
const fewest = 3;

await prove(
  "crash",
  ({ sabotage }) => ({ settings: sabotage ? { synchronous_commit: "off", wal_writer_delay: "10000ms" } : undefined }),
  crash,
);

async function crash(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const url = await stand.serve();
  const superuser = connect(stand.superuserUrl, 1);
  const cookie = await signInAs(url, "mentor@sokolov.example", stand.password);
  const shape = await anyShift(stand.superuserUrl);
  await superuser`checkpoint`;
  await superuser.end();

  const ledger: Ledger = { entries: [], surprises: [] };
  const make = () => newEntry(shape);
  const target = { url, cookie, name: "activity.log" };
  const first = await post(target, make());
  if (first !== 200) throw new Error(`the load cannot run: a shift is answered ${first}`);
  const stopLoad = load(target, ledger, make, 12);
  const most = full ? long : quick;
  const inTime = () => process.uptime() - stand.building() / 1000 < most.second;
  let kills = 0;
  let slowest = 0;
  const times = { server: 0, database: 0, both: 0, backend: 0 };
  while (inTime() && kills < most.kills && ledger.surprises.length === 0) {
    await sleep(600 + Math.random() * 900);
    const kind = sabotage ? "database" : (kinds[kills % kinds.length] ?? "server");
    kill(stand, kind, stand.superuserUrl);
    kills += 1;
    times[kind] += 1;
    slowest = Math.max(slowest, await answersAgain(target, make(), ledger));
  }
  await stopLoad();

  if (kills < fewest && ledger.surprises.length === 0) throw new Error(`only ${kills} kills in the time there was`);
  const broken: string[] = [];
  const counted = await settle(stand, target, ledger, broken);
  const program = sabotage ? null : findPooler();
  const pooled = program ? await behindPooler(stand, program, shape, full ? 60 : 8, broken) : {};
  return {
    held: broken.length === 0,
    broken,
    figures: { kills, ...times, ...counted, "slowest recovery ms": slowest, ...pooled, broken: broken.length },
    notRun: program || sabotage ? undefined : "behind PgBouncer, which is not here and could not be installed",
  };
}

function newEntry(shape: object): Entry {
  const note = `crash ${randomUUID()}`;
  return { commandId: randomUUID(), note, input: { ...shape, note }, acknowledged: false };
}

/** Counts what was acknowledged, sends again what was not, and counts everything. */
async function settle(stand: Stand, target: Parameters<typeof post>[0], ledger: Ledger, broken: string[]) {
  broken.push(...ledger.surprises);
  const acknowledged = ledger.entries.filter((entry) => entry.acknowledged);
  const unknown = ledger.entries.filter((entry) => !entry.acknowledged);
  await miscounted(stand.superuserUrl, acknowledged, "acknowledged", broken);
  const again = [...unknown, ...acknowledged.slice(-30)];
  const resend = async () => {
    for (let entry = again.pop(); entry; entry = again.pop()) {
      const status = await post(target, entry);
      if (status !== 200) broken.push(`sent again: ${status}, ${entry.note}`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, resend));
  await miscounted(stand.superuserUrl, ledger.entries, "after sending again", broken);
  return { acknowledged: acknowledged.length, unknown: unknown.length };
}

/** A server behind a pooler under a load of writes, while connections between pooler and database are killed. */
async function behindPooler(stand: Stand, program: string, shape: object, seconds: number, broken: string[]) {
  const pooler = await startPooler(program, stand.databaseUrl);
  if (!pooler.found) broken.push("the pooler is not found out");
  const { PORT: _port, NEXTAUTH_URL: _url, ...env } = stand.env;
  const server = await startSecondServer(await freePort(), { ...env, DATABASE_URL: pooler.url });
  try {
    const cookie = await signInAs(server.url, "mentor@sokolov.example", stand.password);
    const target = { url: server.url, cookie, name: "activity.log" };
    const ledger: Ledger = { entries: [], surprises: [] };
    const stopLoad = load(target, ledger, () => newEntry(shape), 12);
    let kills = 0;
    for (const end = Date.now() + seconds * 1000; Date.now() < end; kills += 1) {
      await sleep(1_500);
      kill(stand, "backend", stand.superuserUrl);
      await answersAgain(target, newEntry(shape), ledger);
    }
    await stopLoad();
    const { acknowledged, unknown } = await settle(stand, target, ledger, broken);
    return { "kills behind a pooler": kills, "acknowledged there": acknowledged, "unknown there": unknown };
  } finally {
    await server.stop();
    await pooler.stop();
  }
}

/** A shift of Sokolov's mentor that may be logged, but for its note. */
async function anyShift(superuserUrl: string) {
  const sql = connect(superuserUrl, 1);
  const [row] = await sql`
    select p.id as "projectId", a.locality_id as "localityId", a.key_activity_id as "keyActivityId", a.happened_on::text as "happenedOn"
    from projects p join activities a on a.project_id = p.id where p.slug = 'sokolov' order by a.happened_on desc limit 1`;
  await sql.end();
  if (!row) throw new Error("the demo has no activity");
  return { ...row, startsAt: "07:00", endsAt: "15:00" };
}

/** kill -9, by the id of the process that the stand started; a backend is a child of the postmaster. */
function kill(stand: Stand, kind: (typeof kinds)[number], superuserUrl: string) {
  const end = (pid: number | undefined) => {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  };
  if (kind === "server" || kind === "both") end(stand.serverPid());
  if (kind === "database" || kind === "both") end(stand.databasePid());
  if (kind !== "backend") return;
  const sql = connect(superuserUrl, 1);
  void sql`select pid from pg_stat_activity where usename = 'hlidka_app' and state <> 'idle' limit 1`
    .then(([row]) => end(row?.pid))
    .catch(() => {})
    .finally(() => sql.end({ timeout: 1 }).catch(() => {}));
}

/** Milliseconds until a command is carried out again. */
async function answersAgain(target: Parameters<typeof post>[0], entry: Entry, ledger: Ledger) {
  const began = Date.now();
  ledger.entries.push(entry);
  await sleep(50);
  while (Date.now() - began < 60_000 && ledger.surprises.length === 0) {
    if ((await post(target, entry)) === 200) {
      entry.acknowledged = true;
      return Date.now() - began;
    }
    await sleep(20);
  }
  if (ledger.surprises.length === 0) ledger.surprises.push("nothing is answered a minute after a kill");
  return Date.now() - began;
}

/** Names every command whose effect is not there exactly once. */
async function miscounted(superuserUrl: string, entries: Entry[], when: string, broken: string[]) {
  const sql = connect(superuserUrl, 1);
  const rows = await sql`select note, count(*)::int as n from activity_notes where note like 'crash %' group by note`;
  await sql.end();
  const counts = new Map(rows.map((row) => [row.note, row.n]));
  for (const { note } of entries) {
    const n = counts.get(note) ?? 0;
    if (n !== 1) broken.push(`${when}: ${n} times, ${note}`);
  }
}
