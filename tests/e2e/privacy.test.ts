import { expect, test } from "vitest";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { get, serverUrl } from "../support/server";

const officer = "dpo@sokolov.example";
const admin = "admin@hlidka.example";
const name = "Bohdana Dočasná";

test("the officer finds an assistant entered by mistake, exports what is held and erases her", async () => {
  const manager = await visit("manager@sokolov.example");
  await manager.page.goto("/projects/sokolov/team?edit=add:person#form");
  await manager.page.getByLabel("Jméno", { exact: false }).first().fill(name);
  await manager.page.locator("#form button[type=submit]").click();
  await manager.page.getByText(name).first().waitFor();
  await manager.context.close();

  const { page, context, complaints } = await visit(officer);
  await page.goto("/admin/privacy");
  await page.getByLabel("Část jména nebo e-mail").fill("bohdana docas");
  await page.getByRole("button", { name: "Hledat" }).click();
  await page.getByRole("link", { name: `Otevřít: ${name}` }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  expect(await findings(page)).toEqual([]);
  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Stáhnout pro stroje (JSON)" }).click();
  const file = await get(new URL((await arriving).url()).pathname + new URL((await arriving).url()).search, officer);
  expect(JSON.stringify(await file.json())).toContain(name);
  await page.getByRole("button", { name: "Vymazat osobu" }).click();
  await page.getByText("Vyplňte tento údaj").first().waitFor();
  await page.getByLabel("Důvod").selectOption("mistake");
  await page.getByRole("button", { name: "Vymazat osobu" }).click();
  await page.getByText("Potvrďte, že víte, co výmaz znamená.").first().waitFor();
  await page.getByLabel(`Vím, že výmaz osoby ${name} nejde vzít zpět`).check();
  await page.getByRole("button", { name: "Vymazat osobu" }).click();
  await page.getByText(/^Vymazáno \d/).waitFor();
  expect(await page.content()).not.toContain(name);
  await page.goto("/admin/privacy");
  await page.getByRole("region", { name: "Protokol výmazů" }).getByText("zapsáno omylem").first().waitFor();
  expect(complaints.filter((line) => !line.includes("422"))).toEqual([]);
  await context.close();
}, 90_000);

test("in English: a duty to keep papers is said instead of a button, and the access log tells who looked", async () => {
  const { page, context } = await visit(officer);
  await context.addCookies([{ name: "hlidka.locale", value: "en", url: serverUrl() }]);
  await page.goto("/projects/sokolov/team");
  await page.goto("/admin/privacy?q=an");
  await page.getByText("assistant", { exact: true }).first().waitFor();
  await page.locator('a[href*="kind=assistant"]').first().click();
  await page.getByText("Erasure is not possible now").waitFor();
  await page.getByText("must be kept until 31 Dec 2036", { exact: false }).waitFor();
  expect(await page.getByRole("button", { name: "Erase the person" }).count()).toBe(0);
  await page.getByRole("link", { name: "Access log" }).click();
  await page.getByRole("heading", { name: /^Access/, level: 1 }).waitFor();
  await page.getByLabel("Which data").selectOption({ label: "one person’s data" });
  await page.getByRole("button", { name: "Show" }).click();
  await page
    .getByRole("row", { name: /one person’s data/ })
    .first()
    .waitFor();
  await page.waitForURL(/subject=person/);
  expect(await findings(page)).toEqual([]);
  await context.close();
  const csv = await get("/admin/access/export?format=csv&subject=person", officer);
  expect([csv.status, (await csv.text()).includes("/admin/privacy")]).toEqual([200, true]);
}, 60_000);

test("the administrator changes a threshold from a day on and takes the plan back", async () => {
  const { page, context, complaints } = await visit(admin);
  await page.goto("/admin/settings?edit=warnings:warning.vacancy_days#form");
  await page.getByLabel(/^Nová hodnota/).fill("0");
  await page.getByRole("button", { name: "Uložit", exact: true }).click();
  await page.getByText("Nejméně 1.").first().waitFor();
  await page.getByLabel(/^Nová hodnota/).fill("45");
  await page.getByLabel("Platí od", { exact: true }).fill("1. 6. 2031");
  await page.getByRole("button", { name: "Uložit", exact: true }).click();
  await page.getByText("od 1. 6. 2031 bude 45 dní").waitFor();
  await page.goto("/admin/rules");
  await page.locator("#rule-vacancy").getByText("30 dní").waitFor();
  await page.goto("/admin/settings?edit=warnings:warning.vacancy_days#form");
  await page.getByRole("button", { name: "Vzít zpět změnu od 1. 6. 2031" }).click();
  await page.getByText("od 1. 6. 2031 bude 45 dní").waitFor({ state: "detached" });
  expect(complaints.filter((line) => !line.includes("422"))).toEqual([]);
  await context.close();
}, 60_000);

test("in English: a new reason of return is offered to the manager", async () => {
  const { page, context } = await visit(admin);
  await context.addCookies([{ name: "hlidka.locale", value: "en", url: serverUrl() }]);
  await page.goto("/admin/settings?edit=return-reason:new#form");
  await page.getByLabel("Code", { exact: true }).fill("photo");
  await page.getByLabel("Czech name").fill("Chybí foto");
  await page.getByLabel("English name").fill("A photo is missing");
  await page.getByLabel("Source or reason").fill("E2E");
  await page.locator("#form button[type=submit]").click();
  await page.getByText("A photo is missing").first().waitFor();
  await context.close();
  const list = await (await get("/projects/sokolov/activity?state=submitted", "manager@sokolov.example")).text();
  const shift = /href="(\/projects\/sokolov\/activity\/[0-9a-f-]{36})"/.exec(list)?.[1] ?? "";
  expect(await (await get(shift, "manager@sokolov.example")).text()).toContain("Chybí foto");
}, 60_000);
