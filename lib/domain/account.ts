import { z } from "zod";
import { locales, themes } from "./preference";
import { emailInput, nameInput } from "./user";

export const renameSelfInput = z.strictObject({ name: nameInput });

/** Passwords that everybody tries first, and the beginnings of the keyboard. */
const guessedFirst =
  /^(?:(?:heslo|password|admin|hlidka|policie|mesto|qwert[yz]uiop|asdfghjkl|12345|abcd)[\W\d_]*|(.)\1*|(?:0?123456789)+0?)$/i;

export const preferInput = z.strictObject({ locale: z.enum(locales), theme: z.enum(themes) });

/** Shortest password, in characters; nothing is asked of its composition (OWASP ASVS 5.0, 6.2). */
export const shortestPassword = 12;

const newPassword = {
  next: z
    .string()
    .min(shortestPassword)
    .max(200)
    .refine((password) => !guessedFirst.test(password), "passwordGuessable"),
  again: z.string().min(1).max(200),
};
type NewPassword = { next: string; again: string };
const isRepeated = ({ next, again }: NewPassword) => again === next;
const differs = { path: ["again"], error: "passwordDiffers" };

export const changePasswordInput = z
  .strictObject({ current: z.string().min(1).max(500), ...newPassword })
  .refine(({ current, next }) => next !== current, { path: ["next"], error: "passwordSame" })
  .refine(isRepeated, differs);

/** Coming in by an invitation: the token is the link's, the password the first one. */
export const acceptInvitationInput = z
  .strictObject({ invitationId: z.uuid(), token: z.string().max(100), name: nameInput, ...newPassword })
  .refine(isRepeated, differs);
/** Whether a password is made of the account's own name: the e-mail's part before the @, and little else. */
export function holdsName(password: string, email: string): boolean {
  const name = email.split("@")[0] ?? "";
  const rest = password.toLowerCase().replaceAll(name, "");
  return name.length > 2 && password.length - rest.length > 0 && rest.length < shortestPassword - 4;
}

/** Refused by its form alone, so that the answer does not tell who has an account. */
export const forgottenPasswordInput = z.strictObject({ email: emailInput });

/** The last part of a link's address: the id of its row, a dot, its token. */
const linkParts = z
  .string()
  .max(200)
  .transform((link) => link.split("."))
  .pipe(z.tuple([z.uuid(), z.string().regex(/^[\w-]{43}$/)]))
  .transform(([id, token]) => ({ id, token }));

/** What a link's address holds, null when it is none of ours. */
export const readLink = (link: string) => linkParts.safeParse(link).data ?? null;

export const resetPasswordInput = z
  .strictObject({ link: z.string().max(200), ...newPassword })
  .refine(isRepeated, differs);

const browsers = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["SamsungBrowser", "Samsung Internet"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const systems = [
  ["Android", "Android"],
  ["iPhone|iPad", "iOS"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** What a browser calls itself as people know it: "Firefox, Windows"; null when it names nothing known. */
export function deviceOf(agent: string): string | null {
  const of = (known: readonly (readonly [string, string])[]) =>
    known.find(([mark]) => new RegExp(mark).test(agent))?.[1];
  return [of(browsers), of(systems)].filter(Boolean).join(", ") || null;
}
