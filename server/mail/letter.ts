import { createTranslator } from "next-intl";
import type { MailOrder } from "@/db/queries/outbox";
import { zone } from "@/lib/domain/clock";
import type { Locale } from "@/lib/domain/preference";
import type { Invite } from "@/lib/export/invite";
import { messagesByLocale } from "@/lib/words";

/** What a mail says, apart from what every mail says. */
export type Letter = {
  subject: string;
  body: readonly Block[];
  /** Why the reader gets it, for the foot. */
  why: string;
  /** Where this kind of mail is turned off: a page for people, and the address of RFC 8058 for mail programs. */
  off?: { page: string; post: string };
  /** Who reads an answer; nobody does otherwise. */
  replyTo?: string | null;
  /** The event that goes with it; its number is given when the mail is sent (db/sql/meeting-mail.sql). */
  invite?: InviteDraft | { method: "CANCEL" };
};

/**
 * An event before it is known whose mail it is and which of his it is; a cancellation repeats the one that he has, so it
 * says nothing itself.
 */
export type InviteDraft = Omit<Invite, "sequence" | "organizer" | "attendee" | "method"> & { method: "REQUEST" };

export type Block =
  | { text: string }
  | { heading: string }
  | { button: string; href: string }
  | { items: readonly { text: string; href?: string }[] };

export type MailWords = ReturnType<typeof mailWords>;

/** The words of mails in a language; those of other parts of the product by their own namespace. */
export const mailWords = (locale: Locale) =>
  createTranslator({ locale, messages: messagesByLocale[locale], namespace: "mail", timeZone: zone });

/** What a template writes from. */
export type Writing<Data> = {
  data: Data;
  recipient: NonNullable<MailOrder["recipient"]>;
  t: MailWords;
  /** The full address of a path of ours. */
  address: (path: string) => string;
  /** The token of a link that opens something (db/accounts/link-token.ts); dots where the reader is not the recipient. */
  token: (purpose: string, id: string) => string;
  /** The reader is not the recipient: what is his alone is left out. */
  masked: boolean;
};

/** How one kind of mail reads. */
export type Template<Data> = {
  /** Minutes after which it is of no use, because its link has ended. */
  minutes?: number;
  /** Null when there is nothing to say any more. */
  write: (writing: Writing<Data>) => Letter | null | Promise<Letter | null>;
};
