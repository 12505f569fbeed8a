import type { Server } from "node:http";
import next from "next";

/** Next behind the gate: its request handler; web sockets only for its development server. */
export async function openApp({ dev, port, server }: { dev: boolean; port: number; server: Server }) {
  const app = next({ dev, dir: process.cwd(), hostname: "127.0.0.1", port, httpServer: server });
  await app.prepare();
  return { handle: app.getRequestHandler() };
}
