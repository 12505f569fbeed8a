import { z } from "zod";
import { dayInput } from "./day-input";
import { versionInput } from "./version";

/** A new post gets the next number. */
export const addPostInput = z.strictObject({ projectId: z.uuid(), startsOn: dayInput, endsOn: dayInput });
export const changePostInput = z.strictObject({
  postId: z.uuid(),
  startsOn: dayInput,
  endsOn: dayInput,
  version: versionInput,
});
