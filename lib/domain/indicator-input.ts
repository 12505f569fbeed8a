import { z } from "zod";
import { plusMonths } from "./day";
import { dayInput } from "./day-input";
import { DomainError, type Wording } from "./error";
import { directions, indicatorKinds, indicatorRules } from "./indicator";
import { indicatorValue } from "./measurement";
import { assertWithin } from "./project";
import { versionInput } from "./version";

const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const text = (limit: number) => z.string().trim().max(limit).default("");
const fields = {
  code: z.string().trim().min(1).max(30),
  name: z.string().trim().min(1).max(300),
  definition: text(4000),
  unit: z.string().trim().min(1).max(40),
  kind: z.enum(indicatorKinds),
  direction: z.enum(directions),
  rule: z.enum(indicatorRules),
  goalId: orNull(z.uuid()),
  baseline: orNull(indicatorValue),
  baselineOn: orNull(dayInput),
  target: orNull(indicatorValue),
  targetOn: orNull(dayInput),
  source: text(500),
};
export const addIndicatorInput = z.strictObject({ projectId: z.uuid(), ...fields });
export const changeIndicatorInput = z.strictObject({ indicatorId: z.uuid(), ...fields, version: versionInput });
/** A point of the path to the target; without a value it is taken away. */
export const setTargetInput = z.strictObject({
  indicatorId: z.uuid(),
  dueOn: dayInput,
  value: orNull(indicatorValue),
});
export type IndicatorFields = Omit<z.output<typeof changeIndicatorInput>, "indicatorId" | "version">;

/**
 * Throws 422 unless the target's day keeps to the project, the baseline's to it and the five years before, and the
 * target lies in the direction of the indicator.
 */
export function assertIndicator(project: { startsOn: string; endsOn: string }, input: IndicatorFields): void {
  assertWithin(project, { targetOn: input.targetOn });
  assertWithin({ ...project, startsOn: plusMonths(project.startsOn, -60) }, { baselineOn: input.baselineOn });
  const problems: Record<string, Wording> = {};
  const { baseline, target, direction } = input;
  if (baseline !== null && target !== null && (direction === "up" ? target < baseline : target > baseline))
    problems.target = { key: "againstDirection" };
  if (Object.keys(problems).length > 0) throw new DomainError("invalidInput", 422, {}, problems);
}
