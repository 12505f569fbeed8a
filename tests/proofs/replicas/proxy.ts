import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "@/bin/check/debian.mjs";
import { isFree } from "@/bin/start/ports.mjs";

/** nginx's program, null where there is none and none can be installed. */
export const findProxy = () => findProgram("nginx", "nginx", console.log);

/** docs/nginx.conf before server processes, without its certificate: what is proved is what is documented. */
export async function startProxy(program: string, listen: number, ports: readonly number[]) {
  const folder = mkdtempSync(join(tmpdir(), "hlidka-proxy-"));
  const documented = readFileSync("docs/nginx.conf", "utf8");
  const lines = ports.map((port) => `server 127.0.0.1:${port};`).join("\n");
  const site = documented
    .replace(/server 127\.0\.0\.1:3000;/, lines)
    .replace(/server \{\s+listen 80;[^}]+\}/, "")
    .replace(/listen 443 ssl;/, `listen 127.0.0.1:${listen};`)
    .replace(/^\s*ssl_.*$/gm, "")
    .replace("/var/log/nginx/hlidka.log", join(folder, "error.log"))
    .replace("X-Forwarded-Proto $scheme", "X-Forwarded-Proto http");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  for (const name of temporary) mkdirSync(join(folder, name));
  const settings = join(folder, "nginx.conf");
  writeFileSync(
    settings,
    `daemon off;
worker_processes 1;
pid ${join(folder, "pid")};
error_log ${join(folder, "error.log")} crit;
events { worker_connections 512; }
http {
${temporary.map((name) => `${name}_temp_path ${join(folder, name)};`).join("\n")}
${site}
}
`,
  );
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const child: ChildProcess = spawn(program, ["-p", folder, "-c", settings, "-g", user], { stdio: "ignore" });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const over = once(child, "exit");
      child.kill("SIGTERM");
      await over;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; await isFree(listen); tries += 1) {
    if (tries < 100 && child.exitCode === null) await sleep(50);
    else {
      await stop();
      throw new Error("nginx does not start");
    }
  }
  return { url: `http://127.0.0.1:${listen}`, stop };
}
