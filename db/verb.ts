import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import { DomainError } from "@/lib/domain/error";
import { cleanInput, wordIssues } from "@/lib/domain/input";
import type { Credential, Tx } from "./gate";

/** A write of the product as the registry sees it: typed inside, opaque outside. */
export type Command = {
  readonly input: z.ZodType;
  /** Anybody may send it, without an account; signed in or not, it is carried out as nobody in particular. */
  readonly visitor?: true;
  /** What it prepares takes long: a replay is answered without it. */
  readonly slow?: true;
  /**
   * Reads an input; what comes back does the write. Throws 422 with the wording of each field. What takes long is reckoned
   * here, as whoever sends it and before the transaction of the write begins, so that nothing is locked meanwhile.
   */
  prepare(input: unknown, sender: Credential): Write | Promise<Write>;
};
/**
 * The id is the one under which the command is kept. look: what the write asks first, sent together with the entrance, so
 * that it takes no time of its own; it looks and locks, and whoever may not write sees nothing in it.
 */
type Write = ((tx: Tx, me: Actor, commandId: string) => Promise<unknown>) & { look?: (tx: Tx) => Promise<unknown> };

/** A write of the product that carries the schema of its input; other verbs and tests call it as the function it is. */
export type Verb<S extends z.ZodType, R> = Command &
  ((tx: Tx, me: Actor, input: z.output<S>, commandId?: string) => Promise<R>);
type Run<S extends z.ZodType, R, L = unknown> = (
  tx: Tx,
  me: Actor,
  input: z.output<S>,
  commandId?: string,
  looked?: Promise<L>,
) => Promise<R>;

export function verb<S extends z.ZodType, R, L>(
  input: S,
  run: Run<S, R, L>,
  look?: (tx: Tx, input: z.output<S>) => Promise<L>,
): Verb<S, R> {
  const prepare: Command["prepare"] = (raw) => {
    const given = readInput(input, raw);
    if (!look) return (tx: Tx, me: Actor, commandId: string) => run(tx, me, given, commandId);
    let looked: Promise<L> | undefined;
    return Object.assign((tx: Tx, me: Actor, commandId: string) => run(tx, me, given, commandId, looked), {
      look: (tx: Tx) => {
        looked = look(tx, given);
        return looked;
      },
    });
  };
  return Object.assign(run, { input, prepare });
}

/** An input as its schema reads it. Throws 422 with the wording of each field. */
export function readInput<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const { value, fields } = cleanInput(raw);
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
  const parsed = schema.safeParse(value, { reportInput: true });
  if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
  return parsed.data;
}

/** A write for everybody: what it may do is decided by the functions of the database that it calls. */
export const visitorVerb = <S extends z.ZodType, R>(input: S, run: Run<S, R>): Verb<S, R> =>
  Object.assign(verb(input, run), { visitor: true as const });
