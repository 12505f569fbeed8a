import { sql } from "drizzle-orm";
import { type MailedSeat, mailedSeat } from "@/lib/domain/meeting-mail";
import type { Locale } from "@/lib/domain/preference";
import type { Tx } from "../gate";

const facts = (found: { facts: unknown } | undefined): MailedSeat | null =>
  found?.facts ? mailedSeat.parse(found.facts) : null;

/** What the mail of a decision about a seat is written from; null when it is not there. For the worker. */
export async function findMailedSeat(tx: Tx, decisionId: string): Promise<MailedSeat | null> {
  const [row] = await tx.execute<{ facts: unknown }>(sql`select sec.mailed_decision(${decisionId}) as facts`);
  return facts(row);
}

/** The same of somebody who has his seat at a site; null when he has it there no longer. For the worker. */
export async function findMailedPlace(tx: Tx, registrationId: string, siteId: string): Promise<MailedSeat | null> {
  const [row] = await tx.execute<{ facts: unknown }>(
    sql`select sec.mailed_place(${registrationId}, ${siteId}) as facts`,
  );
  return facts(row);
}

/** Somebody of a meeting for looking at its mails, if possible one who gets another site than he asked for; null without any. */
export async function findMailedSample(tx: Tx, meetingId: string, locale: Locale): Promise<MailedSeat | null> {
  const [row] = await tx.execute<{ facts: unknown }>(sql`select sec.mailed_sample(${meetingId}, ${locale}) as facts`);
  return facts(row);
}

/** What a meeting is called. */
export async function findMailedTitle(tx: Tx, meetingId: string) {
  const [row] = await tx.execute<{ slug: string; titleCs: string; titleEn: string }>(sql`
    select m.slug, m.title_cs as "titleCs", m.title_en as "titleEn" from meetings m where m.id = ${meetingId}`);
  return row ?? null;
}

/** Who registered with an address of his own; null when he has none, left or was erased. For the worker. */
export async function findAddressed(tx: Tx, registrationId: string) {
  const [row] = await tx.execute<{ name: string; email: string }>(sql`
    select r.name, r.email from registrations r
    where r.id = ${registrationId} and r.email is not null and r.withdrawn_at is null and r.erased_at is null`);
  return row ?? null;
}
