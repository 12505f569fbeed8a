import { z } from "zod";
import { dayInput } from "./day-input";

const name = z.string().trim().min(1).max(200);
export const contracts = ["employment", "dpc", "dpp"] as const;
export type Contract = (typeof contracts)[number];
export const terms = {
  contract: z.enum(contracts).default("employment"),
  /** Full-time equivalent in percent. */
  ftePercent: z.int().min(1).max(100).default(100),
};

/** With a post the assistant takes it at once. */
export const addAssistantInput = z.strictObject({
  projectId: z.uuid(),
  name,
  postId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
  startsOn: dayInput.nullish().transform((day) => day ?? null),
  ...terms,
});
export const renameAssistantInput = z.strictObject({ assistantId: z.uuid(), name });

export const startOccupancyInput = z.strictObject({
  assistantId: z.uuid(),
  postId: z.uuid(),
  startsOn: dayInput,
  endsOn: dayInput.nullish().transform((day) => day ?? null),
  ...terms,
});
export type StartOccupancy = z.output<typeof startOccupancyInput>;
export const endOccupancyInput = z.strictObject({ occupancyId: z.uuid(), endsOn: dayInput });
