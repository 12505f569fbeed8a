import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import { DomainError } from "@/lib/domain/error";
import { cleanInput, wordIssues } from "@/lib/domain/input";
import type { Tx } from "./gate";

/** A write of the product as the registry sees it: typed inside, opaque outside. */
export type Command = {
  readonly input: z.ZodType;
  /** Anybody may send it, without an account; signed in or not, it is carried out as nobody in particular. */
  readonly visitor?: true;
  /** Reads an input; what comes back does the write. Throws 422 with the wording of each field. */
  prepare(input: unknown): (tx: Tx, me: Actor) => Promise<unknown>;
};

/** A write of the product that carries the schema of its input; other verbs and tests call it as the function it is. */
export type Verb<S extends z.ZodType, R> = Command & ((tx: Tx, me: Actor, input: z.output<S>) => Promise<R>);

export function verb<S extends z.ZodType, R>(
  input: S,
  run: (tx: Tx, me: Actor, input: z.output<S>) => Promise<R>,
): Verb<S, R> {
  const prepare: Command["prepare"] = (raw) => {
    const { value, fields } = cleanInput(raw);
    if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
    const parsed = input.safeParse(value, { reportInput: true });
    if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
    return (tx, me) => run(tx, me, parsed.data);
  };
  return Object.assign(run, { input, prepare });
}

/** A write for everybody: what it may do is decided by the functions of the database that it calls. */
export const visitorVerb = <S extends z.ZodType, R>(
  input: S,
  run: (tx: Tx, me: Actor, input: z.output<S>) => Promise<R>,
): Verb<S, R> => Object.assign(verb(input, run), { visitor: true as const });
