import { createHash } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import type { MailOutcome } from "@/db/mutations/outbox";
import { env } from "@/lib/env";
import { toCalendar } from "@/lib/export/invite";
import { emblemPng } from "./emblem";
import { emblemCid } from "./layout";
import { outcomeOf } from "./outcome";
import { mailSender } from "./sender";
import type { Written } from "./write";

/** A way out for mails. Nothing is thrown: what went wrong is the outcome. */
export type Transport = {
  deliver(mail: Written, to: { name: string; address: string }): Promise<MailOutcome & { serverDown?: boolean }>;
  close(): void;
};

/** Milliseconds that one mail may take in all. */
const longest = 60_000;

/** The way that the settings name: the mail server, or files without one. */
export const openTransport = (): Transport => (env().SMTP_URL ? smtp(env().SMTP_URL ?? "") : files());

function smtp(address: string): Transport {
  const url = new URL(address);
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  const required = env().SMTP_TLS === "required";
  const server = createTransport({
    pool: true,
    // One connection, and no second try behind our back: the row is what remembers.
    maxConnections: 1,
    maxMessages: Number.POSITIVE_INFINITY,
    maxRequeues: 0,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && required,
    ignoreTLS: !secure && !required,
    auth: user ? { user, pass: decodeURIComponent(url.password) } : undefined,
    name: new URL(env().NEXTAUTH_URL).hostname,
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
  return {
    async deliver(mail, to) {
      try {
        await server.sendMail({ ...messageOf(mail, to), signal: AbortSignal.timeout(longest) });
        return { kind: "sent", delivered: "smtp" };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    close: () => server.close(),
  };
}

/** HLIDKA_DATA/mail, one .eml a mail; the name is the mail's own hash and tells nothing. */
const folder = () => join(env().HLIDKA_DATA, "mail");

function files(): Transport {
  return {
    async deliver(mail, to) {
      await mkdir(folder(), { recursive: true, mode: 0o700 });
      const path = join(folder(), `${/^<([0-9a-f]+)@/.exec(mail.messageId)?.[1] ?? sha256(mail.messageId)}.eml`);
      const file = await open(`${path}.part`, "w", 0o600);
      await file.writeFile(await toEml(mail, to));
      await file.sync();
      await file.close();
      await rename(`${path}.part`, path);
      return { kind: "sent", delivered: "file" };
    },
    close: () => {},
  };
}

/** The mail as one file, as it would be sent: every line ends with CRLF. */
export async function toEml(mail: Written, to: { name: string; address: string }): Promise<Buffer> {
  const lines = { newline: "windows", streamTransport: true, buffer: true } as const;
  const { message } = await createTransport(lines).sendMail(messageOf(mail, to));
  return Buffer.isBuffer(message) ? message : Buffer.from("");
}

/** Days that written mails lie in the folder: they hold links and addresses. */
const keptDays = 30;

/** Takes away mails that were written as files long ago. */
export async function sweepMails(): Promise<void> {
  for (const name of await readdir(folder()).catch(() => [])) {
    const found = await stat(join(folder(), name)).catch(() => null);
    if (found && found.mtimeMs < Date.now() - keptDays * 86_400_000) await rm(join(folder(), name), { force: true });
  }
}

/** Names and addresses are handed over as values, never put together to a header here, so that no text can add one. */
function messageOf(mail: Written, to: { name: string; address: string }) {
  const sender = mailSender();
  return {
    from: sender,
    to: { name: oneLine(to.name), address: to.address },
    envelope: { from: sender.address, to: [to.address] },
    messageId: mail.messageId,
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    replyTo: mail.replyTo ?? undefined,
    // The method is said twice, in the part's type and inside it: calendars believe either.
    icalEvent: mail.invite
      ? { method: mail.invite.method, filename: "pozvanka.ics", content: toCalendar(mail.invite, new Date()) }
      : undefined,
    attachments: [
      {
        filename: "eu.png",
        content: emblemPng,
        contentType: "image/png",
        cid: emblemCid,
        contentDisposition: "inline" as const,
      },
    ],
    headers: {
      "Auto-Submitted": "auto-generated",
      ...(mail.off
        ? { "List-Unsubscribe": `<${mail.off}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }
        : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
