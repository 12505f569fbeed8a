import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

/** One contact sheet a page: Czech and English, 1440 and 360 pixels, light and dark, from a demo of its own. */
await ensureInstalled();
const [{ chromium }, { findBrowser }, { makeStand }] = await Promise.all([
  import("playwright-core"),
  import("./browser.mjs"),
  import("./stand.mjs"),
]);
const say = (/** @type {string} */ line) => console.log(line);
const pages = [
  { name: "sign-in", path: "/sign-in", email: null },
  { name: "home-mentor", path: "/", email: "mentor@sokolov.example" },
  { name: "home-finance", path: "/", email: "finance@sokolov.example" },
  { name: "home-auditor", path: "/", email: "auditor@mv.example" },
  { name: "projects", path: "/projects", email: "auditor@mv.example" },
  { name: "overview", path: "/projects/sokolov", email: "manager@sokolov.example" },
  { name: "budget", path: "/projects/sokolov/budget", email: "finance@sokolov.example" },
  { name: "expenses", path: "/projects/sokolov/budget/expenses", email: "finance@sokolov.example" },
  { name: "import", path: "/projects/sokolov/budget/import", email: "finance@sokolov.example" },
  { name: "indicators", path: "/projects/sokolov/indicators", email: "auditor@mv.example" },
  { name: "activity", path: "/projects/sokolov/activity", email: "mentor@sokolov.example" },
  { name: "log", path: "/projects/sokolov/activity/new", email: "mentor@sokolov.example" },
  { name: "team", path: "/projects/sokolov/team", email: "manager@sokolov.example" },
  { name: "audit", path: "/projects/sokolov/audit", email: "auditor@mv.example" },
  { name: "settings", path: "/projects/sokolov/settings", email: "manager@sokolov.example" },
  { name: "new-project", path: "/projects/new", email: "manager@sokolov.example" },
  { name: "developers", path: "/developers", email: null },
];
const only = process.argv.slice(2);
const variants = ["cs", "en"].flatMap((locale) =>
  [1440, 360].flatMap((width) => ["light", "dark"].map((theme) => ({ locale, width, theme }))),
);
const out = join(root, "screenshots", "out");
mkdirSync(out, { recursive: true });
const stand = await makeStand({ say });
const browser = await chromium.launch({
  executablePath: findBrowser(say),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
try {
  const origin = await stand.startServer();
  const wanted = pages.filter((page) => only.length === 0 || only.includes(page.name));
  for (const page of wanted) {
    /** @type {string[]} */
    const shots = [];
    for (const variant of variants) shots.push(await shoot(origin, page, variant));
    await sheet(page.name, shots);
    say(`screenshots/out/${page.name}.png`);
  }
} finally {
  await browser.close();
  await stand.stop();
}
process.exit();

/**
 * @param {string} origin
 * @param {{ path: string, email: string | null }} page
 * @param {{ locale: string, width: number, theme: string }} variant
 */
async function shoot(origin, { path, email }, { locale, width, theme }) {
  const context = await browser.newContext({ viewport: { width, height: width === 360 ? 740 : 900 } });
  await context.addCookies([
    { name: "hlidka.locale", value: locale, url: origin },
    { name: "hlidka.theme", value: theme, url: origin },
  ]);
  if (email) {
    const answer = await context.request.post(`${origin}/api/v1/commands/session.create`, {
      headers: { origin, "sec-fetch-site": "same-origin" },
      data: { commandId: crypto.randomUUID(), input: { email, password: stand.password } },
    });
    if (!answer.ok()) throw new Error(`${email} cannot sign in: ${answer.status()}`);
  }
  const tab = await context.newPage();
  const response = await tab.goto(origin + path, { waitUntil: "load" });
  if (response?.status() !== 200) throw new Error(`${path}: ${response?.status()}`);
  await tab.waitForTimeout(800);
  const image = await tab.screenshot({ fullPage: true, type: "jpeg", quality: 80 });
  await context.close();
  return `<figure><figcaption>${locale} · ${width} · ${theme}</figcaption><img src="data:image/jpeg;base64,${image.toString("base64")}" style="width:${width === 360 ? 180 : 480}px"></figure>`;
}

/** @param {string} name @param {string[]} shots */
async function sheet(name, shots) {
  const context = await browser.newContext({ viewport: { width: 1480, height: 900 } });
  const tab = await context.newPage();
  await tab.setContent(
    `<style>body{margin:16px;font:14px sans-serif;background:#ddd}div{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}figure{margin:0;background:#fff;padding:8px}figcaption{margin-bottom:4px}</style><h1>${name}</h1><div>${shots.join("")}</div>`,
  );
  await tab.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  await context.close();
}
