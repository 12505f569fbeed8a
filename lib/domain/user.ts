import { z } from "zod";
import { roles } from "./actor";
import { dayInput } from "./day-input";

/**
 * An e-mail as accounts carry it: compatibility forms first made plain, then lower case, then checked; one @, a domain
 * of plain letters.
 */
export const emailInput = z
  .string()
  .max(254)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .refine((text) => /^[^\s@\p{C}]{1,64}@([a-z0-9-]+\.)+[a-z0-9-]{2,}$/u.test(text), "badEmail");

export const nameInput = z.string().trim().min(1).max(200);

export const addUserInput = z.strictObject({
  /** The slug of the organisation. */
  organisation: z.string().max(60),
  email: emailInput,
  name: nameInput,
  role: z.enum(roles),
});

/** The roles that can be held in one project of a city; the others are for an organisation by their nature. */
export const projectRoles = ["mentor", "manager", "finance"] as const;

const held = {
  organisationId: z.uuid(),
  role: z.enum(roles),
  /** Left out: in the whole organisation. */
  projectId: z.uuid().nullish(),
  /** The last day, in real days of Prague; left out: until it is ended. */
  validTo: dayInput.nullish(),
};

export const inviteUserInput = z.strictObject({ email: emailInput, name: nameInput, ...held });
export const userIdInput = z.strictObject({ userId: z.uuid() });
export const grantRoleInput = z.strictObject({ userId: z.uuid(), ...held, validFrom: dayInput.nullish() });
export const endRoleInput = z.strictObject({ roleAssignmentId: z.uuid() });

/** The longest time that somebody stands in for somebody, in days. */
export const longestDelegation = 366;

export const addDelegationInput = z.strictObject({
  organisationId: z.uuid(),
  /** Who will be away. */
  principalId: z.uuid(),
  deputyId: z.uuid(),
  validFrom: dayInput,
  validTo: dayInput,
  reason: z.string().trim().min(1).max(500),
});
export const endDelegationInput = z.strictObject({ delegationId: z.uuid() });

export const userStates = ["active", "invited", "expired", "inactive", "erased"] as const;
export type UserState = (typeof userStates)[number];

/**
 * How a person stands with the product: let in, invited (his link still opens), invited too long ago, not let in, erased.
 * invitation: whether the last one was accepted, and until when it opens; null for an account made otherwise.
 */
export function userState(user: {
  active: boolean;
  erased: boolean;
  invitation: { accepted: boolean; open: boolean } | null;
}): UserState {
  if (user.erased) return "erased";
  if (!user.active) return "inactive";
  if (!user.invitation || user.invitation.accepted) return "active";
  return user.invitation.open ? "invited" : "expired";
}
