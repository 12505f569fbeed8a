import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { signedIn } from "../support/door";
import { begins, fill, formPage, logPage, openLog, prepare, waits, write } from "../support/log-phone";
import { ownPhones } from "../support/own-phones";
import { enter, newNetwork } from "../support/phone";
import { asSuperOperator } from "../support/superuser";

const mentor = "mentor@sokolov.example";
const { diskOf, phoneOf } = ownPhones(mentor);

test("a press without a network is answered in sight; an ended session keeps all, another person sees none of it, signing out warns and wipes", async () => {
  const [disk, network, began] = [await diskOf(), await newNetwork(), new Date()];
  const phone = await phoneOf(disk, network.origin);
  const { page } = phone;
  await prepare(phone, await signedIn(mentor));
  await network.cut();
  await openLog(phone);
  await fill(page, "05:01");
  const button = page.getByRole("button", { name: "Uložit rozepsané" });
  await button.tap();
  const answer = page.getByRole("status").getByText("Uloženo v telefonu, odešle se, až bude spojení.");
  await answer.waitFor();
  const box = await answer.boundingBox();
  expect(box && box.y >= 0 && box.y + box.height <= 740).toBe(true);
  await write(phone, "05:02", 2);

  await asSuperOperator(sql`update sessions set expires_at = created_at + interval '1 second'
    where id = (select s.id from sessions s join users u on u.id = s.user_id where u.email = ${mentor} order by s.created_at desc limit 1)`);
  await network.mend();
  await page.getByRole("button", { name: "Odeslat teď" }).tap();
  await page.getByText("Přihlášení vypršelo.").waitFor();
  await waits(page, 2);

  await enter(phone, await signedIn("manager@sokolov.example"));
  await page.goto("/");
  await page.goto(logPage);
  await waits(page, 0);
  expect(await begins(mentor, began)).toEqual([]);

  await enter(phone, await signedIn(mentor));
  await page.goto(formPage);
  await waits(page, 0).catch(async (e) => {
    await page.screenshot({ path: "/tmp/e1.png", fullPage: true });
    throw e;
  });
  expect(await begins(mentor, began)).toEqual(["05:01", "05:02"]);

  await network.cut();
  await openLog(phone);
  await write(phone, "05:03", 1);
  await network.mend();
  await page.route("**/api/v1/commands/activity.log", (route) => route.abort());
  await page.goto("/account");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.accept();
  });
  const signOut = page.getByRole("button", { name: "Odhlásit se" }).first();
  if (!(await signOut.isVisible())) await page.locator("header summary").last().tap();
  await signOut.tap({ timeout: 5000 }).catch(async (e) => {
    await page.screenshot({ path: "/tmp/e2.png" });
    throw e;
  });
  await page.waitForURL("**/sign-in**");
  expect(asked[0]).toMatch(/^1\ssměna čeká v\stelefonu a\snení odeslána\./);
  await page.goto(logPage);
  await page.waitForURL("**/sign-in**");
  const left = await page.evaluate(async () => ({
    caches: await caches.keys(),
    drafts: Object.keys(localStorage).filter((key) => key.startsWith("hlidka.draft")),
  }));
  expect(left).toEqual({ caches: [], drafts: [] });
  expect(await begins(mentor, began)).toEqual(["05:01", "05:02"]);
  await network.cut();
});
