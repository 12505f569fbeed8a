import { sql } from "drizzle-orm";
import { afterEach, beforeAll, expect, test } from "vitest";
import { badgeSecret } from "@/db/accounts/badge";
import { badgeText } from "@/lib/domain/badge";
import { attendedOf, tickRows } from "../support/attendance";
import { findings } from "../support/axe";
import { visit } from "../support/browser";
import { password } from "../support/cast";
import { doorDesk, names, organiser, other, publish, signedIn } from "../support/door";
import { overflow, smallTargets } from "../support/look";
import { enter, eraseDisk, filmOf, newDisk, newNetwork, openPhone, type Phone } from "../support/phone";
import { serverUrl } from "../support/server";
import { asSuperOperator } from "../support/superuser";

let desk: Awaited<ReturnType<typeof doorDesk>>;
let at: Awaited<ReturnType<typeof publish>>;
let door: string;
beforeAll(async () => {
  desk = await doorDesk();
  at = await publish(desk);
  door = `/check-in/${at.slug}?site=first`;
});

const phones: Phone[] = [];
const disks: string[] = [];
afterEach(async () => {
  for (const phone of phones.splice(0)) await phone.close();
  for (const disk of disks.splice(0)) await eraseDisk(disk);
});
async function diskOf() {
  const disk = await newDisk();
  disks.push(disk);
  return disk;
}
async function phoneOf(disk: string, how?: Parameters<typeof openPhone>[1]) {
  const phone = await openPhone(disk, how);
  phones.push(phone);
  return phone;
}

/** The page at the door, once it is kept on the phone. */
async function ready(phone: Phone) {
  await phone.page.goto(door);
  await phone.page.getByText("Uloženo v telefonu, funguje i bez sítě.").waitFor();
}
const choose = (phone: Phone) => phone.page.getByLabel("Blok").selectOption({ index: 1 });
const said = (phone: Phone, text: string) => phone.page.locator("[data-verdict]").getByText(text).waitFor();
const unsent = (phone: Phone, count: number) =>
  phone.page.getByText(`neodesláno: ${count}`, { exact: true }).waitFor({ timeout: 40_000 });
const rows = () => tickRows(desk.organiser, at.meetingId);

test("opened once, the phone goes on without a network after a restart; what was ticked arrives once, in the right name", async () => {
  const [disk, network] = [await diskOf(), await newNetwork()];
  const first = await phoneOf(disk, { origin: network.origin });
  await enter(first, await signedIn(organiser));
  await ready(first);
  expect(await first.page.locator("[data-line]").innerText()).toMatch(/^5\sjmen, staženo \d+\.\s\d+\. \d+:\d\d$/);
  await first.close();

  await network.cut();
  const phone = await phoneOf(disk, { origin: network.origin });
  await phone.page.goto(door);
  await phone.page.getByText("Bez sítě: zapisujte dál").waitFor();
  expect(await phone.page.locator("[data-line]").innerText()).toMatch(/^5\sjmen, staženo/);
  const beside = await phone.context.newPage();
  await expect(beside.goto("/meetings")).rejects.toThrow("ERR_CONNECTION_REFUSED");
  await beside.close();
  await choose(phone);
  for (const name of names) {
    await phone.page.getByRole("button", { name: `Zapsat: ${name}` }).click();
    await said(phone, `Zapsáno: ${name}`);
  }
  await unsent(phone, 5);
  expect(await rows()).toBe(0);

  // The phone's session is the last one.
  await asSuperOperator(sql`update sessions set expires_at = created_at + interval '1 second'
    where id = (select s.id from sessions s join users u on u.id = s.user_id where u.email = ${organiser} order by s.created_at desc limit 1)`);
  await network.mend();
  await phone.page.getByRole("button", { name: "Odeslat teď" }).click();
  await phone.page.getByText("Přihlášení vypršelo.").waitFor();
  await unsent(phone, 5);

  await enter(phone, await signedIn(other));
  await phone.page.goto(door);
  await phone.page.getByText("z toho jiného uživatele: 5").waitFor();
  expect(await rows()).toBe(0);

  await enter(phone, await signedIn(organiser));
  await phone.page.goto(door);
  await unsent(phone, 0);
  await phone.page.reload();
  await unsent(phone, 0);
  expect((await attendedOf(desk.organiser, at.meetingId)).map(({ who }) => who).sort()).toEqual([...names].sort());
  expect(await rows()).toBe(5);
  const [by] = await asSuperOperator(sql`
    select array_agg(distinct u.email) as emails from attendances a join users u on u.id = a.recorded_by where a.meeting_id = ${at.meetingId}`);
  expect(by?.emails).toEqual([organiser]);
  await network.cut();
  expect(phone.complaints).toEqual([]);
});

