import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { readLink } from "@/lib/domain/account";
import type { PracticeFilter, PracticeKind, PracticeReason, PracticeState, PracticeTopic } from "@/lib/domain/practice";
import type { Tx } from "../gate";
import { rowVersion } from "../version";
import { holds } from "./search";

/** One text of the exchange, told without its author. */
export type Practice = {
  id: string;
  meeting: string;
  kind: PracticeKind;
  topic: PracticeTopic;
  municipality: string;
  municipalityCode: string;
  district: string;
  region: string;
  title: string;
  happened: string;
  lesson: string;
  state: PracticeState;
  sentAt: string;
  publishedAt: string | null;
  /** Told by the one who looks, by his account. */
  own: boolean;
  version: string;
};

const columns = sql`p.id, m.reference_number as meeting, p.kind, p.topic, c.name as municipality, p.municipality_code as "municipalityCode",
  c.district, c.region, p.title, p.happened, p.lesson, p.state, p.sent_at as "sentAt", p.published_at as "publishedAt",
  coalesce(p.author_id = sec.user_id(), false) as own, ${rowVersion("p")} as version`;
const joined = sql`practices p join meetings m on m.id = p.meeting_id join municipalities c on c.code = p.municipality_code`;

export const practicesPerPage = 20;

const fits = ({ q, kind, topic }: PracticeFilter): SQL => sql`p.state = 'published'
  and ${q ? sql`(${holds(sql`p.title`, q)} or ${holds(sql`p.happened`, q)} or ${holds(sql`p.lesson`, q)} or ${holds(sql`c.name`, q)})` : sql`true`}
  and ${kind ? sql`p.kind = ${kind}` : sql`true`} and ${topic ? sql`p.topic = ${topic}` : sql`true`}`;

/** A page of what is published and fits, the newest first; all of it for `whole`. */
export async function listPractices(
  tx: Tx,
  filter: PracticeFilter,
  whole = false,
): Promise<{ rows: Practice[]; total: number }> {
  const rows = await tx.execute<Practice & { total: number }>(sql`
    select ${columns}, count(*) over ()::int as total from ${joined} where ${fits(filter)}
    order by p.published_at desc, p.id
    ${whole ? sql`` : sql`limit ${practicesPerPage} offset ${(filter.page - 1) * practicesPerPage}`}`);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** What waits for the organiser, and what one told oneself and is not published; the oldest first. */
export function listUnpublished(tx: Tx): Promise<Practice[]> {
  return tx.execute<Practice>(sql`
    select ${columns} from ${joined}
    where p.state = 'sent' or (p.state = 'returned' and p.author_id = sec.user_id()) order by p.sent_at, p.id`);
}

/** One text; null when it is not there for these eyes. */
export async function findPractice(tx: Tx, id: string): Promise<Practice | null> {
  const [found] = await tx.execute<Practice>(sql`select ${columns} from ${joined} where p.id = ${id}`);
  return found ?? null;
}

export type PracticeDecision = {
  decision: PracticeState;
  reason: PracticeReason | null;
  note: string;
  at: string;
};

/** What was decided on a text, the newest first; for its author and the organiser. */
export function practiceDecisions(tx: Tx, id: string): Promise<PracticeDecision[]> {
  return tx.execute<PracticeDecision>(sql`
    select d.decision, d.reason, d.note, d.decided_at as at from practice_decisions d
    where d.practice_id = ${id} order by d.decided_at desc, d.id`);
}

/** The meetings that somebody may tell about: those that were opened, the newest first. */
export function listTellable(
  tx: Tx,
): Promise<{ id: string; referenceNumber: string; titleCs: string; titleEn: string }[]> {
  return tx.execute(sql`
    select m.id, m.reference_number as "referenceNumber", m.title_cs as "titleCs", m.title_en as "titleEn" from meetings m
    where m.state <> 'draft'
    order by (select max(s.ends_on) from meeting_sites s where s.meeting_id = m.id) desc nulls last, m.reference_number desc limit 20`);
}

/** What somebody told by his private link. */
export type LinkedPractice = Pick<
  Practice,
  | "id"
  | "kind"
  | "topic"
  | "title"
  | "happened"
  | "lesson"
  | "state"
  | "municipality"
  | "municipalityCode"
  | "sentAt"
  | "version"
> & { reason: PracticeReason | null; note: string };

export async function listLinkedPractices(tx: Tx, slug: string, link: string): Promise<LinkedPractice[]> {
  const parts = readLink(link);
  if (!parts) return [];
  const hash = createHash("sha256").update(parts.token).digest();
  const [row] = await tx.execute<{ found: LinkedPractice[] | null }>(
    sql`select sec.practices_by_link(${slug}, ${parts.id}, ${hash}) as found`,
  );
  return row?.found ?? [];
}
