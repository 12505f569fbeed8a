import { expect, test } from "vitest";
import { visit } from "../support/browser";
import { get } from "../support/server";

test("an organiser makes this year's meeting from last year's, changes the days and opens it", async () => {
  const { page, complaints } = await visit("organiser@mv.example");
  const slug = `setkani-apk-${Date.now()}`;
  await page.goto("/meetings");
  await page
    .getByRole("row", { name: /MV-11638-4/ })
    .getByRole("link", { name: /^Zkopírovat/ })
    .click();
  await page.waitForURL(/\/meetings\/new\?from=/);
  expect(await page.getByLabel("Název česky").inputValue()).toBe(
    "Celostátní pracovní setkání asistentů prevence kriminality 2026",
  );
  await page.getByLabel("Číslo jednací").fill(`MV-20001-${Date.now()}/OPK-2026`);
  await page.getByLabel("Adresa pozvánky").fill(slug);
  const days = {
    deadlineOn: "23. 2. 2026",
    "sites.0.startsOn": "9. 3. 2026",
    "sites.0.endsOn": "11. 3. 2026",
    "sites.1.startsOn": "13. 5. 2026",
    "sites.1.endsOn": "15. 5. 2026",
  };
  for (const [name, day] of Object.entries(days)) await page.locator(`[data-for="${name}"]`).fill(day);
  await page.getByRole("button", { name: "Vytvořit koncept" }).click();
  await page.waitForURL(`**/meetings/${slug}`);
  await page.getByText("Tyto texty ještě mluví o setkání MV-11638-4/OPK-2025").waitFor();
  expect(await page.getByText("Pozvání (česky)").first().isVisible()).toBe(true);
  expect((await get(`/m/${slug}`, null)).status).toBe(404);

  await page.getByRole("button", { name: "Otevřít setkání" }).click();
  await page.getByText("Některé texty ještě mluví o setkání").first().waitFor();
  await page.getByLabel("Prošel(a) jsem je").check();
  await page.getByRole("button", { name: "Otevřít setkání" }).click();
  await page.getByText("Přihlašování otevřeno").waitFor();
  await page.goto("/");
  expect(await page.getByText("Přihlášky do 23. 2. 2026").first().isVisible()).toBe(true);
  // The browser tells of the one refusal.
  expect(complaints.filter((line) => !line.includes("/commands/meeting.open"))).toEqual([]);

  await seenByEverybody(slug);
});

/** The invitation without an account and without scripts, in both languages. */
async function seenByEverybody(slug: string) {
  const { page } = await visit(null, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const response = await page.goto(`/m/${slug}`);
  expect(response?.headers()["content-security-policy"]).toContain("default-src 'self'");
  const text = () => page.locator("main").innerText();
  const czech = await text();
  for (const said of [
    "Přihlášky do 23. února 2026 včetně",
    "9. 3. – 11. 3. 2026",
    "Kouřimská 1009",
    "9.",
    "setkani@mv.example",
  ])
    expect(czech.replaceAll("\u00a0", " ")).toContain(said);
  expect(await page.getByRole("button").count()).toBe(0);
  await page.getByRole("link", { name: "English" }).click();
  expect(new URL(page.url()).pathname).toBe(`/m/${slug}`);
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  const english = (await text()).replaceAll("\u00a0", " ");
  for (const said of ["Register by 23 February 2026 inclusive", "International Organization for Migration", "9 Mar"])
    expect(english).toContain(said);
}
