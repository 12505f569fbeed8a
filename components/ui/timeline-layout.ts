export type TimelineTone = "plan" | "actual" | "good" | "warn" | "bad" | "none";
export type TimelineBar = { from: string; to: string; label: string; tone: TimelineTone; href?: string };
export type TimelinePoint = { on: string; label: string; tone: TimelineTone; href?: string };
/** One thin line: where it is filled and, in the gaps, empty. */
export type TimelineStrip = { label: string; spans: readonly { from: string; to: string; tone: TimelineTone }[] };
export type TimelineRow = {
  label: string;
  note?: string;
  href?: string;
  bars?: readonly TimelineBar[];
  points?: readonly TimelinePoint[];
  strips?: readonly TimelineStrip[];
};
/** The sign in a point, so that colour is never alone; an empty ring is still to come. */
export const toneMarks = {
  plan: "•",
  actual: "•",
  good: "✓",
  warn: "!",
  bad: "✕",
  none: "",
} satisfies Record<TimelineTone, string>;

/** Places days on an axis of whole months and stacks what would overlap. Days are YYYY-MM-DD, places are ratios 0–1. */

export type Axis = { from: string; months: number };

const parts = (day: string) => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return { year, month, date };
};

/** Where a day starts on the axis; `end` gives where it ends. Months are equally wide. */
export function place(axis: Axis, day: string, end = false) {
  const start = parts(axis.from);
  const { year, month, date } = parts(day);
  const index = (year - start.year) * 12 + month - start.month;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Math.min(1, Math.max(0, (index + (date - (end ? 0 : 1)) / length) / axis.months));
}

/** The months of the axis with their order number, month and year. */
export function axisMonths({ from, months }: Axis) {
  const start = parts(from);
  return Array.from({ length: months }, (_, index) => {
    const month = ((start.month - 1 + index) % 12) + 1;
    return { number: index + 1, month, year: start.year + Math.floor((start.month - 1 + index) / 12) };
  });
}

/** How many neighbouring months share each calendar year. */
export function axisYears(axis: Axis) {
  const years = new Map<number, number>();
  for (const { year } of axisMonths(axis)) years.set(year, (years.get(year) ?? 0) + 1);
  return [...years].map(([year, months]) => ({ year, months }));
}

/** The first lane in which each span touches no earlier one; spans are ratios, in any order. */
export function lanes(spans: readonly { start: number; end: number }[]) {
  const ends: number[] = [];
  const found = new Array<number>(spans.length).fill(0);
  const order = spans.map((_, index) => index).sort((a, b) => (spans[a]?.start ?? 0) - (spans[b]?.start ?? 0));
  for (const index of order) {
    const span = spans[index];
    if (!span) continue;
    const free = ends.findIndex((end) => end <= span.start + 1e-9);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = span.end;
    found[index] = lane;
  }
  return { lane: found, count: Math.max(1, ends.length) };
}
