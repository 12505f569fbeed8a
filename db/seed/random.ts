/** A small seeded generator (mulberry32): the same name gives the same numbers and ids, every time and everywhere. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from one bound to the other, both included. */
  int(from: number, to: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  shuffle<T>(items: readonly T[]): T[];
  /** An id in the form of a version-4 UUID. */
  uuid(): string;
};

/** An independent stream of numbers for each name, so that adding to one noun leaves the others as they were. */
export function stream(name: string): Random {
  let state = 2166136261;
  for (const char of name) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16777619) >>> 0;

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  const shuffle = <T>(items: readonly T[]) =>
    items
      .map((item) => ({ item, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  const hex = () =>
    Math.floor(next() * 4294967296)
      .toString(16)
      .padStart(8, "0");
  const uuid = () => {
    const [a, b, c, d] = [hex(), hex(), hex(), hex()];
    return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${"89ab"[int(0, 3)]}${c.slice(1, 4)}-${c.slice(4)}${d}`;
  };

  return {
    next,
    int,
    shuffle,
    chance: (probability) => next() < probability,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    uuid,
  };
}
