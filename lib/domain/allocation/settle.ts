import { by } from "../order";
import type { Arrangement, Problem } from "./problem";

/** People who change sites together: a city that stands at one site, or a person of a city that stands at several. */
type Block = { seekers: readonly number[]; site: number };

/**
 * The same arrangement where the four stages leave a choice of sites: by the order of their first application, each
 * undivided city, and each person of a divided one, goes to the best site for its wishes, then the first by code, if
 * there is room or a later one of the same size may change places, and no number changes.
 */
export function settle(problem: Problem, arrangement: Arrangement): Arrangement {
  const settled = [...arrangement];
  const blocks = blocksOf(problem, arrangement);
  const room = problem.capacities.map((capacity, site) => capacity - settled.filter((at) => at === site).length);
  const wishes = ({ seekers }: Block, site: number) =>
    seekers.filter((at) => problem.seekers[at]?.wish === site).length;
  const mayStand = ({ seekers }: Block, site: number) =>
    seekers.every((at) => problem.seekers[at]?.allowed.includes(site));
  const put = (block: Block, site: number) => {
    for (const at of block.seekers) settled[at] = site;
    block.site = site;
  };
  const later = new Map<string, Block[]>();
  const pile = (size: number, site: number) => {
    const key = `${size} ${site}`;
    const found = later.get(key) ?? [];
    later.set(key, found);
    return found;
  };
  for (const block of blocks) pile(block.seekers.length, block.site).push(block);

  for (const block of blocks) {
    const from = block.site;
    const size = block.seekers.length;
    const mine = pile(size, from);
    mine.splice(mine.indexOf(block), 1);
    const better = problem.capacities
      .map((_, site) => site)
      .filter((site) => mayStand(block, site))
      .sort(
        by(
          (site) => -wishes(block, site),
          (site) => site,
        ),
      );
    for (const site of better.slice(0, better.indexOf(from))) {
      const gain = wishes(block, site) - wishes(block, from);
      if (gain === 0 && (room[site] ?? 0) >= size) {
        room[site] = (room[site] ?? 0) - size;
        room[from] = (room[from] ?? 0) + size;
        put(block, site);
        break;
      }
      const others = pile(size, site);
      const other = others.find((one) => mayStand(one, from) && wishes(one, from) - wishes(one, site) === -gain);
      if (!other) continue;
      others.splice(others.indexOf(other), 1);
      pile(size, from).push(other);
      put(other, from);
      put(block, site);
      break;
    }
  }
  return settled;
}

/** The blocks of everybody who is placed, by their first application. */
function blocksOf({ seekers, cities }: Problem, arrangement: Arrangement): Block[] {
  const ofCity = Array.from({ length: cities }, (): { at: number; site: number }[] => []);
  for (const [at, { city }] of seekers.entries()) {
    const site = arrangement[at] ?? null;
    if (site !== null) ofCity[city]?.push({ at, site });
  }
  return ofCity
    .flatMap((people): Block[] => {
      const [first] = people;
      if (!first) return [];
      return people.every(({ site }) => site === first.site)
        ? [{ seekers: people.map(({ at }) => at), site: first.site }]
        : people.map(({ at, site }) => ({ seekers: [at], site }));
    })
    .sort(by(({ seekers: [first] }) => first ?? 0));
}
