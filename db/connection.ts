import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";

/** By this name the database knows the worker's connections; bin/worker.ts gives it to the driver (PGAPPNAME). */
export const workerName = "hlidka worker";

/** int8 as a JS number; more than a safe integer is an error, never a rounded figure. */
const safeInteger = {
  to: 20,
  from: [20],
  serialize: (value: number) => value.toString(),
  parse(text: string) {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`);
    return value;
  },
};

/** Days and instants as the database says them; a Date may be given for an instant. */
const dayOrInstant = {
  to: 1184,
  from: [1082, 1114, 1184],
  serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
  parse: (text: string) => text,
};

/** Seconds to connect in; the first answer may take two more. */
const connectTimeout = 10;

/**
 * A pool of connections; days and instants stay text. The only place that knows the driver's options.
 * prepare: statements with parameters become named ones of their connection, which a pooler does not keep apart.
 */
export function connect(url: string, max: number, { prepare = false } = {}): Sql<{ safeInteger: number }> {
  const client = postgres(url, {
    max,
    idle_timeout: 60,
    connect_timeout: connectTimeout,
    // The driver's own pauses grow to 20 s; a database that was restarted answers again in a fraction of a second.
    backoff: () => 0.1 + Math.random() * 0.2,
    prepare: prepare && !url.includes("prepare=false"),
    onnotice: () => {},
    types: { safeInteger, date: dayOrInstant },
  });
  watchTransactions(client);
  return client;
}

/**
 * Whether a pooler stands between us and the database: the process that answers is not the one that greeted us. Throws
 * when the database does not answer in time: the driver may leave a query unanswered when its connection dies.
 */
export async function isPooled(client: Pick<Sql, "unsafe">): Promise<boolean> {
  const late = new AbortController();
  const answer = await Promise.race([
    client.unsafe("select pg_backend_pid() as pid"),
    sleep((connectTimeout + 2) * 1000, null, { signal: late.signal, ref: false }),
  ]).finally(() => late.abort());
  if (!answer) throw Object.assign(new Error("no answer in time"), { code: "CONNECT_TIMEOUT" });
  return answer[0]?.pid !== answer.state.pid;
}

/** The same of an address. */
export async function isPooledAddress(url: string): Promise<boolean> {
  const client = connect(url, 1);
  return isPooled(client).finally(() => client.end({ timeout: 5 }));
}

/** A transaction whose commit was answered by something else: nothing of it was kept, and it may be tried again. */
export class NotCommitted extends Error {
  readonly code = "40000";
  constructor(answer: string) {
    super(`the commit was answered by ${answer}`);
  }
}

/** What we know of the driver's query (postgres 3.4.9, src/query.js). */
type Query = {
  strings: readonly string[];
  executed: boolean;
  options: { onexecute?: (held: Held) => void };
  simple(): unknown;
  handle(): Promise<void>;
  resolve(result: { command: string }): void;
  reject(error: Error): void;
};
/** A connection that a transaction holds: told that it may take the next statement. */
type Held = { reserved(): void };
const watched = Symbol.for("hlidka.commits");

/**
 * The driver waits for the answer to BEGIN, a whole way there and back. Here what comes first follows on its heels: to a
 * BEGIN there is no other answer than a connection that is gone, or one that was cancelled by hand, and then a command is
 * not claimed (sec.claim_command).
 */
function beginAtOnce(query: Query): void {
  const { onexecute } = query.options;
  query.options.onexecute = (held) => {
    onexecute?.(held);
    queueMicrotask(() => {
      held.reserved();
      query.resolve({ command: "BEGIN" });
    });
  };
}

/**
 * The driver ends a transaction with a named statement, sends it again when the connection does not know it, and takes
 * any answer for a success: behind a pooler a rollback passed for a commit. Here it is sent as it is, and counts when the
 * database says COMMIT. Once a process: all clients share the driver's class.
 */
function watchTransactions(client: Sql): void {
  const driver: Query & { [watched]?: true } = Object.getPrototypeOf(client.unsafe(""));
  if (driver[watched]) return;
  driver[watched] = true;
  const { handle } = driver;
  driver.handle = function (this: Query) {
    if (!this.executed && this.strings[0] === "begin ") beginAtOnce(this);
    const ends = this.strings.length === 1 && ["commit", "rollback"].includes(this.strings[0] ?? "");
    if (this.executed || !ends) return handle.call(this);
    this.simple();
    if (this.strings[0] !== "commit") return handle.call(this);
    const { resolve, reject } = this;
    this.resolve = (result) =>
      result.command === "COMMIT" ? resolve(result) : reject(new NotCommitted(result.command));
    return handle.call(this);
  };
}
