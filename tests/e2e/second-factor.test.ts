import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { codeOf } from "../support/codes";

const password = process.env.HLIDKA_TEST_PASSWORD ?? "";
// Nobody else's tests sign in with this account.
const email = "mentor@ukazkov.example";
const w = {
  signIn: "Sign in",
  email: "E-mail",
  password: "Password",
  setUp: "Set up two-step sign-in",
  begin: "Continue",
  code: "Code from the app",
  on: "Turn on",
  wrong: /The code is wrong/,
  kept: "I have saved them",
  second: "Two-step sign-in",
  left: "9 recovery codes left.",
  off: "Turn off two-step sign-in",
  present: "Current password",
  what: "What you will need",
};

async function enter(page: Page) {
  await page.goto("/sign-in?next=/account");
  await page.getByLabel(w.email).first().fill(email);
  await page.getByLabel(w.password).first().fill(password);
  await page.getByRole("button", { name: w.signIn, exact: true }).click();
}
const arrived = (page: Page, path: string) => page.waitForURL((url) => url.pathname === path);

test("the second step is set up, asked for and turned off", async () => {
  const locale = "en-GB";
  const here = await visit(null, { locale });
  await enter(here.page);
  await arrived(here.page, "/account");
  await here.page.getByRole("link", { name: w.setUp }).click();
  await here.page.getByRole("button", { name: w.begin }).click();
  await here.page.getByRole("img", { name: /QR/ }).waitFor();
  const secret = ((await here.page.locator("code").textContent()) ?? "").replace(/[^A-Z2-7]/g, "");
  expect(await findings(here.page)).toEqual([]);
  await here.page.getByLabel(w.code).fill(codeOf(secret, 9));
  await here.page.getByRole("button", { name: w.on }).click();
  await here.page.getByText(w.wrong).first().waitFor();
  await here.page.getByLabel(w.code).fill(codeOf(secret, -1));
  await here.page.getByRole("button", { name: w.on }).click();
  await here.page.getByRole("button", { name: w.kept }).waitFor();
  const codes = await here.page.locator("ol.font-mono li").allTextContents();
  expect(codes).toHaveLength(10);
  expect(await findings(here.page)).toEqual([]);
  await here.page.getByRole("button", { name: w.kept }).click();
  await here.page.getByRole("button", { name: w.off }).waitFor();
  expect(await here.page.getByText(codes[0] ?? "").count()).toBe(0);

  const elsewhere = await visit(null, { locale });
  await enter(elsewhere.page);
  await arrived(elsewhere.page, "/sign-in/code");
  expect(await findings(elsewhere.page)).toEqual([]);
  const field = elsewhere.page.locator("input[name=code]");
  await field.fill("000000");
  await elsewhere.page.getByRole("button", { name: w.signIn, exact: true }).click();
  await elsewhere.page.getByText(w.wrong).first().waitFor();
  await field.fill(codeOf(secret));
  await elsewhere.page.getByRole("button", { name: w.signIn, exact: true }).click();
  await arrived(elsewhere.page, "/account");

  // Without scripts, and with a recovery code in the code's place.
  const bare = await visit(null, { locale, javaScriptEnabled: false });
  await enter(bare.page);
  await arrived(bare.page, "/sign-in/code");
  await bare.page.locator("input[name=code]").fill("zzzz-zzzz-zzzz");
  await bare.page.getByRole("button", { name: w.signIn, exact: true }).click();
  await bare.page.getByText(w.wrong).first().waitFor();
  await bare.page.locator("input[name=code]").fill((codes[0] ?? "").toUpperCase());
  await bare.page.getByRole("button", { name: w.signIn, exact: true }).click();
  await arrived(bare.page, "/account");
  await bare.page.getByText(w.left).waitFor();

  await here.page.reload();
  await here.page.getByLabel(w.present).fill(password);
  await here.page
    .getByLabel(w.code)
    .last()
    .fill(codes[1] ?? "");
  await here.page.getByRole("button", { name: w.off }).click();
  await here.page.getByRole("heading", { name: w.what }).waitFor();
  expect([...here.complaints, ...elsewhere.complaints].filter((line) => !/422/.test(line))).toEqual([]);
  for (const { context } of [here, elsewhere, bare]) await context.close();
}, 120_000);
