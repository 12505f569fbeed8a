import type { IndicatorSpec } from "./city";

const background =
  "Kód a hranice 40 hodin podle odpovědi řídicího orgánu k výzvě 03_22_018 (esfcr.cz); cíl je v ukázce smyšlený.";
const invented = "Cíl i hodnoty jsou v ukázce smyšlené; stránka projektu je nezveřejňuje.";

/** Indicators that every project of the demo has. posts: number of posts; improvedPath: people improved by period. */
export function commonIndicators(posts: number, improvedPath: string[], share: number): IndicatorSpec[] {
  return [
    {
      code: "600000",
      name: "Celkový počet účastníků",
      unit: "osoby",
      kind: "output",
      rule: "people-in-posts",
      baseline: "0",
      definition:
        "Počet osob, které dostaly nejméně 40 hodin podpory (vzdělávání, supervize) a o nichž jsou úplné údaje. Každá se počítá jednou.",
      target: String(posts),
      path: Array.from({ length: 6 }, (_, index) => String(index === 0 ? posts - 1 : posts)),
      source: background,
    },
    {
      goal: 1,
      code: "C1",
      name: "Asistenti se zlepšením alespoň ve dvou oblastech",
      unit: "osoby",
      kind: "own",
      rule: "people-improved",
      baseline: "0",
      definition:
        "Počet asistentů, jejichž poslední hodnocení je nejméně ve dvou vzdělávacích oblastech o 10 bodů lepší než vstupní.",
      target: String(posts),
      path: improvedPath,
      source: "Cíl č. 1 projektu; hranice 10 bodů je nastavení.",
    },
    {
      code: "V1",
      name: "Směny dvojic asistentů",
      unit: "směny",
      kind: "own",
      rule: "shifts",
      baseline: "0",
      definition: "Počet schválených záznamů směn.",
      target: { paceShare: share },
      source: invented,
    },
    {
      code: "V2",
      name: "Odpracované hodiny v terénu",
      unit: "hodiny",
      kind: "own",
      rule: "activity-hours",
      baseline: "0",
      definition: "Součet hodin schválených směn za každého asistenta ve dvojici.",
      target: { paceShare: share - 1 },
      source: invented,
    },
    {
      code: "V3",
      name: "Vzdělávací a supervizní akce",
      unit: "akce",
      kind: "own",
      rule: "training-events",
      baseline: "0",
      definition: "Počet uskutečněných školení a supervizí.",
      target: "40",
      path: ["6", "13", "20", "26", "33", "40"],
      source: invented,
    },
  ];
}

/** Preventive contacts, counted from the activity log. */
export const contactIndicator = (goal: number | undefined, share: number): IndicatorSpec => ({
  ...(goal ? { goal } : {}),
  code: "C3",
  name: "Preventivní kontakty s obyvateli",
  unit: "kontakty",
  kind: "own",
  rule: "contacts",
  baseline: "0",
  definition:
    "Součet počtů u druhů činnosti, při nichž asistenti s lidmi jednají (schválené směny). Osoby se neevidují.",
  target: { paceShare: share },
  source: invented,
});

/** A measured indicator: values by day, the last ones may still wait for verification. */
export function measuredIndicator(
  base: Pick<IndicatorSpec, "code" | "name" | "definition" | "unit" | "baseline" | "target"> & {
    goal?: number;
    direction: "up" | "down";
    source?: string;
  },
  series: [string, string][],
  waiting = 1,
): IndicatorSpec {
  return {
    ...base,
    kind: "own",
    source: base.source ?? invented,
    measures: series.map(([on, value], index) => ({ on, value, verified: index < series.length - waiting })),
  };
}
