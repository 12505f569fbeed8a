import { by } from "./order";
import type { AttendeeRole } from "./registration";

/** That somebody was at a block, once for each person and block. */
export type Come = {
  siteId: string;
  blockId: string;
  attendeeId: string;
  role: AttendeeRole;
  /** Null where it is not known for sure which municipality was meant. */
  municipalityCode: string | null;
  municipality: string;
  region: string | null;
};

/** How many people, and how many of their attendances of blocks. */
export type Tally = { key: string; name: string; people: number; attendances: number };

function tallied(lines: readonly Come[], keyOf: (line: Come) => [key: string, name: string]): Tally[] {
  const groups = new Map<string, { name: string; people: Set<string>; attendances: number }>();
  for (const line of lines) {
    const [key, name] = keyOf(line);
    const group = groups.get(key) ?? { name, people: new Set<string>(), attendances: 0 };
    group.people.add(line.attendeeId);
    group.attendances += 1;
    groups.set(key, group);
  }
  return [...groups]
    .map(([key, { name, people, attendances }]) => ({ key, name, people: people.size, attendances }))
    .sort(by((tally) => tally.key));
}

/** Who came, by what. Somebody who came to two sites counts at both, and once in the total. */
export const comeStatistics = (lines: readonly Come[]) => ({
  total: { people: new Set(lines.map(({ attendeeId }) => attendeeId)).size, attendances: lines.length },
  bySite: tallied(lines, ({ siteId }) => [siteId, ""]),
  byBlock: tallied(lines, ({ blockId }) => [blockId, ""]),
  byRole: tallied(lines, ({ role }) => [role, ""]),
  byCity: tallied(lines, ({ municipalityCode, municipality }) => [
    municipalityCode ?? `typed ${municipality}`,
    municipality,
  ]),
  byRegion: tallied(lines, ({ region }) => [region ?? "", region ?? ""]),
});
export type ComeStatistics = ReturnType<typeof comeStatistics>;
