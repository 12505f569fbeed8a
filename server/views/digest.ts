import { NotSignedIn, type Tx, withActor } from "@/db/gate";
import { queueMail } from "@/db/mutations/outbox";
import { holidayRule } from "@/db/queries/settings";
import { digestReaders } from "@/db/queries/subscriptions";
import { type Actor, hasRole } from "@/lib/domain/actor";
import { dayOf } from "@/lib/domain/clock";
import { holidaysOf } from "@/lib/domain/holiday";
import { weekOf } from "@/lib/domain/week";
import { type Home, readHome } from "./home";

/** One thing that waits, worded under `mail.digest`, and where it is dealt with. */
export type Waiting = { key: WaitingKey; count: number; href: string; day?: string };
export type WaitingKey =
  | "shifts"
  | "measurements"
  | "returned"
  | "drafts"
  | "missing"
  | "evaluations"
  | "report"
  | "claim"
  | "lateReport"
  | "lateClaim"
  | "bareDocuments";

/** Days before a deadline from which the digest tells it. */
const ahead = 30;

/**
 * What of the home page waits for this person, by project; projects with nothing are left out. Counts and days only: the
 * names that the home page shows do not leave the product by mail.
 */
export function whatWaits(home: Home, me: Actor): { name: string; items: Waiting[] }[] {
  const logs = hasRole(me, "mentor", "manager");
  const money = hasRole(me, "finance", "manager");
  const projects = new Map<string, { name: string; items: Waiting[] }>(
    home.projects.map(({ slug, name }) => [slug, { name, items: [] }]),
  );
  const put = (slug: string, item: Waiting) => item.count > 0 && projects.get(slug)?.items.push(item);
  for (const { slug, shifts, oldestShiftOn, measured } of home.waiting) {
    const href = `/projects/${slug}/activity?state=submitted`;
    put(slug, { key: "shifts", count: shifts, day: oldestShiftOn ?? undefined, href });
    for (const { code, count } of measured)
      put(slug, { key: "measurements", count, href: `/projects/${slug}/indicators/${code}#measurements` });
  }
  for (const { slug, unevaluated } of home.weeks)
    put(slug, { key: "evaluations", count: unevaluated.length, href: "/" });
  for (const { slug, days } of home.weeks)
    put(slug, { key: "missing", count: days.reduce((sum, { missing }) => sum + missing.length, 0), href: "/" });
  for (const project of home.projects) {
    const { slug, deadlines, documentsWithoutFile } = project;
    const seen = deadlines.filter(({ daysLeft }) => (money ? daysLeft <= ahead : daysLeft < 0));
    if (money || hasRole(me, "auditor"))
      for (const { kind, number, dueOn, daysLeft } of seen) {
        const late = { report: "lateReport", claim: "lateClaim" } as const;
        put(slug, {
          key: daysLeft < 0 ? late[kind] : kind,
          count: number,
          day: dueOn,
          href: `/projects/${slug}/settings#periods`,
        });
      }
    if (money)
      put(slug, {
        key: "bareDocuments",
        count: documentsWithoutFile,
        href: `/projects/${slug}/budget/expenses?file=missing`,
      });
  }
  const open = (state: string) => home.open.filter((row) => row.state === state).length;
  const own: Waiting[] = [
    { key: "returned" as const, count: open("returned"), href: "/" },
    { key: "drafts" as const, count: open("draft"), href: "/" },
  ].filter(({ count }) => logs && count > 0);
  const found = [...projects.values()].filter(({ items }) => items.length > 0);
  return own.length > 0 ? [{ name: "", items: own }, ...found] : found;
}

/** What waits for somebody who asked for a digest, read under his rights of now; null when he gets no digest any more. */
export async function readDigest<T>(
  userId: string,
  use: (tx: Tx, me: Actor, waiting: ReturnType<typeof whatWaits>) => T,
) {
  try {
    return await withActor({ kind: "digest", userId }, "read", async (tx, me) =>
      use(tx, me, whatWaits(await readHome(tx, me, me.locale), me)),
    );
  } catch (error) {
    if (error instanceof NotSignedIn) return null;
    throw error;
  }
}

/**
 * Orders the digests of a morning, each once a day and person, for those for whom something waits. Everybody is looked
 * after apart, so that one failure keeps nobody else waiting; it is thrown at the end and the job is tried again.
 */
export async function orderDigests(now: Date): Promise<number> {
  const today = dayOf(now);
  const holidays = holidaysOf(
    Number(today.slice(0, 4)),
    await withActor({ kind: "worker" }, "read", (tx) => holidayRule(tx, today)),
  );
  const rhythms = rhythmsOf(today, (day) => holidays.includes(day));
  if (rhythms.length === 0) return 0;
  const readers = await withActor({ kind: "worker" }, "read", (tx) => digestReaders(tx, rhythms));
  const failures: unknown[] = [];
  let ordered = 0;
  for (const { userId, organisationId } of readers) {
    try {
      if (!(await readDigest(userId, (_, __, waiting) => waiting.length > 0))) continue;
      await withActor({ kind: "worker" }, "write", (tx) =>
        queueMail(tx, { organisationId, template: "digest", recipientId: userId, event: `digest ${today}`, data: {} }),
      );
      ordered += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return ordered;
}

/** Which digests go out on a day: daily ones on working days, weekly ones on the first working day of a week. */
export function rhythmsOf(day: string, isHoliday: (day: string) => boolean): ("day" | "week")[] {
  const working = weekOf(day).filter((one, index) => index < 5 && !isHoliday(one));
  if (!working.includes(day)) return [];
  return working[0] === day ? ["day", "week"] : ["day"];
}
