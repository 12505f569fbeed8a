import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import type { CertificateState, CertifiedBlock } from "@/lib/domain/certificate";
import type { Tx } from "../gate";

/** A certificate as it is printed and checked. */
export type ToldCertificate = {
  id: string;
  number: number;
  issue: number;
  code: string;
  /** Null once the person was erased. */
  name: string | null;
  blocks: CertifiedBlock[];
  minutes: number;
  issuedOn: string;
  siteId: string;
  /** The last issue of that number. */
  latest: number;
  state: CertificateState;
};

/** The certificate of a code of a meeting, for everybody; null for any other code. */
export async function findCertificate(tx: Tx, slug: string, code: string): Promise<ToldCertificate | null> {
  const [row] = await tx.execute<{ found: ToldCertificate | null }>(
    sql`select sec.certificate_by_code(${slug}, ${code}) as found`,
  );
  return row?.found ?? null;
}

/** The certificates that hold of whom a private link of a meeting opens. */
export async function certificatesByLink(tx: Tx, slug: string, link: string): Promise<ToldCertificate[]> {
  const parts = readLink(link);
  if (!parts) return [];
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{ found: ToldCertificate[] | null }>(
    sql`select sec.certificates_by_link(${slug}, ${parts.id}, ${hash}) as found`,
  );
  return row?.found ?? [];
}

export type CertificateRow = Omit<ToldCertificate, "latest" | "state" | "issuedOn"> & { issuedAt: string };

/** The certificates of a site that hold, by name; for the organiser. */
export function listCertificates(tx: Tx, siteId: string): Promise<CertificateRow[]> {
  return tx.execute<CertificateRow>(sql`
    select c.id, c.number, c.issue, c.code, case when c.erased_at is null then c.name end as name, c.blocks, c.minutes,
      c.site_id as "siteId", c.issued_at as "issuedAt"
    from certificates c where c.site_id = ${siteId} and c.ended_at is null
    order by c.name collate "cs-x-icu", c.number`);
}

export type CertificateTally = {
  siteId: string;
  attended: number;
  holding: number;
  due: number;
  issuedAt: string | null;
};

/** By site: who attended something, certificates that hold, those to be given out or changed, and when last. */
export function certificateTallies(tx: Tx, meetingId: string): Promise<CertificateTally[]> {
  return tx.execute<CertificateTally>(sql`
    select s.id as "siteId", t.attended, t.holding, t.due, (select max(x.issued_at) from certificates x where x.site_id = s.id) as "issuedAt"
    from meeting_sites s cross join lateral (
      select count(a.name)::int as attended, count(c.id)::int as holding,
        count(*) filter (where c.erased_at is null and (a.name, a.blocks, a.minutes) is distinct from (c.name, c.blocks, c.minutes))::int as due
      from sec.attended_blocks(s.id) a full join (select * from certificates x where x.site_id = s.id and x.ended_at is null) c
        on coalesce(c.registration_id, c.walk_in_id) = coalesce(a.registration_id, a.walk_in_id)) t
    where s.meeting_id = ${meetingId} order by s.starts_on, s.code`);
}
