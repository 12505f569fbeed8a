import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/start/ports.mjs";
import { connect } from "@/db/connection";

export type Line = Record<string, unknown> & { level: string; msg: string; request?: string; route?: string };
export type ServerProcess = {
  url: string;
  child: ChildProcess;
  /** Everything that it printed, and the lines of its log among that. */
  printed(): string;
  lines(): Line[];
  stop(): Promise<number | null>;
};

/** A database of its own with the demo, a copy that nobody else writes to; its addresses. */
export async function copyDatabase(name: string): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const superuser = connect(
    Object.assign(new URL(process.env.HLIDKA_TEST_SUPERUSER_URL ?? ""), { pathname: "/postgres" }).href,
    1,
  );
  await superuser.unsafe(`create database ${name} template hlidka_demo owner hlidka_owner`);
  const at = (url = "") => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    env: {
      DATABASE_URL: at(process.env.DATABASE_URL),
      DATABASE_OWNER_URL: at(process.env.DATABASE_OWNER_URL),
      DATABASE_BACKUP_URL: at(process.env.DATABASE_BACKUP_URL),
    },
    async drop() {
      await superuser.unsafe(`drop database ${name} with (force)`);
      await superuser.end();
    },
  };
}

/** One more server process of the built product, as somebody without `npm start` would run it; its log is kept. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "bin/server.ts"], {
    env: { ...process.env, NODE_ENV: "production", ...env, PORT: String(port), NEXTAUTH_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (part) => (text += part));
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (answer?.ok) break;
    if (tries === 300 || child.exitCode !== null) throw new Error(`the server does not start: ${text}`);
    await sleep(100);
  }
  return {
    url,
    child,
    printed: () => text,
    lines: () =>
      text.split("\n").flatMap((line) => (line.startsWith("{") && line.endsWith("}") ? [JSON.parse(line)] : [])),
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      const [code] = await once(child, "exit");
      return code;
    },
  };
}
