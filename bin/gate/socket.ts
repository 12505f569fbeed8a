import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { noteRefused } from "./log";

const plain = (status: string) => `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
const statusOf: Record<string, string> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/** What is not even a request is answered by status alone. */
function refuseGarbage(server: Server) {
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    socket.end(plain(statusOf[error.code ?? ""] ?? "400 Bad Request"));
  });
  server.on("connect", (_request, socket: Duplex) => {
    socket.end(plain("405 Method Not Allowed").replace("Connection", "Allow: GET, HEAD, POST\r\nConnection"));
  });
}

/**
 * Where the framework may wait for web sockets: at the server itself in development, whose pages are refreshed over one;
 * otherwise at one that never listens, since it keeps an upgraded connection open for good. Then nothing here speaks
 * another protocol: who asks for one is refused, closed and counted like any other request.
 */
export function socketsOf(server: Server, dev: boolean): Server {
  if (dev) return server;
  server.on("upgrade", (request: IncomingMessage, socket: Duplex) => {
    socket.on("error", () => socket.destroy());
    socket.end(plain("400 Bad Request"), () => socket.destroy());
    noteRefused(request, "(upgrade)", 400);
  });
  return createServer();
}

/**
 * Listens on loopback, and leaves in order: no new connections, running requests get up to ten seconds, then exit 0.
 * When the start that we belong to is gone, the same with two seconds.
 */
export function serve(server: Server, port: number, onDrain: () => void) {
  refuseGarbage(server);
  let leaving = false;
  const leave = (milliseconds: number) => {
    if (leaving) return;
    leaving = true;
    onDrain();
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    sweep.unref();
    setTimeout(() => process.exit(0), milliseconds).unref();
  };
  process.on("SIGTERM", () => leave(10_000));
  process.on("disconnect", () => leave(2_000));
  // Ctrl+C reaches the whole group; the start decides and sends SIGTERM.
  if (process.connected) process.on("SIGINT", () => {});
  else process.on("SIGINT", () => leave(10_000));

  server.once("error", (error) => {
    console.error(`The server cannot listen on 127.0.0.1:${port}: ${error.message}`);
    process.exit(1);
  });
  const listen = () => server.listen(port, "127.0.0.1", () => process.send?.({ listening: true }));
  // The start prepares the database at the same time and says when it is done.
  if (!process.send) return listen();
  process.on("message", (message) => {
    if (typeof message === "object" && message !== null && "listen" in message && !server.listening && !leaving)
      listen();
  });
  process.send({ loaded: true });
}
