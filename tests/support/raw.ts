import { once } from "node:events";
import { connect, type Socket } from "node:net";

export type Answer = { status: number; text: string; milliseconds: number };

/** Sends bytes as they are; answers what came back until the server closed, or fell silent for half a second. */
export function raw(serverUrl: string, bytes: string | Uint8Array): Promise<Answer> {
  const { hostname, port } = new URL(serverUrl);
  const began = performance.now();
  return new Promise((resolve) => {
    let text = "";
    let last = began;
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const end = () => {
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (?!100)(\d{3})/m.exec(text)?.[1] ?? 0);
      resolve({ status, text, milliseconds: last - began });
    };
    socket.setTimeout(15_000, end);
    socket.on("data", (part) => {
      text += part.toString("latin1");
      last = performance.now();
      socket.setTimeout(500, end);
    });
    socket.on("close", end).on("error", end);
  });
}

/** A request written by hand: ends the connection, and names the right Host unless it is given. */
export function written(serverUrl: string, line: string, headers: string[] = [], body = ""): string {
  const own = headers.some((header) => /^host:/i.test(header)) ? [] : [`Host: ${new URL(serverUrl).host}`];
  return `${[line, ...own, "Connection: close", ...headers].join("\r\n")}\r\n\r\n${body}`;
}

/** Connections that have said the head of a request of our own pages and no more. */
export async function begin(serverUrl: string, head: string[], count = 1): Promise<Socket[]> {
  const { hostname, port, host, origin } = new URL(serverUrl);
  const text = `${[...head, `Host: ${host}`, `Origin: ${origin}`].join("\r\n")}\r\n\r\n`;
  return await Promise.all(
    Array.from({ length: count }, async () => {
      const socket = connect(Number(port), hostname).on("error", () => {});
      await once(socket, "connect");
      socket.write(text);
      return socket;
    }),
  );
}
