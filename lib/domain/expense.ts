import { z } from "zod";
import { plusDays, plusMonths } from "./day";
import { dayInput } from "./day-input";
import { DomainError, type Wording } from "./error";
import { maxHalere } from "./money";
import { versionInput } from "./version";

/** document: an invoice or a receipt; payroll: wages; flat: a part of a flat rate. */
export const expenseKinds = ["document", "payroll", "flat"] as const;
export type ExpenseKind = (typeof expenseKinds)[number];

/** Most rows of one import; the list of documents of a payment claim holds fewer. */
export const maxImportRows = 10_000;

const line = (limit: number) => z.string().trim().min(1).max(limit);
const document = {
  kind: z.enum(expenseKinds),
  documentNumber: line(60),
  supplier: z.string().trim().max(200).default(""),
  description: line(500),
  issuedOn: dayInput,
  paidOn: dayInput.nullish().transform((day) => day ?? null),
  amountHalere: z.int().min(1).max(maxHalere),
};
const placed = {
  ...document,
  budgetLineId: z.uuid(),
  keyActivityId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
};

/** Somebody looked at what a row is like and says that it is another one. */
const another = z.boolean().default(false);
export const recordExpenseInput = z.strictObject({ projectId: z.uuid(), ...placed, another });
export const changeExpenseInput = z.strictObject({ expenseId: z.uuid(), ...placed, another, version: versionInput });
export const deleteExpenseInput = z.strictObject({ expenseId: z.uuid(), version: versionInput });

/** A row of an import names its line and key activity by code, as the file does. */
export const importRow = z.strictObject({
  ...document,
  line: z.string().trim().min(1).max(40),
  keyActivity: z
    .string()
    .trim()
    .max(20)
    .nullish()
    .transform((code) => code || null),
});
export const importExpensesInput = z.strictObject({
  projectId: z.uuid(),
  file: z.strictObject({
    name: z.string().trim().min(1).max(200),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  rows: z.array(importRow).min(1).max(maxImportRows),
  /** Rows whose document is already in its place are left out instead of refusing the whole import. */
  skipExisting: z.boolean().default(false),
  /** Rows that only may be the same as another one are added too. */
  another,
});

export type ExpensePlaced = z.output<typeof changeExpenseInput>;
export type ImportRow = z.output<typeof importRow>;

/** What the rules of an expense look at: the project's days and the business day. */
export type ExpenseFrame = { startsOn: string; endsOn: string; today: string };

/**
 * What is wrong with the days of an expense, by field. A planned payment is not a payment, so neither day may lie after
 * today; paid within the project and three months after it (the final claim), issued at most a year before it starts;
 * paid at most a year before the document (an advance).
 */
export function expenseProblems(
  expense: { issuedOn: string; paidOn: string | null },
  { startsOn, endsOn, today }: ExpenseFrame,
): Partial<Record<"issuedOn" | "paidOn", Wording>> {
  const tooLate = (day: string) => day > endsOn && day > plusMonths(endsOn, 3);
  const yearBefore = (day: string, other: string) => day < other && day < plusDays(other, -366);
  const problems: Partial<Record<"issuedOn" | "paidOn", Wording>> = {};
  const { issuedOn, paidOn } = expense;
  if (issuedOn > today) problems.issuedOn = { key: "issuedInFuture" };
  else if (yearBefore(issuedOn, startsOn) || tooLate(issuedOn)) problems.issuedOn = { key: "issuedOutsideProject" };
  if (paidOn === null) return problems;
  if (paidOn > today) problems.paidOn = { key: "paidInFuture" };
  else if (paidOn < startsOn || tooLate(paidOn)) problems.paidOn = { key: "paidOutsideProject" };
  else if (yearBefore(paidOn, issuedOn)) problems.paidOn = { key: "paidLongBefore" };
  return problems;
}

/** Throws 422 with the fields that break a rule of expenseProblems. */
export function assertExpense(expense: { issuedOn: string; paidOn: string | null }, frame: ExpenseFrame): void {
  const problems = expenseProblems(expense, frame);
  if (problems.issuedOn || problems.paidOn) throw new DomainError("invalidInput", 422, {}, problems);
}

/** Throws 409 for a claimed expense: what the ministry was shown does not change underneath it. */
export function assertNotClaimed(expense: { claimNumber: number | null }): void {
  if (expense.claimNumber !== null) throw new DomainError("expenseClaimed", 409, { number: expense.claimNumber });
}
