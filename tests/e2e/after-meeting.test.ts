import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { overflow, smallTargets } from "../support/look";
import { pastMeeting } from "../support/past-meeting";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

test("on a phone a mentor tells what happened; the organiser publishes it; another office finds and exports it", async () => {
  const title = `Hlídka u hřiště ${Date.now()}`;
  const { page, complaints } = await visit("mentor@sokolov.example", phone);
  await page.goto("/practice");
  expect(await findings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole("link", { name: "Přidat zkušenost" }).first().click();
  await page.waitForURL("**/practice/new");
  await page.getByLabel("dobrá", { exact: true }).check();
  await page.getByLabel("Téma").selectOption("patrol");
  await page.getByLabel("Název").fill(title);
  await page.getByLabel("Co se stalo").fill("Pan Novák nám otevřel klubovnu a děti přestaly stát na silnici.");
  await page.getByLabel("Poučení pro ostatní").fill("Najděte místo dřív, než začne zima.");
  expect(await page.getByLabel("Obec nebo město").inputValue()).toBe("Sokolov");
  expect(await findings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.getByRole("button", { name: "Odeslat pořadateli" }).click();
  await page.getByText("Tady je nejspíš jméno člověka.").first().waitFor();
  await page.getByLabel("Co se stalo").fill("Spolek nám otevřel klubovnu a děti přestaly stát na silnici.");
  await page.getByRole("button", { name: "Odeslat pořadateli" }).click();
  await page.waitForURL(/\/practice\/[0-9a-f-]{36}$/);
  await page.getByText("čeká na pořadatele").first().waitFor();
  const address = new URL(page.url()).pathname;
  // The browser tells that a form was refused; nothing else.
  expect(complaints.filter((said) => !said.includes("422"))).toEqual([]);

  const organiser = await visit("organiser@mv.example");
  await organiser.page.goto("/practice");
  await organiser.page.getByRole("link", { name: title }).click();
  await organiser.page.waitForURL(`**${address}`);
  await organiser.page.getByRole("button", { name: "Zveřejnit" }).click();
  await organiser.page.getByText("zveřejněno", { exact: true }).first().waitFor();

  const auditor = await visit("auditor@mv.example");
  await auditor.page.goto("/practice");
  await auditor.page.getByLabel("Hledat v textu").fill("hlidka u hriste");
  await auditor.page.getByRole("button", { name: "Hledat" }).click();
  await auditor.page.waitForURL(/q=/);
  await auditor.page.getByRole("link", { name: title }).waitFor();
  expect(await findings(auditor.page)).toEqual([]);
  const [download] = await Promise.all([
    auditor.page.waitForEvent("download"),
    auditor.page.getByRole("link", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^zkusenosti-z-praxe.*\.csv$/);
  expect(organiser.complaints).toEqual([]);
});

test("without scripts somebody tells by his private link; a refused text comes back as it was typed", async () => {
  const { slug, links } = await pastMeeting(1);
  const { page } = await visit(null, { ...phone, javaScriptEnabled: false });
  await page.goto(`/m/${slug}/r/${links[0]}`);
  await page.getByRole("link", { name: "Podělit se o zkušenost z praxe" }).click();
  await page.locator('[name="kind"][value="bad"]').check();
  await page.locator('[name="topic"]').selectOption("housing");
  await page.locator('[name="title"]').fill("Kontejner nepřijel");
  await page.locator('[name="happened"]').fill("Volali jsme na 602 000 111.");
  await page.locator('[name="lesson"]').fill("Písemně a včas.");
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByRole("button", { name: "Odeslat pořadateli" }).click(),
  ]);
  expect(answer.status()).toBe(422);
  expect(new URL(page.url()).search).toBe("");
  await page.getByText("Tady je nejspíš telefonní číslo.").first().waitFor();
  expect(await page.locator('[name="happened"]').inputValue()).toBe("Volali jsme na 602 000 111.");
  await page.locator('[name="nobodyNamed"]').check();
  await page.getByRole("button", { name: "Odeslat pořadateli" }).click();
  await page.getByText("čeká na pořadatele").waitFor();
  expect(await page.getByText("Kontejner nepřijel").first().isVisible()).toBe(true);
});

test("six people answer without a name, one of them without scripts; the organiser reads it when the round is over", async () => {
  const { slug, links, over } = await pastMeeting(6);
  for (const [index, link] of links.entries()) {
    const { page, complaints } = await visit(null, { ...phone, javaScriptEnabled: index > 0 });
    await page.goto(`/m/${slug}/r/${link}`);
    await page.getByRole("link", { name: "Vyplnit dotazník bez jména" }).click();
    await page.waitForURL(/\/feedback$/);
    if (index === 1) expect(await findings(page)).toEqual([]);
    await page.getByRole("button", { name: "Otevřít dotazník" }).click();
    await page.getByRole("link", { name: "Vyplnit dotazník" }).click();
    await page.waitForURL(/\/feedback\/[\w.-]+$/);
    expect(page.url()).not.toContain(link);
    if (index === 1) {
      expect(await findings(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
    }
    await page.locator('[name="answers.1.score"][value="5"]').check();
    await page.locator('[name="answers.4.score"][value="3"]').check();
    await page.locator('[name="text"]').fill(`Vzkaz ${index}`);
    await page.getByRole("button", { name: "Odeslat bez jména" }).click();
    await page.waitForURL(/\/feedback\/thanks/);
    if (index === 2) expect(complaints).toEqual([]);
  }
  const { page, complaints } = await visit("organiser@mv.example");
  await page.goto(`/meetings/${slug}/feedback`);
  await page.getByText("Výsledky se ukážou potom.").waitFor();
  expect(await page.getByText("Vzkaz").count()).toBe(0);
  await over();
  await page.goto(`/meetings/${slug}/feedback`);
  await page.getByText("Odpovědělo 6 lidí.").waitFor();
  for (let index = 0; index < 6; index += 1) expect(await page.getByText(`Vzkaz ${index}`).count()).toBe(1);
  const use = page.getByRole("row", { name: /Využiji to ve své práci/ });
  expect((await use.innerText()).replace(/\s+/g, " ")).toMatch(/0 0 0 0 6 5(,0)?$/);
  expect(await findings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

/** Hours of training in the matrix, by the assistant's name. */
async function taught(page: Page): Promise<Record<string, number>> {
  const rows = await page.locator("#assessments tbody tr").all();
  const read = rows.map(async (row) => {
    const name = (await row.locator("th").innerText()).split("\n")[0]?.trim() ?? "";
    const hours = [...(await row.innerText()).matchAll(/školení\s([\d,]+)\sh/g)];
    return [name, hours.reduce((sum, [, found]) => sum + Number(found?.replace(",", ".")), 0)] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

test("a mentor takes a certificate over: the matrix of his assistant shows the hours, and they count for no support", async () => {
  const { slug, code } = await pastMeeting(1);
  const { page, complaints } = await visit("mentor@sokolov.example", phone);
  await page.goto("/projects/sokolov/team");
  const before = await taught(page);
  await page.getByRole("link", { name: "Převzít účast z osvědčení" }).click();
  await page.waitForURL("**/team/training");
  await page.getByLabel("Kód nebo adresa").fill(`https://hlidka.example/m/${slug}/certificate/${code}`);
  await page.getByRole("button", { name: "Najít" }).click();
  await page.getByText("2 bloky, celkem 3 h").waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
  const person = await page.getByLabel("Kdo to je").locator("option").nth(1).innerText();
  await page.getByLabel("Kdo to je").selectOption({ index: 1 });
  await page.getByLabel("1. Krizová komunikace 1").selectOption({ index: 3 });
  await page.getByRole("button", { name: "Zapsat do vzdělávání" }).click();
  await page.waitForURL(/\/team(\?|#|$)/);
  await page.locator("#trainings").waitFor();
  expect((await taught(page))[person]).toBe((before[person] ?? 0) + 1.5);
  const row = page
    .locator("#trainings tbody tr")
    .filter({ hasText: "ze setkání" })
    .locator("li")
    .filter({ hasText: person })
    .first();
  expect(await row.innerText()).toMatch(/nepočítají se\s+3\sh/);
  await row.getByRole("link", { name: /^Započítat do podpory/ }).click();
  await page.getByLabel("Důvod").fill("Dovoluje to právní akt.");
  await page.getByRole("button", { name: "Započítat do podpory" }).click();
  await row.getByText("počítají se", { exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(complaints).toEqual([]);
});
