import { sql } from "drizzle-orm";
import { namedProblems, verifyAuditInput } from "@/lib/domain/audit";
import { DomainError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { verb } from "../verb";

export type VerifiedProblem = {
  organisation: string;
  problem: string;
  tableName: string | null;
  rowId: string | null;
  entryId: number | null;
  seq: number | null;
};
export type VerifiedAudit = {
  /** Id of the command, under which the answer is kept. */
  checkId: string | null;
  ok: boolean;
  /** Entries and links of the log that were checked. */
  entries: number;
  links: number;
  /** The head of the chain in hexadecimal, of the organisation asked for; null when several were checked. */
  head: string | null;
  heads: { organisation: string; seq: number; hash: string }[];
  /** How many places are broken, and the first fifty of them. */
  broken: number;
  problems: VerifiedProblem[];
  milliseconds: number;
};

/**
 * Checks the audit log: every entry, link and chain, and every audited row against its last entry. Reads only; throws
 * 403 without the permission, 404 for an organisation that the actor does not see.
 */
export const verifyAudit = verb(verifyAuditInput, async (tx, me, { organisationId }): Promise<VerifiedAudit> => {
  authorize(me, "audit.verify", organisationId ? { organisationId, projectId: null } : undefined);
  // A role in one project sees no chain: nothing would be checked, and that would look like a log that holds.
  if (me.kind !== "operator" && me.roles.every(({ projectId }) => projectId)) throw new DomainError("forbidden", 403);
  const asked = organisationId ?? null;
  const started = performance.now();
  const [heads, [counts], problems] = await Promise.all([
    tx.execute<VerifiedAudit["heads"][number]>(sql`
      select o.slug as organisation, h.seq, encode(h.hash, 'hex') as hash
      from audit_heads h join organisations o on o.id = h.organisation_id
      where ${asked}::uuid is null or h.organisation_id = ${asked} order by o.slug`),
    tx.execute<{ entries: number; links: number; seen: boolean; checkId: string | null }>(sql`
      select (select count(*) from audit_entries e where ${asked}::uuid is null or e.organisation_id = ${asked}) as entries,
        (select count(*) from audit_links l where ${asked}::uuid is null or l.organisation_id = ${asked}) as links,
        ${asked}::uuid is null or exists (select from organisations o where o.id = ${asked}) as seen,
        sec.context() ->> 'command' as "checkId"`),
    tx.execute<VerifiedProblem & { broken: number }>(sql`
      select coalesce(o.slug, v.organisation_id::text) as organisation, v.problem, v.table_name as "tableName",
        v.row_id as "rowId", v.entry_id as "entryId", v.seq, count(*) over () as broken
      from sec.verify(${asked}::uuid) v left join organisations o on o.id = v.organisation_id limit ${namedProblems}`),
  ]);
  if (!counts?.seen) throw notFound();
  return {
    checkId: counts.checkId,
    ok: problems.length === 0,
    entries: counts.entries,
    links: counts.links,
    head: heads.length === 1 ? (heads[0]?.hash ?? null) : null,
    heads: [...heads],
    broken: problems[0]?.broken ?? 0,
    problems: problems.map(({ broken: _, ...problem }) => problem),
    milliseconds: Math.round(performance.now() - started),
  };
});
