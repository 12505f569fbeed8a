import { z } from "zod";

export const renameSelfInput = z.strictObject({ name: z.string().trim().min(1).max(200) });

/** Passwords that everybody tries first, and the beginnings of the keyboard. */
const guessedFirst =
  /^(?:(?:heslo|password|admin|hlidka|policie|mesto|qwert[yz]uiop|asdfghjkl|12345|abcd)[\W\d_]*|(.)\1*|(?:0?123456789)+0?)$/i;

/** Shortest password, in characters; nothing is asked of its composition (OWASP ASVS 5.0, 6.2). */
export const shortestPassword = 12;

export const changePasswordInput = z
  .strictObject({
    current: z.string().min(1).max(500),
    next: z.string().min(shortestPassword).max(200),
    again: z.string().min(1).max(200),
  })
  .superRefine(({ current, next, again }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (next === current) refuse("next", "passwordSame");
    else if (guessedFirst.test(next)) refuse("next", "passwordGuessable");
    if (again !== next) refuse("again", "passwordDiffers");
  });

/** Whether a password is made of the account's own name: the e-mail's part before the @, and little else. */
export function holdsName(password: string, email: string): boolean {
  const name = email.split("@")[0] ?? "";
  const rest = password.toLowerCase().replaceAll(name, "");
  return name.length > 2 && password.length - rest.length > 0 && rest.length < shortestPassword - 4;
}

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
