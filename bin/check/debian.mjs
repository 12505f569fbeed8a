import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The path of a program, looked for where programs are; as root on Debian its package is installed when it is not there.
 * Null when that is not possible.
 * @param {string} name
 * @param {string} debianPackage
 * @param {(line: string) => void} say
 */
export function findProgram(name, debianPackage, say) {
  return lookFor(name) ?? (installOnDebian(debianPackage, say) ? lookFor(name) : null);
}

/** @param {string} name */
function lookFor(name) {
  // Servers lie where an ordinary user's PATH does not look.
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/**
 * Installs a package as root on Debian; false where that is not possible.
 * @param {string} debianPackage
 * @param {(line: string) => void} say
 */
export function installOnDebian(debianPackage, say) {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  say(`Installing the Debian package ${debianPackage} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (/** @type {string[]} */ args) =>
    execFileSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
  try {
    run(["update", "-qq"]);
    run(["install", "-y", "-qq", "--no-install-recommends", debianPackage]);
    return true;
  } catch {
    return false;
  }
}
