import { expect, test } from "vitest";
import { visit } from "../support/browser";

test("somebody signs in with the keyboard alone", async () => {
  const { page, context, complaints } = await visit(null);
  await page.goto("/");
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  expect(await page.locator("html").getAttribute("lang")).toBe("cs");
  await page.locator("input[name=email]:not([type=hidden])").focus();
  await page.keyboard.type("mentor@sokolov.example");
  await page.locator("input[name=password]:not([type=hidden])").focus();
  await page.keyboard.type(process.env.HLIDKA_TEST_PASSWORD ?? "");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/");
  expect(complaints).toEqual([]);
  await context.close();
});
