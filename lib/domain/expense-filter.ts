import { z } from "zod";
import { monthInput } from "./day-input";
import { expenseKinds } from "./expense";

export const expenseSorts = ["issued", "paid", "amount", "number", "line"] as const;

/** What a list of expenses is asked for, as its address says it; but for a month that is none, what does not fit is left out. */
export const expenseFilter = z.object({
  /** A code of the budget; a chapter means everything below it. */
  line: z
    .string()
    .regex(/^\d{1,4}(\.\d{1,4}){0,7}$/)
    .optional()
    .catch(undefined),
  /** Month of payment, YYYY-MM. */
  month: monthInput.optional(),
  kind: z.enum(expenseKinds).optional().catch(undefined),
  /** The import that the rows came with, or "hand" for those entered by hand. */
  source: z
    .union([z.uuid(), z.literal("hand")])
    .optional()
    .catch(undefined),
  /** missing: documents (not payroll, not a flat rate) that no file proves. */
  file: z.enum(["missing", "some"]).optional().catch(undefined),
  /** Whether it stands in a payment claim, submitted or not. */
  claim: z.enum(["none", "some"]).optional().catch(undefined),
  paid: z.enum(["yes", "no"]).optional().catch(undefined),
  q: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}\p{Cs}]{1,100}$/u)
    .optional()
    .catch(undefined),
  sort: z.enum([...expenseSorts, ...expenseSorts.map((sort): `-${typeof sort}` => `-${sort}`)]).catch("-issued"),
});

export type ExpenseFilter = z.output<typeof expenseFilter>;

/** The parameters that narrow the list, in the order of its chips. */
export const filterKeys = ["line", "month", "kind", "source", "file", "paid", "claim", "q"] as const;
