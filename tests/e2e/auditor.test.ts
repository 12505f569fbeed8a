import { randomUUID } from "node:crypto";
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { visit } from "../support/browser";
import { get, send } from "../support/server";

const auditor = "auditor@mv.example";
const project = "/projects/sokolov";

/** A click, counted. */
function counting() {
  let clicks = 0;
  return {
    click: async (target: Locator) => {
      clicks += 1;
      await target.click();
    },
    clicks: () => clicks,
  };
}

test("from an indicator over its rows to the file that proves one: three clicks", async () => {
  const { page, context, complaints } = await visit(auditor);
  await page.goto(`${project}/indicators`);
  const { click, clicks } = counting();
  const value = page.getByRole("row", { name: /V1/ }).getByTitle(/^Proč je to/);
  const shown = (await value.innerText()).replace(/[^\d]/g, "");
  await click(value);
  await page.getByRole("heading", { name: /^Proč je to/ }).waitFor();
  expect(page.url()).toContain("/indicators/V1");
  const counted = await page.locator("#rows li", { hasText: "Započteno" }).innerText();
  expect(counted.replace(/[^\d]/g, "")).toBe(`${shown}${shown}`);
  await click(page.getByRole("link", { name: /^Jen řádky s doklady/ }));
  const file = page.locator("#rows table a[download]").first();
  await file.waitFor();
  const arriving = page.waitForEvent("download");
  await click(file);
  const download = await arriving;
  expect(clicks()).toBe(3);
  expect(download.suggestedFilename()).toMatch(/\.(pdf|png|jpe?g)$/);
  const served = await get(new URL(download.url()).pathname, auditor);
  expect(served.status).toBe(200);
  expect(served.headers.get("content-disposition")).toContain("attachment");
  expect((await served.arrayBuffer()).byteLength).toBeGreaterThan(100);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what is left out is shown with its reason, and every row of the value can be paged to", async () => {
  const { page, context } = await visit(auditor);
  await page.goto(`${project}/indicators/V1`);
  await page.getByRole("link", { name: "Vynecháno: vrácené" }).click();
  await page.getByRole("link", { name: "Zrušit filtr Vynecháno: vrácené" }).waitFor();
  expect(await page.locator("#rows tbody tr").count()).toBeGreaterThan(0);
  for (const state of await page.locator('#rows td[data-label="Stav"]').allInnerTexts()) expect(state).toBe("vráceno");
  await page.goto(`${project}/indicators/V1`);
  const shown = () =>
    page.locator("#rows tbody th a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const first = await shown();
  expect(first.length).toBe(50);
  await page.getByRole("link", { name: "Starší", exact: true }).click();
  await page.waitForURL(/after=/);
  await expect.poll(shown).not.toEqual(first);
  const second = await shown();
  expect([second.length, second.filter((link) => first.includes(link)).length]).toEqual([50, 0]);
  await page.reload();
  expect(await shown()).toEqual(second);
  await page.getByRole("link", { name: "Novější", exact: true }).click();
  await page.waitForURL(/before=/);
  await expect.poll(shown).toEqual(first);
  await context.close();
});

test("the log of a city is searched in words and verified with one button", async () => {
  const { page, context, complaints } = await visit(auditor);
  await page.goto(`${project}/audit`);
  await page.getByLabel("Druh záznamu").selectOption({ label: "výdaj" });
  await page.getByRole("button", { name: "Hledat" }).click();
  await page.getByRole("link", { name: /Zrušit filtr Druh záznamu: výdaj/ }).waitFor();
  const cells = await page.locator('#log td[data-label="Co"]').allInnerTexts();
  expect(cells.length).toBeGreaterThan(10);
  for (const cell of cells) expect(cell).toContain("výdaj");
  expect(await page.locator("#log").innerText()).toMatch(/částka: [\d\u00a0]+,\d\d\u00a0Kč/);
  await page.getByRole("button", { name: "Ověřit záznam změn" }).click();
  const answer = page.locator("#verify").getByText("Záznam změn je neporušený");
  await answer.waitFor({ timeout: 30_000 });
  expect(await page.locator("#verify").innerText()).toMatch(/[0-9a-f]{64}/);
  expect(page.url()).toMatch(/checked=[0-9a-f-]{36}/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a day is typed in one way everywhere: for a past state, in a filter, and an impossible one is said", async () => {
  const { page, context } = await visit(auditor, { viewport: { width: 1366, height: 768 } });
  await page.goto(project);
  await page.locator("summary", { hasText: "ke dni" }).click();
  await page.locator("[data-for=k]").fill("30. 6. 2024");
  await page.getByRole("button", { name: "Zobrazit", exact: true }).click();
  await page.waitForURL(/k=2024-06-30/);
  await page.getByText(/Díváte se na stav ke dni 30\.\s6\.\s2024/).waitFor();
  await page.goto(`${project}/audit`);
  const from = page.locator("[data-for=from]");
  await from.fill("31. 2.");
  await page.getByRole("button", { name: "Hledat", exact: true }).click();
  expect(await from.evaluate((input) => (input as HTMLInputElement).validationMessage)).toMatch(/^Zadejte den/);
  expect(new URL(page.url()).search).toBe("");
  await from.fill("1. 2.");
  await page.getByRole("button", { name: "Hledat", exact: true }).click();
  await page.waitForURL(/from=2025-02-01/);
  await page.getByText(/^Od dne: 1\.\s2\.\s2025/).waitFor();
  await context.close();
});

test("without scripts the same button answers too", async () => {
  const { page, context } = await visit(auditor, { javaScriptEnabled: false });
  await page.goto(`${project}/audit`);
  await page.getByRole("button", { name: "Ověřit záznam změn" }).click();
  await page.locator("#verify").getByText("Záznam změn je neporušený").waitFor({ timeout: 30_000 });
  expect(page.url()).toMatch(/checked=[0-9a-f-]{36}#verify$/);
  await context.close();
});

test("projects are listed by risk with the reasons, filtered by region, and the home says the same", async () => {
  const { page, context } = await visit(auditor);
  await page.goto("/projects");
  const risks = await page.locator('tbody td[data-label="Riziko"]').allInnerTexts();
  const order = ["vysoké", "střední", "nízké", "žádné"];
  const levels = risks.map((text) => order.findIndex((level) => text.startsWith(level)));
  expect(levels.length).toBeGreaterThanOrEqual(3);
  expect(levels).toEqual([...levels].sort((a, b) => a - b));
  await page.getByLabel("Kraj").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Filtrovat" }).click();
  await page.getByRole("link", { name: /^Zrušit filtr/ }).waitFor();
  expect(await page.locator("tbody tr").count()).toBeLessThan(levels.length);
  const file = await get("/portfolio/export?format=csv", auditor);
  expect([file.status, file.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  expect((await file.text()).split(/\r?\n/).filter((line) => line.includes("CZ.03")).length).toBe(levels.length);
  expect((await get("/portfolio/export?format=doc", auditor)).status).toBe(400);
  expect((await get("/portfolio/export?format=csv", null)).status).toBe(401);
  await page.goto("/");
  expect(await page.locator("#risk li").first().innerText()).toMatch(/vysoké/);
  await context.close();
});

const pages = [
  "/",
  "/projects",
  project,
  `${project}/indicators`,
  `${project}/indicators/C2`,
  `${project}/activity`,
  `${project}/audit`,
];

test("the auditor only reads: no form that writes on any page, every write refused", async () => {
  const { page, context } = await visit(auditor);
  for (const path of pages) {
    await page.goto(path);
    const forms = await page
      .locator('form[action^="/api/v1/commands/"]')
      .evaluateAll((found) => found.map((form) => form.getAttribute("action")?.split("/").at(-1)));
    expect(
      forms.filter((name) => name !== "session.end" && name !== "audit.verify"),
      path,
    ).toEqual([]);
  }
  await context.close();
  const id = randomUUID();
  const version = "1";
  const writes: Record<string, unknown> = {
    "activity.submit": { activityId: id, version },
    "activity.approve": { activities: [{ activityId: id, version }] },
    "activity.return": { activityId: id, version, reason: "counts", note: "x" },
    "activity.delete": { activityId: id, version },
    "expense.delete": { expenseId: id, version },
    "measurement.record": { indicatorId: id, measuredOn: "2025-01-31", value: 1 },
    "measurement.verify": { measurementId: id, version },
  };
  for (const [name, input] of Object.entries(writes))
    expect((await send(name, input, { email: auditor })).status, name).toBe(403);
});

test("what is not there is not found, nonsense in the address is not an error", async () => {
  expect((await get(`${project}/indicators/NIC`, auditor)).status).toBe(404);
  expect((await get("/projects/nikde/indicators", auditor)).status).toBe(404);
  expect((await get("/projects/nikde/audit", auditor)).status).toBe(404);
  expect((await get(`${project}/audit`, "mentor@jirkov.example")).status).toBe(404);
  expect((await get(`${project}/indicators/V1`, "mentor@jirkov.example")).status).toBe(404);
  const odd = "who=%27&table=%00x&from=2025-02-28&record=1&before=-5&checked=x";
  expect((await get(`${project}/audit?${odd.replace("%00", "")}`, auditor)).status).toBe(404);
  expect((await get(`${project}/audit?from=2025-02-30`, auditor)).status).toBe(404);
  expect((await get(`${project}/indicators/V1?page=-3&show=toString&files=2`, auditor)).status).toBe(200);
  expect((await get(`${project}/indicators/V1?after=2025-02-30_x`, auditor)).status).toBe(404);
  expect((await get(`${project}/indicators/%2525`, auditor)).status).toBe(404);
  expect((await get("/projects?region=x&state=y&sort=-nic", auditor)).status).toBe(200);
});
