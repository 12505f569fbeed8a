import { z } from "zod";
import { roles } from "./actor";

/**
 * An e-mail as accounts carry it: compatibility forms first made plain, then lower case, then checked; one @, a domain
 * of plain letters.
 */
export const emailInput = z
  .string()
  .max(254)
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .refine((text) => /^[^\s@\p{C}]{1,64}@([a-z0-9-]+\.)+[a-z0-9-]{2,}$/u.test(text), "badEmail");

export const addUserInput = z.strictObject({
  /** The slug of the organisation. */
  organisation: z.string().max(60),
  email: emailInput,
  name: z.string().trim().min(1).max(200),
  role: z.enum(roles),
});
