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
  const [row] = await sql`select l.id from registration_links l join registration_teams t on t.id = l.team_id
    where t.email = ${email} order by l.created_at desc limit 1`;
  return `${meeting}/t/${row?.id}.${linkToken("team", row?.id ?? "")}`;
}
const peopleOf = (email: string) => sql`
  select r.name, r.email, r.confirmed_at is not null as confirmed, r.withdrawn_at is not null as withdrawn
  from registrations r join registration_teams t on t.id = r.team_id where t.email = ${email} order by r.registered_at, r.id`;

test("on a phone: a coordinator registers a city of nine, sends a substitute and withdraws one", async () => {
  const { page, complaints } = await visit(null, phone);
  const mark = Date.now();
  const email = `koordinator-${mark}@jirkov.example`;
  await page.goto(meeting);
  await page.getByRole("link", { name: "Přihlásit tým" }).click();
  await page.waitForURL(`**${meeting}/team`);
  await page.getByLabel("Jméno koordinátora").fill("Hana Koordinátorová");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Obec nebo město").fill("Jirkov");
  await page.getByLabel(/^Souhlasím/).check();
  expect(await overflow(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Poslat odkaz" }).click();
  await page.waitForURL(`**${meeting}/register/sent`);

  await page.goto(await linkOf(email));
  await page.getByRole("button", { name: "Potvrdit a zadat lidi" }).click();
  const rows = Array.from({ length: 8 }, (_, n) => `Osoba ${"ABCDEFGH"[n]}; podatelna@jirkov.example; APK`);
  const table = ["Jméno a příjmení;E-mail;Funkce", ...rows, `Mgr. Nová, Jana;jana-${mark}@jirkov.example;mentor`];
  await page.getByLabel("Řádky s lidmi").fill(table.join("\n"));
  await page.getByText("nadpis tabulky, vynechá se").waitFor();
  await page.getByLabel("Funkce, když ji řádek neuvádí").selectOption("assistant");
  expect(await peopleOf(email)).toHaveLength(0);
  expect(await overflow(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: /^Přihlásit 9/ }).click();
  await page.getByText("9 z nejvýš 15").waitFor();
  const people = await peopleOf(email);
  expect(people.map(({ name }) => name)).toEqual([...rows.map((row) => row.slice(0, 7)), "Mgr. Jana Nová"]);
  expect(people.every(({ confirmed }) => confirmed)).toBe(true);
  expect(people.filter((person) => person.email !== null)).toHaveLength(1);
  expect(await overflow(page)).toBe(0);
  expect(await findings(page)).toEqual([]);

  await page.getByRole("link", { name: "Upravit: Osoba A" }).click();
  await page.locator("#replace").getByLabel("Jméno a příjmení").fill("Petr Náhradník");
  expect(await overflow(page)).toBe(0);
  expect(await findings(page)).toEqual([]);
  await page.getByRole("button", { name: "Vyměnit za náhradníka" }).click();
  await page.getByText("místo převzal někdo jiný").waitFor();
  await page.getByRole("link", { name: "Upravit: Osoba B" }).click();
  await page.getByRole("button", { name: "Odhlásit", exact: true }).click();
  await page.getByText("8 z nejvýš 15").waitFor();
  expect((await peopleOf(email)).filter(({ withdrawn }) => !withdrawn).map(({ name }) => name)).toContain(
    "Petr Náhradník",
  );
  expect(complaints).toEqual([]);
});

test("without scripts the first press shows what becomes of the rows, under 422, and the second enters them", async () => {
  const { page } = await visit(null, { ...phone, javaScriptEnabled: false });
  const email = `bez-skriptu-${Date.now()}@jirkov.example`;
  await page.goto(`${meeting}/team`);
  await page.locator('[name="name"]').fill("Eva <b>Říhová</b>");
  await page.locator('[name="email"]').fill(email);
  await page.locator('[name="municipality"]').fill("Ostrov");
  const press = (name: string | RegExp) =>
    Promise.all([
      page.waitForResponse((response) => response.request().method() === "POST"),
      page.getByRole("button", { name }).click(),
    ]).then(([answer]) => answer);
  const refused = await press("Poslat odkaz");
  expect(refused.status()).toBe(422);
  expect(new URL(page.url()).search).toBe("");
  expect(await page.locator('[name="name"]').inputValue()).toBe("Eva <b>Říhová</b>");
  await page.locator('[name="municipality"][value="555428"]').check();
  await page.locator('[name="consent"]').check();
  await page.getByRole("button", { name: "Poslat odkaz" }).click();
  await page.waitForURL(`**${meeting}/register/sent`);

  await page.goto(await linkOf(email));
  await page.getByRole("button", { name: "Potvrdit a zadat lidi" }).click();
  await page.locator('[name="paste"]').fill("Jana Nová; mentor\nJan Novák\nJan Novák\nKdo Nikdo; kdo@");
  await page.locator('#paste [name="role"]').selectOption("assistant");
  const checked = await press("Zkontrolovat řádky");
  expect(checked.status()).toBe(422);
  expect(checked.headers()["cache-control"]).toContain("no-store");
  expect(await peopleOf(email)).toHaveLength(0);
  const shown = await page.locator("#paste").innerText();
  expect(shown).toContain("stejné jméno je tu už jednou");
  expect(shown).toContain("e-mail není platný");
  await page.locator('[name="another[]"][value="3"]').check();
  // The number of the preview was two: with the third ticked the rows are shown anew, then entered.
  expect((await press(/^Přihlásit 2/)).status()).toBe(422);
  await page.getByRole("button", { name: /^Přihlásit 3/ }).click();
  await page.getByText("3 z nejvýš 15").waitFor();
  expect((await peopleOf(email)).map(({ name }) => name)).toEqual(["Jana Nová", "Jan Novák", "Jan Novák"]);
});

test("a mentor begins a team of his office from his home page and finds its places there", async () => {
  const { page, complaints } = await visit("mentor@sokolov.example");
  await page.goto("/");
  await page.getByRole("link", { name: "Přihlásit tým" }).first().click();
  await page.waitForURL(`**${meeting}/team`);
  await page.getByLabel("Obec nebo město").fill("Sokolov");
  await page.getByRole("button", { name: "Založit tým" }).click();
  await page.getByRole("link", { name: "Otevřít tým: Sokolov" }).first().click();
  await page.getByLabel("Řádky s lidmi").fill("Jana Nová\nPetr Nový");
  await page.getByLabel("Funkce, když ji řádek neuvádí").selectOption("assistant");
  await page.getByRole("button", { name: /^Přihlásit 2/ }).click();
  await page.getByText("2 z nejvýš 15").waitFor();
  await page.goto("/");
  await page.getByRole("link", { name: /Tým Sokolov: 2/ }).waitFor();
  expect(await page.getByText("Místa zatím nejsou rozdělená.").first().isVisible()).toBe(true);
  expect(await findings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test("a link that opens no team says so with 404", async () => {
  const { page } = await visit(null, phone);
  const answer = await page.goto(`${meeting}/t/00000000-0000-4000-8000-000000000000.${"x".repeat(43)}`);
  expect(answer?.status()).toBe(404);
  await page.getByText("Odkaz už byl nahrazen, nebo patří k jinému setkání.").waitFor();
});
