import { z } from "zod";
import { monthInput } from "./day-input";
import { DomainError, fieldError, type Wording } from "./error";
import { type Halere, halere, halereInput, isWithin, scale, splitByLargestRemainder, sum } from "./money";
import type { Overdrawn } from "./overdrawn";
import { versionInput } from "./version";

export const lineKinds = ["chapter", "direct", "flat"] as const;
/** What a line that is not a chapter holds: documents and payroll, or a flat rate on the direct costs. */
export const leafKinds = ["direct", "flat"] as const;

/** The code says where a line stands: 1.1.2 lies below 1.1, or below 1 where there is no 1.1. */
const code = z
  .string()
  .trim()
  .max(40)
  .regex(/^\d{1,4}(\.\d{1,4}){0,7}$/);
const name = z.string().trim().min(1).max(300);

export const addBudgetLineInput = z.strictObject({
  projectId: z.uuid(),
  code,
  name,
  leaf: z.enum(leafKinds),
  amountHalere: halereInput,
});
/** Without a kind and an amount they stay; a chapter has none of its own. */
export const changeBudgetLineInput = z.strictObject({
  budgetLineId: z.uuid(),
  code,
  name,
  leaf: z.enum(leafKinds).optional(),
  amountHalere: halereInput.optional(),
  version: versionInput,
});
export type ChangeBudgetLine = z.output<typeof changeBudgetLineInput>;
export const removeBudgetLineInput = z.strictObject({ budgetLineId: z.uuid(), version: versionInput });

/** The whole plan: a month (YYYY-MM) that is not in it has nothing planned. */
export const changePlanInput = z.strictObject({
  projectId: z.uuid(),
  months: z.array(z.strictObject({ month: monthInput, plannedHalere: halereInput })).max(150),
  version: versionInput,
});
export type ChangePlan = z.output<typeof changePlanInput>;

/**
 * Throws 422 for a change of a line that breaks a rule: it may not come to lie below itself, a chapter's amount is the
 * sum of what is below it, and an amount is not lowered under what was paid (domain 2.4).
 */
export function assertLineChange(
  was: { code: string; leaf: string; amountHalere: number; paidHalere: number },
  input: ChangeBudgetLine,
): void {
  if (input.code.startsWith(`${was.code}.`)) throw fieldError("code", "lineUnderItself");
  if (was.leaf === "chapter" && (input.amountHalere !== undefined || input.leaf !== undefined))
    throw fieldError("amountHalere", "chapterIsSum");
  const amount = input.amountHalere ?? was.amountHalere;
  if (amount < was.amountHalere && amount < was.paidHalere) throw fieldError("amountHalere", "amountBelowPaid");
}

/** Throws 422 on code when a line that moves with the one above it would get a code that no line may have. */
export function assertLineCodes(codes: readonly string[]): void {
  if (codes.some((moved) => !code.safeParse(moved).success)) throw fieldError("code", "badFormat");
}

/** The months that may be planned: those whose first day lies in the project. */
export const plannable = (project: { startsOn: string; endsOn: string }, month: string): boolean =>
  `${month}-01` >= project.startsOn && `${month}-01` <= project.endsOn;

/** Throws 422 for a month outside the project, for one that comes twice, and when the months add up to too much. */
export function assertPlan(project: { startsOn: string; endsOn: string }, { months }: ChangePlan): void {
  const fields: Record<string, Wording> = {};
  const seen = new Set<string>();
  for (const [index, { month }] of months.entries()) {
    if (!plannable(project, month)) fields[`months.${index}.month`] = { key: "outsideProjectDays" };
    else if (seen.has(month)) fields[`months.${index}.month`] = { key: "listedTwice" };
    seen.add(month);
  }
  if (!isWithin(months.map(({ plannedHalere }) => plannedHalere))) fields.months = { key: "sumTooBig" };
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
}

/** A line of the tree with what stands on it alone, in haléře: approved, paid by the day asked for, entered and unpaid. */
export type BudgetLineRow = {
  id: string;
  parentId: string | null;
  code: string;
  name: string;
  leaf: "chapter" | "direct" | "flat";
  approvedHalere: number;
  drawnHalere: number;
  committedHalere: number;
  expenses: number;
  version: string;
};

export type LineStatus = "unused" | "ok" | "nearlyDrawn" | "over";

/** A line with everything below it. */
export type BudgetLine = Omit<BudgetLineRow, "parentId"> & {
  depth: number;
  /** approved − drawn − committed; negative when the line is over. */
  freeHalere: Halere;
  /** Drawn of approved as a ratio; null when nothing was approved. */
  drawnShare: number | null;
  status: LineStatus;
};

