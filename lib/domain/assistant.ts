import { z } from "zod";
import { dayInput } from "./day-input";
import { fieldError } from "./error";
import { versionInput } from "./version";

const name = z.string().trim().min(1).max(200);
export const contracts = ["employment", "dpc", "dpp"] as const;
export type Contract = (typeof contracts)[number];
const optionalDay = dayInput.nullish().transform((day) => day ?? null);
export const terms = {
  contract: z.enum(contracts).default("employment"),
  /** Full-time equivalent in percent. */
  ftePercent: z.int().min(1).max(100).default(100),
  /** From when the contract holds; without it from the first day in the post. */
  contractStartsOn: optionalDay,
  /** Until when it was made; without it for an indefinite time. With it the post is held until then at most. */
  contractEndsOn: optionalDay,
};

/** With a post the assistant takes it at once. */
export const addAssistantInput = z.strictObject({
  projectId: z.uuid(),
  name,
  postId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
  startsOn: optionalDay,
  ...terms,
});
export const renameAssistantInput = z.strictObject({ assistantId: z.uuid(), name });

export const startOccupancyInput = z.strictObject({
  assistantId: z.uuid(),
  postId: z.uuid(),
  startsOn: dayInput,
  endsOn: optionalDay,
  /** Whose leave it covers: without a day of its own it ends with that. */
  leaveId: z
    .uuid()
    .nullish()
    .transform((id) => id ?? null),
  ...terms,
});
export type StartOccupancy = z.output<typeof startOccupancyInput>;
export const endOccupancyInput = z.strictObject({ occupancyId: z.uuid(), endsOn: dayInput, version: versionInput });
/** Another share or contract: from a later day as a part of its own, else as a correction of the whole. */
export const changeOccupancyInput = z.strictObject({
  occupancyId: z.uuid(),
  fromOn: optionalDay,
  endsOn: optionalDay,
  ...terms,
  version: versionInput,
});

/** Longer than a holiday; never why somebody is ill. */
export const leaveKinds = ["sick", "parental", "unpaid", "other"] as const;
export type LeaveKind = (typeof leaveKinds)[number];
const leave = { kind: z.enum(leaveKinds), startsOn: dayInput, endsOn: optionalDay };
export const startLeaveInput = z.strictObject({ assistantId: z.uuid(), ...leave });
export const changeLeaveInput = z.strictObject({ leaveId: z.uuid(), ...leave, version: versionInput });
export const removeLeaveInput = z.strictObject({ leaveId: z.uuid(), version: versionInput });

type Days = {
  startsOn: string;
  endsOn: string | null;
  contractStartsOn: string | null;
  contractEndsOn: string | null;
};
/**
 * Until when the post is held: as said, else until the contract ends. Throws 422 for days that do not follow each other or
 * go beyond the contract.
 */
export function heldUntil({ startsOn, endsOn, contractStartsOn, contractEndsOn }: Days): string | null {
  if (endsOn && endsOn < startsOn) throw fieldError("endsOn", "endBeforeStart");
  if (contractStartsOn && contractStartsOn > startsOn) throw fieldError("contractStartsOn", "contractLater");
  if (contractEndsOn && contractEndsOn < (endsOn ?? startsOn)) throw fieldError("contractEndsOn", "contractShorter");
  return endsOn ?? contractEndsOn;
}
