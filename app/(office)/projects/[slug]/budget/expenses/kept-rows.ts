import { z } from "zod";
import { type Draft, emptyDraft } from "./draft";

/** A new row that is written and not saved, as this browser keeps it: its command's id too, so that nothing is entered twice. */
export type KeptRow = { draft: Draft; commandId: string; unread: Partial<Draft> };

const texts = z.record(z.string(), z.string());
const kept = z.array(z.object({ draft: texts, commandId: z.uuid(), unread: texts })).max(600);
const fields = Object.keys(emptyDraft());

/** The rows that were kept under a key; what is not ours to read counts as none. */
export function readKept(key: string): KeptRow[] {
  try {
    const rows = kept.parse(JSON.parse(sessionStorage.getItem(key) ?? "[]"));
    return rows.map(({ draft, commandId, unread }) => ({
      commandId,
      draft: { ...emptyDraft(), ...pick(draft) },
      unread: pick(unread),
    }));
  } catch {
    return [];
  }
}

/** Keeps rows for as long as the tab is open, or forgets them when there are none. */
export function keepRows(key: string, rows: readonly KeptRow[]) {
  try {
    if (rows.length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(rows));
  } catch {
    // A browser that keeps nothing still warns before the page is left.
  }
}

const pick = (values: Readonly<Record<string, string>>): Partial<Draft> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => fields.includes(name)));
