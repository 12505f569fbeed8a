import { randomInt } from "node:crypto";
import { connect, createServer } from "node:net";

/**
 * Whether nobody listens there and we may.
 * @param {number} port on 127.0.0.1
 * @returns {Promise<boolean>}
 */
export async function isFree(port) {
  if (await answers(port)) return false;
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/**
 * @param {number} port on 127.0.0.1
 * @returns {Promise<boolean>}
 */
export function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (/** @type {boolean} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}

/**
 * A free port below the range that the system hands out to clients: a client that retries in that range can connect
 * to itself and block the restart.
 */
export async function freePort() {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error("No free port between 20000 and 32000 on 127.0.0.1.");
}
