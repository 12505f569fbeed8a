import { keepRunning } from "./children.mjs";

/**
 * What the server may hold, in MB. Unlimited, Node lets rubbish grow with the machine's memory; answers that die young
 * are freed cheaply when there is room for them.
 */
const memory = ["--max-old-space-size=512", "--max-semi-space-size=32"];

/**
 * Keeps bin/server.ts running. It loads at once and listens when `prepared` is done.
 * @param {{ env: Record<string, string>, hold: import("./children.mjs").Hold, say: (line: string) => void,
 *   prepared: Promise<unknown>, again?: () => void }} options again: it listens once more after it had died
 */
export function keepServer({ env, hold, say, prepared, again }) {
  /** @type {() => void} */
  let first = () => {};
  let times = 0;
  /** @type {Promise<void>} */
  const listening = new Promise((resolve) => {
    first = resolve;
  });
  const onMessage = (/** @type {{ loaded?: boolean, listening?: boolean }} */ message) => {
    if (message.loaded) prepared.then(() => child.send({ listen: true })).catch(() => {});
    if (!message.listening) return;
    times += 1;
    if (times === 1) first();
    else again?.();
  };
  const child = keepRunning("server", [...memory, "--import", "tsx", "bin/server.ts"], { env, hold, say, onMessage });
  return { ...child, listening };
}
