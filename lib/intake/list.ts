import type { PlainCell as Cell } from "@/lib/import/table";
import { headOf, type ListField, type ListHead, type ListKind } from "@/lib/intake/list-layouts";

/** A project of a list: its cells by field and the headings they stood under, as written. */
export type Listed = { number: string; cells: Readonly<Partial<Record<ListField, Cell>>>; differs: boolean };
export type ProjectList = {
  kind: ListKind;
  headings: Readonly<Partial<Record<ListField, string>>>;
  projects: readonly Listed[];
  /** Slashed days of the list are month first somewhere, so that none of them can be told. */
  monthFirst: boolean;
};

/** Rows above the headings: a title, the date of the list, empty ones. */
const headRows = 30;
/** The fields in which all rows of one project agree. */
const same = ["name", "beneficiary", "start", "plannedEnd", "end", "cost", "total", "eu", "public", "private"] as const;

/**
 * The projects of a published list, each once (the list of operations has a row for every procurement contract), whether
 * its headings stand in a row or in the first column. Null when the rows are no such list.
 */
export function readList(rows: readonly (readonly Cell[])[]): ProjectList | null {
  const at = rows.slice(0, headRows).findIndex((row) => headOf(row));
  const head = headOf(rows[at] ?? []);
  if (head) return listOf(head, rows[at] ?? [], rows.slice(at + 1));
  const first = rows.slice(0, 200).map((row) => row.find((cell) => cell !== null && cell !== "") ?? "");
  const standing = rows.length < 200 ? headOf(first) : null;
  if (!standing) return null;
  const width = Math.max(...rows.map((row) => row.length));
  const columns = Array.from({ length: Math.min(width, 200) }, (_, column) => rows.map((row) => row[column] ?? null));
  return listOf(standing, first, columns);
}

function listOf(head: ListHead, headings: readonly Cell[], rows: readonly (readonly Cell[])[]): ProjectList {
  const projects = new Map<string, Listed>();
  for (const row of rows) {
    const number = textOf(row[head.columns.get("number") ?? -1]);
    // a second row of headings, in English, and a row of column numbers have none
    if (!/\d{4}/.test(number)) continue;
    const cells: Partial<Record<ListField, Cell>> = {};
    for (const [field, column] of head.columns) cells[field] = row[column] ?? null;
    const known = projects.get(number);
    if (!known) projects.set(number, { number, cells, differs: false });
    else if (same.some((field) => String(known.cells[field] ?? "") !== String(cells[field] ?? "")))
      projects.set(number, { ...known, differs: true });
  }
  const all = [...projects.values()];
  return {
    kind: head.kind,
    headings: Object.fromEntries([...head.columns].map(([field, column]) => [field, textOf(headings[column])])),
    projects: all,
    monthFirst: all.some(({ cells }) => [cells.start, cells.plannedEnd, cells.end].some(isMonthFirst)),
  };
}

/** The projects in which every word of a query stands: in the number, the names, the place or the description. */
export function searchList(list: ProjectList, query: string): Listed[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...list.projects];
  return list.projects.filter(({ number, cells }) => {
    const text = folded(
      [number, cells.name, cells.nameInEnglish, cells.beneficiary, cells.place, cells.description, cells.goal]
        .map(textOf)
        .join(" "),
    );
    return words.every((word) => text.includes(word));
  });
}

/** A cell as a text of one line. */
export function textOf(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? "" : String(cell).replace(/\s+/g, " ").trim();
}

const folded = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const isMonthFirst = (cell: Cell | undefined) =>
  typeof cell === "string" && /^\s*(?:0?[1-9]|1[0-2])\/(?:1[3-9]|2\d|3[01])\/\d{4}/.test(cell);
