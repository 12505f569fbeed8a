import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { findingsOfLook } from "../support/axe";
import { visit } from "../support/browser";
import { overflow } from "../support/look";
import { png } from "../support/sample-files";

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const desk = { viewport: { width: 1440, height: 900 } };
const words = {
  "cs-CZ": {
    more: "Přidat: Pochůzka v lokalitě",
    talk: /^Přidat: Poradenství/,
    day: "2025-02-08",
    draft: "Uložit rozepsané",
    send: "Odeslat",
    edit: "Upravit",
    sent: "čeká na schválení",
    fold: "Předání, klíčová aktivita, poznámka",
    told: /^Odesláno ke schválení \d/,
    kept: /Uloženo .+ v\stomto zařízení/,
  },
  "en-GB": {
    more: "More: Patrol in the locality",
    talk: /^More: Advice/,
    day: "2025-02-01",
    draft: "Save draft",
    send: "Send",
    edit: "Edit",
    sent: "waiting for approval",
    fold: "Handed over, key activity, note",
    told: /^Sent for approval \d/,
    kept: /Saved at .+ on this device/,
  },
} as const;

/** Chooses so many of the people, the first ones, and nobody else. */
const choosePeople = async (page: Page, most: number) => {
  const people = page.locator("input[name='assistantIds[]']");
  const fold = page.locator("details", { has: people.first() });
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").tap();
  for (let index = 0; index < (await people.count()); index += 1) {
    const person = people.nth(index);
    // Clear of the bar with the buttons, which stays at hand.
    await person.evaluate((box) => box.scrollIntoView({ block: "center" }));
    await person.setChecked(index < most, { force: true });
  }
};

const figure = async (page: Page) => {
  await page.goto("/projects/sokolov/activity");
  const text = await page.locator("dd").first().innerText();
  return Number(text.replace(/\D/g, ""));
};

test.each(["cs-CZ", "en-GB"] as const)(
  "on a phone a mentor logs a shift, keeps a draft and sends it, in %s",
  async (locale) => {
    const say = words[locale];
    const { page, context, complaints } = await visit("mentor@sokolov.example", { ...phone, locale });
    const before = await figure(page);
    const note = `e2e ${locale} ${Date.now()}`;
    await page.goto(`/projects/sokolov/activity/new?day=${say.day}`);
    expect(await page.locator("input[name=happenedOn]").inputValue()).toBe(say.day);
    await choosePeople(page, 2);
    await page.locator("input[name=localityId]").first().check({ force: true });
    await page.getByRole("button", { name: say.more }).tap();
    await page.getByRole("button", { name: say.more }).tap();
    await page.getByRole("button", { name: say.talk }).tap();
    await page.getByText(say.fold).tap();
    await page.locator("textarea[name=note]").fill(note);
    await page.getByText(say.kept).waitFor();
    await page.reload();
    await page.getByText(say.kept).waitFor();
    expect(await page.locator("textarea[name=note]").inputValue()).toBe(note);
    await page.getByRole("button", { name: say.draft }).tap();
    await page.waitForURL(/\/activity\/[0-9a-f-]{36}$/);
    const address = page.url();
    await page.getByText(note).first().waitFor();
    await page.getByRole("link", { name: say.edit, exact: true }).tap();
    await page.waitForURL(/\/edit$/);
    expect(await page.locator("input[name='assistantIds[]']:checked").count()).toBe(2);
    await page.getByRole("button", { name: say.send, exact: true }).tap();
    await page.waitForURL(address);
    await page.getByText(say.told).waitFor();
    await page.getByText(say.sent).first().waitFor();
    expect(await figure(page)).toBe(before + 1);
    await page.goto(`/projects/sokolov/activity?from=${say.day}&to=${say.day}`);
    await page.locator(`a[href='${new URL(address).pathname}']`).waitFor();
    await page.goto(`/projects/sokolov/activity/new?day=${say.day}`);
    expect(await page.locator("textarea[name=note]").inputValue()).toBe("");
    expect(complaints).toEqual([]);
    await context.close();
  },
);

test("from the home screen a shift of two places is logged in at most eight taps, on a page of three screens", async () => {
  const { page, context } = await visit("mentor@sokolov.example", phone);
  await page.goto("/");
  let taps = 0;
  const tap = async (locator: Locator) => {
    taps += 1;
    await locator.first().tap();
  };
  await tap(page.getByRole("link", { name: "Zapsat", exact: true }));
  await page.waitForURL(/\/activity\/new/);
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(tall).toBeLessThan(3 * 740);
  await tap(page.getByRole("button", { name: "Přidat: Pochůzka v lokalitě", exact: true }));
  await tap(page.getByRole("button", { name: /^Přidat: Poradenství/ }));
  await tap(page.getByRole("button", { name: "Přidat další místo" }));
  await tap(page.getByRole("button", { name: /^Přidat: Pochůzka v lokalitě, / }));
  await tap(page.getByRole("button", { name: "Odeslat", exact: true }));
  await page.waitForURL(/\/activity\/[0-9a-f-]{36}$/);
  expect(taps).toBeLessThanOrEqual(8);
  await page.getByRole("heading", { level: 4 }).nth(1).waitFor();
  await page.getByRole("button", { name: "Vzít zpět" }).tap();
  await context.close();
});

