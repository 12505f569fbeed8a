import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visit } from "../support/browser";
import { overflow } from "../support/look";

const finance = "finance@sokolov.example";
const project = "/projects/sokolov";
const pages = [
  "",
  "/budget",
  "/budget/expenses",
  "/indicators",
  "/activity",
  "/activity/sheets?month=2025-01",
  "/team",
].map((path) => `${project}${path}`);
/** A4 lying on its side, without its margins, in pixels of the screen. */
const sheet = { width: 1046, height: 690 };

/** Texts that somebody would see on paper and could not press there. */
const controls = (page: Page) =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        "button, input, select, textarea, summary, .skip-link, a[href='#content']",
      ),
    ]
      .filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height > 2,
      )
      .map(
        (element) => `${element.tagName.toLowerCase()} ${element.textContent?.trim() || element.getAttribute("name")}`,
      ),
  );
/** Tables that are wider than the room they have: what sticks out is not printed. */
const cut = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("table")]
      .filter((table) => table.checkVisibility() && table.getBoundingClientRect().right > window.innerWidth + 1)
      .map((table) => table.caption?.textContent ?? "a table"),
  );

test.each(pages)("%s is printed whole, without what one cannot press on paper", async (path) => {
  const { page, context } = await visit(finance, { viewport: sheet });
  await page.goto(path);
  await page.emulateMedia({ media: "print" });
  expect({ controls: await controls(page), cut: await cut(page), overflow: await overflow(page) }).toEqual({
    controls: [],
    cut: [],
    overflow: 0,
  });
  await context.close();
});

test("a table that is folded on a phone is open on a wide screen and on paper, all days of it", async () => {
  const days = (page: Page) =>
    page
      .locator(".fold-on-phone tbody tr")
      .evaluateAll((all) => all.filter((row) => row.checkVisibility({ contentVisibilityAuto: true })).length);
  const { page, context } = await visit(finance, { viewport: { width: 360, height: 740 } });
  await page.goto(`${project}/activity/sheets?month=2025-01`);
  expect(await days(page)).toBe(0);
  await page.locator(".fold-on-phone > summary").click();
  expect(await days(page)).toBe(31);
  await page.locator(".fold-on-phone > summary").click();
  for (const viewport of [sheet, { width: 690, height: 1046 }]) {
    await page.setViewportSize(viewport);
    for (const media of ["screen", "print"] as const) {
      await page.emulateMedia({ media });
      expect([viewport.width, media, await days(page)]).toEqual([viewport.width, media, 31]);
    }
    await page.emulateMedia({ media: "screen" });
  }
  await context.close();
});

test("the paper is chosen by who prints, and heads of tables come again on each page", async () => {
  const { page, context } = await visit(finance, { viewport: sheet });
  await page.goto(`${project}/budget/expenses`);
  await page.emulateMedia({ media: "print" });
  const sizes = await page.evaluate(() => {
    const found: string[] = [];
    const look = (rules: CSSRuleList) => {
      for (const rule of rules) {
        if (rule instanceof CSSPageRule) found.push(rule.style.getPropertyValue("size"));
        else if (rule instanceof CSSGroupingRule) look(rule.cssRules);
      }
    };
    for (const { cssRules } of document.styleSheets) look(cssRules);
    return found;
  });
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.filter((size) => size !== "")).toEqual([]);
  const head = page.locator("table thead").first();
  expect(await head.evaluate((element) => getComputedStyle(element).display)).toBe("table-header-group");
  const rows = () => page.locator("tbody tr").evaluateAll((all) => all.filter((row) => row.checkVisibility()).length);
  const printed = await rows();
  await page.emulateMedia({ media: "screen" });
  // One row is there to be written into.
  expect(printed).toBe((await rows()) - 1);
  expect(printed).toBeGreaterThan(20);
  await context.close();
});

test("a column of cards or paragraphs is no grid on paper, where it would not grow with what goes to the next page", async () => {
  for (const [email, path] of [
    [null, "/m/setkani-apk-2025"],
    ["organiser@mv.example", "/meetings/setkani-apk-2024/seats"],
  ] as const) {
    const { page, context } = await visit(email, { viewport: { width: 690, height: 1046 } });
    await page.goto(path);
    const columns = () =>
      page.evaluate(
        () =>
          [...document.querySelectorAll("main .grid:not([class*=':grid-cols-'])")].filter((element) => {
            const { display, gridTemplateColumns } = getComputedStyle(element);
            return display === "grid" && element.children.length > 1 && !gridTemplateColumns.includes(" ");
          }).length,
      );
    expect(await columns()).toBeGreaterThan(0);
    await page.emulateMedia({ media: "print" });
    expect([path, await columns()]).toEqual([path, 0]);
    await context.close();
  }
});
