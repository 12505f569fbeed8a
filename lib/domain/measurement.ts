import { z } from "zod";
import { dayInput } from "./day-input";
import { DomainError, fieldError } from "./error";
import { versionInput } from "./version";

/** replaced: was verified, and so was a correction of it later. */
export const measurementStates = ["submitted", "verified", "replaced"] as const;
export type MeasurementState = (typeof measurementStates)[number];

/** The largest value that an indicator holds, either way. */
const largest = 10_000_000_000;

/** A value in the unit of its indicator, to thousandths. */
export const indicatorValue = z
  .number()
  .min(-largest)
  .max(largest)
  .refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-4, "tooManyDecimals");

export const recordMeasurementInput = z.strictObject({
  indicatorId: z.uuid(),
  measuredOn: dayInput,
  value: indicatorValue,
  note: z.string().trim().max(2000).default(""),
  /** Of the waiting value that is typed anew; a day without one has none. */
  version: versionInput.optional(),
});
export type RecordMeasurement = z.output<typeof recordMeasurementInput>;

export const verifyMeasurementInput = z.strictObject({ measurementId: z.uuid(), version: versionInput });

export type MeasuredFacts = { rule: string; projectState: string; startsOn: string; endsOn: string };

/**
 * Throws unless a value may be typed for a day: 409 indicatorCounted when the indicator counts its rows itself, 409
 * projectClosed, 422 on measuredOn when the day is ahead of today or outside the project.
 */
export function checkMeasurement(input: RecordMeasurement, facts: MeasuredFacts, today: string): void {
  if (facts.rule !== "measured") throw new DomainError("indicatorCounted", 409);
  if (facts.projectState === "closed") throw new DomainError("projectClosed", 409);
  if (input.measuredOn > today) throw fieldError("measuredOn", "dayAhead");
  if (input.measuredOn < facts.startsOn || input.measuredOn > facts.endsOn)
    throw fieldError("measuredOn", "outsideProjectDays");
}

/** Throws 422 unless a correction of a verified value says why. */
export function assertCorrection(input: RecordMeasurement, verified: boolean): void {
  if (verified && input.note === "") throw fieldError("note", "correctionReason");
}

/** Throws 409 measurementWrongState unless the value still waits for verification. */
export function assertWaiting(state: MeasurementState): void {
  if (state !== "submitted") throw new DomainError("measurementWrongState", 409);
}