test("the camera: a strange code, one of another site and a cut one hold up nobody; the next is read within a second", async () => {
  const [disk, id = ""] = [await diskOf(), at.ids[0]];
  const secret = badgeSecret(at.siteId, id);
  const badge = badgeText({ meeting: at.slug, site: "first", secret });
  const shots = [
    "WIFI:S:Penzion;T:WPA;P:heslo;;",
    badgeText({ meeting: at.slug, site: "second", secret }),
    badge.slice(0, -3),
    badge,
  ];
  const film = await filmOf(
    disk,
    ["", ...shots].map((text) => ({ text, seconds: 1 })),
  );
  const phone = await phoneOf(disk, { film });
  await enter(phone, await signedIn(organiser));
  await ready(phone);
  await choose(phone);
  await phone.page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const verdict = document.querySelector("[data-verdict]");
      const text = `${verdict?.getAttribute("data-verdict")}: ${verdict?.textContent}`;
      if (seen.at(-1) !== text) seen.push(text);
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await phone.page.getByRole("button", { name: "Zapnout kameru" }).click();
  const read = () => phone.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  // The film goes round, so a whole turn is looked for, wherever the camera began.
  await expect
    .poll(async () => (await read()).join("\n"), { timeout: 30_000 })
    .toMatch(/foreign: .*\n(?:.*\n)*?other-site: .*\n(?:.*\n)*?cut: .*\n(?:done|already): .*/);
  const seen = await read();
  expect(seen.find((line) => line.startsWith("foreign"))).toContain("Tento kód není náš.");
  expect(seen.find((line) => line.startsWith("other-site"))).toMatch(/Kód patří do: second, \d+\..*\d{4}\./);
  expect(seen.find((line) => /^(done|already)/.test(line))).toContain("Jana Čížková");
  expect(await overflow(phone.page)).toBe(0);
  expect(phone.complaints).toEqual([]);
});

test("a full store is red and says so; leaving names what was not sent; a newer version takes nothing away", async () => {
  const phone = await phoneOf(await diskOf());
  await enter(phone, await signedIn(organiser));
  await ready(phone);
  expect(await smallTargets(phone.page)).toEqual([]);
  expect(await findings(phone.page)).toEqual([]);
  await phone.context.setOffline(true);
  await phone.page.getByLabel("Blok").selectOption({ index: 2 });
  await phone.page.evaluate(() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = () => {
      IDBObjectStore.prototype.add = add;
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  const [first = "", second = "", third = ""] = names;
  await phone.page.getByRole("button", { name: `Zapsat: ${first}` }).click();
  await said(phone, `Neuloženo: ${first}. Zapište na papír.`);
  expect(await phone.page.getByRole("button", { name: `Zrušit: ${first}` }).count()).toBe(0);
  await unsent(phone, 0);

  for (const name of [first, second, third])
    await phone.page
      .getByRole("button", { name: `Zapsat: ${name}` })
      .click()
      .then(() => said(phone, `Zapsáno: ${name}`));
  await phone.page.getByRole("button", { name: `Zrušit: ${third}` }).click();
  await said(phone, `Zrušeno: ${third}`);
  await phone.page.getByText("Přišel bez přihlášky").click();
  await phone.page.getByLabel("Jméno a příjmení").fill("Řehoř Náhodný");
  await phone.page.getByLabel("Obec nebo město").fill("Litvínov");
  await phone.page.getByRole("button", { name: "Zapsat bez přihlášky" }).click();
  await said(phone, "Zapsáno: Řehoř Náhodný");
  await unsent(phone, 5);
  await phone.page.getByRole("button", { name: "Skončit na tomto telefonu" }).click();
  await phone.page.getByText("5 záznamů není odesláno a ztratí se.").waitFor();
  await phone.page.getByRole("button", { name: "Zavřít" }).click();
  await unsent(phone, 5);

  // Another tab brings the store of the next version; this page says so and writes nothing down any more.
  const newer = await phone.context.newPage();
  await newer.goto(door);
  await newer.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open("hlidka-phone", 30);
        asked.onupgradeneeded = () => asked.result.createObjectStore("shifts", { keyPath: "id" });
        asked.onsuccess = () => resolve(asked.result.close());
        asked.onerror = () => reject(asked.error);
      }),
  );
  await phone.page.getByText("V jiném okně je novější verze.").waitFor();
  await newer.close();
  await phone.page.reload();
  await unsent(phone, 5);
  await phone.context.setOffline(false);
  await unsent(phone, 0);
  const attended = await attendedOf(desk.organiser, at.meetingId);
  expect(attended.filter((row) => row.block !== at.block).map(({ who }) => who)).toEqual(
    [first, second, "Řehoř Náhodný"].sort(),
  );
  await phone.page.getByRole("button", { name: "Skončit na tomto telefonu" }).click();
  await phone.page.getByRole("button", { name: "Smazat z telefonu" }).click();
  await phone.page.getByText("Seznam ještě není stažen.").waitFor();
});

