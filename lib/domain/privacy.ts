import { z } from "zod";
import { dayInput } from "./day-input";

/** Whose data the product holds: people with an account, assistants, who registered for a meeting, who did so for a team. */
export const personKinds = ["user", "assistant", "registration", "coordinator"] as const;
export type PersonKind = (typeof personKinds)[number];

/** Why somebody is erased: asked for it, the time is over, was entered by mistake, an authority ordered it. */
export const erasureReasons = ["request", "time", "mistake", "order"] as const;

export const erasePersonInput = z.strictObject({
  kind: z.enum(personKinds),
  personId: z.uuid(),
  reason: z.enum(erasureReasons),
  /** A file number, never a name: it stays in the protocol. */
  reference: z
    .string()
    .trim()
    .regex(/^[0-9A-Z/ .-]{0,40}$/)
    .default(""),
  /** Whether the full name goes from notes of others too. */
  inNotes: z.boolean().default(false),
  /** Ticked, so that nobody is erased by a slip; a typed name would stay in the hash of the command. */
  confirm: z.boolean().refine((ticked) => ticked, "confirmMissing"),
});

/** One erasure, as a restored backup needs it to erase again: ids and codes, no name. */
export const erasureEntry = z.strictObject({
  kind: z.enum(personKinds),
  personId: z.uuid(),
  reason: z.enum(erasureReasons),
  reference: z.string().max(40),
  inNotes: z.boolean(),
  erasedAt: z.string(),
});
export type ErasureEntry = z.output<typeof erasureEntry>;
export const erasureList = z.strictObject({ format: z.literal(1), erasures: z.array(erasureEntry) });

const day = dayInput.optional();
/** What the access log may be narrowed by, as it stands in the address; but for a day that is none, what does not fit is left out. */
export const accessFilter = z.object({
  who: z.uuid().optional().catch(undefined),
  organisation: z.uuid().optional().catch(undefined),
  subject: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional()
    .catch(undefined),
  from: day,
  to: day,
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type AccessFilter = z.output<typeof accessFilter>;

/** What is looked for among people: a part of a name or an e-mail, two letters at least. */
export const personQuery = z
  .string()
  .trim()
  .min(2)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .optional()
  .catch(undefined);
