import { sqlState } from "./failure";

/** A database with which nothing can be done, in one sentence. */
export class DatabaseRefused extends Error {}

/** The codes by which a database does not let anybody in: password, role, no such database, too many, not yet. */
const closed = /^(28|3D|53300|57P03)/;
const unreachable = /^(CONN|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|08)/;

/** Why nothing can be done with the database, in one sentence without a secret; null for a fault of our own. */
export function refusalSentence(error: unknown): string | null {
  if (error instanceof DatabaseRefused) return error.message;
  const state = sqlState(error);
  if (!state) return null;
  if (closed.test(state.code)) return `the database does not let us in: ${state.message}`;
  if (unreachable.test(state.code)) return `the database does not answer: ${state.message}`;
  if (state.message.includes("key of this installation"))
    return "HLIDKA_KEY is not the key that the database knows: put the old one back, or run `hlidka migrate --replace-key`";
  return null;
}
