import { setTimeout as sleep } from "node:timers/promises";
import { isConnectionLost, isUnavailable, sqlState } from "./failure";

/** How far the log of a server reaches, in bytes, and which history it is of (sec.log_position). */
export type Position = { at: number; line: string; replica: boolean };
/**
 * Why a read left a replica: `behind` the primary, of another history or none (`stranger`), no answer in time (`silent`), a
 * connection that broke (`lost`), a reader in the way of replaying (`cancelled`), something that no replica does (`refused`).
 */
export type Reason = "behind" | "stranger" | "silent" | "lost" | "cancelled" | "refused";
/** A replica for those who look after it: lagSeconds since it last had everything, null before it ever had. */
export type ReplicaState = {
  name: string;
  used: boolean;
  lagBytes: number | null;
  lagSeconds: number | null;
  reads: number;
  left: Record<Reason, number>;
};

/** Ways to a server: `open` makes a pool, `ask` its position, `close` breaks what is open. */
type Way<D> = { open(): Promise<D>; ask(database: D): Promise<Position>; close(database: D): void };
type Place<D> = Way<D> & {
  name: string;
  database: D | null;
  trusted: boolean;
  looking: boolean;
  reachedAt: number | null;
  lagBytes: number | null;
  reads: number;
  left: Record<Reason, number>;
  /** Ends the reads that wait for an answer of it. */
  waiting: Set<(error: Error) => void>;
};

/** Milliseconds between questions whether a replica has caught up: 30 in all are waited for it, then the primary is asked. */
const patience = [2, 3, 5, 10, 10];
/** Milliseconds after which one that was left is looked at first. */
const again = 50;
/** Milliseconds in which a replica tells its position: to a reader, and to the look that decides whether it is used. */
const soon = 300;
const late = 2_000;

/** A replica did not answer, or was given up while it was read from. */
export class ReplicaGone extends Error {}

/**
 * Chooses, for each read, a replica that has everything the primary had acknowledged when the read began, so that nobody is
 * shown anything older than from the primary itself: neither who wrote, nor whom he told, nor whose right was taken away.
 * One that is behind, dead, or not a replica of this primary is left at once, and taken again by `look` when it is back.
 * `primary` asks the primary for its position; it is asked once for all who come while the question before is on its way.
 */
