import { z } from "zod";
import { versionInput } from "./version";

const name = z.string().trim().min(1).max(200);
export const addLocalityInput = z.strictObject({ projectId: z.uuid(), name });
/** An inactive locality stays with the shifts of the past and is offered to no new one. */
export const changeLocalityInput = z.strictObject({
  localityId: z.uuid(),
  name,
  active: z.boolean(),
  version: versionInput,
});
