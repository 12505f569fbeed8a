import { z } from "zod";
import { emailInput } from "./user";

/**
 * Inviting to a further round (letter MV-11638-4/OPK-2025: a second round for a site that is not filled): those who wait,
 * and a list of addresses, each once and reminded once. Who objects is invited by that organiser never again.
 */
export const addressSources = ["project", "pasted"] as const;
export type AddressSource = (typeof addressSources)[number];

export const gatherAddressesInput = z.strictObject({ meetingId: z.uuid() });
export const pasteAddressesInput = z.strictObject({ meetingId: z.uuid(), text: z.string().trim().min(1).max(50_000) });
export const removeAddressInput = z.strictObject({ addressId: z.uuid() });
export const inviteInput = z.strictObject({ roundId: z.uuid() });
export const objectInvitationInput = z.strictObject({
  slug: z.string().min(1).max(60),
  link: z.string().max(200),
});

/** Addresses of a pasted text, each once, with what stands before it in its line: `Jirkov;podatelna@jirkov.cz`. */
export function readAddresses(text: string): { email: string; label: string }[] {
  const found = new Map<string, string>();
  for (const line of text.split(/[\r\n]+/)) {
    let from = 0;
    for (const match of line.matchAll(/[^\s<>,;:"()]+@[^\s<>,;:"()]+/g)) {
      const email = emailInput.safeParse(match[0].replace(/[.]+$/, "")).data;
      const label = line
        .slice(from, match.index)
        .replace(/[\s<>,;:"()]+/g, " ")
        .trim();
      from = match.index + match[0].length;
      if (email && !found.has(email))
        found.set(
          email,
          label
            .replace(/mailto$/, "")
            .trim()
            .slice(0, 200),
        );
    }
  }
  return [...found].map(([email, label]) => ({ email, label }));
}