test("a shift that is there already is asked about, one over it is named with a link, and a sent one is taken back", async () => {
  const { page, context } = await visit("mentor@sokolov.example", phone);
  const fill = async () => {
    await page.goto("/projects/sokolov/activity/new?day=2025-02-02");
    await choosePeople(page, 1);
    await page.locator("input[name=localityId]").first().check({ force: true });
    await page.getByRole("button", { name: "Přidat: Pochůzka v lokalitě" }).tap();
    await page.getByText("Kdy", { exact: true }).tap();
    await page.locator("input[data-for=startsAt]").fill("3");
    await page.locator("input[data-for=endsAt]").fill("5:00");
    await page.getByRole("button", { name: "Odeslat", exact: true }).tap();
  };
  const there = page.getByRole("link", { name: "2. 2. 2025, 03:00–05:00" });
  await fill();
  await page.waitForURL(/\/activity\/[0-9a-f-]{36}$/);
  const first = new URL(page.url()).pathname;
  await fill();
  await page.getByText("Stejní lidé už mají ten den a ve stejných hodinách zapsanou směnu.").waitFor();
  expect(await there.last().getAttribute("href")).toBe(first);
  await page.getByLabel("Opravdu je to další směna").check();
  await page.getByRole("button", { name: "Odeslat", exact: true }).tap();
  await page.waitForURL(/\/activity\/[0-9a-f-]{36}$/);
  await page.getByText("Ve stejnou dobu je zapsaná i jiná směna").waitFor();
  expect(await there.getAttribute("href")).toBe(first);
  await page.getByText("Směna čeká na schválení i se soubory, které má.").waitFor();
  expect(await page.locator("input[type=file]").count()).toBe(0);
  await page.getByRole("button", { name: "Vzít zpět" }).tap();
  await page
    .getByText(/^Vzato zpět \d/)
    .first()
    .waitFor();
  await page.locator("input[type=file]").waitFor({ state: "attached" });
  expect(await page.getByRole("button", { name: "Smazat rozepsané" }).count()).toBe(0);
  await page.getByRole("button", { name: "Odeslat ke schválení" }).tap();
  await page.getByRole("button", { name: "Vzít zpět" }).waitFor();
  await context.close();
});

test("what is missing is said beside its field, and nothing typed is lost", async () => {
  const { page, context } = await visit("mentor@sokolov.example", phone);
  await page.goto("/projects/sokolov/activity/new");
  await choosePeople(page, 0);
  await page.getByText("Předání, klíčová aktivita, poznámka").tap();
  await page.locator("textarea[name=note]").fill("zůstane");
  await page.getByRole("button", { name: "Odeslat", exact: true }).tap();
  await page.getByRole("alert").filter({ hasText: "Opravte prosím" }).waitFor();
  expect(await page.getByText("Vyberte, kdo sloužil.").count()).toBeGreaterThan(1);
  expect(await page.locator("textarea[name=note]").inputValue()).toBe("zůstane");
  await context.close();
});

test("without a network the answer stands beside the button that was pressed, the shift waits in the phone and arrives", async () => {
  const { page, context } = await visit("mentor@sokolov.example", phone);
  await page.goto("/projects/sokolov/activity/new?day=2025-02-03");
  await page.locator("[data-outbox='0']").waitFor();
  await page.getByText("Předání, klíčová aktivita, poznámka").tap();
  await page.locator("textarea[name=note]").fill("bez sítě");
  const place = page.locator("input[name=localityId]").first();
  // Clear of the bar with the buttons, which stays at hand.
  await place.evaluate((box) => box.scrollIntoView({ block: "center" }));
  await place.check({ force: true });
  const button = page.getByRole("button", { name: "Uložit rozepsané" });
  await button.scrollIntoViewIfNeeded();
  await context.setOffline(true);
  // The form that follows is a new one: where the button was when it was pressed is where the eye is.
  const pressed = await button.boundingBox();
  await button.tap();
  const answer = page.getByRole("status").getByText("Uloženo v telefonu, odešle se, až bude spojení.");
  await answer.waitFor();
  const said = await answer.boundingBox();
  if (!said || !pressed) throw new Error("both are shown");
  expect(said.y).toBeGreaterThanOrEqual(0);
  expect(said.y + said.height).toBeLessThanOrEqual(740);
  expect(Math.abs(pressed.y - said.y)).toBeLessThan(400);
  await page.locator("[data-outbox='1']").getByText("1 záznam čeká").waitFor();
  // The form is free for the next shift.
  expect(await page.locator("textarea[name=note]").inputValue()).toBe("");
  // It goes by itself as soon as the network is back.
  await context.setOffline(false);
  await page.getByText(/^Přijato:\s3\.\s2\.\s2025/).waitFor();
  await page.locator("[data-outbox='0']").getByText("Nic nečeká").waitFor();
  await context.close();
});

