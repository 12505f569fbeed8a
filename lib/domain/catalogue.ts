import { z } from "zod";
import { dayInput } from "./day-input";
import { DomainError, fieldError } from "./error";
import { indicatorKinds } from "./indicator";

/** Lists of the operator that are data, each row with the days it holds, its source and whether that was verified. */
export const catalogueNames = ["return-reason", "indicator"] as const;
export type CatalogueName = (typeof catalogueNames)[number];

const name = z.string().trim().min(1).max(300);
const words = {
  nameCs: name,
  nameEn: name,
  source: z.string().trim().min(1).max(300),
  verified: z.boolean().default(false),
};
const kindCode = z
  .string()
  .trim()
  .max(60)
  .regex(/^[a-z]+(-[a-z]+)*$/);
const itemCode = z
  .string()
  .trim()
  .max(30)
  .regex(/^[a-z0-9]+([-.][a-z0-9]+)*$/);
const dates = { validFrom: dayInput };
const unit = z.string().trim().max(40).optional();
const indicatorKind = z.enum(indicatorKinds).optional();

export const addKindInput = z.strictObject({ code: kindCode, ...words, contact: z.boolean().default(false), ...dates });
/** Whether a kind counts as a contact is not changed: the figures of the past hang on it. */
export const changeKindInput = z.strictObject({
  code: kindCode,
  ...words,
  position: z.int().min(1).max(999).optional(),
});
/** The last day on which it is offered; without a day it has no end. */
const lastDay = dayInput.nullish().transform((day) => day ?? null);
export const endKindInput = z.strictObject({ code: kindCode, validTo: lastDay });

export const addItemInput = z.strictObject({
  catalogue: z.enum(catalogueNames),
  code: itemCode,
  ...words,
  unit,
  indicatorKind,
  ...dates,
});
export const changeItemInput = z.strictObject({
  catalogue: z.enum(catalogueNames),
  code: itemCode,
  ...words,
  unit,
  indicatorKind,
});
export const endItemInput = z.strictObject({ catalogue: z.enum(catalogueNames), code: itemCode, validTo: lastDay });

/** Throws 422 for an indicator without unit or kind, and for a first day that has passed. */
export function assertItem(
  item: { catalogue: CatalogueName; unit?: string; indicatorKind?: string; validFrom?: string },
  today: string,
): void {
  const { catalogue, unit: counted, indicatorKind: of, validFrom } = item;
  if (catalogue === "indicator" && !counted) throw fieldError("unit", "required");
  if (catalogue === "indicator" && !of) throw fieldError("indicatorKind", "required");
  if (validFrom !== undefined && validFrom < today) throw fieldError("validFrom", "settingPast");
}

/**
 * Throws 422 unless a last day may be set: not before the first one and not in the past; 409 when it ended already.
 * The past stays as it was.
 */
export function assertEnd(
  row: { validFrom: string; validTo: string | null },
  validTo: string | null,
  today: string,
): void {
  if (row.validTo !== null && row.validTo < today) throw new DomainError("endedAlready", 409);
  if (validTo === null) return;
  if (validTo < today) throw fieldError("validTo", "settingPast");
  if (validTo < row.validFrom) throw fieldError("validTo", "endBeforeStart");
}
