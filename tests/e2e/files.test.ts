import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { pdf } from "../support/sample-files";
import { get } from "../support/server";

const finance = "finance@ukazkov.example";
const expenses = "/projects/ukazkov/budget/expenses";
const tag = `SO-${Date.now().toString(36).toUpperCase()}`;
const wide = { viewport: { width: 1440, height: 900 } };

const attach = async (page: Page, name: string) => {
  await page
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name, mimeType: "application/pdf", buffer: pdf(name) });
  await page.getByRole("link", { name, exact: true }).waitFor();
};

test("a wrong file is taken off an expense, and the expense without files is deleted", async () => {
  const { page, context, complaints } = await visit(finance, wide);
  await page.goto(expenses);
  await page.getByRole("button", { name: "Nový výdaj", exact: true }).click();
  const fresh = page.locator('tr[data-row^="new-"]').last();
  await fresh.locator('[data-edit="documentNumber"]').fill(tag);
  await fresh.locator('[data-edit="budgetLineId"]').selectOption({ label: "1.2.3 Vybavení a výstroj" });
  await fresh.locator('[data-edit="description"]').fill("Svítilny omylem");
  await fresh.locator('[data-edit="issuedOn"]').fill("10. 2. 2025");
  await fresh.locator('[data-edit="amountHalere"]').fill("100");
  await page.keyboard.press("Enter");
  await page.getByText(`Uloženo: ${tag}`).waitFor();
  await page.goto(`${expenses}?q=${tag}`);
  const record = await page.locator(`tbody a[href^="${expenses}/"]`).first().getAttribute("href");
  await page.goto(`${record}?tab=files`);
  await attach(page, "cizí faktura.pdf");
  expect(await findings(page)).toEqual([]);
  await page.goto(record ?? "");
  await page.getByText("Výdaj s přiloženými soubory nelze smazat").waitFor();
  await page.goto(`${record}?tab=files`);
  await page.getByRole("button", { name: "Odebrat soubor cizí faktura.pdf" }).click();
  await page.getByText("Zatím bez souboru.").waitFor();
  await page.goto(record ?? "");
  await page.locator("summary", { hasText: "Smazat výdaj" }).click();
  await page.getByRole("button", { name: "Smazat výdaj" }).click();
  await page.waitForURL(`**${expenses}`);
  await page.goto(`${expenses}?q=${tag}`);
  expect(await page.locator(`tbody a[href^="${expenses}/"]`).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a wrong file is taken off a value that waits for verification", async () => {
  const { page, context, complaints } = await visit("mentor@sokolov.example", wide);
  await page.goto("/projects/sokolov/indicators/C2");
  await page.locator("[name=value]").fill("61");
  await page.locator("textarea[name=note]").fill(tag);
  await page.getByRole("button", { name: "Zapsat", exact: true }).click();
  const row = page.locator("#measurements tbody tr", { hasText: tag });
  await row.locator("summary").click();
  await row
    .locator("input[type=file]")
    .setInputFiles({ name: "jiná.pdf", mimeType: "application/pdf", buffer: pdf("jiná") });
  await row.getByRole("link", { name: "jiná.pdf", exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  await row.getByRole("button", { name: "Odebrat soubor jiná.pdf" }).click();
  await row.getByText("Zatím bez souboru.").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("what somebody relies on keeps its files, and who may not write is offered nothing", async () => {
  const settled = "/projects/sokolov/budget/expenses";
  const { page, context } = await visit("finance@sokolov.example");
  await page.goto(`${settled}?file=some&cols=claim&sort=issued`);
  const claimed = await page
    .locator("tbody tr", { hasText: "ŽoP" })
    .first()
    .locator(`a[href^="${settled}/"]`)
    .getAttribute("href");
  const buttons = { name: /^Odebrat soubor/ };
  await page.goto(`${claimed}?tab=files`);
  await page.locator('#files a[href^="/api/uploads/"]').first().waitFor();
  expect(await page.getByRole("button", buttons).count()).toBe(0);
  const { page: other, context: apart } = await visit("mentor@sokolov.example");
  await other.goto(`${claimed}?tab=files`);
  await other.locator('#files a[href^="/api/uploads/"]').first().waitFor();
  expect(await other.locator("#files input[type=file]").count()).toBe(0);
  const log = await get("/admin/access/export?format=csv&subject=evidence", "dpo@sokolov.example");
  const lines = (await log.text()).split("\n").filter((line) => line.includes(claimed ?? "-"));
  expect(lines.length).toBeGreaterThan(1);
  await Promise.all([context.close(), apart.close()]);
});
