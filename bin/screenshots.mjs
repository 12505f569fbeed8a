import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root } from "./start/install.mjs";

/**
 * One contact sheet a page: Czech and English, 1440 and 360 pixels, light and dark, from a demo of its own. Names of pages
 * as arguments draw only those; `--readme` draws the picture of the README instead.
 */
await ensureInstalled();
const [{ chromium }, { findBrowser }, { makeStand }, { addressOf, findRecords, pages }] = await Promise.all([
  import("playwright-core"),
  import("./check/browser.mjs"),
  import("./check/stand.mjs"),
  import("./check/pages.mjs"),
]);
const say = (/** @type {string} */ line) => console.log(line);
const only = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const unknown = only.filter((name) => !pages.some((page) => page.name === name));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(", ")}; there are ${pages.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}
const variants = ["cs", "en"].flatMap((locale) =>
  [1440, 360].flatMap((width) => ["light", "dark"].map((theme) => ({ locale, width, theme }))),
);
/** Long lists are cut: a sheet is looked at, not scrolled. */
const tallest = 3200;
const out = join(root, "screenshots", "out");
mkdirSync(out, { recursive: true });
const stand = await makeStand({ say });
const browser = await chromium.launch({
  executablePath: findBrowser(say),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
/** @type {Map<string, string>} */
const cookies = new Map();
try {
  const origin = await stand.startServer();
  const records = await findRecords(async (path, email) =>
    (await fetch(origin + path, { headers: { cookie: await cookieOf(origin, email) } })).text(),
  );
  if (process.argv.includes("--readme")) await drawReadme(origin);
  else
    for (const page of pages.filter(({ name }) => only.length === 0 || only.includes(name))) {
      /** @type {string[]} */
      const figures = [];
      for (const variant of variants) {
        const image = await shoot(origin, { ...page, path: addressOf(page.path, records) }, variant);
        const { locale, width, theme } = variant;
        figures.push(figure(`${locale} · ${width} · ${theme}`, image, width === 360 ? 180 : 480));
      }
      await draw(page.name, figures, join(out, `${page.name}.png`));
      say(`screenshots/out/${page.name}.png`);
    }
} finally {
  await browser.close();
  await stand.stop();
}
process.exit();

/** The session of a demo account, signed in once. @param {string} origin @param {string} email */
async function cookieOf(origin, email) {
  const known = cookies.get(email);
  if (known) return known;
  const answer = await fetch(`${origin}/api/v1/commands/session.create`, {
    method: "POST",
    headers: { origin, "sec-fetch-site": "same-origin", "content-type": "application/json" },
    body: JSON.stringify({ commandId: crypto.randomUUID(), input: { email, password: stand.password } }),
  });
  if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status}`);
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? "");
  cookies.set(email, cookie.join("; "));
  return cookie.join("; ");
}

/**
 * @param {string} origin
 * @param {{ path: string, email: string | null, status?: number }} page
 * @param {{ locale: string, width: number, theme: string }} variant
 * @param {number} [height] of what is taken; the whole page unless told
 */
async function shoot(origin, { path, email, status = 200 }, { locale, width, theme }, height) {
  const viewport = { width, height: height ?? (width === 360 ? 740 : 900) };
  const context = await browser.newContext({ viewport, hasTouch: width === 360 });
  const session = email ? await cookieOf(origin, email) : "";
  for (const pair of [session, `hlidka.locale=${locale}`, `hlidka.theme=${theme}`].join("; ").split("; ")) {
    const [name = "", ...value] = pair.split("=");
    if (name) await context.addCookies([{ name, value: value.join("="), url: origin }]);
  }
  const tab = await context.newPage();
  const response = await tab.goto(origin + path, { waitUntil: "load" });
  if (response?.status() !== status) throw new Error(`${path}: ${response?.status()}`);
  // A frame that was never in sight is not painted.
  for (const frame of await tab.locator("iframe").all()) await frame.scrollIntoViewIfNeeded();
  await tab.waitForTimeout(600);
  await tab.evaluate(() => scrollTo(0, 0));
  const whole = await tab.evaluate(() => document.documentElement.scrollHeight);
  const clip = { x: 0, y: 0, width, height: height ?? Math.min(whole, tallest) };
  const image = await tab.screenshot({ fullPage: height === undefined, clip, type: "jpeg", quality: 85 });
  await context.close();
  return image;
}

/** @param {string} caption @param {Buffer} image @param {number} width */
function figure(caption, image, width) {
  const title = caption && `<figcaption>${caption}</figcaption>`;
  return `<figure>${title}<img src="data:image/jpeg;base64,${image.toString("base64")}" style="width:${width}px"></figure>`;
}

/** @param {string} name @param {string[]} figures @param {string} path */
async function draw(name, figures, path) {
  const tab = await browser.newPage({ viewport: { width: 1480, height: 900 } });
  await tab.setContent(
    `<style>body{margin:16px;font:14px sans-serif;background:#ddd}div{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}figure{margin:0;background:#fff;padding:8px}figcaption{margin-bottom:4px}</style><h1>${name}</h1><div>${figures.join("")}</div>`,
  );
  await tab.screenshot({ path, fullPage: true });
  await tab.close();
}

/** The overview on a laptop and the record of a shift on a phone, side by side, small enough for the repository. @param {string} origin */
async function drawReadme(origin) {
  const page = (/** @type {string} */ name) =>
    pages.find((one) => one.name === name) ?? pages[0] ?? { path: "/", email: null };
  const desk = await shoot(origin, page("overview"), { locale: "cs", width: 1440, theme: "light" }, 900);
  const phone = await shoot(origin, page("log"), { locale: "cs", width: 360, theme: "dark" }, 740);
  const tab = await browser.newPage({ viewport: { width: 1300, height: 608 } });
  await tab.setContent(
    `<style>body{margin:0;background:#e4e9ef;display:flex;gap:16px;padding:16px;align-items:flex-start}figure{margin:0;line-height:0}</style>${figure("", desk, 922)}${figure("", phone, 280)}`,
  );
  const session = await tab.context().newCDPSession(tab);
  const shot = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
  writeFileSync(join(root, "screenshots", "hlidka.webp"), Buffer.from(shot.data, "base64"));
  say("screenshots/hlidka.webp");
}
