import { type City, likelyRegime, managingAuthority, noTrouble } from "../city";
import { commonIndicators, contactIndicator, measuredIndicator } from "../indicator-specs";
import { readPublished } from "../published";

/** Sokolov: the published figures of the real project; people, spending, shifts and values are invented. */
export async function sokolov(): Promise<City> {
  const page = await readPublished("sokolov", {
    startsOn: "2023-04-01",
    endsOn: "2026-03-31",
    annotation:
      "Název, částky, doba realizace, cíle a klíčové aktivity jsou z veřejné stránky projektu. Osoby, čerpání, směny, hodnocení a naměřené hodnoty jsou v ukázce smyšlené.",
    sourceUrl: "https://www.sokolov.cz/",
    ownRate: 10_000,
  });
  return {
    ...page,
    regime: likelyRegime,
    office: managingAuthority,
    slug: "sokolov",
    organisation: { name: "Město Sokolov", municipalityCode: "560286", invented: false },
    staff: {
      mentor: { email: "mentor@sokolov.example", name: "Radek Holan" },
      manager: { email: "manager@sokolov.example", name: "Ivana Tesařová" },
      finance: { email: "finance@sokolov.example", name: "Milena Sýkorová" },
    },
    goals: page.goals.map((goal) => ({
      ...goal,
      rule: goal.number === 1 ? ("assessments" as const) : ("measures" as const),
    })),
    localities: ["Sídliště Slunečná", "Ulice Na Výsluní", "Dolní nábřeží", "Okolí nádraží", "Stará kolonie"],
    people: [
      { name: "Milan Horváth", post: 1, from: "2023-04-01" },
      { name: "Jana Gáborová", post: 2, from: "2023-04-01" },
      { name: "Josef Bílý", post: 3, from: "2023-04-01", to: "2023-11-30" },
      { name: "Kamila Lakatošová", post: 3, from: "2023-12-01" },
      { name: "Renata Mišková", post: 4, from: "2023-04-01" },
      { name: "Roman Kotlár", post: 5, from: "2023-04-03" },
      { name: "Marie Tišerová", post: 6, from: "2023-04-01", to: "2024-05-31" },
      { name: "David Šándor", post: 6, from: "2024-08-05" },
      { name: "Ladislav Demeter", post: 7, from: "2023-04-01" },
      { name: "Monika Balogová", post: 8, from: "2023-04-17" },
      { name: "Zdeněk Ferko", post: 9, from: "2023-04-01", to: "2024-12-31" },
      { name: "Iveta Oračková", post: 9, from: "2025-01-01" },
    ],
    improved: [
      "Milan Horváth",
      "Jana Gáborová",
      "Kamila Lakatošová",
      "Renata Mišková",
      "Roman Kotlár",
      "Ladislav Demeter",
    ],
    unassessed: [],
    wages: { assistant: 2_550_000, mentor: 4_185_500, mentorFte: 1 },
    wagePercent: 100,
    indicators: [
      ...commonIndicators(page.posts, ["0", "2", "4", "6", "7", "9"], 99),
      measuredIndicator(
        {
          goal: 2,
          code: "C2",
          name: "Pocit bezpečí obyvatel",
          unit: "%",
          baseline: "46",
          target: "60",
          direction: "up",
          definition: "Podíl dotázaných, kteří se večer v okolí svého bydliště cítí bezpečně (dotazník, 300 osob).",
        },
        [
          ["2023-05-22", "46"],
          ["2023-11-20", "48"],
          ["2024-05-20", "52"],
          ["2024-11-18", "55"],
        ],
        0,
      ),
      contactIndicator(3, 97),
      measuredIndicator(
        {
          goal: 4,
          code: "C4a",
          name: "Sousedské spory řešené městskou policií",
          unit: "případy za čtvrtletí",
          baseline: "38",
          target: "26",
          direction: "down",
          definition: "Počet oznámení sousedských sporů v lokalitách projektu za čtvrtletí.",
        },
        [
          ["2023-06-30", "38"],
          ["2023-09-30", "41"],
          ["2023-12-31", "35"],
          ["2024-03-31", "34"],
          ["2024-06-30", "33"],
          ["2024-09-30", "32"],
          ["2024-12-31", "29"],
        ],
      ),
      measuredIndicator(
        {
          goal: 4,
          code: "C4b",
          name: "Přestupky proti veřejnému pořádku v lokalitách",
          unit: "přestupky za čtvrtletí",
          baseline: "112",
          target: "90",
          direction: "down",
          definition: "Počet přestupků proti veřejnému pořádku a občanskému soužití v okolí lokalit za čtvrtletí.",
        },
        [
          ["2023-06-30", "112"],
          ["2023-09-30", "124"],
          ["2023-12-31", "109"],
          ["2024-03-31", "103"],
          ["2024-06-30", "108"],
          ["2024-09-30", "111"],
          ["2024-12-31", "102"],
        ],
      ),
    ],
    trouble: { ...noTrouble(), lateClaims: { 2: 14 }, unpaidDocuments: 0 },
  };
}
