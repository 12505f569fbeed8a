import { randomUUID } from "node:crypto";

/** Names a write of the command line in the audit log. */
export const operatorCommand = (name: string) => ({ id: randomUUID(), name });
