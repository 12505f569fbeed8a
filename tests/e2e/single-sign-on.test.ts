import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/bin/start/ports.mjs";
import { findings } from "../support/axe";
import { theBrowser } from "../support/browser";
import { startIdentityProvider } from "../support/identity-provider";
import { startSecondServer } from "../support/second-server";

const password = process.env.HLIDKA_TEST_PASSWORD ?? "";
// Nobody else's tests sign in with this account.
const email = "finance@jirkov.example";
const w = {
  signIn: "Přihlásit se",
  password: "Heslo",
  through: "Přihlásit se přes Město",
  link: "Propojit s Město",
  linked: "Účet je propojený.",
  unknown: /S\stouto totožností tu není propojen žádný účet/,
  taken: "Tato totožnost je už propojena s jiným účtem.",
  unlink: /^Zrušit propojení/,
};

let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let server: Awaited<ReturnType<typeof startSecondServer>>;
beforeAll(async () => {
  const port = await freePort();
  provider = await startIdentityProvider([`http://127.0.0.1:${port}/api/auth/callback/oidc`]);
  server = await startSecondServer(port, {
    HLIDKA_OIDC_NAME: "Město",
    HLIDKA_OIDC_ISSUER: provider.issuer,
    HLIDKA_OIDC_CLIENT_ID: provider.client.id,
    HLIDKA_OIDC_CLIENT_SECRET: provider.client.secret,
  });
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await provider?.stop();
}, 60_000);

async function fresh(more: { javaScriptEnabled?: boolean } = {}) {
  const context = await (await theBrowser()).newContext({ baseURL: server.url, locale: "cs-CZ", ...more });
  return { context, page: await context.newPage() };
}
const arrived = (page: Page, path: string) =>
  page.waitForURL((url) => url.origin === server.url && url.pathname === path);
async function atProvider(page: Page, who: string) {
  await page.waitForURL((url) => url.origin === provider.issuer);
  await page.getByLabel("Who").fill(who);
  await page.getByRole("button", { name: "Go" }).click();
}
async function enter(page: Page, email: string) {
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("E-mail").first().fill(email);
  await page.getByLabel(w.password).first().fill(password);
  await page.getByRole("button", { name: w.signIn, exact: true }).click();
  await arrived(page, "/account");
}

test("an account is linked from its own page and then opens by the office", async () => {
  const who = `somebody-${Date.now()}`;
  const stranger = await fresh({ javaScriptEnabled: false });
  await stranger.page.goto("/sign-in");
  await stranger.page.getByRole("link", { name: w.through }).click();
  await atProvider(stranger.page, who);
  await arrived(stranger.page, "/sign-in");
  await stranger.page.getByText(w.unknown).waitFor();

  const here = await fresh();
  await enter(here.page, email);
  await here.page.getByRole("link", { name: w.link }).click();
  await atProvider(here.page, who);
  await arrived(here.page, "/account");
  await here.page.getByText(w.linked).waitFor();
  expect(await findings(here.page)).toEqual([]);

  const again = await fresh({ javaScriptEnabled: false });
  await again.page.goto("/sign-in?next=/projects");
  await again.page.getByRole("link", { name: w.through }).click();
  await atProvider(again.page, who);
  await arrived(again.page, "/projects");
  await again.page.goto("/account");
  await again.page.getByText(email).first().waitFor();

  const other = await fresh();
  await enter(other.page, "manager@jirkov.example");
  await other.page.getByRole("link", { name: w.link }).click();
  await atProvider(other.page, who);
  await arrived(other.page, "/account");
  await other.page.getByText(w.taken).waitFor();

  await here.page.getByRole("button", { name: w.unlink }).click();
  await here.page.getByRole("button", { name: w.unlink }).waitFor({ state: "detached" });
  const gone = await fresh();
  await gone.page.goto("/sign-in");
  expect(await findings(gone.page)).toEqual([]);
  await gone.page.getByRole("link", { name: w.through }).click();
  await atProvider(gone.page, who);
  await gone.page.getByText(w.unknown).waitFor();
  for (const { context } of [stranger, here, again, other, gone]) await context.close();
}, 120_000);

test("what the provider did not start, and an address made by somebody else, link and open nothing", async () => {
  const forged = await fetch(`${server.url}/api/auth/callback/oidc?code=x&state=y`, { redirect: "manual" });
  expect([forged.status, forged.headers.get("set-cookie")?.includes("session") ?? false]).toEqual([302, false]);
  for (const path of ["/api/sso/oidc?link=made-up", "/api/sso/entra", "/api/sso/nobody"])
    expect((await fetch(`${server.url}${path}`, { redirect: "manual" })).status).toBe(404);
  for (const path of ["/api/auth/callback/entra?code=x", "/api/auth/signin/oidc"])
    expect((await fetch(`${server.url}${path}`, { redirect: "manual" })).status).toBe(400);
});
