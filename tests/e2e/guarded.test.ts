import { expect, test } from "vitest";
import { findingsOfLook } from "../support/axe";
import { visit } from "../support/browser";
import { overflow } from "../support/look";

const looks = process.env.HLIDKA_LOOK_AT;

test("a phone number in a milestone is marked while it is typed, asked about once and counted for the auditor", async () => {
  const { page, context, complaints } = await visit("manager@sokolov.example", {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  await page.goto("/projects/sokolov/settings?edit=milestones:new#form");
  const form = page.locator("form[action$='/milestone.add']");
  await form.locator("[name=title]").fill("Volat školu na 602 000 111");
  await form.locator("mark", { hasText: "602 000 111" }).waitFor();
  expect(await form.getByText("Nejspíš telefon:").isVisible()).toBe(true);
  await form.locator("[data-for=dueOn]").fill("1. 12. 2025");
  await form.getByRole("button").last().tap();
  const reason = form.getByLabel(/Proč text odeslat tak, jak je/);
  await reason.waitFor();
  expect(await overflow(page)).toBe(0);
  if (looks) await page.screenshot({ path: `${looks}/ask.png` });
  expect(await findingsOfLook(page)).toEqual([]);
  await reason.fill("Veřejná linka školy");
  await form.getByRole("button").last().tap();
  await page
    .getByText(/^Uloženo \d/)
    .first()
    .waitFor();
  expect(await reason.count()).toBe(0);
  // The refusal is a 422, which the browser writes down by itself.
  expect(complaints.filter((line) => !line.includes("422"))).toEqual([]);
  await context.close();

  const auditor = await visit("auditor@mv.example", { viewport: { width: 1440, height: 900 } });
  await auditor.page.goto("/projects/sokolov/audit");
  const card = auditor.page.locator("#overrules");
  expect(await card.innerText()).toContain("Veřejná linka školy");
  expect(await card.innerText()).not.toContain("602 000 111");
  if (looks) await card.screenshot({ path: `${looks}/card.png` });
  await auditor.context.close();
});
