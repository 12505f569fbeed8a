// Whatever a superuser changes behind the application's back is named by the audit log, and 100 000 rows of one command
// are sealed in seconds. The control takes the comparison of rows with their last entries away: then an edited row
// goes unnoticed, and the proof must say so.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { sql as text } from "drizzle-orm";
import type { Sql, TransactionSql } from "postgres";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { ofChains } from "./audit/chains";
import { timeManyRows } from "./audit/speed";
import { type Found, ofRows, type Tamper, type Tampering } from "./audit/tamperings";

/** "In seconds": what sealing 100 000 rows of one command may take. */
const mostSealSeconds = 10;
/** How many times the work without any audit the whole command may be; a link a row took hundreds of times as long. */
const mostTimes = 5;

async function audit(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  Object.assign(process.env, stand.env);
  const sql = connect(stand.superuserUrl, 2);
  try {
    await writeSome(sql);
    if (sabotage) await stopComparing(sql);
    const broken: string[] = [];
    const untouched = await run(stand);
    if (untouched.code !== 0)
      broken.push(`audit verify of an untouched log: ${untouched.code}, ${untouched.output.slice(0, 200)}`);
    const [tampered, { named, times }] = await Promise.all([
      campaign(sql, full ? 12 : 1, broken, sabotage ? 5 : 100),
      throughTheProgram(stand, sql, broken).then(async (named) => ({
        named,
        // The control takes away what names the tamperings; how long the rows take is no matter of it.
        times: sabotage ? {} : await manyRows(sql, stand.key, broken),
      })),
    ]);
    return {
      held: broken.length === 0,
      broken,
      figures: { tampered, "named by the command": named, ...times, broken: broken.length },
    };
  } finally {
    await sql.end();
  }
}

/** 100 000 rows in one command, against the limits. */
async function manyRows(sql: Sql, key: string, broken: string[]): Promise<Finding["figures"]> {
  const speed = await timeManyRows(sql, key);
  if (speed.seal > mostSealSeconds)
    broken.push(`to seal 100 000 rows took ${speed.seal.toFixed(1)} s, not under ${mostSealSeconds}`);
  if (speed.times > mostTimes)
    broken.push(`100 000 rows were ${speed.times.toFixed(1)} times the work without audit, not under ${mostTimes}`);
  if (speed.problems > 0) broken.push("the log does not hold after 100 000 rows");
  return {
    "rows sealed": speed.rows,
    "s for them": speed.audited.toFixed(1),
    "times the work without audit": speed.times.toFixed(2),
    "s to seal": speed.seal.toFixed(2),
    "s to verify": speed.verify.toFixed(1),
    entries: speed.entries,
  };
}

/** Some transactions of their own, so that every chain has several links. */
async function writeSome(sql: Sql): Promise<void> {
  const projects = await sql`select id, organisation_id from projects`;
  for (let turn = 0; turn < 4; turn += 1)
    for (const { id, organisation_id } of projects)
      await withActor(
        { kind: "operator" },
        "write",
        (tx) =>
          tx.execute(
            text`insert into localities (id, organisation_id, project_id, name) values (${randomUUID()}, ${organisation_id}, ${id}, ${`Zkouška ${turn}`})`,
          ),
        { id: randomUUID(), name: "locality.add" },
      );
}

/** The sabotage: the check no longer compares rows with the log. */
async function stopComparing(sql: Sql): Promise<void> {
  const [found] = await sql`select pg_get_functiondef('sec.verify(uuid)'::regprocedure) as source`;
  const source = String(found?.source);
  const without = source.replace("from sec.audited a order by", "from sec.audited a where false order by");
  if (without === source) throw new Error("the comparison was not found");
  await sql.unsafe(without);
}

const verify = (sql: Sql | TransactionSql, organisation: string | null = null) =>
  sql<Found[]>`select * from sec.verify(${organisation}::uuid)`;

class Undo extends Error {}

/**
 * Tampers so many times, many rows and entries in one transaction that is undone, chains one at a time. What was not
 * named among the others is tried alone, `most` of it; what is not named then is broken.
 */
async function campaign(sql: Sql, batches: number, broken: string[], most: number): Promise<number> {
  let done = 0;
  for (let batch = 0; batch < batches; batch += 1) {
    const many = Array.from({ length: 4 }, () => ofRows).flat();
    for (const group of [many, ...ofChains.map((tamper) => [tamper])]) {
      const { tried, unnamed, words } = await tamperWith(sql, group);
      done += tried;
      if (group.length === 1) broken.push(...words);
      else for (const tamper of unnamed.slice(0, most)) broken.push(...(await tamperWith(sql, [tamper])).words);
    }
  }
  return done;
}

/** One transaction of tamperings, undone: how many there were, and which the check did not name. */
async function tamperWith(sql: Sql, group: readonly Tamper[]) {
  const result: { tried: number; unnamed: Tamper[]; words: string[] } = { tried: 0, unnamed: [], words: [] };
  await sql
    .begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const made: { tamper: Tamper; tampering: Tampering }[] = [];
      for (const tamper of group) {
        made.push({ tamper, tampering: await attempt(tx, tamper) });
      }
      const alone = made.length === 1 ? made[0]?.tampering.organisation : undefined;
      const found = await verify(tx, alone);
      result.tried = made.length;
      for (const { tamper, tampering } of made) {
        if (found.some(tampering.expected)) continue;
        result.unnamed.push(tamper);
        result.words.push(`${tampering.what}: ${found.map(({ problem }) => problem).join(", ") || "unnoticed"}`);
      }
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  return result;
}

/** A value that the table's own constraints refuse is no tampering: another one is tried. */
async function attempt(tx: TransactionSql, tamper: Tamper): Promise<Tampering> {
  for (let turn = 0; turn < 10; turn += 1) {
    try {
      const tampering = await tx.savepoint((inner) => tamper(inner));
      if (tampering) return tampering;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (!code.startsWith("23")) throw error;
    }
  }
  throw new Error(`${tamper.name} cannot be tried`);
}

/** `hlidka audit verify` ends with 1 and names the row when an amount was edited. */
async function throughTheProgram(stand: Stand, sql: Sql, broken: string[]): Promise<number> {
  const edit = async (by: number) =>
    sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const [row] = await tx`
        update expenses set amount_halere = amount_halere + ${by} where id = (select id from expenses order by id limit 1) returning id`;
      return String(row?.id);
    });
  const id = await edit(100);
  const after = await run(stand);
  await edit(-100);
  const named = after.code === 1 && new RegExp(`row-changed: \\S+: expenses ${id}`).test(after.output);
  if (!named) broken.push(`audit verify of an edited expense: ${after.code}, ${after.output.slice(0, 200)}`);
  return named ? 1 : 0;
}

async function run(stand: Stand): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, ["bin/hlidka.mjs", "audit", "verify"], {
    env: { ...process.env, ...stand.env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  const [code] = await once(child, "exit");
  return { code: Number(code), output: Buffer.concat(parts).toString("utf8") };
}

await prove("audit", () => ({}), audit);
