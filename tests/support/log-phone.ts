import { readlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { hydrated } from "./browser";
import { enter, type Phone } from "./phone";
import { asSuperOperator } from "./superuser";

/** The log of shifts on a phone, without a network as with one. */
export const logPage = "/log/sokolov";
export const formPage = "/projects/sokolov/activity/new";

/** Opens the form of a signed-in person once with a network, until it may be opened without one. */
export async function prepare(phone: Phone, cookie: string): Promise<void> {
  await enter(phone, cookie);
  await phone.page.goto(formPage);
  await phone.page.getByText("Tato stránka funguje i bez sítě.").waitFor();
}

export async function openLog(phone: Phone): Promise<void> {
  await phone.page.goto(logPage);
  await phone.page.getByRole("button", { name: "Uložit rozepsané" }).waitFor();
  await phone.page.waitForFunction(hydrated);
}

/** Writes a draft of a shift that begins at a time, and waits until the page has kept it and offers the next form. */
export async function write({ page }: Phone, startsAt: string, waiting: number): Promise<void> {
  const form = page.locator("[data-shift]");
  const before = await form.getAttribute("data-shift");
  await fill(page, startsAt);
  await page.getByRole("button", { name: "Uložit rozepsané" }).tap();
  await waits(page, waiting);
  await page.locator(`[data-shift]:not([data-shift="${before}"])`).waitFor();
}

/** Types when the shift begins, which is folded behind its day, and chooses a place where none is chosen yet. */
export async function fill(page: Phone["page"], startsAt: string): Promise<void> {
  const field = page.locator("input[data-for=startsAt]");
  if (!(await field.isVisible())) await page.getByText("Kdy", { exact: true }).tap();
  await field.fill(startsAt);
  const places = page.locator("input[name=localityId]");
  if ((await places.count()) > 0 && (await page.locator("input[name=localityId]:checked").count()) === 0)
    await places.first().check({ force: true });
}

/** Takes away what a test has written, so that the next one finds the people of the day free. */
export const takeAway = (email: string, since: Date) =>
  asSuperOperator(sql`with own as (
      select a.id from activities a join users u on u.id = a.author_id
      where u.email = ${email} and a.state = 'draft' and a.recorded_at >= ${since.toISOString()}::timestamptz
    ), people as (delete from activity_assistants where activity_id in (select id from own)),
    notes as (delete from activity_notes where activity_id in (select id from own)),
    counts as (delete from activity_counts where activity_id in (select id from own))
    select 1`).then(() =>
    asSuperOperator(sql`delete from activities a using users u
      where u.id = a.author_id and u.email = ${email} and a.state = 'draft' and a.recorded_at >= ${since.toISOString()}::timestamptz`),
  );

export const waits = (page: Phone["page"], count: number) =>
  page.locator(`[data-outbox="${count}"]`).waitFor({ timeout: 40_000 });

/** Ends the browser of a disk as a phone without power does. */
export async function kill(disk: string): Promise<void> {
  const pid = Number((await readlink(join(disk, "SingletonLock"))).split("-").at(-1));
  process.kill(pid, "SIGKILL");
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(20);
  }
}

/** Begins of the shifts of a project that an account wrote since an instant, each as often as it is there. */
export async function begins(email: string, since: Date): Promise<string[]> {
  const rows = await asSuperOperator(sql`
    select to_char(a.starts_at, 'HH24:MI') as at from activities a join users u on u.id = a.author_id
    where u.email = ${email} and a.recorded_at >= ${since.toISOString()}::timestamptz order by a.starts_at`);
  return rows.map(({ at }) => String(at));
}
