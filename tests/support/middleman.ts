import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Transform } from "node:stream";

/** What somebody between us and the database changes: bytes of the client's, bytes of the server's. */
export type Change = (chunk: Buffer) => Buffer;
const same: Change = (chunk) => chunk;

/** Stands between a client and the database of an address, on another port; `stop` breaks what is open. */
export async function middleman(url: string, changes: { asked?: Change; answered?: Change } = {}, port = 0) {
  const there = new URL(url);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(Number(there.port), there.hostname);
    client.pipe(through(changes.asked ?? same)).pipe(database);
    database.pipe(through(changes.answered ?? same)).pipe(client);
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on("error", () => {}).on("close", () => [client, database].forEach((each) => void each.destroy()));
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const own = new URL(url);
  own.port = String(typeof address === "object" ? address?.port : 0);
  return {
    url: own.href,
    stop() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const through = (change: Change) =>
  new Transform({ transform: (chunk: Buffer, _, done) => done(null, change(Buffer.from(chunk))) });

/** Greets with a process id of its own, as a pooler does. */
export const greetAsPooler: Change = (chunk) => {
  const at = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12]));
  if (at >= 0) chunk.writeInt32BE(chunk.readInt32BE(at + 5) + 1_000_000, at + 5);
  return chunk;
};

/** Makes of every commit a rollback, which the database answers without an error. */
export const undoCommits: Change = (chunk) => {
  for (let at = chunk.indexOf("commit\0"); at >= 0; at = chunk.indexOf("commit\0", at)) chunk.write("abort ", at);
  return chunk;
};
