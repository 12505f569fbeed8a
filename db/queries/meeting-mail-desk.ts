import { sql } from "drizzle-orm";
import type { MailState } from "@/lib/domain/mail";
import type { BatchProgress, MailingKind } from "@/lib/domain/meeting-mail";
import type { Tx } from "../gate";
import { holds } from "./search";

/** A publication or a mailing with how far its mails are, the newest first. */
export type MailBatch = BatchProgress & {
  id: string;
  kind: "publication" | MailingKind;
  /** Of a mailing. */
  site: string | null;
  by: string | null;
  at: string;
  /** Before it none of them leaves. */
  from: string;
  undone: boolean;
};

/** What was sent to all of a meeting or of a site, for its organiser. */
export function listMailBatches(tx: Tx, meetingId: string): Promise<MailBatch[]> {
  return tx.execute<MailBatch>(sql`
    select b.id, b.kind, b.site, u.name as by, b.at, b.starts as "from", b.undone,
      count(o.id) filter (where o.state = 'sent')::int as sent, count(o.id) filter (where o.state = 'waiting')::int as waiting,
      count(o.id) filter (where o.state = 'failed')::int as failed, count(o.id) filter (where o.state = 'dropped')::int as dropped
    from (
      select id, 'publication' as kind, null as site, decided_by, decided_at as at, mails_from as starts, undone_at is not null as undone
        from publications where meeting_id = ${meetingId}
      union all
      select l.id, l.kind, s.name, l.ordered_by, l.ordered_at, l.ordered_at, false
        from meeting_mailings l join meeting_sites s on s.id = l.site_id where l.meeting_id = ${meetingId}
    ) b left join outbox o on o.batch_id = b.id left join sec.people() u on u.id = b.decided_by
    group by b.id, b.kind, b.site, u.name, b.at, b.starts, b.undone order by b.at desc`);
}

/** That the mails of a meeting are stopped: by whom, or by the mail server that refused one as a whole; null when they go. */
export type MailStop = { decision: "stopped" | "refused"; codes: string; by: string | null; at: string };

export async function findMailStop(tx: Tx, meetingId: string): Promise<MailStop | null> {
  const [last] = await tx.execute<Omit<MailStop, "decision"> & { decision: string }>(sql`
    select s.decision, s.codes, u.name as by, s.decided_at as at from meeting_mail_stops s left join sec.people() u on u.id = s.decided_by
    where s.meeting_id = ${meetingId} order by s.decided_at desc, s.id limit 1`);
  if (!last || last.decision === "resumed") return null;
  return { ...last, decision: last.decision === "refused" ? "refused" : "stopped" };
}

/** A mail of a meeting to somebody who registered. */
export type SentMail = {
  id: string;
  template: string;
  registrationId: string;
  name: string;
  email: string | null;
  state: MailState;
  attempts: number;
  at: string;
  nextAttemptAt: string;
  settledAt: string | null;
  lastError: string | null;
  delivered: "smtp" | "file" | null;
};

const columns = sql`o.id, o.template, r.id as "registrationId", r.name, r.email, o.state, o.attempts, o.created_at as at,
  o.next_attempt_at as "nextAttemptAt", o.settled_at as "settledAt", o.last_error as "lastError", o.delivered`;
const mostMails = 100;

/** The mails that reached nobody: an address that is none, a mail that was not wanted, a server that never took it. */
export function listBounces(tx: Tx, meetingId: string): Promise<SentMail[]> {
  return tx.execute<SentMail>(sql`
    select ${columns} from outbox o join registrations r on r.id = o.registration_id
    where o.meeting_id = ${meetingId} and o.state = 'failed' and r.withdrawn_at is null and r.erased_at is null
    order by o.settled_at desc, o.id limit ${mostMails}`);
}

/** The newest mails of a meeting, or those to whom the words fit. */
export function listMeetingMails(tx: Tx, meetingId: string, q: string | undefined): Promise<SentMail[]> {
  return tx.execute<SentMail>(sql`
    select ${columns} from outbox o join registrations r on r.id = o.registration_id
    where o.meeting_id = ${meetingId} and r.erased_at is null and ${q ? holds(sql`concat_ws(' ', r.name, r.email)`, q) : sql`true`}
    order by o.created_at desc, o.id desc limit ${mostMails}`);
}
