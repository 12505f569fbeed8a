import type { City } from "../city";
import { commonIndicators, contactIndicator, measuredIndicator } from "../indicator-specs";
import { usualAreas, usualKeyActivities } from "../published";

/** A city that does not exist, so that every warning has a cause: all of it is invented and says so. */
export function ukazkov(): City {
  const posts = 5;
  return {
    slug: "ukazkov",
    organisation: { name: "Ukázkov (smyšlené město)", municipalityCode: null, invented: true },
    staff: {
      mentor: { email: "mentor@ukazkov.example", name: "Karel Smyšlený" },
      manager: { email: "manager@ukazkov.example", name: "Věra Vymyšlená" },
      finance: { email: "finance@ukazkov.example", name: "Dana Nápaditá" },
    },
    project: {
      name: "Asistenti prevence kriminality Ukázkov (smyšlený projekt)",
      registrationNumber: "CZ.03.2.01/00/22_018/0099999",
      beneficiary: "Město Ukázkov (smyšlené)",
      annotation: "Smyšlené město a smyšlený projekt v potížích: každé upozornění aplikace tu má svou příčinu.",
      startsOn: "2023-07-01",
      endsOn: "2026-06-30",
      totalHalere: 735_840_000,
      sourceUrl: null,
      origin: "invented",
    },
    regime: {
      costRegime: "indirect",
      flatRatePer100000: 25_000,
      origin: "entered",
      source: "Smyšlený právní akt.",
    },
    office: { name: "Smyšlený řídicí orgán", origin: "entered", source: "Smyšlený právní akt." },
    // The Union's share is 1 000 Kč less than its rate gives, so neither it nor the sum fits.
    sources: [
      { kind: "eu", ratePer100000: 76_735, amountHalere: 564_546_824, origin: "entered" },
      { kind: "state", ratePer100000: 13_265, amountHalere: 97_609_176, origin: "entered" },
      { kind: "own", ratePer100000: 10_000, amountHalere: 73_584_000, origin: "entered" },
    ],
    goals: [
      { number: 1, text: "Pět asistentů se zlepší nejméně ve dvou z pěti vzdělávacích oblastí.", rule: "assessments" },
      { number: 2, text: "Obyvatelé se v lokalitách projektu cítí bezpečněji.", rule: "measures" },
      { number: 3, text: "Méně narušení veřejného pořádku a občanského soužití.", rule: "measures" },
    ],
    keyActivities: usualKeyActivities,
    areas: usualAreas,
    localities: ["Smyšlené sídliště", "Vymyšlená ulice", "Ukázkové náměstí"],
    posts,
    people: [
      { name: "Adam Ukázka", post: 1, from: "2023-08-14" },
      { name: "Blanka Vzorová", post: 2, from: "2023-09-01" },
      { name: "Cyril Příklad", post: 3, from: "2023-10-02" },
      { name: "Drahomíra Zkoušková", post: 4, from: "2023-10-16", to: "2024-06-30" },
      { name: "Emil Návrh", post: 5, from: "2023-11-01", to: "2024-05-31" },
    ],
    improved: ["Blanka Vzorová"],
    unassessed: ["Cyril Příklad"],
    wages: { assistant: 2_500_000, mentor: 2_100_000, mentorFte: 0.5 },
    wagePercent: 88,
    indicators: [
      ...commonIndicators(posts, ["1", "2", "3", "3", "4", "5"], 138),
      measuredIndicator(
        {
          goal: 2,
          code: "C2",
          name: "Pocit bezpečí obyvatel",
          unit: "%",
          baseline: "51",
          target: "60",
          direction: "up",
          definition: "Podíl dotázaných, kteří se večer v okolí svého bydliště cítí bezpečně (dotazník).",
        },
        [
          ["2023-09-15", "51"],
          ["2024-04-15", "49"],
          ["2024-10-15", "47"],
        ],
      ),
      contactIndicator(undefined, 131),
      measuredIndicator(
        {
          goal: 3,
          code: "C3b",
          name: "Narušení veřejného pořádku v lokalitách",
          unit: "události za čtvrtletí",
          baseline: "80",
          target: "64",
          direction: "down",
          definition: "Počet oznámených narušení veřejného pořádku v lokalitách projektu za čtvrtletí.",
        },
        [
          ["2023-09-30", "80"],
          ["2023-12-31", "82"],
          ["2024-03-31", "85"],
          ["2024-06-30", "91"],
          ["2024-09-30", "97"],
          ["2024-12-31", "103"],
        ],
        2,
      ),
    ],
    trouble: {
      lateClaims: { 2: 12, 3: "missing" },
      missingReports: [3],
      skippedEvents: ["Supervize asistentů č. 6", "Supervize mentora č. 6", "Mediační dovednosti a sousedské spory"],
      lastActivityOn: "2025-02-03",
      documentsWithoutFile: 1,
      unpaidDocuments: 2,
      equipmentPercent: 180,
    },
  };
}
