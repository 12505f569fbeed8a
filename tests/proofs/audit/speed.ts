import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Sql, TransactionSql } from "postgres";

const rows = 100_000;
/** Without the triggers a part of them tells what a row costs. */
const plainRows = 20_000;
const seconds = (since: number) => (performance.now() - since) / 1000;

/**
 * What a connection's process has worked so far, in seconds of processor time: a busy machine changes nothing in it.
 * Where the system does not tell, the clock.
 */
async function worked(tx: TransactionSql): Promise<number> {
  const [backend] = await tx`select pg_backend_pid() as pid`;
  const file = `/proc/${backend?.pid}/stat`;
  if (!existsSync(file)) return performance.now() / 1000;
  const [user = 0, system = 0] = readFileSync(file, "utf8").split(") ")[1]?.split(" ").slice(11, 13).map(Number) ?? [];
  return (user + system) / 100;
}

class Undone extends Error {}

/**
 * 100 000 expenses as one command of the operator, in seconds, and how many times the work of the same rows with the
 * audit triggers off it was.
 */
export async function timeManyRows(sql: Sql, key: string) {
  const [line] = await sql`
    select l.organisation_id, l.project_id, l.id, p.starts_on::text as day from budget_lines l join projects p on p.id = l.project_id
    order by l.id limit 1`;
  if (!line) throw new Error("no budget line");
  const insert = (tx: TransactionSql, mark: string, many: number) => tx`
    insert into expenses (organisation_id, project_id, budget_line_id, kind, document_number, supplier, description, issued_on, paid_on, amount_halere)
    select ${line.organisation_id}, ${line.project_id}, ${line.id}, 'document', ${mark} || n, 'Dodavatel', 'Zkouška', ${line.day}, ${line.day}, 100 + n
    from generate_series(1, ${many}) n`;
  // Without the triggers: what the table, its indexes and its references cost alone. Undone.
  let plain = 0;
  await sql
    .begin(async (tx) => {
      await tx`alter table expenses disable trigger user`;
      const began = await worked(tx);
      await insert(tx, "plain-", plainRows);
      await tx`set constraints all immediate`;
      plain = (((await worked(tx)) - began) * rows) / plainRows;
      throw new Undone();
    })
    .catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  let seal = 0;
  let work = 0;
  const beganAudited = performance.now();
  await sql.begin(async (tx) => {
    const began = await worked(tx);
    await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'expense.import')`;
    await insert(tx, "audited-", rows);
    const beganSeal = performance.now();
    await tx`set constraints all immediate`;
    seal = seconds(beganSeal);
    work = (await worked(tx)) - began;
  });
  const audited = seconds(beganAudited);
  const beganVerify = performance.now();
  const problems = await sql`select 1 from sec.verify()`;
  const verify = seconds(beganVerify);
  const [count] = await sql`select count(*)::int as n from audit_entries`;
  return { rows, times: work / plain, audited, seal, verify, entries: Number(count?.n), problems: problems.length };
}
