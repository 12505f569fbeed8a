import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type AuditProblem = {
  organisation: string;
  problem: string;
  tableName: string | null;
  rowId: string | null;
  entryId: number | null;
  seq: number | null;
};
export type AuditHead = { organisation: string; seq: number; hash: string };

/** Everything that does not hold in the log the actor may see; an empty list means that it holds. */
export async function auditProblems(tx: Tx): Promise<AuditProblem[]> {
  return tx.execute<AuditProblem>(sql`
    select coalesce(o.slug, v.organisation_id::text) as organisation, v.problem, v.table_name as "tableName", v.row_id as "rowId",
      v.entry_id as "entryId", v.seq
    from sec.verify() v left join organisations o on o.id = v.organisation_id`);
}

/** How many entries the log has and the head of each organisation's chain. */
export async function auditHeads(tx: Tx): Promise<{ entries: number; heads: AuditHead[] }> {
  const [[count], heads] = await Promise.all([
    tx.execute<{ entries: number }>(sql`select count(*) as entries from audit_entries`),
    tx.execute<AuditHead>(sql`
      select coalesce(o.slug, h.organisation_id::text) as organisation, h.seq, encode(h.hash, 'hex') as hash
      from audit_heads h left join organisations o on o.id = h.organisation_id order by 1`),
  ]);
  return { entries: count?.entries ?? 0, heads };
}

/** Everybody who is an auditor today. For the worker. */
export const auditReaders = (tx: Tx) =>
  tx.execute<{ userId: string; organisationId: string }>(sql`
    select distinct u.id as "userId", u.organisation_id as "organisationId"
    from role_assignments a join users u on u.id = a.user_id and u.active
    where a.role = 'auditor' and a.ended_at is null and sec.rights_day() between a.valid_from and coalesce(a.valid_to, 'infinity')`);
