import type { ServerResponse } from "node:http";
import { fullAt, troubledAt } from "@/db/pool";
import type { Refusal } from "@/server/http/gate";

/** The answer in place of one that needs the database while it is gone. */
export const noDatabase: Refusal = { status: 503, key: "database", headers: { "Retry-After": "2" } };
/** The same while the database has no room to write what the answer needs, an entry of who looked for instance. */
const diskFull: Refusal = { status: 507, key: "disk", headers: { "Retry-After": "60" } };
/** For this long after the news of the database's death a failure counts as caused by it, in milliseconds. */
const aftermath = 5_000;

let draining = false;
let databaseDown = false;
let databaseDownAt = Number.NEGATIVE_INFINITY;
/** Requests that wait for an answer, and how to give one in their place. */
const waiting = new Set<(refusal: Refusal) => void>();

/** Whether this process is on its way out and takes no new connections. */
export const isDraining = () => draining;
export const isDatabaseDown = () => databaseDown;

export function beginDrain() {
  draining = true;
}

/**
 * The answer to a request that failed just now because of the database; null when it failed for another reason. The news
 * of the database's death may be a moment behind the failures. Of a server of somebody's own there is no news, but the
 * pool knows that it could not have it.
 */
export async function outage(): Promise<Refusal | null> {
  await new Promise((resolve) => setTimeout(resolve, 150));
  if (databaseDown || performance.now() - databaseDownAt < aftermath) return noDatabase;
  if (Date.now() - troubledAt() >= 1_000) return null;
  return fullAt() > 0 ? diskFull : noDatabase;
}

/**
 * Leaves nobody waiting for an answer that will not come: the driver may leave a query unanswered when its connection
 * dies. `refuse` is called soon after the database's death, or when the answer has not begun after `longest` milliseconds.
 */
export function limitWait(response: ServerResponse, longest: number, refuse: (refusal: Refusal) => void) {
  waiting.add(refuse);
  const timer = setTimeout(() => !response.headersSent && refuse(noDatabase), longest);
  response.once("close", () => {
    waiting.delete(refuse);
    clearTimeout(timer);
  });
}

/** Listens for what the start says about the database that it keeps. */
export function followDatabase() {
  process.on("message", (message) => {
    if (typeof message !== "object" || message === null || !("database" in message)) return;
    databaseDown = message.database === "down";
    if (!databaseDown) return;
    databaseDownAt = performance.now();
    const hit = [...waiting];
    setTimeout(() => {
      for (const refuse of hit) if (waiting.has(refuse)) refuse(noDatabase);
    }, 1_500);
  });
}
