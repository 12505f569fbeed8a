import { sql } from "drizzle-orm";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { withActor } from "@/db/gate";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { overflow } from "../support/look";

const manager = "manager@ukazkov.example";
const t = {
  email: "E-mail",
  name: "Name",
  role: "Role",
  finance: "City finance",
  send: "Send the invitation",
  invited: "Invitation sent",
  yours: "Your name",
  password: "Password",
  again: "Password again",
  enter: "Enter",
  gone: "The invitation is no longer valid",
  endRole: "End",
  endRoleSure: "End the role",
  ended: "Ended roles",
  noRole: "No role: sees nothing.",
};

const expectAccessible = async (page: Page) => expect(await findings(page)).toEqual([]);

async function linkOf(email: string): Promise<string> {
  const [row] = await withActor({ kind: "operator" }, "read", (tx) =>
    tx.execute<{ id: string }>(sql`
      select i.id from invitations i join users u on u.id = i.user_id where u.email = ${email} and i.withdrawn_at is null`),
  );
  if (!row) throw new Error(`no invitation of ${email}`);
  return `/invitation/${row.id}.${linkToken("invitation", row.id)}`;
}

const invite = async (page: Page, email: string) => {
  await page.goto("/admin/people?invite=1");
  await expectAccessible(page);
  await page.getByLabel(t.email, { exact: true }).fill(email);
  await page.getByLabel(t.name, { exact: true }).fill("Klára Zvaná");
  await page.locator("#form").getByLabel(t.role, { exact: true }).selectOption({ label: t.finance });
  await page.getByRole("button", { name: t.send }).click();
  await page.waitForURL((url) => url.search === "");
};

test("a manager invites, the person comes in once, and a role that ends opens nothing", async () => {
  const options = { locale: "en-GB" };
  const email = `zvana-${Date.now()}@ukazkov.example`;
  const boss = await visit(manager, options);
  await invite(boss.page, email);
  await boss.page.getByText(email).waitFor();
  const link = await linkOf(email);
  const guest = await visit(null, { ...options, viewport: { width: 360, height: 740 } });
  await guest.page.goto(link);
  await expectAccessible(guest.page);
  expect(await overflow(guest.page)).toBe(0);
  await guest.page.getByLabel(t.yours).fill("Klára Pozvaná");
  await guest.page.getByLabel(t.password, { exact: true }).fill("čtyři modré lavičky");
  await guest.page.getByLabel(t.again).fill("čtyři modré lavičky");
  await guest.page.getByRole("button", { name: t.enter }).click();
  await guest.page.waitForURL((url) => url.pathname === "/");
  const late = await visit(null, options);
  await late.page.goto(link);
  await late.page.getByText(t.gone).waitFor();
  await boss.page.goto("/admin/people");
  await boss.page.getByRole("link", { name: "Klára Pozvaná" }).first().click();
  await boss.page.waitForURL(/people\/[0-9a-f-]{36}/);
  await expectAccessible(boss.page);
  await boss.page.locator("#roles").getByRole("link", { name: t.endRole }).click();
  await boss.page.getByRole("button", { name: t.endRoleSure }).click();
  await boss.page.getByText(t.noRole).waitFor();
  await boss.page.getByRole("heading", { name: t.ended }).waitFor();
  await guest.page.goto("/projects/ukazkov");
  expect(await guest.page.title()).not.toContain("Ukázkov");
  expect([...boss.complaints, ...guest.complaints].filter((line) => !line.includes("404"))).toEqual([]);
  await Promise.all([boss, guest, late].map(({ context }) => context.close()));
}, 120_000);

const views = "Prohlížíte si Hlídku v roli Mentor · Ukázkov (smyšlené město).";

test("a manager looks as a mentor, writes nothing, and is himself again", async () => {
  // A session of its own: looking otherwise gives it a new token.
  const { page, context } = await visit(null);
  await page.goto("/sign-in?next=/admin/people");
  await page.getByLabel("E-mail").first().fill(manager);
  await page
    .getByLabel("Heslo")
    .first()
    .fill(process.env.HLIDKA_TEST_PASSWORD ?? "");
  await page.getByRole("button", { name: "Přihlásit se", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/admin/people");
  await page.locator("#preview").getByLabel("Role").selectOption({ label: "Mentor" });
  await page.locator("#preview").getByRole("button", { name: "Zobrazit" }).click();
  await page.getByText(views).waitFor();
  await expectAccessible(page);
  await page.goto("/admin/people");
  expect(await page.locator("#preview").count()).toBe(0);
  await page.goto("/");
  await page.getByRole("status").getByRole("button", { name: "Ukončit" }).click();
  await page.getByText(views).waitFor({ state: "detached" });
  await page.goto("/admin/people");
  expect(await page.locator("#preview").count()).toBe(1);
  await context.close();
}, 60_000);

test("a mentor names a deputy, who acts in his stead and stops", async () => {
  const boss = await visit(manager, { locale: "cs-CZ" });
  await boss.page.goto("/account");
  await boss.page.getByText(/Určit zástupce v\sorganizaci/).click();
  const card = boss.page.locator("#delegations");
  await card.getByLabel("Zástupce").selectOption({ index: 1 });
  const chosen = await card.getByLabel("Zástupce").locator("option:checked").textContent();
  await card.getByLabel("Důvod").fill("dovolená");
  const today = new Date().toLocaleDateString("cs-CZ", { timeZone: "Europe/Prague" });
  await card.getByLabel("První den", { exact: true }).fill(today);
  await card.getByLabel("Poslední den", { exact: true }).fill(today);
  await card.getByRole("button", { name: "Určit zástupce" }).click();
  await card.getByText(`Zástupce: ${chosen}`).waitFor();
  await card.getByRole("button", { name: "Ukončit" }).first().click();
  await card.getByText(`Zástupce: ${chosen}`).waitFor({ state: "detached" });
  await boss.context.close();
}, 60_000);
