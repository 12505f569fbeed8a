import { invitation, sites as sites2025 } from "./spring-2025";

/** The meeting before the published one: invented from its first word to its last, and it says so. */
export const invitation2024 = {
  ...invitation,
  slug: "setkani-apk-2024",
  referenceNumber: "UKÁZKA-1/OPK-2024",
  issuedOn: "2024-02-01",
  titleCs: "Celostátní pracovní setkání asistentů prevence kriminality 2024",
  titleEn: "National working meeting of crime-prevention assistants 2024",
  invitationCs: `Toto setkání je v ukázce smyšlené, aby bylo vidět, co po setkání zůstane.\n\n${invitation.invitationCs.replace("2025", "2024")}`,
  invitationEn: `This meeting was invented for the demo, to show what remains of one.\n\n${invitation.invitationEn.replace("2025", "2024")}`,
};

const days = [
  { startsOn: "2024-04-15", endsOn: "2024-04-17" },
  { startsOn: "2024-05-20", endsOn: "2024-05-22" },
];
export const sites2024 = sites2025.map((site, index) => ({
  ...site,
  startsOn: "",
  endsOn: "",
  ...days[index],
  capacity: 55,
}));

export const deadline2024 = "2024-02-23";

const office = {
  providerCs: "odbor prevence kriminality",
  providerEn: "Crime Prevention Department",
};
const police = { providerCs: "Policie České republiky", providerEn: "Police of the Czech Republic" };
const nobody = { providerCs: "", providerEn: "" };

/** The lecturers are invented, as everything else. */
export const programme2024 = [
  {
    titleCs: "Právní minimum asistenta – oprávnění, mlčenlivost, spolupráce s policií",
    titleEn: "The law that an assistant needs – powers, confidentiality, working with the police",
    lecturer: "Mgr. Hana Bílková",
    ...office,
    ...at(1, "13:00", 90),
  },
  {
    titleCs: "Jak mluvit s dětmi a mladistvými na ulici",
    titleEn: "How to talk with children and young people in the street",
    lecturer: "PhDr. Zuzana Krejzová",
    ...nobody,
    ...at(1, "15:00", 90),
  },
  {
    titleCs: "Dluhy a exekuce – kam lidi odkázat a co neslibovat",
    titleEn: "Debts and enforcement – where to send people and what not to promise",
    lecturer: "Ing. Pavel Sochor",
    ...nobody,
    ...at(2, "09:00", 90),
  },
  {
    titleCs: "Sousedské spory a jak je zklidnit",
    titleEn: "Quarrels of neighbours and how to calm them",
    lecturer: "Bc. Radim Otruba",
    ...nobody,
    ...at(2, "10:45", 75),
  },
  {
    titleCs: "Návykové látky v terénu – bezpečnost a první pomoc",
    titleEn: "Drugs in the field – safety and first aid",
    lecturer: "por. Mgr. Ivo Stehno",
    ...police,
    ...at(2, "13:30", 120),
  },
  {
    titleCs: "Výměna zkušeností asistentů a mentorů",
    titleEn: "Exchange of experience of assistants and mentors",
    lecturer: "",
    ...office,
    ...at(3, "09:00", 120),
  },
];

function at(dayNumber: number, startsAt: string, durationMinutes: number) {
  return { dayNumber, startsAt, durationMinutes };
}

/** What the solver says of these people, by their rank: the number of the site or a dash; a test asks it again. */
export const placements = {
  balanced:
    "011-0011000-1100101000000010000-10-00000000000001-010111-11110111-1111--000-00--0-1-1-11-111110010---1-010-01-01011-1---10011-0111--1-01-1111",
  together:
    "001-0011000-1100101000000010000-10-00111111000000-010101-11110110-1011--000-00--0-1-1-11-111110010---1-010-01-01011-1---10011-0111--0-01-1111",
  wishes:
    "011-0011000-1100101000000010000-10-00000000000001-010111-11110110-1011--100-01--0-1-1-11-111110010---1-010-01-01011-1---10011-0111--1-01-1111",
};
export const solved = {
  rules: 1,
  solver: "1.15.1",
  options: { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0, random_seed: 0 },
};

/** What was written in words after each site. */
export const words2024 = [
  [
    "Nejvíc mi dal blok o dluzích, odvezl jsem si konkrétní kontakty.",
    "Víc času na výměnu zkušeností, poslední dopoledne bylo krátké.",
    "Blok o návykových látkách by měl být povinný pro každého nového asistenta.",
    "Ubytování i jídlo výborné, děkujeme.",
    "Prosím poslat prezentace předem.",
  ],
  [
    "Dobré bylo, že přijeli i mentoři a okrskáři.",
    "Sousedské spory: chtělo by to víc příkladů z malých obcí.",
    "V sále bylo špatně slyšet vzadu.",
    "Zkušenosti z jiných měst jsou k nezaplacení.",
  ],
];

export const practice2024 = {
  municipalityCode: "563099",
  kind: "good",
  topic: "patrol",
  title: "Pochůzka ve stejný čas jako poslední autobus",
  happened:
    "Stížnosti na hluk u nádraží přicházely vždy po posledním autobusu. Posunuli jsme konec odpolední směny o čtyřicet minut a dvojice šla s lidmi od zastávky až na sídliště. Za dva měsíce přišly tři stížnosti místo jedenácti.",
  lesson: "Podívejte se nejdřív, v kolik stížnosti přicházejí. Často stačí posunout směnu, ne přidat lidi.",
};
