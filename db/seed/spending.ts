import { expenses } from "@/db/schema/expenses";
import { lastOfMonth, monthsBetween, plusDays, plusMonths } from "@/lib/domain/day";
import { scale } from "@/lib/domain/money";
import { by } from "@/lib/domain/order";
import { wageIndex } from "./budget";
import { workday } from "./calendar";
import { demoDay, type Site } from "./city";
import { czechMonth, documents } from "./documents";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { stream } from "./random";
import { type Event, ka } from "./schedule";
import { type Member, presence } from "./team";

/** Expenses up to the demo's day: payroll on the 12th of the next month or the workday before, documents as they come. */
export function spending(
  { city, own }: Site,
  built: BuiltProject,
  lineIds: Map<string, string>,
  members: Member[],
  events: Event[],
) {
  const ids = stream(`${city.slug}:expenses`);
  const entries = [...documents(city, events)];
  const months = monthsBetween(city.project.startsOn, demoDay);
  for (const month of months) {
    const paidOn = workday(plusDays(plusMonths(`${month}-01`, 1), 11), -1);
    if (paidOn > demoDay) break;
    for (const { line, keyActivity, description, amount } of payroll(city, members, month)) {
      const number = `MZ-${month}-${line.endsWith("1") ? "A" : "M"}`;
      entries.push({
        line,
        keyActivity,
        kind: "payroll",
        number,
        supplier: "",
        description,
        issuedOn: lastOfMonth(`${month}-01`),
        paidOn,
        amount,
      });
    }
  }
  entries.sort(
    by(
      ({ issuedOn }) => issuedOn,
      ({ number }) => number,
    ),
  );
  const rows = entries.map((entry) => ({
    id: ids.uuid(),
    ...own,
    budgetLineId: lineIds.get(entry.line) ?? "",
    keyActivityId: built.keyActivityIds.get(entry.keyActivity) ?? null,
    importId: null,
    kind: entry.kind,
    documentNumber: entry.number,
    supplier: entry.supplier,
    description: entry.description,
    issuedOn: entry.issuedOn,
    paidOn: entry.paidOn,
    amountHalere: entry.amount,
    enteredAt: `${entry.paidOn ?? plusDays(entry.issuedOn, 3)}T14:20:00+01:00`,
  }));
  return { expenses: rows, batches: [batch(expenses, rows)] };
}

export type BuiltExpense = ReturnType<typeof spending>["expenses"][number];

function payroll(city: Site["city"], members: Member[], month: string) {
  const random = stream(`${city.slug}:wages:${month}`);
  const start = `${month}-01`;
  const end = lastOfMonth(start);
  const index = wageIndex(month) * city.wagePercent;
  const present = members.map((member) => presence(member, start, end)).filter((share) => share > 0);
  // Sick leave and unpaid days make a month a little cheaper than its posts.
  const people = present.reduce(
    (a, share) => a + scale(city.wages.assistant, Math.round(share * index * random.int(978, 1000)), 100_000_000),
    0,
  );
  const mentor = scale(city.wages.mentor, index, 100_000);
  return [
    {
      line: "1.1.1.1",
      keyActivity: ka(city, 2),
      description: `Mzdy asistentů za ${czechMonth(month)} (osob: ${present.length})`,
      amount: people,
    },
    { line: "1.1.1.2", keyActivity: ka(city, 3), description: `Mzda mentora za ${czechMonth(month)}`, amount: mentor },
  ].filter(({ amount }) => amount > 0);
}
