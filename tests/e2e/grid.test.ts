import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visit } from "../support/browser";

const path = "/projects/ukazkov/budget/expenses";
const tag = `GRID-${Date.now().toString(36).toUpperCase()}`;

const paste = async (page: Page, rows: readonly string[]) => {
  await page.locator('tr[data-row^="new-"] [data-edit="documentNumber"]').last().focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, rows.join("\r\n"));
};
const row = (number: number, more: Partial<Record<"line" | "activity", string>> = {}) =>
  [
    `${tag}-${number}`,
    more.line ?? "1.2.4",
    "",
    "Vložený řádek",
    "3. 2. 2025",
    "",
    `${number}00,10`,
    more.activity ?? "",
  ].join("\t");
const fresh = (page: Page) => page.locator('tr[data-row^="new-"]');
/** Whether the middle of each element is what somebody sees at its place. */
const seen = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return there !== null && (element.contains(there) || there.contains(element));
    }),
  );

test("new rows stand under the heads, all in sight; what was not saved comes back after leaving", async () => {
  const { page, context } = await visit("finance@ukazkov.example", { viewport: { width: 1440, height: 900 } });
  await page.goto(path);
  await page.getByRole("button", { name: "Nový výdaj", exact: true }).click();
  const head = await page.locator("table[role=grid] thead").boundingBox();
  const first = await fresh(page).first().boundingBox();
  expect(Math.abs((first?.y ?? 0) - (head?.y ?? 0) - (head?.height ?? 0))).toBeLessThan(4);
  await paste(page, [row(1), row(2), row(3)]);
  await expect.poll(() => fresh(page).count()).toBe(4);
  expect(await seen(page, 'tr[data-row^="new-"] [data-edit="documentNumber"]')).toEqual([true, true, true, true]);

  await page.goto("/projects/ukazkov");
  await page.goto(path);
  await expect.poll(() => fresh(page).count()).toBe(4);
  const numbers = fresh(page).locator('[data-edit="documentNumber"]');
  expect(await numbers.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
    `${tag}-1`,
    `${tag}-2`,
    `${tag}-3`,
    "",
  ]);
  await page.getByRole("button", { name: "Uložit 3 nové řádky" }).click();
  await expect.poll(() => fresh(page).count(), { timeout: 30_000 }).toBe(1);
  await page.reload();
  await expect.poll(() => fresh(page).count()).toBe(1);
  await context.close();
});

test("a pasted word that the project does not know stays in sight and waits for a choice; what is wrong is not covered", async () => {
  const { page, context } = await visit("finance@ukazkov.example", { viewport: { width: 1440, height: 500 } });
  await page.goto(path);
  await paste(page, [row(7, { line: "9.9 Neznámá", activity: "KA 77" })]);
  await page.getByText("„9.9 Neznámá“ projekt nezná, vyberte ze seznamu.").waitFor();
  await page.getByText("„KA 77“ projekt nezná, vyberte ze seznamu.").waitFor();
  await fresh(page).first().locator('[data-edit="documentNumber"]').focus();
  await page.keyboard.press("Enter");
  await page.locator('tr[data-row^="new-"] [aria-invalid="true"]').first().waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")), { timeout: 5_000 })
    .toBe("true");
  expect(await seen(page, 'tr[data-row^="new-"] [aria-invalid="true"]:focus')).toEqual([true]);
  await context.close();
});

test("each row of the grid has a head that names it, and its controls have names that differ", async () => {
  const { page, context } = await visit("finance@ukazkov.example");
  await page.goto(path);
  const rows = await page.locator("table[role=grid] tbody tr:not([data-row^='new-'])").count();
  expect(rows).toBeGreaterThan(20);
  expect(
    await page
      .locator(
        "table[role=grid] tbody tr:not([data-row^='new-']) [role=rowheader], table[role=grid] tbody tr:not([data-row^='new-']) th[scope=row]",
      )
      .count(),
  ).toBe(rows);
  const names = await page
    .locator("table[role=grid] tbody tr:not([data-row^='new-']) input[type=checkbox]")
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute("aria-label") ?? ""));
  expect(names).not.toContain("");
  expect(new Set(names).size).toBe(names.length);
  await context.close();
});

test("on a phone rows come first: the fields of a new one stand there once somebody asks for them", async () => {
  const { page, context } = await visit("finance@ukazkov.example", { viewport: { width: 360, height: 740 } });
  await page.goto(path);
  expect(await fresh(page).first().isVisible()).toBe(false);
  await page.getByRole("button", { name: "Nový výdaj", exact: true }).click();
  await expect.poll(() => fresh(page).first().isVisible()).toBe(true);
  await context.close();
});

test("the expenses of one line say what is approved and by how much it is overdrawn", async () => {
  const { page, context } = await visit("finance@ukazkov.example");
  await page.goto(`${path}?line=1.2.3`);
  await page.getByText(/^Na položku 1\.2\.3 je schváleno .+ a\szapsáno .+: o\s.+\sKč víc\.$/).waitFor();
  await page.goto(`${path}?line=1.2.4`);
  await page.getByText(/^Na položku 1\.2\.4 je schváleno .+ a\szapsáno .+, zbývá .+\sKč\.$/).waitFor();
  await context.close();
});
