import { afterAll, expect, test } from "vitest";
import { closeBrowser, visit } from "../support/browser";

afterAll(closeBrowser);

test.each(["cs-CZ", "en-GB"])("somebody signs in with the keyboard alone, in %s", async (locale) => {
  const { page, context, complaints } = await visit(null, { locale });
  await page.goto("/");
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  expect(await page.locator("html").getAttribute("lang")).toBe(locale.slice(0, 2));
  await page.locator("input[name=email]:not([type=hidden])").focus();
  await page.keyboard.type("mentor@sokolov.example");
  await page.locator("input[name=password]:not([type=hidden])").focus();
  await page.keyboard.type(process.env.HLIDKA_TEST_PASSWORD ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/");
  expect(complaints).toEqual([]);
  await context.close();
});
