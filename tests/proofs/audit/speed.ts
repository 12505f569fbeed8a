import { randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";

const rows = 100_000;
const seconds = (since: number) => (performance.now() - since) / 1000;

/** The same 100 000 expenses, once with the audit triggers off and once as one command of the operator; in seconds. */
export async function timeManyRows(sql: Sql, key: string) {
  const [line] = await sql`
    select l.organisation_id, l.project_id, l.id, p.starts_on::text as day from budget_lines l join projects p on p.id = l.project_id
    order by l.id limit 1`;
  if (!line) throw new Error("no budget line");
  const insert = (tx: TransactionSql, mark: string) => tx`
    insert into expenses (organisation_id, project_id, budget_line_id, kind, document_number, supplier, description, issued_on, paid_on, amount_halere)
    select ${line.organisation_id}, ${line.project_id}, ${line.id}, 'document', ${mark} || n, 'Dodavatel', 'Zkouška', ${line.day}, ${line.day}, 100 + n
    from generate_series(1, ${rows}) n`;
  // Without the triggers: what the table, its indexes and its references cost alone. Taken away again.
  const beganPlain = performance.now();
  await sql.begin(async (tx) => {
    await tx`alter table expenses disable trigger user`;
    await insert(tx, "plain-");
    await tx`set constraints all immediate`;
    await tx`alter table expenses enable trigger user`;
  });
  const plain = seconds(beganPlain);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`delete from expenses where document_number like 'plain-%'`;
  });
  let seal = 0;
  const beganAudited = performance.now();
  await sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'expense.import')`;
    await insert(tx, "audited-");
    const beganSeal = performance.now();
    await tx`set constraints all immediate`;
    seal = seconds(beganSeal);
  });
  const audited = seconds(beganAudited);
  const beganVerify = performance.now();
  const problems = await sql`select 1 from sec.verify()`;
  const verify = seconds(beganVerify);
  const [count] = await sql`select count(*)::int as n from audit_entries`;
  return { rows, plain, audited, seal, verify, entries: Number(count?.n), problems: problems.length };
}
