import { z } from "zod";
import { dayInput } from "./day";

const word = z
  .string()
  .regex(/^[a-z_.-]{1,60}$/)
  .optional()
  .catch(undefined);
const id = z.uuid().optional().catch(undefined);
const one = dayInput.optional();

/** What the log may be narrowed by, as it stands in the address; but for a day that is none, what does not fit is left out. */
export const auditFilter = z.object({
  /** Id of a user, or the kind of an actor without an account (operator, worker). */
  who: z
    .union([z.uuid(), z.enum(["operator", "worker", "public"])])
    .optional()
    .catch(undefined),
  /** Name of a command. */
  action: word,
  table: word,
  op: z.enum(["insert", "update", "delete"]).optional().catch(undefined),
  /** Real days in Prague, inclusive. */
  from: one,
  to: one,
  record: id,
  /** Entries older than this one: the cursor. */
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
});
export type AuditFilter = z.output<typeof auditFilter>;
