import { afterAll, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { connect } from "@/db/connection";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { overflow, smallTargets } from "../support/look";

const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
afterAll(() => sql.end());

const meeting = "/m/setkani-apk-2025";
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

async function linkOf(email: string) {
  const [row] = await sql`select l.id from registration_links l join registrations r on r.id = l.registration_id
    where r.email = ${email} and l.ended_at is null order by l.created_at desc limit 1`;
  return `${meeting}/r/${row?.id}.${linkToken("registration", row?.id ?? "")}`;
}

test("on a phone: somebody registers, confirms by the button of the link, changes something and withdraws", async () => {
  const { page, complaints } = await visit(null, phone);
  const email = `jitka-${Date.now()}@obec.example`;
  await page.goto(meeting);
  await page.getByRole("link", { name: "Přihlásit se", exact: true }).first().click();
  await page.waitForURL(`**${meeting}/register`);
  expect(await smallTargets(page)).toEqual([]);
  await page.getByRole("button", { name: "Odeslat přihlášku" }).click();
  await page.getByRole("alert").first().waitFor();
  await page.getByLabel("Jméno a příjmení").fill("Jitka Ďáblíková");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Funkce").selectOption("assistant");
  await page.getByLabel("Obec nebo město").fill("Ostrov");
  await page.getByText("okres Karlovy Vary").click();
  await page.getByLabel(/^Kutná Hora/).check();
  await page.getByLabel("bez lepku").check();
  await page.getByLabel("Přijedu autem").check();
  await page.getByLabel(/^Souhlasím/).check();
  expect(await overflow(page)).toBe(0);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Odeslat přihlášku" }).click();
  await page.waitForURL(`**${meeting}/register/sent`);
  // A slip in the address is put right here, once.
  expect(await page.locator("main").innerText()).toContain(email);
  expect(await overflow(page)).toBe(0);
  expect(await findings(page)).toEqual([]);
  const mistyped = await linkOf(email);
  const right = `oprava-${email}`;
  await page.getByLabel("Správný e-mail").fill(right);
  await page.getByRole("button", { name: "Opravit adresu a poslat znovu" }).click();
  await page.getByText("Adresu už tady opravit nejde.").waitFor();
  expect((await page.request.get(mistyped)).status()).toBe(404);

  await page.goto(await linkOf(right));
  await page.getByText("Bez toho neplatí.").waitFor();
  expect(await page.locator("main").innerText()).toContain("Ostrov (okres Karlovy Vary)");
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Potvrdit přihlášku" }).click();
  await page.getByText("Přihláška zatím neznamená místo.").waitFor();
  await page.getByLabel("Jméno a příjmení").fill("Jitka Nováčková");
  await page.getByRole("button", { name: "Uložit změny" }).click();
  await page.getByText("Jitka Nováčková").first().waitFor();
  expect(await overflow(page)).toBe(0);
  await page.getByRole("button", { name: "Odhlásit se" }).click();
  await page.getByText("Jste odhlášeni.").waitFor();
  expect(await page.getByRole("button", { name: "Uložit změny" }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test.each([
  ["cs", "Odeslat přihlášku", "Obcí toho jména je víc.", "Podívejte se do pošty", "Potvrdit přihlášku"],
  [
    "en",
    "Send the registration",
    "Several municipalities have this name.",
    "Look at your mail",
    "Confirm the registration",
  ],
])(
  "without scripts in %s: a refused form comes back as its own page with what was typed",
  async (locale, send, which, sent, confirm) => {
    const { page, context } = await visit(null, { ...phone, javaScriptEnabled: false });
    await context.addCookies([{ name: "hlidka.locale", value: locale, url: process.env.HLIDKA_TEST_SERVER ?? "" }]);
    const email = `eva-${locale}-${Date.now()}@obec.example`;
    await page.goto(`${meeting}/register`);
    await page.locator('[name="name"]').fill("Eva <b>Říhová</b>");
    await page.locator('[name="email"]').fill(email);
    await page.locator('[name="role"]').selectOption("mentor");
    await page.locator('[name="municipality"]').fill("Ostrov");
    await page.locator('[name="site"][value="any"]').check();
    await page.locator('[name="meals[]"][value="vegan"]').check();
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.getByRole("button", { name: send }).click(),
    ]);
    expect(answer.status()).toBe(422);
    expect(new URL(page.url()).search).toBe("");
    expect(new URL(page.url()).pathname).toBe(`${meeting}/register`);
    expect(answer.headers()["cache-control"]).toContain("no-store");
    await page.getByText(which).first().waitFor();
    expect(await page.locator('[name="name"]').inputValue()).toBe("Eva <b>Říhová</b>");
    expect(await page.locator('[name="email"]').inputValue()).toBe(email);
    expect(await page.locator('[name="meals[]"][value="vegan"]').isChecked()).toBe(true);
    expect(await page.locator('[name="site"][value="any"]').isChecked()).toBe(true);
    await page.locator('[name="municipality"][value="555428"]').check();
    await page.locator('[name="consent"]').check();
    await page.getByRole("button", { name: send }).click();
    await page.waitForURL(`**${meeting}/register/sent`);
    expect(await page.getByText(sent).isVisible()).toBe(true);
    await page.goto(await linkOf(email));
    await page.getByRole("button", { name: confirm }).click();
    const [row] =
      await sql`select confirmed_at is not null as confirmed, name from registrations where email = ${email}`;
    expect(row).toEqual({ confirmed: true, name: "Eva <b>Říhová</b>" });
  },
);

test("a link that opens nothing says so with 404, in the reader's language", async () => {
  const { page } = await visit(null, phone);
  const answer = await page.goto(`${meeting}/r/00000000-0000-4000-8000-000000000000.${"x".repeat(43)}`);
  expect(answer?.status()).toBe(404);
  await page.getByText("Odkaz už byl nahrazen, nebo patří k jinému setkání.").waitFor();
});

test("the organiser finds somebody, reads the counts and corrects an address", async () => {
  const { page, complaints } = await visit("organiser@mv.example");
  await page.goto("/");
  await page.locator('a[href="/meetings/setkani-apk-2025/registrations"]', { hasText: /potvrzen.* přihlášek/ }).click();
  await page.waitForURL("**/meetings/setkani-apk-2025/registrations");
  expect(
    await page
      .getByText(/nad kapacitou/)
      .first()
      .isVisible(),
  ).toBe(true);
  await page.getByLabel("Jméno, e-mail nebo obec").fill("litvinov");
  await page.getByRole("button", { name: "Hledat" }).click();
  await page.waitForURL(/q=litvinov/);
  const [row] =
    await sql`select r.name, r.id from registrations r join meetings m on m.id = r.meeting_id and m.slug = 'setkani-apk-2025'
    where r.email like '%@litvinov.example' and r.confirmed_at is not null
    and r.withdrawn_at is null order by r.registered_at, r.id limit 1`;
  await page.goto(`/meetings/setkani-apk-2025/registrations/${row?.id}`);
  expect(await page.locator("h1").innerText()).toBe(row?.name);
  await page.getByLabel("E-mail").fill(`opraveno-${Date.now()}@litvinov.example`);
  await page.getByLabel("Důvod").fill("Překlep v adrese");
  await page.getByRole("button", { name: "Opravit adresu" }).click();
  await page.getByText("Adresa opravena: Překlep v adrese").waitFor();
  expect(complaints).toEqual([]);
});