test("a photo is added to a draft and comes back for download", async () => {
  const { page, context, complaints } = await visit("mentor@sokolov.example", phone);
  await page.goto("/projects/sokolov/activity/new");
  await page.getByRole("button", { name: "Uložit rozepsané" }).tap();
  await page.waitForURL(/\/activity\/[0-9a-f-]{36}$/);
  await page.locator("input[type=file]").setInputFiles({ name: "směna.png", mimeType: "image/png", buffer: png });
  await page.getByText("nahráno", { exact: true }).waitFor();
  const link = page.getByRole("link", { name: "směna.png" });
  await link.waitFor();
  const download = page.waitForEvent("download");
  await link.click();
  expect((await download).suggestedFilename()).toBe("směna.png");
  await page.getByRole("button", { name: "Smazat rozepsané" }).tap();
  await page.waitForURL(/\/activity$/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("without scripts the same form saves a draft", async () => {
  const { page, context } = await visit("mentor@sokolov.example", { ...phone, javaScriptEnabled: false });
  await page.goto("/projects/sokolov/activity/new?day=2025-02-09");
  await page.getByText("Předání, klíčová aktivita, poznámka").click();
  await page.locator("textarea[name=note]").fill("bez skriptů");
  await page.getByRole("button", { name: "Uložit rozepsané" }).click();
  await page.waitForURL(/\/activity\/[0-9a-f-]{36}$/);
  expect(await page.getByText("bez skriptů").count()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "Smazat rozepsané" }).click();
  await page.waitForURL(/\/activity$/);
  await context.close();
});

test("a manager approves what waits and returns one with a reason", async () => {
  const { page, context, complaints } = await visit("manager@sokolov.example", desk);
  await page.goto("/projects/sokolov/activity?state=submitted");
  const boxes = page.locator("input[name='activities[]']");
  const waiting = await boxes.count();
  expect(waiting).toBeGreaterThan(2);
  const of = async (index: number): Promise<string> =>
    JSON.parse((await boxes.nth(index).getAttribute("value")) ?? "").activityId;
  const [first, second] = [await of(0), await of(1)];
  await page.getByRole("button", { name: "Schválit vybrané" }).click();
  await page.getByText("Nejdřív vyberte aspoň jednu směnu.").waitFor();
  await boxes.nth(0).check();
  await page.locator("[aria-live]", { hasText: /^1 směna · .+\sh · kontakty: \d+$/ }).waitFor();
  await page.getByRole("button", { name: "Schválit vybrané" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Schválit 1 směnu" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page
    .getByText(/^Schválena 1 směna, .+\sh\s\d/)
    .first()
    .waitFor();
  await page.locator(`input[name='activities[]'][value*='${first}']`).waitFor({ state: "detached" });
  await page.goto(`/projects/sokolov/activity/${second}`);
  await page.locator("select[name=reason]").selectOption("time");
  await page.locator("textarea[name=note]").fill("Směna končila dřív.");
  await page.getByRole("button", { name: "Vrátit k opravě" }).click();
  // The next one that waits opens, and what was done is told there.
  await page.waitForURL((url) => /\/activity\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(second));
  await page
    .getByText(/^Vráceno k opravě \d|^Vráceno \d/)
    .first()
    .waitFor();
  await page.goto(`/projects/sokolov/activity/${second}`);
  await page.getByText("Vráceno: Nesouhlasí čas").first().waitFor();
  await page.goto("/projects/sokolov/activity");
  await page.getByText("Směna končila dřív.").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

// The other looks are those of pages.test.ts.
test.each([
  ["phone, light, Czech", phone, "light", "cs-CZ"],
  ["desk, dark, Czech", desk, "dark", "cs-CZ"],
] as const)("axe finds nothing and nothing runs over the edge: %s", async (_, size, colorScheme, locale) => {
  const { page, context } = await visit("mentor@sokolov.example", { ...size, colorScheme, locale });
  await page.goto("/projects/sokolov/activity");
  const record = await page.locator("tbody th a").first().getAttribute("href");
  const mend = await page.locator("a[href$='/edit']").first().getAttribute("href");
  for (const path of ["/", "/projects/sokolov/activity", "/projects/sokolov/activity/new", record ?? "", mend ?? ""]) {
    await page.goto(path);
    expect([path, await findingsOfLook(page), await overflow(page)]).toEqual([path, [], 0]);
  }
  await context.close();
});
