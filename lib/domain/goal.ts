import { z } from "zod";
import { versionInput } from "./version";

/** 'assessments': the goal is read from the matrix of assistants and training areas, otherwise from its indicators. */
export const goalRules = ["measures", "assessments"] as const;

const fields = {
  number: z.int().min(1).max(99),
  text: z.string().trim().min(1).max(4000),
  rule: z.enum(goalRules),
};
export const addGoalInput = z.strictObject({ projectId: z.uuid(), ...fields });
export const changeGoalInput = z.strictObject({ goalId: z.uuid(), ...fields, version: versionInput });
