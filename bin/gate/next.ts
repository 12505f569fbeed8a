import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import next from "next";
import { z } from "zod";

const built = z.object({ config: z.record(z.string(), z.unknown()) });

/** Next behind the gate: its request handler. It waits for web sockets at the server that it is given. */
export async function openApp({ dev, port, sockets }: { dev: boolean; port: number; sockets: Server }) {
  if (!dev) {
    globalThis.hlidkaBuild = readFileSync(".next/BUILD_ID", "utf8");
    process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = builtConfig();
    // tsx has switched them on; Node would keep the map of every chunk of the build as text.
    process.setSourceMapsEnabled(false);
  }
  const app = next({ dev, dir: process.cwd(), hostname: "127.0.0.1", port, httpServer: sockets });
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
