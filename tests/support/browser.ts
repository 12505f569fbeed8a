import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { onTestFailed } from "vitest";
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

/** Waits for its end, so that its time counts as the test run's. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

/** Whether React took the page over, or will not: a file and a page without its scripts have nothing to wait for. */
export const hydrated = () =>
  !document.querySelector("script[src*='/_next/']") ||
  Object.keys(document.body).some((key) => key.startsWith("__reactProps"));

export type Visit = { page: Page; context: BrowserContext; complaints: string[] };

/**
 * A page of a demo account, or of nobody; `complaints` gathers errors of the console and of scripts. `goto` waits until
 * the scripts run, as they do for people, who are slower (forms.test.ts presses before). When the test fails, what the
 * page showed and sent is printed.
 */
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
  const goto = page.goto.bind(page);
  page.goto = async (address, how) => {
    const response = await goto(address, how);
    if (options.javaScriptEnabled !== false && !how?.waitUntil) await page.waitForFunction(hydrated);
    return response;
  };
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(`${request.resourceType()} ${new URL(request.url()).pathname}`);
  });
  onTestFailed(async () => {
    if (page.isClosed()) return;
    const text = await page.locator("body").innerText({ timeout: 5_000 });
    console.error([`The page when the test failed: ${page.url()}`, ...posts, ...complaints, text].join("\n"));
  });
  return { page, context, complaints };
}
