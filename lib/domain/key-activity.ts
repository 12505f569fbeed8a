import { z } from "zod";
import { dayInput } from "./day-input";
import { fieldError } from "./error";
import { assertWithin } from "./project";
import { versionInput } from "./version";

const fields = {
  code: z.string().trim().min(1).max(20),
  name: z.string().trim().min(1).max(300),
  startsOn: dayInput,
  endsOn: dayInput,
};
export const addKeyActivityInput = z.strictObject({ projectId: z.uuid(), ...fields });
export const changeKeyActivityInput = z.strictObject({ keyActivityId: z.uuid(), ...fields, version: versionInput });

type Days = { startsOn: string; endsOn: string };

/** Throws 422 unless the days keep to the project and to their order. */
export function assertSpan(project: Days, { startsOn, endsOn }: Days): void {
  assertWithin(project, { startsOn, endsOn });
  if (endsOn < startsOn) throw fieldError("endsOn", "endBeforeStart");
}
