import { attendeeRoles, type Dish } from "@/lib/domain/registration";
import type { Random } from "../random";

/** Municipalities by RÚIAN code and how many people of each registered; the places are real, the people are not. */
const teams: readonly (readonly [code: string, slug: string, people: number])[] = [
  ["560286", "sokolov", 9],
  ["563099", "jirkov", 7],
  ["567256", "litvinov", 9],
  ["567027", "most", 10],
  ["562971", "chomutov", 8],
  ["562335", "decin", 8],
  ["563102", "kadan", 4],
  ["567337", "obrnice", 4],
  ["567451", "bilina", 4],
  ["567639", "krupka", 3],
  ["567442", "teplice", 6],
  ["554804", "usti-nad-labem", 9],
  ["562882", "varnsdorf", 5],
  ["562777", "rumburk", 3],
  ["588296", "kromeriz", 4],
  ["511382", "prerov", 6],
  ["511021", "vitkov", 2],
  ["597180", "bruntal", 3],
  ["597520", "krnov", 5],
  ["554821", "ostrava", 12],
  ["598917", "karvina", 8],
  ["555088", "havirov", 6],
  ["599069", "orlova", 4],
  ["599051", "bohumin", 4],
  ["554481", "cheb", 5],
  ["554961", "karlovy-vary", 3],
  ["555380", "nejdek", 2],
  ["559717", "rokycany", 3],
  ["560715", "tachov", 2],
  ["532053", "kladno", 6],
  ["533165", "kolin", 3],
  ["535419", "mlada-boleslav", 2],
  ["531057", "beroun", 1],
  ["573868", "nachod", 3],
  ["579025", "trutnov", 3],
  ["573922", "broumov", 2],
  ["582786", "brno", 9],
  ["541630", "vsetin", 3],
  ["586021", "hodonin", 3],
  ["562858", "sluknov", 3],
  ["597716", "osoblaha", 1],
  ["553697", "trmice", 3],
  ["555428", "ostrov", 2],
];

const men = [
  "Jan",
  "Petr",
  "Milan",
  "Tomáš",
  "Roman",
  "Josef",
  "Karel",
  "Lukáš",
  "Dušan",
  "Radek",
  "Marek",
  "Viktor",
] as const;
const women = [
  "Jana",
  "Eva",
  "Lenka",
  "Renata",
  "Věra",
  "Monika",
  "Dana",
  "Alena",
  "Simona",
  "Kateřina",
  "Jitka",
  "Šárka",
] as const;
type Pair = readonly [man: string, woman: string];
const surnames: readonly [Pair, ...Pair[]] = [
  ["Hlaváč", "Hlaváčová"],
  ["Zeman", "Zemanová"],
  ["Říha", "Říhová"],
  ["Kubík", "Kubíková"],
  ["Tichý", "Tichá"],
  ["Vrba", "Vrbová"],
  ["Lukeš", "Lukešová"],
  ["Čermák", "Čermáková"],
  ["Bureš", "Burešová"],
  ["Žák", "Žáková"],
  ["Šimek", "Šimková"],
  ["Matouš", "Matoušová"],
  ["Polák", "Poláková"],
  ["Kadlec", "Kadlecová"],
  ["Holub", "Holubová"],
  ["Ďuriš", "Ďurišová"],
  ["Stránský", "Stránská"],
  ["Vaněk", "Vaňková"],
];

export type Attendee = {
  name: string;
  email: string;
  role: (typeof attendeeRoles)[number];
  municipalityCode: string;
  /** Place in the list of sites; null: does not mind. */
  site: number | null;
  canOther: boolean;
  registeredAt: string;
  state: "confirmed" | "unconfirmed" | "withdrawn";
  needs: { meals: Dish[]; room: "any" | "alone" | "with"; car: boolean; arrival: "in-time" | "later" };
};

/** Who registered in the first half of a February: teams of the first so many municipalities, more for the first site than it holds. */
export function attendees(random: Random, year = 2025, municipalities = teams.length): Attendee[] {
  const used = new Set<string>();
  return teams.slice(0, municipalities).flatMap(([municipalityCode, slug, people]) => {
    // A team mostly wants to stay together; one that was late or far away chooses the other site.
    const home = random.chance(0.86) ? 0 : 1;
    const sentOn = random.int(5, 14);
    return Array.from({ length: people }, (_, index): Attendee => {
      const woman = random.chance(0.45);
      const [first, pair] = [random.pick(woman ? women : men), random.pick(surnames)];
      const name = `${first} ${pair[woman ? 1 : 0]}`;
      const box = plainBox(name);
      const email =
        [`${box}@${slug}.example`, `${box}.${index + 1}@${slug}.example`].find((free) => !used.has(free)) ?? "";
      used.add(email);
      const site = random.chance(0.12) ? null : random.chance(0.9) ? home : 1 - home;
      const minute = random.int(7 * 60, 19 * 60);
      const clock = `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
      return {
        name,
        email,
        role: roleOf(index, people, random),
        municipalityCode,
        site,
        canOther: site === null || random.chance(0.7),
        registeredAt: `${year}-02-${String(sentOn).padStart(2, "0")}T${clock}:${String(random.int(0, 59)).padStart(2, "0")}+01:00`,
        state: random.chance(0.06) ? "unconfirmed" : random.chance(0.02) ? "withdrawn" : "confirmed",
        needs: {
          meals: random.chance(0.12)
            ? [random.pick(["vegetarian", "no-pork", "gluten-free", "lactose-free"] as const)]
            : [],
          room: random.chance(0.85) ? "any" : "alone",
          car: random.chance(0.3),
          arrival: random.chance(0.92) ? "in-time" : "later",
        },
      };
    });
  });
}

/** A team consists mainly of assistants, as the letter recommends; the bigger ones bring their mentor and the police. */
function roleOf(index: number, people: number, random: Random): Attendee["role"] {
  if (people > 2 && index === 0) return "mentor";
  if (people > 4 && index === 1) return random.pick(["municipal-police", "police"]);
  if (people > 6 && index === 2) return random.pick(["project", "supervisor"]);
  return random.chance(0.95) ? "assistant" : random.pick([...attendeeRoles]);
}

/** The part of an address before the at sign that is made of a name. */
export const plainBox = (name: string) =>
  name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll(" ", ".");