test("signing out names what waits on the phone, and takes its names away", async () => {
  const phone = await phoneOf(await diskOf());
  await enter(phone, await signedIn(other));
  await ready(phone);
  await phone.page.goto("/");
  const listed = () =>
    phone.page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const asked = indexedDB.open("hlidka-phone");
          asked.onsuccess = () => {
            const counted = asked.result.transaction("lists").objectStore("lists").count();
            counted.onsuccess = () => {
              asked.result.close();
              resolve(counted.result);
            };
          };
        }),
    );
  expect(await listed()).toBe(1);
  await phone.page.evaluate(() => localStorage.setItem("hlidka.unsent", "2"));
  const asked: string[] = [];
  phone.page.once("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  const signOut = async () => {
    const button = phone.page.getByRole("button", { name: "Odhlásit se" });
    if (!(await button.first().isVisible())) await phone.page.locator("summary, button[aria-haspopup]").last().click();
    await button.first().click();
  };
  await signOut();
  expect(asked).toEqual([expect.stringContaining("2 záznamy účasti nejsou odeslány.")]);
  expect(new URL(phone.page.url()).pathname).toBe("/");
  phone.page.once("dialog", (dialog) => void dialog.accept());
  await signOut();
  await phone.page.waitForURL("**/sign-in**");
  await expect.poll(listed).toBe(0);

  // Signed in again the page is a document of its own, since the camera is allowed to nothing else.
  await phone.page.goto(`/sign-in?next=${encodeURIComponent(door)}`);
  await phone.page.getByLabel("E-mail").first().fill(other);
  await phone.page.getByLabel("Heslo").first().fill(password);
  await phone.page
    .locator("form")
    .filter({ has: phone.page.getByLabel("E-mail") })
    .getByRole("button")
    .click();
  await phone.page.getByText("Uloženo v telefonu, funguje i bez sítě.").waitFor();
  const loaded = () => phone.page.evaluate(() => performance.getEntriesByType("navigation").map(({ name }) => name));
  await expect.poll(loaded).toEqual([expect.stringContaining("/check-in/")]);
});

test.each(["cs", "en"])("ticks on a page without scripts, searched by name, in %s", async (locale) => {
  const made = await publish(desk);
  const { page, context } = await visit(organiser, { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await context.addCookies([{ name: "hlidka.locale", value: locale, url: serverUrl() }]);
  await page.goto(`/meetings/${made.slug}/attendance?site=first&block=${made.block}&q=cizkova`);
  expect(await page.locator('[name="present[]"]').count()).toBe(1);
  expect(await overflow(page)).toBe(0);
  await page.locator('[name="present[]"]').check();
  await page.getByRole("button", { name: locale === "cs" ? "Uložit účast" : "Save attendance" }).click();
  await page
    .getByText(locale === "cs" ? /^Uloženo/ : /^Saved/)
    .first()
    .waitFor();
  expect(await page.locator('[name="present[]"]').isChecked()).toBe(true);
  expect((await attendedOf(desk.organiser, made.meetingId)).map(({ who }) => who)).toEqual(["Jana Čížková"]);
  await page.goto(`/meetings/${made.slug}/attendance?tab=statistics`);
  expect(await page.locator("main").innerText()).toContain(
    locale === "cs" ? "asistent prevence kriminality" : "assistant",
  );
});
