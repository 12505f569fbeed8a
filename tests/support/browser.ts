import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { cookieOf, serverUrl } from "./server";

let browser: Promise<Browser> | undefined;

/** The Chromium that bin/test.mjs found, started once a file. */
export function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: process.env.HLIDKA_BROWSER,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

export type Visit = { page: Page; context: BrowserContext; complaints: string[] };

/** A page of a demo account, or of nobody; `complaints` gathers errors of the console and of scripts. */
export async function visit(email: string | null, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await (await theBrowser()).newContext({ baseURL: serverUrl(), locale: "cs-CZ", ...options });
  if (email) {
    for (const pair of (await cookieOf(email)).split("; ")) {
      const cut = pair.indexOf("=");
      await context.addCookies([{ name: pair.slice(0, cut), value: pair.slice(cut + 1), url: serverUrl() }]);
    }
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on(
    "console",
    (message) =>
      message.type() === "error" &&
      complaints.push(
        message.text().replace(/^Failed to load resource/, (said) => `${said} ${message.location().url}`),
      ),
  );
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, context, complaints };
}
