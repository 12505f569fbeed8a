import { isConnectionLost } from "@/db/failure";

/** How long one breakdown of the database is one event, in milliseconds. */
const oneEvent = 5_000;
let toldAt = Number.NEGATIVE_INFINITY;

/**
 * Keeps the log readable: what breaks because the database died is told in one line for all, what nobody caught in one
 * line each, without messages that may quote a row. Next's own listeners, which print whole stacks, are replaced.
 */
export function tellInOneLine() {
  const say = console.error.bind(console);
  const tellLost = () => {
    if (performance.now() - toldAt < oneEvent) return;
    toldAt = performance.now();
    say("The database's connections broke; what needed them is answered 503 until it is back.");
  };
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.removeAllListeners(event);
    process.on(event, (error: unknown) => {
      if (isConnectionLost(error)) return tellLost();
      const frame =
        error instanceof Error ? error.stack?.split("\n").find((line) => line.trimStart().startsWith("at ")) : "";
      say(`${event}: ${error instanceof Error ? error.name : typeof error} ${frame?.trim() ?? ""}`);
    });
  }
  console.error = (...words: unknown[]) => (words.some(isConnectionLost) ? tellLost() : say(...words));
}
