import type { Expense } from "@/db/queries/expenses";
import type { ExpenseKind } from "@/lib/domain/expense";
import type { Locale } from "@/lib/domain/preference";
import { typedDay, typedMoney } from "@/lib/domain/typed";
import * as format from "@/lib/format";
import { plainWord } from "@/lib/import/columns";
import { choiceOf, type PastedRow } from "@/lib/import/paste";
import type { Field } from "./columns";

/** A row being written: what stands in its controls. */
export type Draft = Record<Field, string>;
export type Choices = {
  lines: readonly { id: string; code: string; name: string; freeHalere: number }[];
  keyActivities: readonly { id: string; code: string; name: string }[];
  /** Kinds that the project's regime evidences, the usual one first. */
  kinds: readonly ExpenseKind[];
};

/** An empty row of the usual kind; the line and the kind of the last one are offered again. */
export const emptyDraft = (usual: ExpenseKind = "document", last?: Draft): Draft => ({
  documentNumber: "",
  budgetLineId: last?.budgetLineId ?? "",
  supplier: "",
  description: "",
  issuedOn: "",
  paidOn: "",
  amountHalere: "",
  keyActivityId: last?.keyActivityId ?? "",
  kind: last?.kind ?? usual,
});

export const draftOf = (expense: Expense, locale: Locale): Draft => ({
  documentNumber: expense.documentNumber,
  budgetLineId: expense.budgetLineId,
  supplier: expense.supplier,
  description: expense.description,
  issuedOn: format.day(expense.issuedOn, locale),
  paidOn: expense.paidOn ? format.day(expense.paidOn, locale) : "",
  amountHalere: plainAmount(expense.amountHalere, locale),
  keyActivityId: expense.keyActivityId ?? "",
  kind: expense.kind,
});

/** An amount as it is typed: English groups by commas, which would read as decimals. */
const plainAmount = (halere: number, locale: Locale) =>
  locale === "cs" ? format.money(halere, locale).replace(/.Kč$/, "") : format.plainMoney(halere, locale);

export type DraftInput = {
  documentNumber: string;
  budgetLineId: string;
  supplier: string;
  description: string;
  issuedOn: string;
  paidOn: string | null;
  amountHalere: number;
  keyActivityId: string | null;
  kind: ExpenseKind;
};
type Words = { required: string; wrongDay: string; wrongMoney: string };

/** The command's input of a draft, or what the browser itself can say is wrong; the server checks the rest. */
export function readDraft(
  draft: Draft,
  today: string,
  words: Words,
): { input: DraftInput } | { errors: Partial<Draft> } {
  const errors: Partial<Draft> = {};
  for (const field of ["documentNumber", "budgetLineId", "description", "issuedOn", "amountHalere"] as const)
    if (draft[field].trim() === "") errors[field] = words.required;
  const issuedOn = typedDay(draft.issuedOn, today);
  const paidOn = draft.paidOn.trim() === "" ? null : typedDay(draft.paidOn, today);
  const amountHalere = typedMoney(draft.amountHalere);
  if (issuedOn === undefined) errors.issuedOn ??= words.wrongDay;
  if (paidOn === undefined) errors.paidOn = words.wrongDay;
  if (amountHalere === undefined) errors.amountHalere ??= words.wrongMoney;
  if (Object.keys(errors).length > 0 || issuedOn === undefined || paidOn === undefined || amountHalere === undefined)
    return { errors };
  const { documentNumber, budgetLineId, supplier, description } = draft;
  const kind = draft.kind === "payroll" || draft.kind === "flat" ? draft.kind : "document";
  const keyActivityId = draft.keyActivityId || null;
  return {
    input: { documentNumber, budgetLineId, supplier, description, issuedOn, paidOn, amountHalere, keyActivityId, kind },
  };
}

/**
 * A new row from pasted cells. What stood in a cell that names no line, activity or kind of the project is in `unread`: the
 * row shows it and is not saved before something was chosen.
 */
export function draftFromPaste(row: PastedRow, choices: Choices): { draft: Draft; unread: Partial<Draft> } {
  const word = plainWord(row.kind ?? "");
  const kind = kindWords.find(([, form]) => form.test(word))?.[0];
  const budgetLineId = choiceOf(row.line, choices.lines);
  const keyActivityId = choiceOf(row.keyActivity, choices.keyActivities);
  const draft = {
    documentNumber: row.documentNumber ?? "",
    budgetLineId: budgetLineId ?? "",
    supplier: row.supplier ?? "",
    description: row.description ?? "",
    issuedOn: row.issuedOn ?? "",
    paidOn: row.paidOn ?? "",
    amountHalere: row.amount ?? "",
    keyActivityId: keyActivityId ?? "",
    kind: kind ?? choices.kinds[0] ?? "document",
  };
  return {
    draft,
    unread: {
      ...(row.line && !budgetLineId && { budgetLineId: row.line }),
      ...(row.keyActivity && !keyActivityId && { keyActivityId: row.keyActivity }),
      ...(row.kind && !kind && { kind: row.kind }),
    },
  };
}

const kindWords = [
  ["payroll", /^(mzd|payroll|wages)/],
  ["flat", /^(pausal|flat)/],
  ["document", /^(doklad|faktur|uctenk|document|invoice|receipt)/],
] as const;

export const sameDraft = (a: Draft, b: Draft) => JSON.stringify(a) === JSON.stringify(b);

/** Whether somebody wrote into a new row; what was only offered does not count. */
export const isTouched = (draft: Draft) =>
  [draft.documentNumber, draft.supplier, draft.description, draft.issuedOn, draft.paidOn, draft.amountHalere].some(
    (text) => text.trim() !== "",
  );
