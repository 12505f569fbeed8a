import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { resetPath } from "@/db/mutations/password-reset";
import { findings } from "../support/axe";
import { visit } from "../support/browser";

// The passwords of the demo are put back for whoever signs in after.
const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
let kept: Record<string, unknown>[] = [];
beforeAll(async () => {
  kept =
    await sql`select p.* from user_passwords p join users u on u.id = p.user_id where u.email like '%@jirkov.example'`;
});
afterAll(async () => {
  for (const row of kept) await sql`update user_passwords set ${sql(row)} where user_id = ${String(row.user_id)}`;
  await sql.end();
});

const words = {
  cs: {
    locale: "cs-CZ",
    forgotten: "Zapomenuté heslo",
    send: "Poslat odkaz",
    sent: "Máte-li u nás účet, odkaz je na cestě.",
    next: "Nové heslo",
    again: "Nové heslo znovu",
    save: "Nastavit heslo",
    differs: "Obě nová hesla se liší.",
    done: "Nové heslo platí. Přihlaste se s ním.",
    over: "Odkaz neplatí, nebo už byl použit.",
    password: "Heslo",
    signIn: "Přihlásit se",
  },
  en: {
    locale: "en-GB",
    forgotten: "Forgotten password",
    send: "Send the link",
    sent: "If you have an account here, the link is on its way.",
    next: "New password",
    again: "New password again",
    save: "Set the password",
    differs: "The two new passwords differ.",
    done: "The new password is set. Sign in with it.",
    over: "The link is not valid, or has already been used.",
    password: "Password",
    signIn: "Sign in",
  },
} as const;
const people = { cs: "manager@jirkov.example", en: "mentor@jirkov.example" };
const fresh = { cs: "čtyři modré lampy", en: "four blue street lamps" };

async function mailedLink(email: string) {
  const [row] = await sql`select o.data ->> 'resetId' as id from outbox o join users u on u.id = o.recipient_id
    where o.template = 'password-reset' and u.email = ${email} order by o.created_at desc limit 1`;
  return resetPath(row?.id ?? "");
}

test.each([
  ["cs", true],
  ["en", false],
] as const)(
  "a forgotten password is set anew by the link of the mail, in %s, with scripts %s",
  async (language, scripts) => {
    const w = words[language];
    const { page, context, complaints } = await visit(null, { locale: w.locale, javaScriptEnabled: scripts });
    for (const email of ["nobody@nowhere.example", people[language]]) {
      await page.goto("/sign-in");
      await page.getByRole("link", { name: w.forgotten }).click();
      await page.waitForURL((url) => url.pathname === "/forgotten-password");
      await page.getByLabel("E-mail").fill(email);
      await page.getByRole("button", { name: w.send }).click();
      await page.getByText(w.sent).waitFor();
    }
    const link = await mailedLink(people[language]);
    await page.goto(link);
    if (scripts) expect(await findings(page)).toEqual([]);
    const save = async (next: string, again: string) => {
      await page.getByLabel(w.next, { exact: true }).fill(next);
      await page.getByLabel(w.again).fill(again);
      await page.getByRole("button", { name: w.save }).click();
    };
    await save(fresh[language], "something else than that");
    await page.getByText(w.differs).first().waitFor();
    await save(fresh[language], fresh[language]);
    await page.waitForURL((url) => url.pathname === "/sign-in");
    await page.getByText(w.done).waitFor();
    await page.goto(link);
    await page.getByText(w.over).waitFor();
    await page.goto("/sign-in");
    await page.getByLabel("E-mail").first().fill(people[language]);
    await page.getByLabel(w.password).first().fill(fresh[language]);
    await page.getByRole("button", { name: w.signIn, exact: true }).click();
    await page.waitForURL((url) => url.pathname === "/");
    expect(complaints.filter((line) => !/422/.test(line))).toEqual([]);
    await context.close();
  },
  120_000,
);
