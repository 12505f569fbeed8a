import type { Random } from "./random";

type Circumstances = { weekend: boolean; school: boolean; training: boolean; summer: boolean };
/** A shift's times and what the day allows. */
export type Turn = Circumstances & {
  from: string;
  to: string;
  minutes: number;
  recorded: string;
  name: keyof typeof turns;
};

const turns = {
  morning: { from: "07:00", to: "15:00", minutes: 450, recorded: "15:20" },
  day: { from: "08:00", to: "16:00", minutes: 450, recorded: "16:25" },
  afternoon: { from: "12:00", to: "20:00", minutes: 450, recorded: "20:10" },
  evening: { from: "14:00", to: "22:00", minutes: 450, recorded: "22:05" },
  weekend: { from: "13:00", to: "21:00", minutes: 450, recorded: "21:10" },
  course: { from: "08:30", to: "15:30", minutes: 360, recorded: "15:50" },
} as const;

/** When a pair serves: mornings by the schools, later on summer days, afternoons on weekends. */
export function turnOf(random: Random, day: Circumstances): Turn {
  const name = day.training
    ? "course"
    : day.weekend
      ? "weekend"
      : random.pick(
          day.summer
            ? (["morning", "day", "afternoon", "evening", "evening"] as const)
            : (["morning", "morning", "day", "afternoon"] as const),
        );
  return { ...day, ...turns[name], name };
}

/** How often a kind occurs in a shift and how many of it: chance, most. */
function likelihoods({ name, school, summer, weekend }: Turn): [string, number, number][] {
  const early = name === "morning" || name === "day";
  const late = name === "evening" || name === "weekend";
  return [
    ["patrol", 0.9, 4],
    ["school-supervision", school && early ? 0.85 : 0, 3],
    ["truancy", school && early ? 0.3 : 0, 3],
    ["public-order", summer ? 0.7 : 0.45, summer ? 9 : 5],
    ["neighbour-disputes", late ? 0.34 : 0.2, 3],
    ["bylaws", summer ? 0.4 : 0.25, 4],
    ["youth-in-bars", late ? 0.4 : 0.04, 6],
    ["counselling", weekend ? 0.15 : 0.42, 4],
    ["institutions", early && !weekend ? 0.2 : 0, 2],
    ["cooperation", weekend ? 0.08 : 0.25, 2],
    ["incident-report", 0.22, 2],
    ["preventive-event", summer || weekend ? 0.09 : 0.05, 14],
  ];
}

/** Kinds and counts of a shift: two to five of them; a training day has only cooperation. */
export function countKinds(random: Random, turn: Turn, training: boolean): [string, number][] {
  if (training) return [["cooperation", 1]];
  const found: [string, number][] = [];
  for (const [code, chance, most] of random.shuffle(likelihoods(turn))) {
    if (found.length < 5 && random.chance(chance)) found.push([code, random.int(1, most)]);
  }
  for (const code of ["patrol", "public-order"]) {
    if (found.length < 2 && !found.some(([known]) => known === code)) found.push([code, random.int(1, 3)]);
  }
  return found;
}