/**
 * The tree in the order of its codes with sums from the leaves up. A chapter's approved amount is the sum of its
 * leaves (the schema's rule); drawn, committed and rows are of everything below. O(n · depth).
 */
export function budgetTree(rows: readonly BudgetLineRow[]): BudgetLine[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const sums = new Map(rows.map((row) => [row.id, { approved: 0, drawn: 0, committed: 0, expenses: 0 }]));
  const ancestors = (row: BudgetLineRow): BudgetLineRow[] => {
    const parent = row.parentId ? byId.get(row.parentId) : undefined;
    return parent ? [row, ...ancestors(parent)] : [row];
  };
  for (const row of rows) {
    for (const above of ancestors(row)) {
      const at = sums.get(above.id);
      if (!at) continue;
      at.approved += row.leaf === "chapter" ? 0 : row.approvedHalere;
      at.drawn += row.drawnHalere;
      at.committed += row.committedHalere;
      at.expenses += row.expenses;
    }
  }
  return [...rows]
    .sort((a, b) => compareCodes(a.code, b.code))
    .map(({ parentId: _, ...row }) => {
      const at = sums.get(row.id) ?? { approved: 0, drawn: 0, committed: 0, expenses: 0 };
      return {
        ...row,
        approvedHalere: halere(at.approved),
        drawnHalere: halere(at.drawn),
        committedHalere: halere(at.committed),
        expenses: at.expenses,
        depth: row.code.split(".").length - 1,
        freeHalere: halere(at.approved - at.drawn - at.committed),
        drawnShare: at.approved === 0 ? null : at.drawn / at.approved,
        status: lineStatus(at.approved, at.drawn, at.committed),
      };
    });
}

/**
 * Puts the flat part of a regime on the flat lines of a budget, spread by their approved amounts: nothing else is drawn
 * from them. Without a flat line it stands nowhere.
 */
export function spreadFlat(
  rows: readonly BudgetLineRow[],
  flat: { drawnHalere: number; committedHalere: number },
): BudgetLineRow[] {
  const lines = rows.filter(({ leaf }) => leaf === "flat");
  if (lines.length === 0 || (flat.drawnHalere === 0 && flat.committedHalere === 0)) return [...rows];
  const amounts = lines.map(({ approvedHalere }) => approvedHalere);
  const weights = amounts.some((amount) => amount > 0) ? amounts : amounts.map(() => 1);
  const drawn = splitByLargestRemainder(flat.drawnHalere, weights);
  const committed = splitByLargestRemainder(flat.committedHalere, weights);
  const parts = new Map(lines.map(({ id }, index) => [id, index]));
  return rows.map((row) => {
    const index = parts.get(row.id);
    if (index === undefined) return row;
    return { ...row, drawnHalere: drawn[index] ?? halere(0), committedHalere: committed[index] ?? halere(0) };
  });
}

/** over: more drawn or committed than approved; nearlyDrawn: 90 % and more of it. */
export function lineStatus(approved: number, drawn: number, committed: number): LineStatus {
  const used = sum([drawn, committed]);
  if (used > approved) return "over";
  if (used === 0) return "unused";
  return used * 10 >= approved * 9 ? "nearlyDrawn" : "ok";
}

/** The whole budget: the sum over the roots of the tree. */
export function budgetTotal(lines: readonly BudgetLine[]) {
  const top = Math.min(...lines.map((line) => line.depth));
  const roots = lines.filter((line) => line.depth === top);
  return {
    approvedHalere: sum(roots.map((line) => line.approvedHalere)),
    drawnHalere: sum(roots.map((line) => line.drawnHalere)),
    committedHalere: sum(roots.map((line) => line.committedHalere)),
    freeHalere: sum(roots.map((line) => line.freeHalere)),
  };
}

/** Codes by their numbers: 1.2 before 1.10. */
export function compareCodes(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? -1) - (right[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** What the flat lines of a regime may hold together, and what their part follows, in haléře. */
export type FlatRoom = {
  code: string;
  name: string;
  amountHalere: number;
  ratePer100000: number;
  baseHalere: number;
};

/** The flat lines once more is evidenced than their part may follow, with what would then be missing in haléře. */
export function overdrawnFlat(flat: FlatRoom, moreHalere: number): Overdrawn[] {
  if (moreHalere <= 0) return [];
  const overHalere = scale(flat.baseHalere + moreHalere, flat.ratePer100000, 100_000) - flat.amountHalere;
  return overHalere > 0 ? [{ code: flat.code, name: flat.name, overHalere }] : [];
}
