import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A port that leads to another one, which can be changed, and a way that can be held: nothing passes, nothing breaks. */
export async function relay(first: number) {
  let target = first;
  let held = false;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const there = connect(target, "127.0.0.1");
    client.pipe(there);
    there.pipe(client);
    for (const socket of [client, there]) {
      open.add(socket);
      if (held) socket.pause();
      socket
        .on("error", () => {})
        .on("close", () => {
          open.delete(socket);
          client.destroy();
          there.destroy();
        });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    /** An address, led through here. */
    of: (url: string) => Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) }).href,
    hold() {
      held = true;
      for (const socket of open) socket.pause();
    },
    cut,
    /** Leads to another port from now on; what was open breaks. */
    to(port: number) {
      target = port;
      held = false;
      cut();
    },
    stop() {
      cut();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