export function replicaSet<D>(ways: readonly (Way<D> & { name: string })[], primary: () => Promise<Position>) {
  const places: Place<D>[] = ways.map((way) => ({
    ...way,
    database: null,
    trusted: false,
    looking: false,
    reachedAt: null,
    lagBytes: null,
    reads: 0,
    left: { behind: 0, stranger: 0, silent: 0, lost: 0, cancelled: 0, refused: 0 },
    waiting: new Set(),
  }));
  const acknowledged = askedOnce(primary);
  let turn = 0;

  /** Gives a replica up with all its connections. */
  const drop = (place: Place<D>) => {
    const { database } = place;
    place.database = null;
    place.trusted = false;
    if (database) place.close(database);
    for (const end of place.waiting) end(new ReplicaGone());
  };

  /** Null when a replica has all that is acknowledged by now, else why not. Throws when the primary does not answer. */
  const shortOf = async (place: Place<D>, database: D, wait: number): Promise<Reason | null> => {
    const ask = () => within(wait, place.ask(database));
    const first = ask();
    first.catch(() => {});
    const wanted = await acknowledged();
    let there = await first.catch((error: unknown) => (error instanceof ReplicaGone ? "silent" : reasonOf(error)));
    for (const pause of [...patience, null]) {
      if (there === null || typeof there === "string") return there ?? "lost";
      if (!there.replica || there.line !== wanted.line) return "stranger";
      place.lagBytes = Math.max(wanted.at - there.at, 0);
      if (there.at >= wanted.at) {
        place.reachedAt = Date.now();
        return null;
      }
      if (pause === null) break;
      await sleep(pause);
      there = await ask().catch(reasonOf);
    }
    return "behind";
  };

  const choose = async (): Promise<{ place: Place<D>; database: D } | null> => {
    const ready = places.filter((one) => one.trusted);
    if (ready.length === 0) return null;
    const place = ready[turn++ % ready.length];
    const database = place?.database;
    if (!place || !database) return null;
    const short = await shortOf(place, database, soon).catch(() => undefined);
    if (short === null) return { place, database };
    if (short) {
      place.left[short] += 1;
      place.trusted = false;
      // One that was late for a moment need not wait for the next look at all of them.
      void sleep(again, null, { ref: false }).then(() => lookAt(place));
    }
    return null;
  };

  /** Reads from a replica; from the primary where none will do, or when one fails before there is an answer. */
  const read = async <T>(work: (database: D) => Promise<T>, fromPrimary: () => Promise<T>): Promise<T> => {
    const chosen = await choose();
    if (!chosen) return fromPrimary();
    const { place, database } = chosen;
    let end: ((error: Error) => void) | undefined;
    const gone = new Promise<never>((_, reject) => {
      end = reject;
      place.waiting.add(reject);
    });
    try {
      const result = await Promise.race([work(database), gone]);
      place.reads += 1;
      return result;
    } catch (error) {
      const reason = error instanceof ReplicaGone ? "lost" : reasonOf(error);
      if (!reason) throw error;
      place.left[reason] += 1;
      if (reason === "lost" && place.database === database) drop(place);
      return fromPrimary();
    } finally {
      if (end) place.waiting.delete(end);
    }
  };

  /** Looks at one: opens it, and decides whether it is used. A primary that does not answer changes nothing. */
  const lookAt = async (place: Place<D>) => {
    if (place.looking) return;
    place.looking = true;
    try {
      place.database ??= await place.open();
      const database = place.database;
      const short = await shortOf(place, database, late).catch(() => undefined);
      if (short === undefined || place.database !== database) return;
      place.trusted = short === null;
      if (short === "silent" || short === "lost") drop(place);
    } catch {
      drop(place);
    } finally {
      place.looking = false;
    }
  };

  return {
    read,
    look: () => Promise.all(places.map(lookAt)),
    states: (): ReplicaState[] =>
      places.map(({ name, trusted, lagBytes, reachedAt, reads, left }) => ({
        name,
        used: trusted,
        lagBytes,
        lagSeconds: trusted ? 0 : reachedAt && (Date.now() - reachedAt) / 1000,
        reads,
        left: { ...left },
      })),
    close: () => places.forEach(drop),
  };
}

/** Why a failure of a replica is asked of the primary once more; null for one that the primary would answer alike. */
export function reasonOf(error: unknown): Reason | null {
  const code = sqlState(error)?.code ?? "";
  if (code === "57014") return null;
  // A reader who is long in the way loses his connection too, under the code of one whose statement alone was broken off.
  if (isFatal(error)) return "lost";
  if (["40001", "40P01"].includes(code)) return "cancelled";
  if (["25006", "55000", "0A000"].includes(code)) return "refused";
  return isConnectionLost(error) || isUnavailable(error) || error instanceof ReplicaGone ? "lost" : null;
}

function isFatal(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause)
    if ("severity" in at && at.severity === "FATAL") return true;
  return false;
}

/** Whoever asks gets an answer to a question that began after he came; those who come meanwhile share the next one. */
export function askedOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | null = null;
  let next: Promise<T> | null = null;
  const begin = () => {
    const asked = ask();
    const over = asked.then(
      () => {},
      () => {},
    );
    running = over;
    void over.then(() => {
      if (running === over) running = null;
    });
    return asked;
  };
  return () => {
    if (!running) return begin();
    next ??= running.then(() => {
      next = null;
      return begin();
    });
    return next;
  };
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  const wait = sleep(milliseconds, null, { signal: over.signal, ref: false }).then(() => {
    throw new ReplicaGone();
  });
  wait.catch(() => {});
  return Promise.race([answer, wait]).finally(() => over.abort());
}
