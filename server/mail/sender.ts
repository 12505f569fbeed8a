import { env } from "@/lib/env";

/** Whom our mails come from, as the settings name him. */
export function mailSender(): { name: string; address: string } {
  const from = env().MAIL_FROM ?? `hlidka@${new URL(env().NEXTAUTH_URL).hostname}`;
  const named = /^(.+) <(.+)>$/.exec(from);
  return { name: named?.[1] ?? "Hlídka", address: named?.[2] ?? from };
}
