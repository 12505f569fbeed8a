import type { Sql } from "postgres";
import { fill, formPage, kill, logPage, waits } from "../../support/log-phone";
import { enter, eraseDisk, newDisk, openPhone, type Phone } from "../../support/phone";

type Where = { url: string; cookie: string; browser: string; superuser: Sql; email: string };

/**
 * Between which two steps the browser dies. The page's own code is the product's; what stops it is put around the browser's
 * functions from outside: the store's writing, the network, the store's deleting.
 */
const steps = ["before the write", "write, send", "send, receipt", "receipt, delete", "after the delete"] as const;
type Step = (typeof steps)[number];

/** Stops the page's code for good at a step, and says so. */
function stopAt(step: Step) {
  const never = () => {
    document.documentElement.dataset.stopped = "yes";
    return new Promise<never>(() => {});
  };
  const { add, delete: remove } = IDBObjectStore.prototype;
  const ask = window.fetch;
  const isOurs = (store: IDBObjectStore) => store.name === "entries";
  if (step === "before the write")
    IDBObjectStore.prototype.add = function (...args) {
      if (!isOurs(this)) return add.apply(this, args);
      void never();
      this.transaction.abort();
      throw new DOMException("stopped", "AbortError");
    };
  const isCommand = (asked: RequestInfo | URL) => String(asked).endsWith("/activity.log");
  if (step === "write, send") window.fetch = (asked, how) => (isCommand(asked) ? never() : ask(asked, how));
  if (step === "send, receipt")
    window.fetch = async (asked, how) => {
      const answer = await ask(asked, how);
      return isCommand(asked) ? never() : answer;
    };
  if (step === "receipt, delete")
    IDBObjectStore.prototype.delete = function (key) {
      if (!isOurs(this)) return remove.call(this, key);
      void never();
      this.transaction.abort();
      throw new DOMException("stopped", "AbortError");
    };
}

/** Kills the browser at every step and opens it again: the shift is there once, or was never said to be kept. */
export async function killed({ url, cookie, browser, superuser, email }: Where, broken: string[]) {
  Object.assign(process.env, { HLIDKA_TEST_SERVER: url, HLIDKA_BROWSER: browser });
  const disk = await newDisk();
  const seen = { kills: 0, "there already": 0 };
  let phone: Phone | undefined;
  try {
    phone = await openPhone(disk);
    await enter(phone, cookie);
    await phone.page.goto(formPage);
    await phone.page.getByText("Tato stránka funguje i bez sítě.").waitFor();
    await phone.close();
    for (const [at, step] of steps.entries()) {
      const startsAt = `01:${String(at + 10)}`;
      phone = await openPhone(disk);
      await enter(phone, cookie);
      // What the runner of this file calls around a named function is not in the page.
      await phone.page.addInitScript("globalThis.__name = (named) => named");
      await phone.page.addInitScript(stopAt, step);
      await phone.page.goto(logPage);
      await waits(phone.page, 0);
      await fill(phone.page, startsAt);
      await phone.page.getByRole("button", { name: "Uložit rozepsané" }).tap();
      if (step === "after the delete") await phone.page.waitForURL(/\/activity\/[0-9a-f-]{36}$/);
      else await phone.page.locator("html[data-stopped=yes]").waitFor({ state: "attached" });
      await kill(disk);
      seen.kills += 1;
      phone = await openPhone(disk);
      await enter(phone, cookie);
      await phone.page.goto(logPage);
      await waits(phone.page, 0);
      seen["there already"] += await phone.page.getByText(/^Už tam bylo: /).count();
      await phone.close();
      const [row] = await superuser<
        { n: number }[]
      >`select count(*)::int as n from activities a join users u on u.id = a.author_id
        where u.email = ${email} and a.starts_at = ${startsAt}::time`;
      const wanted = step === "before the write" ? [0, 1] : [1];
      if (!wanted.includes(row?.n ?? -1)) broken.push(`killed between ${step}: ${row?.n} rows`);
    }
    if (seen["there already"] < 2) broken.push(`what was there already was said ${seen["there already"]} times of 2`);
  } finally {
    await phone?.close().catch(() => undefined);
    await eraseDisk(disk);
  }
  return seen;
}
