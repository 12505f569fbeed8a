import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visit } from "../support/browser";

/** Rows of a list in the part of a page that an address names, or in its main part: those that hold something. */
async function rows(page: Page, address: string): Promise<number> {
  await page.goto(address);
  const hash = new URL(address, page.url()).hash;
  const part = page.locator(hash || "main");
  expect([address, await part.count()]).toEqual([address, 1]);
  return part.locator("tbody tr:not([data-row^='new-']), li, dd").count();
}
const firstNumber = (text: string) => Number(/\d+/.exec(text)?.[0]);

test.each(["sokolov", "jirkov", "ukazkov"])("every warning of %s leads to the rows that it is about", async (slug) => {
  const { page, context } = await visit("auditor@mv.example");
  await page.goto(`/projects/${slug}`);
  const links = await page
    .locator("#warnings a")
    .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  expect(links.length).toBeGreaterThan(0);
  const bare: string[] = [];
  for (const href of new Set(links)) if ((await rows(page, href)) === 0) bare.push(href);
  expect(bare).toEqual([]);
  await context.close();
});

test("the number of documents without a file leads to just those", async () => {
  const { page, context } = await visit("finance@ukazkov.example");
  await page.goto("/");
  const tile = page.locator("a[href$='/budget/expenses?file=missing']");
  const told = firstNumber(await tile.innerText());
  expect(told).toBeGreaterThan(0);
  await page.goto((await tile.getAttribute("href")) ?? "");
  expect(await page.locator("tr[data-row]:not([data-row^='new-'])").count()).toBe(told);
  await context.close();
});

test("what waits for a decision leads to just that, marked", async () => {
  const { page, context } = await visit("manager@sokolov.example");
  await page.goto("/");
  const waiting = await page.locator("#waiting li").evaluateAll((items) =>
    items.map((item) => ({
      text: item.textContent ?? "",
      href: item.querySelector("a")?.getAttribute("href") ?? "",
    })),
  );
  const shifts = waiting.find(({ href }) => href.includes("/activity?"));
  const values = waiting.filter(({ href }) => href.includes("/indicators/"));
  expect(values.length).toBeGreaterThan(0);
  await page.goto(shifts?.href ?? "");
  expect(await page.locator("#shifts tbody input[type=checkbox]").count()).toBe(firstNumber(shifts?.text ?? ""));
  for (const { text, href } of values) {
    await page.goto(href);
    const marked = page.locator("#measurements tbody tr", { hasText: "čeká na ověření" });
    expect([href, await marked.count()]).toEqual([href, firstNumber(text)]);
  }
  await context.close();
});

test("who sees no project is told why", async () => {
  const { page, context } = await visit("organiser@mv.example");
  await page.goto("/projects");
  await page
    .getByText("Organizátor setkání projekty měst nevidí; k jejich prohlížení je potřeba role auditora.")
    .waitFor();
  await context.close();
});
