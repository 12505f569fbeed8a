import { unguard } from "@/lib/export/guard";
import { type ColumnKey, columnKeys, findHeader, headerScore, plainWord } from "./columns";

/** Cells of a pasted table by the columns of the template; what was not pasted is not there. */
export type PastedRow = Partial<Record<ColumnKey, string>>;

/** Whether a clipboard's text is a table: more than one cell. */
export const isTable = (text: string) => /[\t\n]/.test(text.replace(/\r?\n$/, ""));

/**
 * Rows of a table copied from a spreadsheet (tabs, quoted cells). With headings that are known they say the columns;
 * without, the cells fill the columns of the template from the given one on. At most 500 rows are taken.
 */
export function pasteRows(text: string, from: ColumnKey = "documentNumber"): PastedRow[] {
  const table = splitCells(text).filter((row) => row.some((cell) => cell.trim() !== ""));
  const [first] = table;
  const headed = first !== undefined && headerScore([first]) >= 3;
  const columns = headed ? findHeader([first]).columns : positions(from);
  return table.slice(headed ? 1 : 0, 500).map((row) => {
    const cells = [...columns].flatMap(([key, at]): [ColumnKey, string][] => {
      const cell = unguard(row[at]?.trim() ?? "");
      return cell ? [[key, cell]] : [];
    });
    return Object.fromEntries(cells);
  });
}

/** The id of the choice whose code or name a pasted cell says; undefined when none does. */
export function choiceOf(cell: string | undefined, choices: readonly { id: string; code: string; name: string }[]) {
  if (!cell) return undefined;
  const wanted = plainWord(cell);
  return choices.find(({ code, name }) => [code, name, `${code} ${name}`].some((word) => plainWord(word) === wanted))
    ?.id;
}

const positions = (from: ColumnKey) => {
  const start = columnKeys.indexOf(from);
  return new Map(columnKeys.slice(start).map((key, at): [ColumnKey, number] => [key, at]));
};

/** The cells of a text copied from a spreadsheet: tabs, quoted cells, blanks of any kind as one. */
export function splitCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell.replace(/\s+/g, " "));
    cell = "";
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === "\t") endCell();
    else if (letter === "\n") {
      endCell();
      rows.push([]);
    } else if (letter !== "\r") cell += letter;
  }
  endCell();
  return rows;
}
