import { sql } from "drizzle-orm";
import type { MailFilter, MailState } from "@/lib/domain/mail";
import type { Locale } from "@/lib/domain/preference";
import type { Tx } from "../gate";
import { holds } from "./search";

/** A mail that was ordered, with whom it is for as the account stands now; null when the account is gone. */
export type MailOrder = {
  id: string;
  messageId: string;
  template: string;
  data: unknown;
  attempts: number;
  /** Of a publication or a mailing, which lets others go first. */
  batchId: string | null;
  /** The meeting that it is about. */
  meetingId: string | null;
  /** The event that goes with it, once it has its number. */
  calendar: unknown;
  /** Minutes since it was ordered. */
  age: number;
  recipient: { id: string; email: string; name: string; locale: Locale; active: boolean } | null;
};

const order = sql`o.id, o.message_id as "messageId", o.template, o.data, o.attempts,
  o.batch_id as "batchId", o.meeting_id as "meetingId", o.calendar,
  (extract(epoch from now() - o.created_at) / 60)::int as age,
  case when u.id is not null then jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name, 'locale', u.locale,
    'active', u.active) else g.recipient end as recipient`;
/** To an account, to who registered for a meeting, to the coordinator of a team, or to an invited address. */
const recipients = sql`left join users u on u.id = o.recipient_id
  left join lateral (select case when o.team_id is not null then sec.team_recipient(o.team_id, o.template)
    when o.address_id is not null then sec.address_recipient(o.address_id)
    else sec.registration_recipient(o.registration_id, o.template) end as recipient) g on true`;

/**
 * The next mail that is due and that no other worker holds; null when there is none. What belongs to a batch waits while
 * anything else is due, while its meeting's mails are stopped, and while the mail server was asked often enough in this
 * minute. For the worker.
 */
export async function nextMail(tx: Tx): Promise<MailOrder | null> {
  const [mail] = await tx.execute<MailOrder>(sql`
    select ${order} from outbox o ${recipients}
    where o.state = 'waiting' and o.next_attempt_at <= now() and (o.batch_id is null
      or not (select sec.minute_is_full()) and o.meeting_id <> all ((select sec.stopped_meetings())::uuid[]))
    order by o.batch_id is not null, o.next_attempt_at, o.created_at, o.id limit 1 for update of o skip locked`);
  return mail ?? null;
}

/** Holds a mail until this transaction ends; whether it is still as it was found and nobody else holds it. */
export async function holdMail(tx: Tx, { id, attempts }: MailOrder): Promise<boolean> {
  const held = await tx.execute(sql`
    select from outbox where id = ${id} and state = 'waiting' and attempts = ${attempts} and next_attempt_at <= now()
    for update skip locked`);
  return held.length > 0;
}

export type MailRow = MailOrder & {
  state: MailState;
  createdAt: string;
  nextAttemptAt: string;
  settledAt: string | null;
  delivered: "smtp" | "file" | null;
  lastError: string | null;
  cursor: string;
};

const row = sql`${order}, o.state, o.created_at as "createdAt", o.next_attempt_at as "nextAttemptAt",
  o.settled_at as "settledAt", o.delivered, o.last_error as "lastError",
  (extract(epoch from o.created_at) * 1000000)::bigint || '.' || o.id as cursor`;

/** One mail of those the actor may see; null when it is not there. */
export async function findMail(tx: Tx, id: string): Promise<MailRow | null> {
  const [found] = await tx.execute<MailRow>(sql`
    select ${row} from outbox o ${recipients} where o.id = ${id}`);
  return found ?? null;
}

export type MailPage = {
  mails: MailRow[];
  /** Cursor of older ones; null on the last page. */
  next: string | null;
  /** How many there are of each state and of each template, before any filter. */
  states: Partial<Record<MailState, number>>;
  templates: string[];
};

const pageSize = 50;

/** The mails that the actor may see, newest first. */
export async function listMails(tx: Tx, { state, template, q, before }: MailFilter): Promise<MailPage> {
  const [micros = "", id = ""] = before?.split(".") ?? [];
  const [rows, counts] = await Promise.all([
    tx.execute<MailRow>(sql`
      select ${row} from outbox o ${recipients}
      where ${state ? sql`o.state = ${state}` : sql`true`} and ${template ? sql`o.template = ${template}` : sql`true`}
        and ${q ? holds(sql`concat_ws(' ', u.name, u.email, g.recipient ->> 'email')`, q) : sql`true`}
        and ${before ? sql`((extract(epoch from o.created_at) * 1000000)::bigint, o.id) < (${micros}::bigint, ${id}::uuid)` : sql`true`}
      order by o.created_at desc, o.id desc limit ${pageSize + 1}`),
    tx.execute<{ state: MailState; template: string; n: number }>(
      sql`select state, template, count(*)::int as n from outbox group by 1, 2 order by 2`,
    ),
  ]);
  const states: MailPage["states"] = {};
  for (const count of counts) states[count.state] = (states[count.state] ?? 0) + count.n;
  const mails = rows.slice(0, pageSize);
  return {
    mails,
    next: rows.length > pageSize ? (mails.at(-1)?.cursor ?? null) : null,
    states,
    templates: [...new Set(counts.map((count) => count.template))],
  };
}
