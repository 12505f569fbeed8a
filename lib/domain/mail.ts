import { z } from "zod";

/**
 * Kinds of mail and what each is written from. No secret stands here: links that open something carry a token that is
 * derived from the id when the mail is written (db/link-token.ts).
 */
export const mailTemplates = {
  invitation: z.strictObject({ invitationId: z.uuid() }),
  "password-reset": z.strictObject({ resetId: z.uuid() }),
} as const;

export type MailTemplate = keyof typeof mailTemplates;
export type MailData<T extends MailTemplate> = z.output<(typeof mailTemplates)[T]>;
