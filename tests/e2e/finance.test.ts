import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visit } from "../support/browser";

const finance = "finance@ukazkov.example";
/** Of a project whose indirect costs follow the direct ones at 25 %. */
const budget = "/projects/ukazkov/budget";
const tag = Date.now().toString(36).toUpperCase();

/** Haléře of an amount as the page prints it. */
const halere = (text: string) => Number(text.replace(/[^\d]/g, ""));
const drawn = async (page: Page) => {
  await page.goto(budget);
  const total = await page.locator("#lines tfoot td").nth(2).innerText();
  const row = page.locator("figure tbody tr", { has: page.locator('th:text-is("únor 2025")') });
  return { total: halere(total), curve: halere((await row.locator("td").nth(1).textContent()) ?? "") };
};

const letters: Record<string, number> = {
  Č: 0xc8,
  č: 0xe8,
  í: 0xed,
  ž: 0x9e,
  ř: 0xf8,
  š: 0x9a,
  Š: 0x8a,
  ú: 0xfa,
  á: 0xe1,
};
const windows1250 = (text: string) => Buffer.from([...text].map((letter) => letters[letter] ?? letter.charCodeAt(0)));
const csv = (rows: string[]) => ({
  name: `doklady-${tag}.csv`,
  mimeType: "text/csv",
  buffer: windows1250(
    `${["Číslo dokladu;Položka rozpočtu;Dodavatel;Popis;Datum vystavení;Datum úhrady;Částka", ...rows].join("\r\n")}\r\n`,
  ),
});

