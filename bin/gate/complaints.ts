import { isConnectionLost } from "@/db/failure";
import { env } from "@/lib/env";
import { failureOf, log } from "@/server/log";
import { currentRequest } from "./log";

/** How long one breakdown of the database is one event, in milliseconds. */
const oneEvent = 5_000;
let toldAt = Number.NEGATIVE_INFINITY;

/** Where the log is read by a machine, what a library prints by itself is no line of it, nor are its words told. */
export function keepToTheLog() {
  if (env().HLIDKA_LOG !== "json") return;
  for (const name of ["log", "info", "warn"] as const) console[name] = () => log().debug("notice of a library");
}

/**
 * Keeps the log readable: what breaks because the database died is told in one line for all, what nobody caught in one
 * line each, without messages that may quote a row. Next's own listeners, which print whole stacks, are replaced, and
 * what it complains of goes the same way.
 */
export function tellInOneLine() {
  const tellLost = () => {
    if (performance.now() - toldAt < oneEvent) return;
    toldAt = performance.now();
    log().error("Connections to a database broke; what needs the primary is answered 503 until it is back.");
  };
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.removeAllListeners(event);
    process.on(event, (error: unknown) => {
      if (isConnectionLost(error)) return tellLost();
      log().error({ request: currentRequest(), failure: failureOf(error) }, event);
    });
  }
  console.error = (...words: unknown[]) => {
    if (words.some(isConnectionLost)) return tellLost();
    const error = words.find((word) => word instanceof Error);
    // A sentence of a library may quote what it complains of: only an error's kind and place are told.
    log().error({ request: currentRequest(), failure: failureOf(error ?? new Error()) }, "complaint");
  };
}
