import type { z } from "zod";
import { DomainError } from "@/lib/domain/error";
import { wordIssues } from "@/lib/domain/input";
import { sessionCredential } from "./cookies";

/** A command of a browser alone: it takes the input as it came and answers where to go on. */
export type SessionCommand = (input: unknown) => Promise<{ next: string }>;

/** The input by its schema; throws 422 with the wording of each field. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
  return parsed.data;
}

/** The session of the cookie; a token of the API has none to keep. */
export async function ownSession() {
  const credential = await sessionCredential();
  if (!credential) throw new DomainError("notSignedIn", 401);
  return credential;
}
