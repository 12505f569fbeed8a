import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { png } from "../support/sample-files";
import { asSeen } from "../support/seen";
import { send } from "../support/server";

const tag = randomUUID().slice(0, 8);
const slug = `zkouska-${tag}`;
const fixture = readFileSync("tests/fixtures/sokolov.txt", "utf8")
  .replace("CZ.03.02.01/00/22_018/0000388", `CZ.03.02.01/00/22_018/${String(Date.now()).slice(-7)}`)
  .replace(/^Vlastní podíl spolufinancování.*\n/m, "");

const field = (page: Page, name: string) => page.locator(`[name="${name}"]:not([type=hidden]), [data-for="${name}"]`);

test("a manager makes a project from the text of its page, puts a person in a post and records an assessment", async () => {
  const { page, context, complaints } = await visit("manager@sokolov.example", {
    viewport: { width: 1440, height: 900 },
  });
  await page.goto("/projects/new");
  expect(await findings(page)).toEqual([]);
  await page.locator("textarea").fill("Recept na svíčkovou");
  await page.locator("main form button[type=submit]").click();
  await page.getByRole("alert").filter({ hasText: "není zveřejněnou stránkou" }).waitFor();
  await page.locator("textarea").fill(fixture);
  await page.locator("main form button[type=submit]").click();
  await field(page, "startsOn").waitFor();
  expect(await page.locator("mark").filter({ hasText: "13 676 292,00 Kč" }).count()).toBe(1);
  expect(await page.locator("main").innerText()).not.toMatch(/Novotn|@example/);
  expect(await findings(page)).toEqual([]);

  await page.getByRole("button", { name: /^Dopočíst z celku: 1.367.629,20/ }).click();
  await field(page, "name").fill(`Zkušební projekt ${tag}`);
  await field(page, "slug").fill("Špatná adresa");
  await page.getByRole("button", { name: "Založit projekt" }).click();
  await page.getByRole("alert").filter({ hasText: "Jen malá písmena" }).waitFor();
  await field(page, "slug").fill(slug);
  await page.getByRole("button", { name: "Založit projekt" }).click();
  await page.waitForURL(`**/projects/${slug}`);
  await page.getByRole("heading", { level: 1, name: `Zkušební projekt ${tag}` }).waitFor();

  await page.goto(`/projects/${slug}/team`);
  await page.getByRole("link", { name: "Přidat asistenta" }).click();
  await field(page, "name").fill("Zkouška Zkoušková");
  await field(page, "postId").selectOption({ index: 1 });
  await field(page, "startsOn").fill("1. 5. 2023");
  await page.locator("#form button[type=submit]").click();
  await page.waitForURL(`**/projects/${slug}/team`);
  await page.locator("#people").getByText("od 1. 5. 2023").waitFor();

  await page.getByRole("link", { name: "Zapsat hodnocení" }).click();
  await field(page, "areaId").selectOption({ index: 2 });
  await field(page, "phase").selectOption("entry");
  await field(page, "assessedOn").fill("10. 5. 2023");
  await field(page, "score").fill("42");
  expect(await findings(page)).toEqual([]);
  await page.locator("#form button[type=submit]").click();
  await page.waitForURL(`**/projects/${slug}/team`);
  await page.locator("#assessments").getByRole("link", { name: /: 42$/ }).click();
  await page
    .locator("#assessments input[type=file]")
    .setInputFiles({ name: "osvědčení.png", mimeType: "image/png", buffer: png });
  await page.locator("#assessments").getByRole("link", { name: "osvědčení.png", exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Odebrat soubor osvědčení.png" }).click();
  await page.locator("#assessments").getByText("Zatím bez souboru.").waitFor();
  expect(complaints.filter((line) => !line.includes("422"))).toEqual([]);
  await context.close();
});

test("a manager finds a project in a published list and goes on to check it", async () => {
  const rows = readFileSync("tests/fixtures/intake/list-of-operations-rows.txt", "utf8").trimEnd();
  const row = rows.split("\n")[1] ?? "";
  const others = ["Lhota", "Dolany"].map((town, i) => row.replace("0000999", `000099${i}`).replaceAll("Vzorov", town));
  const list = { name: "seznam.csv", mimeType: "text/csv", buffer: Buffer.from([rows, ...others].join("\n")) };
  const { page, context, complaints } = await visit("manager@sokolov.example", {
    viewport: { width: 1440, height: 900 },
  });
  await page.goto("/projects/new");
  await page.locator("main input[type=file]").setInputFiles(list);
  await page.getByRole("heading", { name: "Seznam operací: 3 projekty" }).waitFor();
  expect(await page.locator("#pick tbody tr").count()).toBe(3);
  expect(await findings(page)).toEqual([]);
  await field(page, "query").fill("lhota");
  await page.locator("#pick form button[type=submit]").click();
  await page.getByText("Nalezen 1 projekt.").waitFor();
  await page.getByRole("button", { name: /^Vybrat: Asistenti prevence kriminality ve Lhota/ }).click();
  await field(page, "startsOn").waitFor();
  expect(await field(page, "beneficiary").inputValue()).toBe("Město Lhota");
  expect(await page.locator("mark").filter({ hasText: "6138800,00" }).count()).toBe(1);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Zpět k textu" }).click();
  await page.getByText("Nalezen 1 projekt.").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("finance builds its budget from the single line it was born with, and the plan by month", async () => {
  const { page, context, complaints } = await visit("finance@sokolov.example", {
    viewport: { width: 1440, height: 900 },
  });
  await page.goto(`/projects/${slug}/budget`);
  await page.getByRole("link", { name: "Upravit rozpočet" }).click();
  await page.waitForURL("**/budget/edit");
  const lines = page.locator("#lines");
  const add = async (code: string, name: string, amount: string) => {
    await page.getByRole("link", { name: "Přidat položku" }).click();
    await page.waitForURL("**?edit=new**");
    await field(page, "code").fill(code);
    await page.locator("#form [name=name]").fill(name);
    await field(page, "amountHalere").fill(amount);
    await page.locator("#form button[type=submit]").click();
  };
  await add("1.1", "Mzdy", "13 000 000");
  await lines.getByText("Rozdíl proti celkovým nákladům: −676 292,00 Kč").waitFor();
  await add("1.1", "Mzdy podruhé", "1");
  await page.getByRole("alert").filter({ hasText: "Tento kód je už obsazený." }).waitFor();
  expect(await page.locator("#form [name=name]").inputValue()).toBe("Mzdy podruhé");
  await field(page, "code").fill("1.2");
  await page.locator("#form [name=name]").fill("Vybavení");
  await field(page, "amountHalere").fill("676 292");
  expect(await findings(page)).toEqual([]);
  await page.locator("#form button[type=submit]").click();
  await lines.locator("li", { hasText: "1.2Vybavení" }).waitFor();
  expect(await lines.getByText("Rozdíl proti").count()).toBe(0);
  await lines.locator("li", { hasText: "1.2Vybavení" }).getByRole("link", { name: "Upravit" }).click();
  await page.getByRole("button", { name: "Odebrat tuto položku" }).click();
  await lines.getByText("Rozdíl proti celkovým nákladům: −676 292,00 Kč").waitFor();

  const plan = page.locator("#plan");
  await plan.getByLabel("duben 2023").fill("1 000 000");
  await plan.locator("dl").getByText("620 103,00 Kč").waitFor();
  await plan.getByRole("button", { name: "Uložit plán" }).click();
  await plan.getByText(/^Uloženo/).waitFor();
  await page.reload();
  expect(await plan.getByLabel("duben 2023").inputValue()).toMatch(/^1.000.000,00$/);
  expect(complaints.filter((line) => !line.includes("409"))).toEqual([]);
  await context.close();
});

test("its settings are changed in place and closing it stops every change", async () => {
  const { page, context } = await visit("manager@sokolov.example", { viewport: { width: 1440, height: 900 } });
  await page.goto(`/projects/${slug}/settings`);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("link", { name: "Přidat lokalitu" }).click();
  await page.waitForURL("**?edit=localities:new**");
  await page.locator("#form").locator("[name=name]").fill("Zkušební lokalita");
  await page.locator("#form button[type=submit]").click();
  await page.locator("#localities").getByText("Zkušební lokalita").waitFor();
  await page.locator("#closing").locator("[name=closingNote]").fill("Jen na zkoušku.");
  await page.getByRole("button", { name: "Uzavřít projekt" }).click();
  await page.getByText("Projekt je uzavřený, nastavení se už nemění.").waitFor();
  expect(await page.getByRole("link", { name: "Přidat lokalitu" }).count()).toBe(0);
  await page.getByRole("button", { name: "Znovu otevřít projekt" }).click();
  await page.getByRole("link", { name: "Přidat lokalitu" }).waitFor();
  await context.close();
});

test("who saves over a newer change is told, and what was typed stays in the form", async () => {
  const { page, context } = await visit("manager@sokolov.example", { viewport: { width: 1440, height: 900 } });
  await page.goto(`/projects/${slug}/settings`);
  const goal = page.locator("#goals li").first();
  await goal.getByRole("link", { name: "Upravit" }).click();
  await page.waitForURL("**?edit=goals:**");
  const goalId = await page.locator("#form [name=goalId]").inputValue();
  const change = await asSeen("goal.change", { goalId, number: 1, text: "Mezitím jinak", rule: "measures" });
  expect((await send("goal.change", change, { email: "manager@sokolov.example" })).status).toBe(200);
  await page.locator("#form textarea").fill("Moje dlouhé znění");
  await page.locator("#form button[type=submit]").click();
  const told = page.getByRole("alert").filter({ hasText: "Mezitím to změnil někdo jiný" });
  await told.waitFor();
  expect(await page.locator("#form textarea").inputValue()).toBe("Moje dlouhé znění");
  expect(await findings(page)).toEqual([]);
  const [current] = await Promise.all([
    context.waitForEvent("page"),
    told.getByRole("link", { name: "Otevřít současnou podobu v nové kartě" }).click(),
  ]);
  await current.locator("#form textarea").waitFor();
  expect(await current.locator("#form textarea").inputValue()).toBe("Mezitím jinak");
  await current.locator("#form textarea").fill("Moje dlouhé znění");
  await current.locator("#form button[type=submit]").click();
  await current.waitForURL((url) => !url.search);
  await current.locator("#goals li").first().getByText("Moje dlouhé znění").waitFor();
  await context.close();
});

test("those who may not change it read the settings and are offered no new project", async () => {
  const { page, context } = await visit("auditor@mv.example", { viewport: { width: 1440, height: 900 } });
  await page.goto("/projects/sokolov/settings");
  await page.getByText("Nastavení mění manažer projektu a správce.").waitFor();
  expect(await page.locator("main form").count()).toBe(0);
  expect((await page.goto("/projects/new"))?.status()).toBe(404);
  await context.close();
});
