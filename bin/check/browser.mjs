import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { installOnDebian } from "./debian.mjs";

/** Without a window first: the same pages for half the processor time. */
const chromium = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "microsoft-edge",
  "msedge",
];
const chromiumElsewhere = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

const firefox = ["firefox-esr", "firefox"];
const firefoxElsewhere = {
  darwin: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
  win32: ["C:\\Program Files\\Mozilla Firefox\\firefox.exe"],
};

/** @param {string[]} names @param {Record<string, string[]>} elsewhere */
function ofSystem(names, elsewhere) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...candidates, ...(elsewhere[process.platform] ?? [])].find((path) => existsSync(path));
}

const chromiumOfSystem = () => ofSystem(chromium, chromiumElsewhere);

/** What `playwright install` left in its cache, the newest first. */
function ofPlaywright() {
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    join(
      homedir(),
      { darwin: "Library/Caches", win32: "AppData/Local" }[process.platform] ?? ".cache",
      "ms-playwright",
    );
  if (!existsSync(cache)) return undefined;
  const inside = ["chrome-linux/headless_shell", "chrome-linux64/chrome", "chrome-linux/chrome"];
  inside.push("chrome-mac/Chromium.app/Contents/MacOS/Chromium", "chrome-win/chrome.exe");
  const folders = readdirSync(cache)
    .filter((name) => name.startsWith("chromium"))
    .sort()
    .reverse();
  return folders.flatMap((name) => inside.map((path) => join(cache, name, path))).find((path) => existsSync(path));
}

/** Older Debians have no package of the browser without a window. @param {(line: string) => void} say */
const installed = (say) =>
  ["chromium-headless-shell", "chromium"].some((name) => installOnDebian(name, say)) ? chromiumOfSystem() : undefined;

/**
 * A Chromium that starts: the one of HLIDKA_BROWSER, the system's, Playwright's own; as root on Debian it is installed.
 * Throws one sentence that says what is missing.
 * @param {(line: string) => void} say
 * @returns {string} its path
 */
export function findBrowser(say) {
  const wish = process.env.HLIDKA_BROWSER;
  const path = wish || chromiumOfSystem() || ofPlaywright() || installed(say);
  if (!path) {
    throw new Error("The browser tests need Chromium, Chrome or Edge: install one, or set HLIDKA_BROWSER to its path.");
  }
  if (!starts(path)) {
    throw new Error(
      `${path} does not start as a browser: set HLIDKA_BROWSER to the path of a Chromium, Chrome or Edge.`,
    );
  }
  return path;
}

/**
 * A Firefox that starts: the one of HLIDKA_FIREFOX or the system's; as root on Debian it is installed. Null where there is
 * none: then its tests are named as not run.
 * @param {(line: string) => void} say
 */
export function findFirefox(say) {
  const there = () => ofSystem(firefox, firefoxElsewhere);
  const path = process.env.HLIDKA_FIREFOX || there() || (installOnDebian("firefox-esr", say) ? there() : undefined);
  return path && starts(path) ? path : null;
}

/** @param {string} path */
const starts = (path) => spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
