import type { Placement } from "./figures";
import { arrangementOf } from "./figures";
import type { Allocation } from "./input";
import { type Arrangement, problemOf } from "./problem";

/** Why somebody stands where he does or waits: a key of messages under "allocation" with the values of its sentence. */
export type Reason = { key: ReasonKey; values: Record<string, string | number> };
export const reasonKeys = [
  "pinned",
  "wished",
  "anywhere",
  "keptAway",
  "movedFull",
  "movedTogether",
  "moved",
  "waitsNoSites",
  "waitsNowhere",
  "waitsOne",
  "waitsAll",
] as const;
export type ReasonKey = (typeof reasonKeys)[number];

export type Explained = {
  placed: { id: string; site: string; reason: Reason }[];
  waiting: { id: string; reason: Reason }[];
};

/** Everybody by rank with the reason for his place or his wait. A reason is what can be checked, never a guess at rivals. */
export function explain(allocation: Allocation, placement: Placement): Explained {
  const { sites, people } = allocation;
  const { seekers } = problemOf(allocation);
  const arrangement = arrangementOf(allocation, placement);
  const taken = sites.map((_, site) => arrangement.filter((at) => at === site).length);
  const mates = matesOf(arrangement, seekers);
  const explained: Explained = { placed: [], waiting: [] };
  for (const [at, { id, role, preferred, pin }] of people.entries()) {
    const { allowed = [], city = -1, wish = null, weight = 0 } = seekers[at] ?? {};
    const site = arrangement[at] ?? null;
    const code = sites[site ?? -1]?.code;
    const base = { site: code ?? "", rank: at + 1, role, weight };
    if (site === null || code === undefined) {
      const codes = allowed.map((one) => sites[one]?.code ?? "");
      const key =
        sites.length === 0
          ? "waitsNoSites"
          : codes.length === 0
            ? "waitsNowhere"
            : codes.length === 1
              ? "waitsOne"
              : "waitsAll";
      explained.waiting.push({ id, reason: { key, values: { ...base, sites: codes.join(", ") } } });
      continue;
    }
    const others = (mates.get(`${city} ${site}`) ?? 1) - 1;
    const isFull = wish !== null && (taken[wish] ?? 0) >= (sites[wish]?.capacity ?? 0);
    const key = ((): ReasonKey => {
      if (pin.must !== null) return "pinned";
      if (preferred === null) return "anywhere";
      if (site === wish) return "wished";
      if (pin.not.includes(preferred)) return "keptAway";
      return isFull ? "movedFull" : others > 0 ? "movedTogether" : "moved";
    })();
    const values = { ...base, wished: preferred ?? "", capacity: sites[wish ?? -1]?.capacity ?? 0, others };
    explained.placed.push({ id, site: code, reason: { key, values } });
  }
  return explained;
}

/** The values of a reason with the names of sites where it has their codes, so that people can read it. */
export function inNames(values: Reason["values"], sites: readonly { code: string; name: string }[]): Reason["values"] {
  const names = new Map(sites.map(({ code, name }) => [code, name]));
  const said = (value: string | number | undefined) => names.get(String(value)) ?? String(value ?? "");
  const { site, wished, sites: all, ...rest } = values;
  return {
    ...rest,
    ...(site !== undefined && { site: said(site) }),
    ...(wished !== undefined && { wished: said(wished) }),
    ...(all !== undefined && { sites: String(all).split(", ").map(said).join(", ") }),
  };
}

/** How many people of a city stand at a site. */
function matesOf(arrangement: Arrangement, seekers: readonly { city: number }[]): Map<string, number> {
  const mates = new Map<string, number>();
  for (const [at, { city }] of seekers.entries()) {
    const key = `${city} ${arrangement[at]}`;
    mates.set(key, (mates.get(key) ?? 0) + 1);
  }
  return mates;
}