test("an expense is entered, found wrong, mended and changed in the grid with the keyboard, and the drawdown moves", async () => {
  const { page, context, complaints } = await visit(finance, { viewport: { width: 1440, height: 900 } });
  const before = await drawn(page);
  await page.goto(`${budget}/expenses`);
  const fresh = page.locator('tr[data-row^="new-"]').last();
  await page.getByRole("button", { name: "Nový výdaj", exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-edit")))
    .toBe("documentNumber");
  await page.keyboard.type(`E2E-${tag}`);
  await page.keyboard.press("Tab");
  await fresh.locator('[data-edit="budgetLineId"]').selectOption({ label: "1.2.3 Vybavení a výstroj" });
  await fresh.locator('[data-edit="description"]').fill("Svítilny");
  await fresh.locator('[data-edit="issuedOn"]').fill("10.2.2025");
  await fresh.locator('[data-edit="paidOn"]').fill("20. 2. 2025");
  await fresh.locator('[data-edit="amountHalere"]').fill("1 234,60");
  await page.keyboard.press("Enter");
  await page.getByText("Datum úhrady je v budoucnosti.").waitFor();
  await fresh.locator('[data-edit="paidOn"]').fill("14.2.2025");
  await page.keyboard.press("Enter");
  await page.getByText(`Uloženo: E2E-${tag}`).waitFor();
  await expect.poll(() => fresh.locator('[data-edit="documentNumber"]').inputValue()).toBe("");
  const middle = await drawn(page);
  expect([middle.total - before.total, middle.curve - before.curve]).toEqual([154_325, 154_325]);

  await page.goto(`${budget}/expenses?q=E2E-${tag}`);
  await page.locator('tbody td[data-cell="6"]').first().click();
  await page.keyboard.press("Enter");
  const amount = page.locator('tr:not([data-row^="new-"]) [data-edit="amountHalere"]');
  await amount.fill("2 000");
  await page.keyboard.press("Enter");
  await page.locator("tbody td", { hasText: "2 000,00" }).first().waitFor();
  expect((await drawn(page)).total - before.total).toBe(250_000);
  expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  await context.close();
});

test("a table from a spreadsheet is pasted into new rows, and a selection is added up", async () => {
  const { page, context } = await visit(finance, { viewport: { width: 1440, height: 900 } });
  await page.goto(`${budget}/expenses?q=${tag}-P`);
  const cells = (number: number) =>
    [`${tag}-P${number}`, "1.2.4", "", "Vložený řádek", "3. 2. 2025", "", `${number}00,10`, "KA 01"].join("\t");
  await page.locator('tr[data-row^="new-"] [data-edit="documentNumber"]').focus();
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [cells(1), cells(2), cells(3)].join("\r\n"),
  );
  await page.getByRole("button", { name: "Uložit 3 nové řádky" }).click();
  await expect.poll(() => page.locator("tbody tr[aria-selected]").count(), { timeout: 30_000 }).toBe(3);
  await page.locator('tbody tr[aria-selected] input[type="checkbox"]').nth(0).click();
  await page
    .locator('tbody tr[aria-selected] input[type="checkbox"]')
    .nth(2)
    .click({ modifiers: ["Shift"] });
  await page.getByText("Vybrány 3 řádky, součet 600,30 Kč".replaceAll(/ (?=Kč)/g, "\u00a0")).waitFor();
  await context.close();
});

test("a file in Windows-1250 is refused by its bad row, corrected, imported whole, and again adds nothing", async () => {
  const { page, context, complaints } = await visit(finance, { viewport: { width: 1440, height: 900 } });
  const before = await drawn(page);
  await page.goto(`${budget}/import`);
  const good = `IMP-${tag}-1;1.2.1;Škola řízení;Kurz první pomoci;5.2.2025;6. 2. 2025;12 500,60`;
  const bad = `IMP-${tag}-2;1.2.9;Škola řízení;Kurz;30.2.2025;6.2.2025;1.234`;
  const choose = (rows: string[]) => page.locator('input[type="file"]').setInputFiles(csv(rows));
  await choose([good, bad]);
  await page.getByText("1 chybný řádek").waitFor();
  const problems = await page.getByRole("region", { name: "Chybné řádky" }).locator("tbody tr").allInnerTexts();
  expect(problems).toHaveLength(3);
  expect(problems.join("\n")).toContain("Takovou položku rozpočet nemá.");
  expect(problems.every((text) => text.startsWith("3"))).toBe(true);
  expect(await page.getByRole("button", { name: /^Načíst/ }).count()).toBe(0);
  await choose([good, `IMP-${tag}-2;1.2.2;Škola řízení;Supervize;5.2.2025;;1234`]);
  await page.getByRole("button", { name: /^Načíst 2 výdaje/ }).click();
  await page.getByText("Načteny 2 výdaje").waitFor();
  expect((await drawn(page)).total - before.total).toBe(1_562_575);
  await page.goto(`${budget}/expenses?q=IMP-${tag}`);
  expect(await page.locator("tbody td", { hasText: "Škola řízení" }).count()).toBe(2);
  await page.goto(`${budget}/import`);
  await choose([good, `IMP-${tag}-2;1.2.2;Škola řízení;Supervize;5.2.2025;;1234`]);
  await page.getByText("už byl načten").first().waitFor();
  expect(await page.getByRole("button", { name: /^Načíst/ }).count()).toBe(0);
  expect((await drawn(page)).total - before.total).toBe(1_562_575);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a hidden row of a workbook waits for a word, a total is left out and said", async () => {
  const { page, context, complaints } = await visit(finance, { viewport: { width: 1440, height: 900 } });
  await page.goto(`${budget}/import`);
  const choose = (name: string) => page.locator('input[type="file"]').setInputFiles(`tests/fixtures/imports/${name}`);
  await choose("12-hidden-row.xlsx");
  const hidden = page.getByRole("region", { name: "Skryté řádky" });
  await hidden.waitFor();
  expect(await hidden.locator("tbody tr").allInnerTexts()).toEqual([expect.stringContaining("FA-921")]);
  await page.getByRole("button", { name: /^Načíst 1 výdaj/ }).waitFor();
  await hidden.getByRole("checkbox").check();
  await page.getByRole("button", { name: /^Načíst 2 výdaje/ }).waitFor();
  expect(await hidden.getByRole("checkbox").isChecked()).toBe(true);
  await choose("06-total-row.csv");
  await page.getByText("Řádek 4 je součet (Celkem), nečte se.").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("an auditor reads the expenses and is offered nothing to write", async () => {
  const { page, context } = await visit("auditor@mv.example");
  await page.goto(`${budget}/expenses`);
  expect(await page.locator('tr[data-row^="new-"]').count()).toBe(0);
  expect(await page.getByRole("link", { name: "Načíst soubor" }).count()).toBe(0);
  const answer = await page.goto(`${budget}/import`);
  expect(answer?.status()).toBe(404);
  await context.close();
});
