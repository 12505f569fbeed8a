import type { Tx } from "@/db/gate";
import { findMail, type MailRow } from "@/db/queries/outbox";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import { env } from "@/lib/env";
import { emblemPng } from "./emblem";
import { emblemCid } from "./layout";
import { type Unwritten, type Written, writeMail } from "./write";

/** Where mail goes: to a server, or into files without one. */
export function mailWay(): { server: string | null; from: string | null } {
  const { SMTP_URL, MAIL_FROM } = env();
  return { server: SMTP_URL ? new URL(SMTP_URL).host : null, from: MAIL_FROM ?? null };
}

/** One mail; null when it is not there for whoever asks. */
export const readMail = async (tx: Tx, me: Actor, id: string): Promise<MailRow | null> =>
  can(me, "mail.manage") ? findMail(tx, id) : null;

/**
 * What a mail says, written anew from its row. Whoever reads it here is not its recipient, so links that open an account
 * are masked; only a demo that sends nothing anywhere shows them. Not within a transaction: it may begin one of its own.
 */
export async function showMail(mail: MailRow, me: Actor): Promise<{ written: Written | Unwritten; masked: boolean }> {
  const open = me.demo && mailWay().server === null;
  const written = await writeMail(mail, !open);
  const stale = written === "outdated";
  return { written: stale ? await writeMail(mail, true) : written, masked: stale || !open };
}

/** The HTML of a mail to be shown in a closed frame, the emblem within it. */
export const framedHtml = ({ html }: Pick<Written, "html">) =>
  html.replace(`cid:${emblemCid}`, `data:image/png;base64,${emblemPng.toString("base64")}`);
