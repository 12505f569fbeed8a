import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { toDomainError } from "@/db/failure";
import { DomainError } from "@/lib/domain/error";
import { wordIssues } from "@/lib/domain/input";
import errors from "@/messages/en/errors.json";
import { tell, withDatabase } from "./database";

/** Names a write of the command line in the audit log. */
export const operatorCommand = (name: string) => ({ id: randomUUID(), name });

const sentences: Readonly<Record<string, string>> = errors;

/** The options of a call, `--kind city --slug mesto`, as an object; null when there is anything else. */
export function optionsOf(args: string[], names: readonly string[]): Record<string, string | undefined> | null {
  const options = Object.fromEntries(names.map((name) => [name, { type: "string" as const }]));
  try {
    const { values } = parseArgs({ args, options, allowPositionals: false });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value?.toString()]));
  } catch {
    // An option that nobody knows: the usage says which there are.
    return null;
  }
}

/** What a call says, as the input of a verb. Throws 422 with the fields. */
export function inputOf<S extends z.ZodType>(schema: S, said: unknown): z.output<S> {
  const parsed = schema.safeParse(said, { reportInput: true });
  if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
  return parsed.data;
}

/** Prints the lines of a call on the database; a refusal is a sentence a field. Exit code 0, or 1 when refused. */
export function answer(call: () => Promise<string[]>): Promise<number> {
  return withDatabase(async () => {
    try {
      for (const line of await call()) process.stdout.write(`${line}\n`);
      return 0;
    } catch (error) {
      const refused = error instanceof DomainError ? error : toDomainError(error);
      if (!refused) throw error;
      const fields = Object.entries(refused.fields);
      for (const [field, { key }] of fields) tell(`${field}: ${sentences[key] ?? key}`);
      if (fields.length === 0) tell(sentences[refused.key] ?? refused.key);
      return 1;
    }
  });
}
