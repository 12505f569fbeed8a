import { type City, likelyRegime, managingAuthority, noTrouble } from "../city";
import { commonIndicators, contactIndicator, measuredIndicator } from "../indicator-specs";
import { readPublished } from "../published";

/**
 * Jirkov's second project: what its page publishes, misprint included; the rest is invented. Its days are chosen so that a
 * report and a claim are due soon after the demo's day.
 */
export async function jirkov(): Promise<City> {
  const page = await readPublished("jirkov", {
    startsOn: "2023-02-01",
    endsOn: "2026-01-31",
    annotation:
      "Název, registrační číslo (jak je vytištěno), částky EU a státu a cíle jsou z veřejné stránky projektu. Stránka uvádí jen roky 2023–2026: dny začátku a konce jsou v ukázce doplněny ručně, vlastní podíl je dopočten do celku a klíčové aktivity jsou obvyklé pro tyto projekty. Osoby, čerpání, směny a hodnoty jsou smyšlené.",
    sourceUrl: "https://www.jirkov.cz/",
    ownRate: 10_000,
  });
  const published3 = "Cíl projektu −3 % je zveřejněn; výchozí hodnota a měření jsou v ukázce smyšlené.";
  return {
    ...page,
    regime: likelyRegime,
    office: managingAuthority,
    slug: "jirkov",
    organisation: { name: "Město Jirkov", municipalityCode: "563099", invented: false },
    staff: {
      mentor: { email: "mentor@jirkov.example", name: "Tomáš Brabec" },
      manager: { email: "manager@jirkov.example", name: "Lenka Vrbová" },
      finance: { email: "finance@jirkov.example", name: "Jitka Matysová" },
    },
    goals: page.goals.map((goal) => ({ ...goal, rule: "measures" as const })),
    localities: ["Sídliště Pod Lesem", "Zahradní čtvrť", "Centrum a autobusové nádraží", "Lesní kolonie"],
    people: [
      { name: "Patrik Danko", post: 1, from: "2023-02-01" },
      { name: "Vlasta Ginová", post: 2, from: "2023-02-01" },
      { name: "Richard Holub", post: 3, from: "2023-02-01", to: "2024-02-29" },
      { name: "Simona Kroščenová", post: 3, from: "2024-03-18" },
      { name: "Marcel Čonka", post: 4, from: "2023-02-01" },
      { name: "Lucie Bandyová", post: 5, from: "2023-03-01" },
      { name: "Jiří Pešta", post: 6, from: "2023-02-01", to: "2024-09-30" },
      { name: "Alena Surmajová", post: 6, from: "2024-10-01" },
    ],
    improved: ["Patrik Danko", "Vlasta Ginová", "Lucie Bandyová"],
    unassessed: [],
    wages: { assistant: 2_380_000, mentor: 2_058_000, mentorFte: 0.5 },
    wagePercent: 99,
    indicators: [
      ...commonIndicators(page.posts, ["0", "1", "2", "3", "5", "6"], 101).map(({ goal, ...rest }) => rest),
      contactIndicator(undefined, 96),
      measuredIndicator(
        {
          goal: 1,
          code: "J1",
          name: "Přestupky v lokalitách",
          unit: "přestupky za pololetí",
          baseline: "300",
          target: "291",
          direction: "down",
          definition: "Počet přestupků v lokalitách projektu za pololetí; cílem je pokles o 3 %.",
          source: published3,
        },
        [
          ["2023-06-30", "300"],
          ["2023-12-31", "304"],
          ["2024-06-30", "297"],
          ["2024-12-31", "293"],
        ],
      ),
      measuredIndicator(
        {
          goal: 2,
          code: "J2",
          name: "Případy záškoláctví",
          unit: "případy za pololetí",
          baseline: "100",
          target: "97",
          direction: "down",
          definition: "Počet případů záškoláctví hlášených školami za pololetí; cílem je pokles o 3 %.",
          source: published3,
        },
        [
          ["2023-06-30", "100"],
          ["2023-12-31", "101"],
          ["2024-06-30", "99"],
          ["2024-12-31", "98"],
        ],
      ),
    ],
    trouble: { ...noTrouble(), unpaidDocuments: 0 },
  };
}
