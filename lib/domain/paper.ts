import { z } from "zod";

/** Lists of the people of one site, each issued under a number; what it is for stands in messages under "papers". */
export const listKinds = ["badges", "rooms", "meals", "parking", "sign-in"] as const;
export type ListKind = (typeof listKinds)[number];

export const issueListInput = z.strictObject({ siteId: z.uuid(), kind: z.enum(listKinds) });

/** What a list says about each person, as one text a person: by it two issues are compared. */
export type Lines = ReadonlyMap<string, string>;
export type Changes = { added: string[]; removed: string[]; changed: string[] };

/** Who is on the list now and was not, is no more, or is otherwise. */
export function changesOf(before: Lines, now: Lines): Changes {
  const added = [...now.keys()].filter((id) => !before.has(id));
  const removed = [...before.keys()].filter((id) => !now.has(id));
  const changed = [...now].filter(([id, line]) => before.has(id) && before.get(id) !== line).map(([id]) => id);
  return { added, removed, changed };
}

export const isSame = ({ added, removed, changed }: Changes): boolean =>
  added.length + removed.length + changed.length === 0;
