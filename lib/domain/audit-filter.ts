import { z } from "zod";
import { dayInput } from "./day-input";

const word = z
  .string()
  .regex(/^[a-z_.-]{1,60}$/)
  .optional();
const one = dayInput.optional();

/** What the log may be narrowed by, as it stands in the address; with anything else in one of them the address is none. */
export const auditFilter = z.object({
  /** Id of a user, or the kind of an actor without an account (operator, worker). */
  who: z.union([z.uuid(), z.enum(["operator", "worker", "public"])]).optional(),
  /** Name of a command. */
  action: word,
  table: word,
  op: z.enum(["insert", "update", "delete"]).optional(),
  /** Real days in Prague, inclusive. */
  from: one,
  to: one,
  record: z.uuid().optional(),
  /** Any text that a record holds or held: the number of a document, a name, an id, the number of an entry. */
  q: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}]{1,100}$/u)
    .optional(),
  /** Entries older than this one: the cursor. */
  before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
export type AuditFilter = z.output<typeof auditFilter>;
