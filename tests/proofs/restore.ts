// Backups taken while clients write without pause: each is restored into a database of its own, booted and looked
// through; everything that was acknowledged before the backup began is there, and the log holds. A flipped byte is
// refused by name. The control is a backup whose tables were read at different moments.
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/start/ports.mjs";
import { keepServer } from "@/bin/start/serving.mjs";
import { connect } from "@/db/connection";
import { makeBackup } from "@/server/backup/make";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { type Entry, type Ledger, load, post, signInAs } from "./crash/load";
import { flips } from "./restore/flips";
import { mixTables, restoreInto } from "./restore/places";

const quick = { drills: 1, flips: 12 };
const long = { drills: 8, flips: 100 };

await prove("restore", () => ({}), restore);

async function restore(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const most = full ? long : quick;
  Object.assign(process.env, stand.env);
  const url = await stand.serve();
  const target = { url, cookie: await signInAs(url, "mentor@sokolov.example", stand.password), name: "activity.log" };
  const shape = await anyShift(stand.superuserUrl);
  const ledger: Ledger = { entries: [], surprises: [] };
  const make = (): Entry => {
    const note = `restore ${randomUUID()}`;
    return { commandId: randomUUID(), note, input: { ...shape, note }, acknowledged: false };
  };
  const stopLoad = load(target, ledger, make, 8);
  const home = join(stand.data, "drill");
  mkdirSync(home);

  const acknowledged = () => ledger.entries.filter((entry) => entry.acknowledged).map((entry) => entry.note);
  const taken: { folder: string; before: string[]; rows: number }[] = [];
  const times = { backup: 0, restore: 0, boot: 0 };
  const backUp = async (name: string) => {
    const enough = acknowledged().length + 40;
    for (let tries = 0; tries < 400 && acknowledged().length < enough; tries += 1) await sleep(50);
    const before = acknowledged();
    const began = Date.now();
    const databaseUrl = stand.env.DATABASE_BACKUP_URL ?? "";
    const made = await makeBackup({ databaseUrl, folder: join(home, name), demoPassword: stand.password });
    times.backup = Math.max(times.backup, Date.now() - began);
    const rows = made?.manifest.tables.reduce((sum, table) => sum + table.rows, 0) ?? 0;
    taken.push({ folder: join(home, name), before, rows });
  };
  for (let n = 0; n < most.drills; n += 1) await backUp(`backup-${n}`);
  if (sabotage) await backUp("late");
  await stopLoad();

  const broken = [...ledger.surprises];
  const first = taken[0]?.folder ?? "";
  if (sabotage) mixTables(first, taken.pop()?.folder ?? "");
  const spoiling = sabotage ? { tried: 0, passed: [] } : flips(first, most.flips);
  for (const [n, { folder, before }] of taken.entries()) {
    const place = await restoreInto(stand, folder, `hlidka_drill_${n}`);
    times.restore = Math.max(times.restore, place.milliseconds);
    if (place.refused) {
      broken.push(`restoring ${n}: ${place.refused}`);
      continue;
    }
    broken.push(...(await missing(place.env, before, ledger.entries)));
    const began = Date.now();
    broken.push(...(await boot(stand, place.env, make)));
    times.boot = Math.max(times.boot, Date.now() - began);
  }
  const spoiled = await spoiling;
  broken.push(...spoiled.passed);
  return {
    held: broken.length === 0,
    broken,
    figures: {
      drills: taken.length,
      "written under load": ledger.entries.length,
      "acknowledged before": taken.at(-1)?.before.length ?? 0,
      rows: taken.at(-1)?.rows ?? 0,
      "slowest backup ms": times.backup,
      "slowest restore ms": times.restore,
      "slowest boot ms": times.boot,
      "spoiled backups refused": spoiled.tried - spoiled.passed.length,
      broken: broken.length,
    },
  };
}

async function anyShift(superuserUrl: string) {
  const sql = connect(superuserUrl, 1);
  const [row] = await sql`
    select p.id as "projectId", a.locality_id as "localityId", a.key_activity_id as "keyActivityId", a.happened_on::text as "happenedOn"
    from projects p join activities a on a.project_id = p.id where p.slug = 'sokolov' order by a.happened_on desc limit 1`;
  await sql.end();
  if (!row) throw new Error("the demo has no activity");
  return { ...row, startsAt: "07:00", endsAt: "15:00" };
}

/** What was acknowledged before the backup and is not there once, with its command; what nobody sent and is there. */
async function missing(env: Record<string, string>, before: string[], sent: Entry[]): Promise<string[]> {
  const sql = connect(env.DATABASE_OWNER_URL ?? "", 1);
  try {
    const rows = await sql`
      select n.note, count(*)::int as n, count(c.id)::int as commands
      from activity_notes n join activities a on a.id = n.activity_id
        left join audit_entries e on e.table_name = 'activities' and e.row_id = a.id and e.op = 'insert'
        left join commands c on c.id = e.command_id and c.result is not null
      where n.note like 'restore %' group by n.note`;
    const found = new Map(rows.map((row) => [row.note, row]));
    const known = new Set(sent.map((entry) => entry.note));
    return [
      ...before.filter((note) => found.get(note)?.n !== 1).map((note) => `${found.get(note)?.n ?? 0} times: ${note}`),
      ...rows.filter((row) => row.commands !== row.n).map((row) => `without its command: ${row.note}`),
      ...rows.filter((row) => !known.has(row.note)).map((row) => `nobody sent ${row.note}`),
      ...(await sql`select problem from sec.verify()`).map((row) => `log: ${row.problem}`),
    ];
  } finally {
    await sql.end();
  }
}

/** Starts the product on the restored place, signs in, reads a page and a file, and writes. */
async function boot(stand: Stand, env: Record<string, string>, make: () => Entry): Promise<string[]> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const there = { ...env, PORT: String(port), NEXTAUTH_URL: url };
  const hold = { part: () => {} };
  const server = keepServer({ env: there, hold, say: () => {}, prepared: Promise.resolve() });
  try {
    await server.listening;
    const ready = await fetch(`${url}/api/health/ready`);
    const cookie = await signInAs(url, "mentor@sokolov.example", stand.password);
    const page = await fetch(`${url}/projects/sokolov`, { headers: { cookie }, redirect: "manual" });
    const written = await post({ url, cookie, name: "activity.log" }, make());
    const answers = { ready: ready.status, page: page.status, written };
    const sql = connect(env.DATABASE_OWNER_URL ?? "", 1);
    const broken = await sql`select problem from sec.verify()`.finally(() => sql.end());
    return [
      ...Object.entries(answers).flatMap(([what, status]) => (status === 200 ? [] : [`booted, ${what}: ${status}`])),
      ...broken.map((row) => `log after a write: ${row.problem}`),
    ];
  } finally {
    await server.stop(5_000);
  }
}
