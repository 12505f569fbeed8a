import { z } from "zod";
import { dayInput } from "./day-input";
import { DomainError, fieldError } from "./error";
import { fixedDays, offsetDays } from "./holiday";
import { pickFrom } from "./preference";
import { factorRules } from "./second-factor";

/** What kind of value a setting holds: a whole number of a unit, haléře, a day, or a list. */
export const settingUnits = [
  "percent",
  "days",
  "months",
  "years",
  "hours",
  "minutes",
  "mails",
  "points",
  "areas",
  "registrations",
  "bytes",
  "halere",
  "day",
  "fixed-days",
  "offset-days",
  "factor",
] as const;
export type SettingUnit = (typeof settingUnits)[number];

export const settingGroups = [
  "warnings",
  "periods",
  "money",
  "people",
  "files",
  "retention",
  "calendar",
  "meetings",
  "accounts",
] as const;
export type SettingGroup = (typeof settingGroups)[number];

/**
 * A setting: where it stands, its unit and the borders of its number; use: "rule" when something is computed from it,
 * "reference" when it is only kept at hand. A fixed one is not changed by hand (the demo's day).
 */
export type SettingDefinition = {
  group: SettingGroup;
  unit: SettingUnit;
  min?: number;
  max?: number;
  use: "rule" | "reference";
  fixed?: boolean;
};

const rule = (group: SettingGroup, unit: SettingUnit, min?: number, max?: number) =>
  ({ group, unit, min, max, use: "rule" }) as const;
const reference = (group: SettingGroup, unit: SettingUnit, min: number, max: number) =>
  ({ group, unit, min, max, use: "reference" }) as const;

/** Every setting of the product; its name and sentence are in the words under `rules.setting`. */
export const settingDefinitions = {
  "warning.drawdown_deviation_percent": rule("warnings", "percent", 1, 100),
  "warning.days_without_activity": rule("warnings", "days", 1, 366),
  "warning.due_soon_days": rule("warnings", "days", 1, 366),
  "warning.vacancy_days": rule("warnings", "days", 1, 366),
  "warning.source_difference_halere": rule("warnings", "halere", 0, 10_000),
  "assessment.gain_points": rule("people", "points", 1, 100),
  "assessment.areas_needed": rule("people", "areas", 1, 20),
  "training.due_months": rule("people", "months", 1, 60),
  "support.threshold_hours": reference("people", "hours", 1, 1000),
  "period.months": rule("periods", "months", 1, 24),
  "period.report_due_days": rule("periods", "days", 1, 366),
  "period.final_report_due_days": rule("periods", "days", 1, 366),
  "claim.payment_days": reference("periods", "days", 1, 366),
  "claim.advance_percent": reference("money", "percent", 0, 100),
  "budget.flat_rate_percent": reference("money", "percent", 0, 100),
  "budget.transfer_percent": reference("money", "percent", 0, 100),
  "upload.max_bytes": rule("files", "bytes", 100_000, 26_214_400),
  "retention.years": rule("retention", "years", 1, 50),
  "retention.payroll_years": rule("retention", "years", 1, 100),
  "retention.access_log_months": rule("retention", "months", 6, 120),
  "retention.mail_months": rule("retention", "months", 1, 120),
  "retention.job_days": rule("retention", "days", 1, 366),
  "retention.command_months": rule("retention", "months", 1, 120),
  "holiday.fixed": rule("calendar", "fixed-days"),
  "holiday.easter": rule("calendar", "offset-days"),
  "registration.network_hour": rule("accounts", "registrations", 5, 10_000),
  "registration.meeting_ten_minutes": rule("accounts", "registrations", 20, 100_000),
  "meeting.mails_wait_minutes": rule("meetings", "minutes", 1, 1440),
  "meeting.mails_per_minute": rule("meetings", "mails", 1, 1000),
  "meeting.reminder_days": rule("meetings", "days", 1, 60),
  "allocation.weight_assistant": rule("meetings", "points", 0, 1000),
  "allocation.weight_mentor": rule("meetings", "points", 0, 1000),
  "allocation.weight_supervisor": rule("meetings", "points", 0, 1000),
  "allocation.weight_municipal_police": rule("meetings", "points", 0, 1000),
  "allocation.weight_project": rule("meetings", "points", 0, 1000),
  "allocation.weight_police": rule("meetings", "points", 0, 1000),
  "allocation.weight_other": rule("meetings", "points", 0, 1000),
  "sign_in.second_factor": rule("accounts", "factor"),
  "demo.today": { group: "calendar", unit: "day", use: "rule", fixed: true },
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof settingDefinitions;
export const settingKeys = Object.keys(settingDefinitions).filter(isSettingKey);

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingDefinitions, key);
}

/** What the product knows of a setting; undefined for a key that it does not know. */
export const settingDefinition = (key: string): SettingDefinition | undefined =>
  isSettingKey(key) ? settingDefinitions[key] : undefined;

/** A number, an amount or a text: which of them, the setting says. */
export const changeSettingInput = z.strictObject({
  key: z.string().min(1).max(80),
  number: z.number().optional(),
  amountHalere: z.int().optional(),
  text: z.string().trim().max(500).optional(),
  /** From which day on it holds; before it everything stays as it was. */
  validFrom: dayInput,
  source: z.string().trim().min(1).max(300),
  verified: z.boolean().default(false),
});
export type ChangeSetting = z.output<typeof changeSettingInput>;
export const withdrawSettingInput = z.strictObject({ key: z.string().min(1).max(80), validFrom: dayInput });

export type SettingValue = number | string | string[] | number[];

/**
 * The value that a change asks for. Throws 404 for an unknown key, 409 for one that is not changed by hand, 422 with the
 * field for a value outside the borders and for a day that has passed: what was in force is never rewritten.
 */
export function settingValue(input: ChangeSetting, today: string): SettingValue {
  const definition = assertSetting(input.key);
  if (input.validFrom < today) throw fieldError("validFrom", "settingPast");
  if (definition.unit === "fixed-days") return readList(input.text, fixedDays);
  if (definition.unit === "offset-days") return readList(input.text, offsetDays);
  if (definition.unit === "factor") return readFactorRule(input.text);
  const field = definition.unit === "halere" ? "amountHalere" : "number";
  const value = input[field];
  if (value === undefined) throw fieldError(field, "required");
  if (!Number.isSafeInteger(value)) throw fieldError(field, "wholeNumber");
  if (definition.min !== undefined && value < definition.min)
    throw fieldError(field, "tooSmall", { limit: definition.min });
  if (definition.max !== undefined && value > definition.max)
    throw fieldError(field, "tooBig", { limit: definition.max });
  return value;
}

/** Throws 404 for an unknown key, 409 settingFixed for one that is not changed by hand. */
export function assertSetting(key: string): SettingDefinition {
  const definition = settingDefinition(key);
  if (!definition) throw new DomainError("notFound", 404);
  if (definition.fixed) throw new DomainError("settingFixed", 409);
  return definition;
}

function readFactorRule(text: string | undefined) {
  const value = pickFrom(factorRules, text);
  if (!value) throw fieldError("text", "notOffered");
  return value;
}

function readList<T>(text: string | undefined, read: (text: string) => T | null): T {
  const value = read(text ?? "");
  if (value === null) throw fieldError("text", "badDayList");
  return value;
}
