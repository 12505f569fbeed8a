import { firstOfMonth, lastOfMonth, plusDays, plusMonths } from "@/lib/domain/day";
import { scale } from "@/lib/domain/money";
import { by } from "@/lib/domain/order";
import { workday } from "./calendar";
import type { City } from "./city";

/** A planned event of a project with what it costs; the source of milestones, documents and training shifts. */
export type Event = {
  kind: "training" | "supervision" | "meeting" | "audit" | "claim" | "other";
  title: string;
  on: string;
  keyActivity: string | null;
  /** Code of the budget line and price in haléře, when it brings a document; a flat rate covers it where there is no such line. */
  line?: string;
  price?: number;
  supplier?: string;
  /** Assistants spend the day there instead of on patrol. */
  shift?: boolean;
};

const centre = "Vzdělávací středisko Úsvit (smyšlený dodavatel)";
const supervisor = "Supervize Pramen (smyšlený dodavatel)";
const trainings = [
  "Základní kurz asistenta prevence kriminality",
  "Komunikační dovednosti v terénu",
  "Právní minimum: přestupky a oprávnění",
  "Finanční gramotnost a dluhové poradenství",
  "Mediační dovednosti a sousedské spory",
  "Digitální gramotnost a evidence činnosti",
  "První pomoc a krizové situace",
  "Komunikace s agresivním člověkem",
  "Mediační dovednosti – pokračování",
  "Finanční gramotnost – pokračování",
  "Závěrečný seminář a hodnocení",
];

/** Events of the whole project, in the order of their days. */
export function schedule(city: City): Event[] {
  const { startsOn, endsOn } = city.project;
  // Prices of the largest project, smaller in proportion to the others' budgets.
  const price = (crowns: number) => scale(crowns * 100, city.project.totalHalere, 1_367_629_200);
  const at = (month: number, day: number) => workday(plusDays(firstOfMonth(plusMonths(startsOn, month)), day - 1));
  const events: Event[] = [
    { kind: "other", title: "Výběrové řízení na asistenty", on: at(0, 3), keyActivity: ka(city, 1) },
    { kind: "claim", title: "Žádost o platbu č. 1 – první záloha", on: at(0, 14), keyActivity: null },
    { kind: "audit", title: "Kontrola na místě – průběžná", on: at(19, 20), keyActivity: null },
    { kind: "other", title: "Závěrečné hodnocení plánů rozvoje", on: at(34, 12), keyActivity: ka(city, 3) },
  ];
  for (const [index, month] of [0, 2, 5, 8, 12, 15, 18, 22, 26, 30, 34].entries()) {
    const title = trainings[index] ?? "Školení";
    const on = at(month, 19);
    events.push({
      kind: "training",
      title,
      on,
      keyActivity: ka(city, 4),
      line: "1.2.1",
      price: price(33_000 + 500 * index),
      supplier: centre,
      shift: true,
    });
  }
  for (let quarter = 1; quarter <= 12; quarter++) {
    const title = `Supervize asistentů č. ${quarter}`;
    events.push({
      kind: "supervision",
      title,
      on: at(quarter * 3 - 1, 8),
      keyActivity: ka(city, 4),
      line: "1.2.1",
      price: price(12_400),
      supplier: supervisor,
      shift: true,
    });
    events.push({
      kind: "supervision",
      title: `Supervize mentora č. ${quarter}`,
      on: at(quarter * 3 - 1, 22),
      keyActivity: ka(city, 5),
      line: "1.2.2",
      price: price(5_900),
      supplier: supervisor,
    });
  }
  for (const [index, month] of [3, 10, 16, 23, 29].entries()) {
    events.push({
      kind: "training",
      title: `Vzdělávání mentora č. ${index + 1}`,
      on: at(month, 15),
      keyActivity: ka(city, 5),
      line: "1.2.2",
      price: price(9_600),
      supplier: centre,
    });
  }
  for (const title of [
    "Celostátní setkání APK – Červená nad Vltavou (10.–12. 3. 2025)",
    "Celostátní setkání APK – Kutná Hora (14.–16. 5. 2025)",
  ]) {
    events.push({
      kind: "meeting",
      title,
      on: title.includes("Kutná") ? "2025-05-14" : "2025-03-10",
      keyActivity: ka(city, 4),
    });
  }
  return events
    .filter(({ on }) => on >= startsOn && on <= endsOn)
    .sort(
      by(
        ({ on }) => on,
        ({ title }) => title,
      ),
    );
}

/** The code of a key activity by its order, as the project's page writes it; the last one when there are fewer. */
export function ka(city: City, order: number): string {
  const found = city.keyActivities[order - 1] ?? city.keyActivities.at(-1);
  return found?.code ?? "";
}

/** Half-year monitoring periods of a project. Due days after the end: 30, after the last one 60 (a setting). */
export function periods(startsOn: string, endsOn: string) {
  const found: { number: number; startsOn: string; endsOn: string; dueOn: string }[] = [];
  for (let from = startsOn; from <= endsOn; from = plusMonths(from, 6)) {
    const last = plusMonths(from, 6) > endsOn;
    const to = last ? endsOn : lastOfMonth(plusMonths(from, 5));
    found.push({ number: found.length + 1, startsOn: from, endsOn: to, dueOn: plusDays(to, last ? 60 : 30) });
  }
  return found;
}
