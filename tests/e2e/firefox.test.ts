import puppeteer, { type Browser, type ElementHandle, type Page } from "puppeteer-core";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { tickRows } from "../support/attendance";
import { hydrated } from "../support/browser";
import { doorDesk, names, organiser, publish, signedIn } from "../support/door";
import { newNetwork } from "../support/phone";
import { cookieOf, serverUrl } from "../support/server";

// The three jobs in a browser with another engine; what an order, a date or a focus owes to one engine shows here.
const project = "/projects/sokolov";
/** Where invoices stand on lines of their own. */
const itemised = "/projects/ukazkov";
const tag = Date.now().toString(36).toUpperCase();
let browser: Browser;
beforeAll(async () => {
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.HLIDKA_FIREFOX,
    defaultViewport: { width: 1440, height: 900 },
    extraPrefsFirefox: { "intl.accept_languages": "cs" },
  });
});
afterAll(() => browser?.close());

/**
 * A page of a demo account; `complaints` gathers errors of the console and of scripts; what it showed is printed when the
 * test fails. origin: where its network leads.
 */
async function visit(email: string, origin = serverUrl()) {
  const context = await browser.createBrowserContext();
  const cookie = await (origin === serverUrl() ? cookieOf(email) : signedIn(email));
  for (const pair of cookie.split("; ")) {
    const cut = pair.indexOf("=");
    const domain = new URL(serverUrl()).hostname;
    await context.setCookie({ name: pair.slice(0, cut), value: pair.slice(cut + 1), domain, path: "/" });
  }
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  onTestFailed(async () => {
    const text = await page.evaluate(() => document.body.innerText);
    console.error([`The page when the test failed: ${page.url()}`, ...complaints, text].join("\n"));
  });
  const open = async (path: string) => {
    await page.goto(`${origin}${path}`);
    await page.waitForFunction(hydrated);
  };
  return { page, context, complaints, open };
}

const button = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`);
const shows = (page: Page, text: string) =>
  page.waitForFunction((said) => document.body.innerText.replaceAll("\u00a0", " ").includes(said), {}, text);
const lastOf = async (page: Page, selector: string): Promise<ElementHandle> => {
  await page.waitForSelector(selector);
  const found = (await page.$$(selector)).at(-1);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};

test("in Firefox a mentor logs a shift and sends it", async () => {
  const { page, context, complaints, open } = await visit("mentor@sokolov.example");
  await open(`${project}/activity/new?day=2025-02-09`);
  for (const fold of await page.$$("details:not([open]) > summary")) await fold.click();
  const people = await page.$$("input[name='assistantIds[]']");
  expect(people.length).toBeGreaterThan(2);
  for (const [index, person] of people.entries()) {
    const checked = await person.evaluate((box) => (box as HTMLInputElement).checked);
    if (checked !== index < 2) await pressLabel(person);
  }
  await pressLabel((await page.$$("input[name=localityId]"))[0]);
  await button(page, "Přidat: Pochůzka v lokalitě").click();
  const note = `Firefox ${tag}`;
  await page.locator("textarea[name=note]").fill(note);
  await button(page, "Odeslat").click();
  await page.waitForFunction(() => /\/activity\/[0-9a-f-]{36}$/.test(location.pathname));
  await shows(page, "čeká na schválení");
  await shows(page, note);
  expect(complaints).toEqual([]);
  await context.close();
});

test("in Firefox finance enters a document in the grid", async () => {
  const { page, context, complaints, open } = await visit("finance@ukazkov.example");
  await open(`${itemised}/budget/expenses`);
  const edit = (name: string) => lastOf(page, `tr[data-row^="new-"] [data-edit="${name}"]`);
  const type = async (name: string, text: string) => {
    await (await edit(name)).focus();
    await page.keyboard.type(text);
  };
  await button(page, "Nový výdaj").click();
  await page.waitForFunction(() => document.activeElement?.getAttribute("data-edit") === "documentNumber");
  await page.keyboard.type(`FF-${tag}`);
  await page.keyboard.press("Tab");
  const line = await edit("budgetLineId");
  const value = await line.evaluate(
    (select) => [...(select as HTMLSelectElement).options].find(({ text }) => text.startsWith("1.2.3 "))?.value,
  );
  await line.select(value ?? "");
  await type("description", "Svítilny");
  await type("issuedOn", "10. 2. 2025");
  await type("paidOn", "14.2.2025");
  await type("amountHalere", "1 234,50");
  await page.keyboard.press("Enter");
  await shows(page, `Uloženo: FF-${tag}`);
  // The list is fetched anew meanwhile; Firefox lets no other page be opened over it.
  await page.waitForNetworkIdle({ idleTime: 300 });
  await open(`${itemised}/budget/expenses?q=FF-${tag}`);
  await shows(page, "1 234,50");
  expect(complaints).toEqual([]);
  await context.close();
});

test("in Firefox an auditor verifies the log", async () => {
  const { page, context, complaints, open } = await visit("auditor@mv.example");
  await open(`${project}/audit`);
  await button(page, "Ověřit záznam změn").click();
  await shows(page, "Záznam změn je neporušený");
  expect(await page.$eval("#verify", (answer) => answer.textContent)).toMatch(/[0-9a-f]{64}/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("in Firefox the page at the door goes on without a network; what was ticked there arrives once", async () => {
  const desk = await doorDesk();
  const at = await publish(desk);
  const rows = () => tickRows(desk.organiser, at.meetingId);
  const network = await newNetwork();
  const { page, context, open } = await visit(organiser, network.origin);
  const door = `/check-in/${at.slug}?site=first`;
  const tick = async (name: string) => {
    await button(page, `Zapsat: ${name}`).click();
    await shows(page, `Zapsáno: ${name}`);
  };
  const choose = async () => {
    const value = await page.$eval("select", (select) => (select as HTMLSelectElement).options[1]?.value ?? "");
    await page.select("select", value);
  };
  await open(door);
  await shows(page, "Uloženo v telefonu, funguje i bez sítě.");
  await choose();
  await tick(names[0]);
  await shows(page, "neodesláno: 0");
  expect(await rows()).toBe(1);

  await network.cut();
  await open(door);
  await shows(page, "Bez sítě: zapisujte dál");
  await choose();
  await tick(names[1]);
  await shows(page, "neodesláno: 1");
  expect(await rows()).toBe(1);

  await network.mend();
  await button(page, "Odeslat teď").click();
  await shows(page, "neodesláno: 0");
  await page.reload();
  await shows(page, "neodesláno: 0");
  expect(await rows()).toBe(2);
  await network.cut();
  await context.close();
});

/** A box that is drawn by its label is pressed there. */
async function pressLabel(box: ElementHandle | undefined): Promise<void> {
  const label = await box?.evaluateHandle((input) => input.closest("label") ?? input);
  await (label?.asElement() as ElementHandle | null)?.click();
}
