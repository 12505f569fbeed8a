import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { visit } from "../support/browser";

// Nobody else's tests sign in with this account.
const email = "finance@ukazkov.example";
const first = process.env.HLIDKA_TEST_PASSWORD ?? "";
const second = "tři zelené lavičky";

async function enter(password: string) {
  const { page, context, complaints } = await visit(null);
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("E-mail").first().fill(email);
  await page.getByLabel("Heslo").first().fill(password);
  await page.getByRole("button", { name: "Přihlásit se", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/account");
  return { page, context, complaints };
}

async function change(page: Page, current: string, next: string, again = next) {
  await page.getByLabel("Nynější heslo").fill(current);
  await page.getByLabel("Nové heslo", { exact: true }).fill(next);
  await page.getByLabel("Nové heslo znovu").fill(again);
  await page.getByRole("button", { name: "Změnit heslo" }).click();
}

test("a person changes the password: told what is wrong, signed out elsewhere, still in here", async () => {
  const here = await enter(first);
  const elsewhere = await enter(first);
  await change(here.page, "hádám", second);
  await here.page.getByText("Nynější heslo nesouhlasí.").first().waitFor();
  await change(here.page, first, second, "tři zelené lavice");
  await here.page.getByText("Obě nová hesla se liší.").first().waitFor();
  await change(here.page, first, second);
  await here.page
    .getByText(/^Uloženo \d/)
    .first()
    .waitFor();
  await here.page.getByText("Naposledy změněno").waitFor();
  expect(await here.page.getByLabel("Nynější heslo").inputValue()).toBe("");
  await elsewhere.page.reload();
  expect(new URL(elsewhere.page.url()).pathname).toBe("/sign-in");
  await here.page.reload();
  expect(new URL(here.page.url()).pathname).toBe("/account");
  await change(here.page, second, first);
  await here.page
    .getByText(/^Uloženo \d/)
    .first()
    .waitFor();
  await here.context.close();
  await elsewhere.context.close();
}, 60_000);

test("a person sees the signed-in browsers, signs one out and then all of them", async () => {
  const here = await enter(first);
  const other = await enter(first);
  await here.page.reload();
  const rows = here.page.getByRole("region", { name: "Přihlášení" }).getByRole("row");
  expect(await rows.count()).toBeGreaterThan(2);
  await here.page
    .getByRole("button", { name: /^Odhlásit Chrome/ })
    .first()
    .click();
  await other.page.waitForTimeout(1_000);
  await other.page.reload();
  expect(new URL(other.page.url()).pathname).toBe("/sign-in");
  await here.page.getByRole("button", { name: "Odhlásit všude, i tady" }).click();
  await here.page.waitForURL((url) => url.pathname === "/sign-in");
  await here.page.goto("/account");
  expect(new URL(here.page.url()).pathname).toBe("/sign-in");
  expect(here.complaints).toEqual([]);
  await here.context.close();
  await other.context.close();
}, 60_000);

test("the own name is changed and stands in the frame at once", async () => {
  const { page, context } = await enter(first);
  const field = page.getByLabel("Jméno", { exact: true });
  const before = await field.inputValue();
  await field.fill("Žofie Přejmenovaná");
  await page.getByRole("button", { name: "Uložit jméno" }).click();
  await page
    .getByText(/^Uloženo \d/)
    .first()
    .waitFor();
  await page.getByRole("banner").getByText("Žofie Přejmenovaná").first().waitFor();
  await field.fill(before);
  await page.getByRole("button", { name: "Uložit jméno" }).click();
  await page.getByRole("banner").getByText(before).first().waitFor();
  await context.close();
}, 60_000);

test("after a lost answer, something else is not taken for the same: it is told, and done when sent again", async () => {
  const { page, context } = await enter(first);
  const field = page.getByLabel("Jméno", { exact: true });
  const save = page.getByRole("button", { name: "Uložit jméno" });
  const before = await field.inputValue();
  await page.route("**/commands/account.rename", async (route) => {
    await route.fetch();
    await route.abort();
  });
  await field.fill("Doručené Jméno");
  await save.click();
  await page.getByRole("alert").getByText("Nepodařilo se odeslat").first().waitFor();
  await page.unroute("**/commands/account.rename");
  await field.fill(before);
  await save.click();
  await page.getByText("Předchozí odeslání přece jen dorazilo.").first().waitFor();
  await save.click();
  await page
    .getByText(/^Uloženo \d/)
    .first()
    .waitFor();
  await page.reload();
  expect(await field.inputValue()).toBe(before);
  await context.close();
}, 60_000);

test("language and colours chosen for the account come along to a new browser, whose own switches stay its own", async () => {
  const here = await enter(first);
  const card = here.page.getByRole("region", { name: "Jazyk a vzhled" });
  await card.getByLabel("Jazyk").selectOption("en");
  await card.getByLabel("Barvy").selectOption("dark");
  await card.getByRole("button", { name: "Uložit jazyk a vzhled" }).click();
  await here.page.getByRole("heading", { name: "Language and appearance" }).waitFor();
  const other = await enter(first);
  await other.page.getByRole("heading", { name: "Language and appearance" }).waitFor();
  expect(await other.page.locator("html").getAttribute("lang")).toBe("en");
  await other.page.getByRole("link", { name: "Čeština" }).first().click();
  await other.page.getByRole("heading", { name: "Jazyk a vzhled" }).waitFor();
  await here.page.reload();
  expect(await here.page.locator("html").getAttribute("lang")).toBe("en");
  const back = here.page.getByRole("region", { name: "Language and appearance" });
  await back.locator("select[name=locale]").selectOption("cs");
  await back.locator("select[name=theme]").selectOption("auto");
  await back.getByRole("button").click();
  await here.page.getByRole("heading", { name: "Jazyk a vzhled" }).waitFor();
  await here.context.close();
  await other.context.close();
}, 60_000);
