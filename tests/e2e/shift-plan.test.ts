import { expect, test } from "vitest";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { overflow } from "../support/look";

const plan = "/projects/jirkov/activity/plan";

test("a mentor copies the week before, plans a shift for today on a phone, and the log begins with it", async () => {
  const { page, context, complaints } = await visit("mentor@jirkov.example", {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  });
  await page.goto(`${plan}?week=2025-02-24`);
  await page.getByText("Na tento týden zatím není nic naplánováno").waitFor();
  await page.getByRole("link", { name: "Převzít z minulého týdne" }).click();
  const copy = page.getByRole("button", { name: /^Převzít \d+ slu/ });
  await copy.waitFor();
  expect(await findings(page)).toEqual([]);
  const count = Number(/\d+/.exec((await copy.textContent()) ?? "")?.[0]);
  await copy.click();
  await page.waitForURL((url) => !url.search.includes("edit"));
  const days = page.locator("ol > li");
  expect(await days.locator("ul > li").count()).toBe(count);
  expect(await page.getByRole("link", { name: "Převzít z minulého týdne" }).count()).toBe(0);
  expect(await overflow(page)).toBe(0);

  await page.goto(`${plan}?week=2025-02-15&edit=add:2025-02-15`);
  const form = page.locator("#form");
  await form.getByLabel("Od", { exact: true }).fill("16");
  await form.getByLabel("Do", { exact: true }).fill("20");
  await form.locator("select[name=localityId]").selectOption({ index: 1 });
  const free = form.locator("label", { has: page.locator("input[name='assistantIds[]']") });
  const names: string[] = [];
  for (const label of await free.all()) {
    const text = (await label.innerText()).trim();
    if (names.length === 2 || text.includes("už má službu")) continue;
    names.push(text);
    await label.click();
  }
  expect(names).toHaveLength(2);
  await form.getByLabel("Úkol").fill("Hřiště u školy");
  expect(await findings(page)).toEqual([]);
  await form.getByRole("button", { name: "Přidat do plánu" }).click();
  const today = page.locator("#day-2025-02-15");
  await today.getByText("Hřiště u školy").waitFor();

  await today.getByRole("link", { name: /^Zapsat: 16–20/ }).click();
  await page.waitForURL(/activity\/new/);
  await page.getByText("podle plánu 16:00–20:00").waitFor();
  const chosen = page.locator("button[aria-pressed=true]", { hasText: "podle plánu" });
  for (const name of names) expect(await chosen.innerText()).toContain(name);
  expect(await page.getByText(/16:00–20:00/).count()).toBeGreaterThan(1);

  await page.goto(`${plan}?week=2025-02-15`);
  await today.getByRole("link", { name: /^Odebrat: 16–20/ }).click();
  await page.getByRole("button", { name: "Odebrat z plánu" }).click();
  await today.getByText("Hřiště u školy").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
}, 120_000);
