import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { visit } from "../support/browser";

const manager = "manager@ukazkov.example";
const project = "/projects/ukazkov";
const desk = { viewport: { width: 1440, height: 900 } };

test("a new day is read as it is written, and a form with days is saved as it stands", async () => {
  const { page, context, complaints } = await visit(manager, { ...desk, locale: "en-GB" });
  await page.goto(`${project}/settings?edit=milestones:new#form`);
  const title = "Zkušební událost";
  const form = page
    .locator("#form, form")
    .filter({ has: page.locator("input[name=title]") })
    .last();
  await form.locator("input[name=title]").fill(title);
  await form.locator("[data-for=dueOn]").fill("30 Jun 2024");
  await form.locator("button[type=submit]").first().click();
  await page.getByText(title).first().waitFor();
  await page.goto(`${project}/settings`);
  const basics = page.locator("#basics");
  await basics.locator("button[type=submit]").click();
  await basics.getByText(/^Saved \d/).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
}, 60_000);

test("a second press on the button adds nothing twice", async () => {
  const { page, context } = await visit(manager, desk);
  for (const pause of [0, 90, 160, 220, 300]) {
    const title = `Dvakrát ${pause} ${Date.now()}`;
    await page.goto(`${project}/settings?edit=milestones:new#form`);
    await page.locator("input[name=title]").last().fill(title);
    await page.locator("[data-for=dueOn]").last().fill("1. 7. 2024");
    const submit = page
      .locator("form")
      .filter({ has: page.locator("input[name=title]") })
      .last()
      .locator("button[type=submit]");
    const box = await submit.first().boundingBox();
    const [x, y] = [(box?.x ?? 0) + 10, (box?.y ?? 0) + 10];
    await page.mouse.click(x, y);
    await page.waitForTimeout(pause);
    await page.mouse.click(x, y);
    await page.getByText(title).first().waitFor();
    await page.goto(`${project}/settings`);
    await page.getByText(title).first().waitFor();
    expect([pause, await page.getByText(title).count()]).toEqual([pause, 1]);
  }
  await context.close();
}, 90_000);

test("what was typed for one person is not in the form of the next one", async () => {
  const { page, context } = await visit(manager, desk);
  await page.goto(`${project}/team`);
  const links = page.locator("a[href*='edit=rename:']");
  const [first, second] = [await links.nth(0).getAttribute("href"), await links.nth(1).getAttribute("href")];
  await page.locator(`a[href='${second}']`).click();
  const field = page
    .locator("form")
    .filter({ has: page.locator("input[name=assistantId]") })
    .locator("input[name=name]");
  await field.waitFor();
  const name = await field.inputValue();
  await page.locator(`a[href='${first}']`).click();
  await expect.poll(() => field.inputValue()).not.toBe(name);
  await field.fill("Rozepsané jméno");
  await page.locator(`a[href='${second}']`).click();
  await expect.poll(() => field.inputValue()).toBe(name);
  await context.close();
}, 60_000);

test("a second change made while the first is being shown is saved too", async () => {
  const { page, context } = await visit(manager, desk);
  await page.goto(`${project}/settings`);
  const basics = page.locator("#basics");
  const name = basics.locator("input[name=name]");
  const before = await name.inputValue();
  for (const next of ["Rychle jedna", before]) {
    await name.fill(next);
    const answered = page.waitForResponse((response) => response.url().endsWith("/commands/project.change"));
    await basics.locator("button[type=submit]").click();
    await answered;
  }
  await basics.getByText(/^Uloženo \d/).waitFor();
  await page.reload();
  expect(await name.inputValue()).toBe(before);
  await context.close();
}, 60_000);

test("a change made while the one before is on its way is saved too, and an impatient second press is not", async () => {
  const { page, context } = await visit(manager, desk);
  const sent: unknown[] = [];
  await page.route("**/commands/project.change", async (route) => {
    sent.push(route.request().postDataJSON().input.name);
    await sleep(1_500);
    await route.continue();
  });
  await page.goto(`${project}/settings`);
  const basics = page.locator("#basics");
  const name = basics.locator("input[name=name]");
  const before = await name.inputValue();
  const press = () => basics.locator("button[type=submit]").click();
  await name.fill("Jdoucí změna");
  await press();
  await press();
  await name.fill(before);
  await press();
  await expect.poll(() => sent, { timeout: 20_000 }).toEqual(["Jdoucí změna", before]);
  await basics.getByText(/^Uloženo \d/).waitFor();
  await page.reload();
  expect(await name.inputValue()).toBe(before);
  expect(sent).toEqual(["Jdoucí změna", before]);
  await context.close();
}, 60_000);

test.each([
  ["cs-CZ", "none"],
  ["en-GB", "late"],
] as const)("in %s a form sent with scripts %s is saved, and the page says so", async (locale, scripts) => {
  const { page, context } = await visit(manager, { ...desk, locale, javaScriptEnabled: scripts === "late" });
  await page.route("**/_next/static/**/*.js*", async (route) => {
    await sleep(3_000);
    await route.continue().catch(() => {});
  });
  await page.goto(`${project}/settings`, { waitUntil: "commit" });
  for (const form of ["#basics", "#sources"]) {
    await page.locator(`${form} button[type=submit]`).click({ noWaitAfter: true });
    await page.waitForURL(/\/settings\?saved=\d{13}$/, { waitUntil: "commit" });
    await page.getByText(/^(Uloženo|Saved) \d/).waitFor();
    expect(await page.locator(`${form} input[name=backTo]`).inputValue()).toBe(`${project}/settings`);
    await page.goto(`${project}/settings`, { waitUntil: "commit" });
  }
  await context.close();
});
