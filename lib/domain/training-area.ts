import { z } from "zod";
import { versionInput } from "./version";

const name = z.string().trim().min(1).max(300);
export const addTrainingAreaInput = z.strictObject({ projectId: z.uuid(), name });
export const changeTrainingAreaInput = z.strictObject({ areaId: z.uuid(), name, version: versionInput });
export const removeTrainingAreaInput = z.strictObject({ areaId: z.uuid(), version: versionInput });
