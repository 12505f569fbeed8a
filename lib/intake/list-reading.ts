import { type ProjectList, readList, searchList } from "@/lib/intake/list";
import type { ListKind } from "@/lib/intake/list-layouts";
import { readListed } from "@/lib/intake/list-row";
import { rowsOfText } from "@/lib/intake/list-text";
import type { Reading } from "@/lib/intake/result";

/** The most projects of a list that are given out at once; a query finds the others. */
export const mostListed = 50;

/** Projects of a published list to choose from: how many it has, how many a query finds, the first of those as read. */
export type ListReading = {
  list: { kind: ListKind; count: number; found: number; projects: Omit<Reading, "places">[] };
};

/** The list that a text is; null when it is none. */
export function listOfText(text: string): ProjectList | null {
  const rows = rowsOfText(text);
  return rows && readList(rows);
}

/** A list of one project is that project; of a longer one the projects in which the words of the query stand. */
export function readProjects(list: ProjectList, query: string): Reading | ListReading {
  const [only, more] = list.projects;
  if (only && !more) return readListed(list, only);
  const found = searchList(list, query);
  const projects = found.slice(0, mostListed).map((one) => {
    const { result, excerpts } = readListed(list, one);
    return { result, excerpts };
  });
  return { list: { kind: list.kind, count: list.projects.length, found: found.length, projects } };
}

/** What the one project of a listing text says; null for several or none, undefined when the text is no list. */
export function readingOfList(text: string): Reading | null | undefined {
  const list = listOfText(text);
  if (!list) return undefined;
  const [only, more] = list.projects;
  return only && !more ? readListed(list, only) : null;
}
