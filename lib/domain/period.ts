import { z } from "zod";
import { dayInput } from "./day-input";
import { DomainError, type Wording } from "./error";
import { assertSpan } from "./key-activity";
import { versionInput } from "./version";

const fields = { startsOn: dayInput, endsOn: dayInput, reportDueOn: dayInput, claimDueOn: dayInput };
const submitted = dayInput.nullish().transform((day) => day ?? null);
export const addPeriodInput = z.strictObject({ projectId: z.uuid(), ...fields });
export const changePeriodInput = z.strictObject({
  periodId: z.uuid(),
  ...fields,
  reportSubmittedOn: submitted,
  version: versionInput,
});

type Days = { startsOn: string; endsOn: string };
type PeriodDays = Days & { reportDueOn: string; claimDueOn: string; reportSubmittedOn?: string | null };

/** Throws 422 unless the period keeps to the project, is due after it ends, and was submitted after it began, by today. */
export function assertPeriod(project: Days, period: PeriodDays, today: string): void {
  assertSpan(project, period);
  const fields: Record<string, Wording> = {};
  if (period.endsOn === period.startsOn) fields.endsOn = { key: "endBeforeStart" };
  for (const field of ["reportDueOn", "claimDueOn"] as const)
    if (period[field] <= period.endsOn) fields[field] = { key: "dueBeforeEnd" };
  const submittedOn = period.reportSubmittedOn;
  if (submittedOn && submittedOn > today) fields.reportSubmittedOn = { key: "dayAhead" };
  else if (submittedOn && submittedOn < period.startsOn) fields.reportSubmittedOn = { key: "submittedBefore" };
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
}
