import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import next from "next";
import { z } from "zod";

const built = z.object({ config: z.record(z.string(), z.unknown()) });

/**
 * Next behind the gate: its request handler. Web sockets are for its development server alone: otherwise it is given a
 * server that never listens to wait for them at, since it keeps an upgraded connection open for good.
 */
export async function openApp({ dev, port, server }: { dev: boolean; port: number; server: Server }) {
  if (!dev) {
    process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = builtConfig();
    // tsx has switched them on; Node would keep the map of every chunk of the build as text.
    process.setSourceMapsEnabled(false);
  }
  const app = next({ dev, dir: process.cwd(), hostname: "127.0.0.1", port, httpServer: dev ? server : createServer() });
  await app.prepare();
  return { handle: app.getRequestHandler() };
}

/**
 * The settings as the build has written them, given to Next the way its standalone server does. Reading next.config.ts
 * again would load the compiler and the plug-ins of the build into the server.
 */
function builtConfig(): string {
  return JSON.stringify(built.parse(JSON.parse(readFileSync(".next/required-server-files.json", "utf8"))).config);
}
