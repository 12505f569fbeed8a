import { z } from "zod";
import { plusMonths } from "./day";
import { dayInput } from "./day-input";
import { fieldError } from "./error";
import { assertWithin } from "./project";
import { versionInput } from "./version";

export const milestoneKinds = ["training", "supervision", "meeting", "report", "claim", "audit", "other"] as const;
export type MilestoneKind = (typeof milestoneKinds)[number];

const fields = {
  kind: z.enum(milestoneKinds),
  title: z.string().trim().min(1).max(300),
  dueOn: dayInput,
  doneOn: dayInput.nullish().transform((day) => day ?? null),
  keyActivityId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
};
export const addMilestoneInput = z.strictObject({ projectId: z.uuid(), ...fields });
export const changeMilestoneInput = z.strictObject({ milestoneId: z.uuid(), ...fields, version: versionInput });
export const removeMilestoneInput = z.strictObject({ milestoneId: z.uuid(), version: versionInput });

type Milestone = { kind: MilestoneKind; dueOn: string; doneOn: string | null };

/** Throws 422 unless the days keep to the project; reports, claims and audits may come in the year after it. */
export function assertMilestone(project: { startsOn: string; endsOn: string }, event: Milestone, today: string): void {
  const after = event.kind === "report" || event.kind === "claim" || event.kind === "audit";
  const span = after ? { ...project, endsOn: plusMonths(project.endsOn, 12) } : project;
  assertWithin(span, { dueOn: event.dueOn, doneOn: event.doneOn });
  if (event.doneOn && event.doneOn > today) throw fieldError("doneOn", "dayAhead");
}
