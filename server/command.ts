import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { countOverrule, storeResult } from "@/db/commands";
import { isNotCommitted, isRetryable, toDomainError } from "@/db/failure";
import { type CommandMark, type Credential, NotSignedIn, type Replay, withActor } from "@/db/gate";
import type { Command } from "@/db/verb";
import type { Actor } from "@/lib/domain/actor";
import { DomainError } from "@/lib/domain/error";
import { assertMeant, countedFinds, findsOf, type Overrule } from "@/lib/domain/guarded";
import { fromForm } from "@/lib/domain/input";
import { by } from "@/lib/domain/order";

/** Form fields as the command's input. */
export const formInput = (of: Command, fields: Iterable<[string, string]>) => fromForm(of.input, fields);

/**
 * userId: whose command it is, where the sender says so; overrule: why what looks like somebody's data is meant; replayed:
 * told back, that the answer is one of before.
 */
export type Round = { userId?: string; overrule?: Overrule; replayed?: boolean };

/**
 * Carries a command out once: the same id again returns the stored result, with another content it is a 409.
 * What a phone kept is carried out for who wrote it and for nobody who signed in since: 409 commandOtherUser.
 * Throws DomainError for every expected failure; anything else is a fault of ours.
 */
export async function execute(
  credential: Credential,
  of: Command,
  name: string,
  id: string,
  input: unknown,
  round: Round = {},
): Promise<unknown> {
  if (credential.kind === "public" && !of.visitor) throw new DomainError("notSignedIn", 401);
  const as: Credential = of.visitor && credential.kind !== "public" ? { kind: "public" } : credential;
  const hash = hashOf(name, input);
  const mark = of.visitor ? { id: visitId(id, hash), name, hash: "visitor" } : { id, name, hash };
  const before = of.slow && (await answerBefore(as, mark));
  if (before) return before.result;
  const run = await of.prepare(input, as);
  const finds = findsOf(name, input);
  for (let attempt = 1; ; attempt += 1) {
    let stored: Promise<void> | undefined;
    try {
      return await withActor(
        as,
        "write",
        async (tx, me, replay) => {
          if (round.userId && round.userId !== me.userId) throw new DomainError("commandOtherUser", 409);
          if (replay) {
            round.replayed = true;
            return resultOf(replay, mark);
          }
          assertWrites(me);
          // Not before: what was taken once is answered as it was then, whatever the rules find today.
          assertMeant(finds, round.overrule);
          const result = (await run(tx, me, mark.id)) ?? null;
          if (finds.length > 0) await countOverrule(tx, name, countedFinds(finds), round.overrule?.reason ?? "");
          // The commit follows on its heels, without waiting for the answer: the driver hands a statement over in
          // microtasks, which are done by the next turn. What was not stored is answered by a rollback (db/connection.ts).
          stored = storeResult(tx, result, mark.hash);
          stored.catch(() => {});
          await setImmediate();
          return result;
        },
        mark,
        run.look,
      );
    } catch (thrown) {
      const error = isNotCommitted(thrown) ? await failureOf(stored, thrown) : thrown;
      if (error instanceof DomainError) throw error;
      if (error instanceof NotSignedIn) throw new DomainError("notSignedIn", 401);
      if (!isRetryable(error) || attempt === 5) throw toDomainError(error) ?? error;
      await new Promise((resolve) => setTimeout(resolve, attempt * 10 + Math.random() * 20));
    }
  }
}

/** Why a promise failed; another error where it did not. */
const failureOf = (promise: Promise<void> | undefined, other: unknown): Promise<unknown> =>
  promise?.then(
    () => other,
    (error: unknown) => error,
  ) ?? Promise.resolve(other);

class NotYet extends Error {}

/** What a command was answered with before; null for a new one, whose id is left as if nobody had asked. */
const answerBefore = (as: Credential, mark: CommandMark) =>
  withActor(
    as,
    "write",
    async (_tx, _me, replay) => {
      if (!replay) throw new NotYet();
      return { result: resultOf(replay, mark) };
    },
    mark,
  ).catch((error: unknown) => {
    if (error instanceof NotYet) return null;
    throw error;
  });

function resultOf({ hash, result }: Replay, mark: CommandMark): unknown {
  if (hash !== mark.hash) throw new DomainError("commandReused", 409);
  return result;
}

/** Throws 403 for who only looks as another role, and for who lacks a second factor that is required. */
export function assertWrites(me: Actor): void {
  if (me.preview) throw new DomainError("previewReadOnly", 403);
  if (me.factorMissing) throw new DomainError("factorMissing", 403);
}

/** The id under which what a visitor sent is kept (visitId). */
export const visitOf = (name: string, id: string, input: unknown): string => visitId(id, hashOf(name, input));

const hashOf = (name: string, input: unknown) =>
  createHash("sha256")
    .update(`${name}\n${canonical(input)}`)
    .digest("hex");

/**
 * The id under which what a visitor sent is kept: of his id and all that he sent. A page that was shared or cached gives
 * the same id to two people; neither gets the other's answer, nor learns that there was another.
 */
function visitId(id: string, hash: string): string {
  const made = createHash("sha256").update(`${id}\n${hash}`).digest("hex");
  return [
    made.slice(0, 8),
    made.slice(8, 12),
    `8${made.slice(13, 16)}`,
    `8${made.slice(17, 20)}`,
    made.slice(20, 32),
  ].join("-");
}

/** JSON with sorted keys, so that the order of fields does not make another command. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(by(([key]) => key)))
      : inner,
  );
}
