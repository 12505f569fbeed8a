import { z } from "zod";
import type { Wording } from "./error";
import { DomainError } from "./error";
import type { ExpenseKind } from "./expense";
import { versionInput } from "./version";

/**
 * How the costs of a project are claimed (domain 2.1, 2.4, 7.3). flat: staff costs by document, everything else by a flat
 * rate on them; indirect: direct costs by document, indirect ones by a flat rate on them; unit: by what was achieved.
 */
export const costRegimes = ["flat", "indirect", "unit"] as const;
export type CostRegime = (typeof costRegimes)[number];

/** Where a property of a project is known from; inferred: nobody published it, so it is not verified. */
export const propertyOrigins = ["published", "entered", "inferred"] as const;
export type PropertyOrigin = (typeof propertyOrigins)[number];

const source = z.string().trim().max(500).default("");

/** Without a regime nobody has stated it: expenses count as they were entered and no flat part follows. */
export const changeRegimeInput = z.strictObject({
  projectId: z.uuid(),
  costRegime: z
    .enum(costRegimes)
    .nullish()
    .transform((regime) => regime ?? null),
  flatRatePer100000: z
    .int()
    .min(0)
    .max(100_000)
    .nullish()
    .transform((rate) => rate || null),
  origin: z.enum(propertyOrigins),
  source,
  version: versionInput,
});

/** The office that checks the claims of a project and pays them; without a name nobody has stated it. */
export const changeOfficeInput = z.strictObject({
  projectId: z.uuid(),
  checkingOffice: z
    .string()
    .trim()
    .max(200)
    .nullish()
    .transform((office) => office || null),
  origin: z.enum(propertyOrigins),
  source,
  version: versionInput,
});

/** Whether a part of the costs follows by a rate. */
export const hasFlatPart = (regime: CostRegime | null): boolean => regime === "flat" || regime === "indirect";

/** Throws 422 for a regime with a flat part that has no rate; in others a rate means nothing and is put away. */
export function rateOf(input: { costRegime: CostRegime | null; flatRatePer100000: number | null }): number | null {
  if (!hasFlatPart(input.costRegime)) return null;
  if (input.flatRatePer100000 === null)
    throw new DomainError("invalidInput", 422, {}, { flatRatePer100000: { key: "required" } });
  return input.flatRatePer100000;
}

/** Kinds of expenses that a regime evidences. */
export function kindsIn(regime: CostRegime | null): readonly ExpenseKind[] {
  if (regime === "flat") return ["payroll"];
  return hasFlatPart(regime) ? ["document", "payroll"] : ["document", "payroll", "flat"];
}

/** Whether expenses may be entered on a line of the budget. */
export const takesExpenses = (regime: CostRegime | null, { leaf }: { leaf: string }): boolean =>
  leaf !== "chapter" && !(leaf === "flat" && hasFlatPart(regime));

/**
 * Why an expense is not evidenced in a regime, by field: what a flat rate covers is not itemised, and where the rate lies
 * on staff costs, only those are evidenced (domain 2.4, 7.3). Such a row that is there already is internal: it is neither
 * drawn nor claimed.
 */
export function regimeProblem(
  regime: CostRegime | null,
  expense: { kind: string; leaf: string },
): { field: "line" | "kind"; wording: Wording } | null {
  if (!hasFlatPart(regime)) return null;
  if (expense.leaf === "flat") return { field: "line", wording: { key: "lineIsFlat" } };
  if (kindsIn(regime).some((kind) => kind === expense.kind)) return null;
  return { field: "kind", wording: { key: regime === "flat" ? "staffOnly" : "flatNotItemised" } };
}
