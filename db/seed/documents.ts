import { lastOfMonth, monthsBetween, plusDays, plusMonths } from "@/lib/domain/day";
import { scale } from "@/lib/domain/money";
import { by } from "@/lib/domain/order";
import { tree } from "./budget";
import { type City, demoDay } from "./city";
import { stream } from "./random";
import { type Event, ka } from "./schedule";

/** An expense before it has an id; amount in haléře. */
export type Entry = {
  line: string;
  keyActivity: string;
  kind: "document" | "payroll";
  number: string;
  supplier: string;
  description: string;
  issuedOn: string;
  paidOn: string | null;
  amount: number;
};

/** What is bought: month of the project, description, percent of the budget line. */
const equipment: [number, string, number][] = [
  [0, "Výstroj a označení asistentů", 23],
  [1, "Mobilní telefony a vysílačky", 15],
  [6, "Zimní bundy a obuv", 11],
  [12, "Výstroj a označení – doplnění", 17],
  [18, "Zimní bundy a obuv – obměna", 11],
  [24, "Výstroj a označení – třetí rok", 14],
  [30, "Zimní výstroj", 9],
];

/**
 * Invoices up to the demo's day, by the day of issue: equipment, trainings and supervisions, telephones. Due in 14 days.
 * None where a flat rate covers what they are for.
 */
export function documents(city: City, events: Event[]): Entry[] {
  if (city.regime.costRegime === "flat") return [];
  const random = stream(`${city.slug}:documents`);
  const found: Omit<Entry, "kind" | "number" | "paidOn">[] = [];
  const line = tree(city).find(({ code }) => code === "1.2.3");
  for (const [month, description, percent] of equipment) {
    found.push({
      line: "1.2.3",
      keyActivity: ka(city, 1),
      supplier: "Výstroj Štít (smyšlený dodavatel)",
      description,
      issuedOn: plusDays(plusMonths(city.project.startsOn, month), random.int(8, 20)),
      amount: scale(line?.amount ?? 0, percent * city.trouble.equipmentPercent, 10_000),
    });
  }
  for (const { on, title, line, price, supplier, keyActivity } of events) {
    if (!line || !price || city.trouble.skippedEvents.includes(title)) continue;
    found.push({
      line,
      keyActivity: keyActivity ?? "",
      supplier: supplier ?? "",
      description: title,
      issuedOn: plusDays(on, random.int(1, 5)),
      amount: price,
    });
  }
  for (const month of monthsBetween(city.project.startsOn, demoDay)) {
    found.push({
      line: "1.2.4",
      keyActivity: ka(city, 2),
      supplier: "Telefonní služby Vlna (smyšlený dodavatel)",
      description: `Telefony a data za ${czechMonth(month)}`,
      issuedOn: lastOfMonth(`${month}-01`),
      amount: (24_000 + random.int(0, 900)) * city.posts,
    });
  }
  const issued = found
    .filter(({ issuedOn }) => issuedOn <= demoDay)
    .sort(
      by(
        ({ issuedOn }) => issuedOn,
        ({ description }) => description,
      ),
    );
  // The newest larger invoices stay unpaid in a city in trouble.
  const large = issued.filter((entry) => entry.line !== "1.2.4" && plusDays(entry.issuedOn, 14) <= demoDay);
  const unpaid = new Set(large.slice(large.length - city.trouble.unpaidDocuments));
  return issued.map((entry, index) => {
    const due = plusDays(entry.issuedOn, 14);
    const number = `FP-${entry.issuedOn.slice(0, 4)}-${String(100 + index * 7 + random.int(0, 6)).padStart(4, "0")}`;
    return { ...entry, kind: "document", number, paidOn: due <= demoDay && !unpaid.has(entry) ? due : null };
  });
}

/** "3/2024" for 2024-03. */
export const czechMonth = (month: string) => `${Number(month.slice(5))}/${month.slice(0, 4)}`;
