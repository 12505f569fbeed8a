import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { type Tx, withActor } from "@/db/gate";
import { ownSubscriptions } from "@/db/queries/subscriptions";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { get, send, serverUrl } from "../support/server";

const admin = "admin@hlidka.example";
const userIdOf = async (tx: Tx, email: string) => {
  const [user] = await tx.execute<{ id: string }>(sql`select id from users where email = ${email}`);
  return user?.id ?? "";
};
const words = {
  title: "Mail",
  none: "No mail server is set",
  send: /^Send a test e-mail to/,
  waiting: "Waiting",
  // In the recipient's language, which is not that of the page.
  subject: "Hlídka: zkušební e-mail",
  text: "As text",
  download: "Download .eml",
};

test("an administrator sends himself a test mail and reads what it says", async () => {
  const { page, context, complaints } = await visit(admin, { viewport: { width: 1440, height: 900 } });
  await context.addCookies([{ name: "hlidka.locale", value: "en", url: serverUrl() }]);
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "Administration" }).first().click();
  await page.goto("/admin/mail");
  await page.getByRole("heading", { level: 1, name: words.title }).waitFor();
  await page.getByText(words.none).waitFor();
  await page.getByRole("button", { name: words.send }).click();
  const row = page.getByRole("row").filter({ hasText: admin }).first();
  await row.getByText(words.waiting).waitFor();
  expect(await findings(page)).toEqual([]);
  await page.goto(`/admin/mail?state=waiting&template=test`);
  await row.getByRole("rowheader").getByRole("link").click();
  await page.waitForURL(/\/admin\/mail\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { level: 2, name: words.subject }).waitFor();
  await page.frameLocator("iframe").getByText("Spolufinancováno Evropskou unií").waitFor();
  await page.getByText(words.text).click();
  await page.getByText("Dobrý den,").first().waitFor();
  expect(await findings(page)).toEqual([]);
  const file = await get(`${new URL(page.url()).pathname}/eml`, admin);
  expect(file.headers.get("content-type")).toBe("message/rfc822");
  expect(await file.text()).toMatch(/^Message-ID:/im);
  await page.getByRole("link", { name: words.download }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("the mail page is not there for others", async () => {
  for (const email of ["manager@sokolov.example", "auditor@mv.example"])
    expect((await get("/admin/mail", email)).status).toBe(404);
  expect((await get("/admin/mail/00000000-0000-4000-8000-000000000000", admin)).status).toBe(404);
  expect((await get("/admin/mail/nonsense/eml", admin)).status).toBe(404);
});

const account = {
  daily: "Každý pracovní den",
  save: "Uložit",
  make: "Vytvořit adresu",
  renew: "Vytvořit novou adresu",
  off: "Vypnout",
  offTitle: "Vypnout souhrn",
  offDone: "Souhrn je vypnutý",
  offLabel: "Neposílat",
  digest: "Co na vás čeká",
  calendar: "Termíny v kalendáři",
};

test("a person turns the digest on and off again by its link, and has a calendar", async () => {
  const email = "manager@jirkov.example";
  const { page, context, complaints } = await visit(email, { viewport: { width: 1440, height: 900 } });
  await page.goto("/account");
  const digest = page.getByRole("region", { name: account.digest });
  await digest.getByLabel(account.daily).check();
  const saved = page.waitForResponse((response) => response.url().endsWith("/account.digest"));
  await digest.getByRole("button", { name: account.save }).click();
  expect((await saved).status()).toBe(200);
  await page.reload();
  expect(await digest.getByLabel(account.daily).isChecked()).toBe(true);

  const calendar = page.getByRole("region", { name: account.calendar });
  await calendar.getByRole("button", { name: account.make }).click();
  const shown = calendar.locator("code");
  await shown.waitFor();
  const first = (await shown.innerText()).trim();
  expect(await findings(page)).toEqual([]);
  const read = (address: string) => fetch(address);
  const feed = await read(first);
  expect([feed.status, feed.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
  const body = await feed.text();
  expect(body).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*DTSTART;VALUE=DATE:\d{8}[\s\S]*END:VCALENDAR/);
  expect(body).not.toMatch(/sokolov/i);
  expect(feed.headers.get("etag")).toBeNull();
  expect(body).toMatch(/\r\nTRANSP:TRANSPARENT\r\n/);
  await calendar.getByRole("button", { name: account.renew }).click();
  await page.waitForFunction((old) => document.querySelector("code")?.textContent?.trim() !== old, first);
  expect((await read(first)).status).toBe(404);
  await calendar.getByRole("button", { name: account.off, exact: true }).click();
  await shown.waitFor({ state: "detached" });

  const id = await withActor({ kind: "operator" }, "read", async (tx) => {
    const { digestId } = await ownSubscriptions(tx, await userIdOf(tx, email));
    return digestId ?? "";
  });
  const token = linkToken("digest", id);
  const stranger = await visit(null);
  await stranger.page.goto(`/api/mail/off/${token}`);
  await stranger.page.getByRole("heading", { level: 1, name: account.offTitle }).waitFor();
  expect(await findings(stranger.page)).toEqual([]);
  await stranger.page.getByRole("button", { name: account.offTitle }).click();
  await stranger.page.getByRole("heading", { level: 1, name: account.offDone }).waitFor();
  expect(await findings(stranger.page)).toEqual([]);
  expect((await stranger.page.goto(`/digest-off/${token}`))?.status()).toBe(404);
  await stranger.context.close();
  await page.reload();
  expect(await digest.getByLabel(account.offLabel).isChecked()).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a mail program turns the digest off by itself (RFC 8058), without cookie and origin", async () => {
  const email = "mentor@jirkov.example";
  expect((await send("account.digest", { every: "week" }, { email })).status).toBe(200);
  const id = await withActor({ kind: "operator" }, "read", async (tx) => {
    const { digestId } = await ownSubscriptions(tx, await userIdOf(tx, email));
    return digestId ?? "";
  });
  const post = (token: string) =>
    fetch(`${serverUrl()}/api/mail/off/${token}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
      redirect: "manual",
    });
  expect((await post(`${linkToken("digest", id)}x`)).status).toBe(404);
  expect((await post(linkToken("digest", id))).status).toBe(200);
  expect((await post(linkToken("digest", id))).status).toBe(404);
});
