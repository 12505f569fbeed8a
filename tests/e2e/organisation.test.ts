import { expect, test } from "vitest";
import { visit } from "../support/browser";

test("a municipality is chosen from the list: half a name is refused beside the field and empties nothing", async () => {
  const { page, complaints } = await visit("manager@ukazkov.example");
  await page.goto("/admin/organisation");
  const form = page.locator("form", { has: page.getByLabel("IČO") });
  const before = await form.locator('input[type="hidden"][name="municipalityCode"]').inputValue();
  const field = page.getByLabel("Obec");
  await field.fill("nesmyslov");
  await expect.poll(() => form.getByText("Nic neodpovídá").count()).toBe(1);
  await form.getByRole("button", { name: "Uložit" }).click();
  await expect.poll(() => form.locator("[id$=municipalityCode-error]").textContent()).toBe("Vyberte obec ze seznamu");
  await field.fill("Sokolov");
  await page.getByRole("option", { name: /^Sokolov \(560286\)/ }).click();
  expect(await field.inputValue()).toBe("Sokolov (560286)");
  await page.reload();
  expect(await form.locator('input[type="hidden"][name="municipalityCode"]').inputValue()).toBe(before);
  expect(complaints).toEqual([]);
});
