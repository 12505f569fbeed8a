import { sql } from "drizzle-orm";
import { env } from "@/lib/env";
import { connect } from "./connection";
import { type Database, execute, onPool, openPool, renewPool } from "./pool";
import { refusalSentence } from "./refusal";
import { type Position, type ReplicaState, replicaSet } from "./replica-set";

/** Milliseconds from one look at the replicas to the next. */
const rhythm = 1_000;
/** Longer than anybody waits for an answer, in milliseconds: a pool that says nothing for so long says nothing any more. */
const silence = 60_000;
const position = sql`select p.at, p.line, p.replica from sec.log_position() p`;

type Replicas = ReturnType<typeof open>;
declare global {
  var hlidkaReplicas: Replicas | undefined;
}

function open(urls: readonly string[]) {
  const { HLIDKA_POOL, HLIDKA_SQL_TRACE } = env();
  const set = replicaSet<Database>(
    urls.map((url) => ({
      name: nameOf(url),
      open: () => openPool(url, HLIDKA_POOL, HLIDKA_SQL_TRACE !== undefined),
      ask: async (database) => theOne(await database.execute<Position>(position)),
      close: (database) => void database.$client.end({ timeout: 0 }).catch(() => {}),
    })),
    askPrimary,
  );
  void set.look();
  const timer = setInterval(() => void set.look(), rhythm).unref();
  return {
    ...set,
    close() {
      clearInterval(timer);
      set.close();
    },
  };
}

async function askPrimary(): Promise<Position> {
  const late = setTimeout(renewPool, silence).unref();
  return theOne(await execute<Position>(position).finally(() => clearTimeout(late)));
}

/** A replica as it is shown: where it is, without what opens it. */
export function nameOf(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || 5432}`;
}

function theOne(rows: Iterable<Position>): Position {
  for (const row of rows) return row;
  throw new Error("the database does not tell where its log stands");
}

/**
 * Does some reading on a replica that has everything the primary has acknowledged by now (db/replica-set.ts), else on the
 * pool. What it does is done again from the beginning when a replica fails in the middle.
 */
export function onReader<T>(read: (database: Database) => Promise<T>): Promise<T> {
  const urls = env().DATABASE_REPLICA_URLS;
  if (urls.length === 0) return onPool(read);
  globalThis.hlidkaReplicas ??= open(urls);
  return globalThis.hlidkaReplicas.read(read, () => onPool(read));
}

/** How the replicas of this process do; none before the first read, and without the setting. */
export const replicaStates = (): ReplicaState[] => globalThis.hlidkaReplicas?.states() ?? [];

/**
 * What somebody who looks after the installation finds about each replica: how many bytes it is behind, or in a sentence
 * why it is not read from.
 */
export async function examineReplicas(): Promise<{ name: string; behind: number | null; wrong: string | null }[]> {
  const urls = env().DATABASE_REPLICA_URLS;
  if (urls.length === 0) return [];
  const primary = theOne(await execute<Position>(position));
  return Promise.all(
    urls.map(async (url) => {
      const name = nameOf(url);
      const client = connect(url, 1);
      try {
        const [there] = await client<Position[]>`select p.at, p.line, p.replica from sec.log_position() p`;
        if (!there?.replica) return { name, behind: null, wrong: "is no replica" };
        if (there.line !== primary.line) return { name, behind: null, wrong: "is no replica of this primary" };
        return { name, behind: Math.max(primary.at - there.at, 0), wrong: null };
      } catch (error) {
        return { name, behind: null, wrong: refusalSentence(error) ?? "cannot be asked" };
      } finally {
        await client.end({ timeout: 5 });
      }
    }),
  );
}

/** Ends the connections to replicas. */
export function closeReplicas(): void {
  globalThis.hlidkaReplicas?.close();
  globalThis.hlidkaReplicas = undefined;
}
