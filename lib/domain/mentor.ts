import { z } from "zod";
import { dayInput } from "./day-input";

export const assignMentorInput = z.strictObject({
  projectId: z.uuid(),
  userId: z.uuid(),
  startsOn: dayInput,
  endsOn: dayInput.nullish().transform((day) => day ?? null),
});
export const endMentorInput = z.strictObject({ projectMentorId: z.uuid(), endsOn: dayInput });
