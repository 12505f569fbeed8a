import { beforeAll, expect, test } from "vitest";
import { closedMeeting, people } from "../support/allocation-desk";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { doorDesk, organiser } from "../support/door";
import { overflow, smallTargets } from "../support/look";

let desk: Awaited<ReturnType<typeof doorDesk>>;
beforeAll(async () => {
  desk = await doorDesk();
});

test("the organiser has variants reckoned, takes one, sees what moving a city would change, moves it and tells everybody", async () => {
  const { slug } = await closedMeeting(desk, [3, 4], people);
  const { page, complaints } = await visit(organiser);
  await page.goto(`/meetings/${slug}`);
  await page.getByRole("link", { name: "Rozdělení míst" }).click();
  await page.getByRole("button", { name: "Spočítat tři varianty" }).click();
  await page.getByRole("heading", { name: "Vyváženě" }).waitFor();
  for (const name of ["Obce pohromadě", "Přání napřed"]) await page.getByRole("heading", { name }).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Vybrat" }).first().click();
  await page.getByRole("link", { name: "Oznámit místa" }).waitFor();

  await page.locator("summary", { hasText: "Sokolov" }).click();
  await page.getByText("Místo first je to, které žádá přihláška.").first().waitFor();
  await page.getByRole("link", { name: "Přesunout obec Sokolov" }).click();
  await page.getByRole("heading", { name: "Přesun: Sokolov" }).waitFor();
  await page.getByLabel("Kam").selectOption("second");
  await page.getByRole("button", { name: "Ukázat dopad" }).click();
  const effect = page.getByRole("table", { name: "Dopad přesunu na čísla" });
  await effect.waitFor();
  expect(
    (await effect.getByRole("row", { name: /lidé na místě, které chtěli/ }).innerText()).replace(/\s+/g, " "),
  ).toBe("lidé na místě, které chtěli 3 1 (−2)");
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Přesunout" }).click();
  await page.getByRole("heading", { name: "Ručně upraveno" }).waitFor();
  await page.getByText("second: 4 z 4").waitFor();
  await page.getByText("ponechat (2)").waitFor();

  await page.getByRole("link", { name: "Oznámit místa" }).click();
  const panel = page.getByRole("region", { name: "Oznámit místa 4 lidem?" });
  await panel.getByText("second: 4 lidé").waitFor();
  await panel.getByText(/^E-maily začnou odcházet za/).waitFor();
  await panel.getByRole("button", { name: "Oznámit" }).click();
  await page.getByRole("heading", { name: "Místa jsou oznámena" }).waitFor();
  await page.getByRole("link", { name: "Vzít oznámení zpět" }).click();
  await page.getByLabel("Důvod").fill("Ještě se vrátíme k Sokolovu.");
  await page.getByRole("button", { name: "Vzít oznámení zpět" }).click();
  await page.getByRole("link", { name: "Oznámit místa" }).waitFor();
  expect(complaints).toEqual([]);
});

test("on a phone, without scripts: a person moves to a full site only in exchange, and a run is repeated for who appeals", async () => {
  const { slug } = await closedMeeting(desk, [2, 2], people);
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
  const { page } = await visit(organiser, { ...phone, javaScriptEnabled: false });
  await page.goto(`/meetings/${slug}/allocation`);
  await page.getByRole("button", { name: "Spočítat tři varianty" }).click();
  await page.getByRole("button", { name: "Vybrat" }).first().click();
  expect(await overflow(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
  await page.locator("summary", { hasText: "Sokolov" }).click();
  await page.getByRole("link", { name: "Přesunout: Adam Sokolovský" }).click();
  await page.getByLabel("Kam").selectOption("second");
  await page.getByRole("button", { name: "Ukázat dopad" }).click();
  await page.getByText(/^second: o\s1.člověka víc než míst/).waitFor();
  expect(await page.getByRole("button", { name: "Přesunout" }).count()).toBe(0);
  await page.getByLabel("Vyměnit s").selectOption({ label: "Dana Litvínovská (Litvínov)" });
  await page.getByRole("button", { name: "Ukázat dopad" }).click();
  await page.getByText("Přesunou se 2 lidé.").waitFor();
  await page.getByRole("button", { name: "Přesunout", exact: true }).click();
  await page.getByRole("heading", { name: "Ručně upraveno" }).waitFor();
  await page.getByRole("link", { name: "Prohlédnout: Vyváženě" }).click();
  await page.getByRole("button", { name: "Zopakovat výpočet" }).click();
  await page.getByText(/vyšlo přesně totéž/).waitFor();
  expect(await overflow(page)).toBe(0);
});

test.each([true, false])(
  "the organiser weighs the roles of his meeting beside its variants, scripts: %s",
  async (javaScriptEnabled) => {
    const { slug } = await closedMeeting(desk, [2, 2], people);
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
    const { page } = await visit(organiser, { ...phone, javaScriptEnabled });
    await page.goto(`/meetings/${slug}/allocation`);
    await page.getByText("Váhy jsou obvyklé, podle nastavení.").waitFor();
    await page.getByRole("link", { name: "Změnit váhy funkcí" }).click();
    const panel = page.getByRole("region", { name: "Změnit váhy funkcí" });
    await panel.getByLabel("Policie ČR").fill("2000");
    await panel.getByRole("button", { name: "Uložit váhy" }).click();
    await page
      .getByText(/nejv[ýí]š/i)
      .first()
      .waitFor();
    await panel.getByLabel("Policie ČR").fill("5");
    expect([await overflow(page), await smallTargets(page)]).toEqual([0, []]);
    if (javaScriptEnabled) expect(await findings(page)).toEqual([]);
    await panel.getByRole("button", { name: "Uložit váhy" }).click();
    await page.getByText("Váhy určil organizátor pro toto setkání.").waitFor();
    await page
      .getByRole("listitem")
      .filter({ hasText: /^Policie ČR 5$/ })
      .waitFor();
  },
);
