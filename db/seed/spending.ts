import { expenses } from "@/db/schema/expenses";
import { lastOfMonth, monthOf, monthsBetween, plusDays, plusMonths } from "@/lib/domain/day";
import { scale } from "@/lib/domain/money";
import { flatRate, tree, wageIndex } from "./budget";
import { demoDay, type Site } from "./city";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { stream } from "./random";
import { type Event, ka } from "./schedule";
import { type Member, presence } from "./team";

type Entry = {
  line: string;
  keyActivity: string;
  kind: "document" | "payroll" | "flat";
  number: string;
  supplier: string;
  description: string;
  issuedOn: string;
  paidOn: string | null;
  amount: number;
};

/** Expenses up to the demo's day: payroll on the 12th of the next month, documents as they come, the flat rate beside payroll. */
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
  let staffTotal = 0;
  let flatTotal = 0;
  for (const month of months) {
    const paidOn = plusDays(plusMonths(`${month}-01`, 1), 11);
    if (paidOn > demoDay) break;
    const wages = payroll(city, members, month);
    for (const { line, keyActivity, description, amount } of wages) {
      staffTotal += amount;
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
    // Documents of the flat-rate chapter are inside the rate: what is left of 40 % goes to overheads, cumulatively.
    const documented = entries
      .filter(({ kind, issuedOn }) => kind === "document" && issuedOn <= paidOn)
      .reduce((a, b) => a + b.amount, 0);
    const left = flatRate(staffTotal) - flatTotal - documented;
    const management = Math.min(Math.max(left, 0), scale(flatRate(wages.reduce((a, b) => a + b.amount, 0)), 42, 100));
    for (const [line, name, amount] of [
      ["1.2.4", "Řízení a administrace", management],
      ["1.2.5", "Ostatní provozní výdaje", left - management],
    ] as const) {
      if (amount <= 0) continue;
      flatTotal += amount;
      entries.push({
        line,
        keyActivity: ka(city, 3),
        kind: "flat",
        number: `PS-${month}-${line.slice(-1)}`,
        supplier: "",
        description: `${name} – paušál za ${czechMonth(month)}`,
        issuedOn: lastOfMonth(`${month}-01`),
        paidOn,
        amount,
      });
    }
  }
  entries.sort((a, b) =>
    a.issuedOn === b.issuedOn ? (a.number < b.number ? -1 : 1) : a.issuedOn < b.issuedOn ? -1 : 1,
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
    (a, share) => a + scale(city.wages.assistant, Math.round(share * index * random.int(965, 1000)), 100_000_000),
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

function documents(city: Site["city"], events: Event[]): Entry[] {
  const random = stream(`${city.slug}:documents`);
  const found: Entry[] = [];
  const add = (entry: Omit<Entry, "kind" | "number" | "paidOn">, dueDays: number) => {
    if (entry.issuedOn > demoDay) return;
    const due = plusDays(entry.issuedOn, dueDays);
    const number = `FP-${entry.issuedOn.slice(0, 4)}-${String(100 + found.length * 7 + random.int(0, 6)).padStart(4, "0")}`;
    found.push({ ...entry, kind: "document", number, paidOn: due <= demoDay ? due : null });
  };
  const equipment = (tree(city).find(({ code }) => code === "1.2.3")?.amount ?? 0) / 100;
  const share = (percent: number) => Math.round((equipment * percent * city.trouble.equipmentPercent) / 10_000) * 100;
  const stock: [number, string, number][] = [
    [0, "Výstroj a označení asistentů", 23],
    [1, "Mobilní telefony a vysílačky", 15],
    [6, "Zimní bundy a obuv", 11],
    [12, "Výstroj a označení – doplnění", 17],
    [18, "Zimní bundy a obuv – obměna", 11],
    [24, "Výstroj a označení – třetí rok", 14],
    [30, "Zimní výstroj", 9],
  ];
  for (const [month, description, percent] of stock) {
    const issuedOn = plusDays(plusMonths(city.project.startsOn, month), random.int(8, 20));
    add(
      {
        line: "1.2.3",
        keyActivity: ka(city, 1),
        supplier: "Výstroj Štít (smyšlený dodavatel)",
        description,
        issuedOn,
        amount: share(percent),
      },
      14,
    );
  }
  for (const { on, title, line, price, supplier, keyActivity } of events) {
    if (!line || !price || city.trouble.skippedEvents.includes(title)) continue;
    add(
      {
        line,
        keyActivity: keyActivity ?? "",
        supplier: supplier ?? "",
        description: title,
        issuedOn: plusDays(on, random.int(1, 5)),
        amount: price,
      },
      14,
    );
  }
  for (const month of monthsBetween(city.project.startsOn, demoDay)) {
    const amount = (24_000 + random.int(0, 900)) * city.posts;
    add(
      {
        line: "1.2.5",
        keyActivity: ka(city, 2),
        supplier: "Telefonní služby Vlna (smyšlený dodavatel)",
        description: `Telefony a data za ${czechMonth(month)}`,
        issuedOn: lastOfMonth(`${month}-01`),
        amount,
      },
      14,
    );
  }
  const unpaid = new Set(
    found
      .filter(({ paidOn, line }) => paidOn && line !== "1.2.5")
      .slice(-city.trouble.unpaidDocuments || found.length)
      .map(({ number }) => number),
  );
  return found.map((entry) => (unpaid.has(entry.number) ? { ...entry, paidOn: null } : entry));
}

const czechMonth = (month: string) => `${Number(monthOf(month).slice(5))}/${month.slice(0, 4)}`;
