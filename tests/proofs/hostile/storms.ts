import { once } from "node:events";
import { begin, raw, written } from "../../support/raw";
import type { Tally } from "./sending";

const typed = ["POST /api/v1/commands/session.create HTTP/1.1", "Content-Type: application/json"];
const upgrade = ["GET /nowhere HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"];

/** Whoever asks for another protocol is told no and let go; whoever announces a body and sends none keeps nobody out. */
export async function storms(url: string, tally: Tally) {
  const see = (what: string, held: boolean) => {
    tally.sent += 1;
    if (!held) tally.broken.push(what);
  };
  const upgrades = await begin(url, upgrade, 50);
  const closings = await Promise.all(
    upgrades.map((socket) => {
      socket.resume();
      const late = new Promise((resolve) => setTimeout(resolve, 5_000, false));
      return Promise.race([once(socket, "close").then(() => true), late]);
    }),
  );
  for (const closed of closings) see("a request for another protocol keeps its connection", closed === true);

  const never = await begin(url, [...typed, "Content-Length: 50"], 205);
  const answers = await Promise.all(Array.from({ length: 20 }, () => raw(url, written(url, "GET /sign-in HTTP/1.1"))));
  for (const { status } of answers) see(`a page while 205 bodies do not come: ${status}`, status === 200);
  for (const socket of never) socket.destroy();
}
