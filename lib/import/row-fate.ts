import type { Wording } from "@/lib/domain/error";
import type { AskReason, LeftOutReason } from "./asked";
import { damage } from "./cells";
import { type Header, headerScore, plainWord } from "./columns";
import type { RowProblem } from "./expense-row";
import { type Cell, cellText, isEmptyCell, isShown, type Row } from "./table";

/** A row that holds no expense, or where the table ends: left out, and said so. */
export type LeftOut = { row: number; reason: LeftOutReason; text: string };

/** What a row is before its cells are read: nothing of ours, asked about, or an expense. */
export function leftOut({ row, cells }: Row, { columns }: Header): LeftOut | null {
  const filled = cells.filter((cell) => !isEmptyCell(cell));
  const [first] = filled;
  const text = cellText(first);
  if (filled.length === 1 && typeof first === "string" && factsTitles.has(plainWord(first)))
    return { row, reason: "facts", text };
  if (headerScore([cells]) >= 3) return { row, reason: "header", text };
  const of = (key: "line" | "issuedOn") => cells[columns.get(key) ?? -1];
  return isTotal(first) && isEmptyCell(of("line")) && isEmptyCell(of("issuedOn"))
    ? { row, reason: "total", text }
    : null;
}

/** The heading under which our own exports say what they are: what follows is not the table. */
const factsTitles = new Set(["oexportu", "aboutthisexport"]);
const totals =
  /^(?:celkem|soucet|celkovysoucet|mezisoucet|uhrnem|total|subtotal|grandtotal|sum)(?:$|kc$|czk$|za|for|celkem)/;
const isTotal = (cell: Cell | undefined) =>
  typeof cell === "string" && cell.length <= 40 && totals.test(plainWord(cell));

/** Whether a row that can be read as an expense calls itself a sum. */
export const looksTotal = (value: { documentNumber: string; description: string }) =>
  isTotal(value.documentNumber) || isTotal(value.description);

/** What a column that is none of ours says against a row. */
export function meant(
  row: number,
  cells: readonly Cell[],
  header: Header,
): { problems: RowProblem[]; asks: AskReason[] } {
  const problems: RowProblem[] = [];
  const asks = new Set<AskReason>();
  for (const { meaning, heading, at } of header.meanings) {
    const cell = cells[at];
    if (isEmptyCell(cell)) continue;
    const text = cellText(cell);
    const say = (wording: Wording) => problems.push({ row, column: null, wording, text });
    const word = plainWord(text);
    const values = { column: heading, text: text.slice(0, 40) };
    if (meaning === "currency" && !crowns.has(word)) say({ key: "rowCurrency", values });
    if (meaning === "cancelled" && cell !== false && !no.has(word)) say({ key: "rowCancelled", values });
    if (meaning === "tax" && isAmount(cell)) asks.add("tax");
    if (meaning === "foreign" && isAmount(cell)) asks.add("foreign");
  }
  return { problems, asks: [...asks] };
}

const crowns = new Set(["kc", "czk", "koruna", "korunaceska", "ceskakoruna", "koruny", "czechkoruna"]);
const no = new Set([
  "",
  "ne",
  "n",
  "no",
  "none",
  "false",
  "0",
  "nestornovano",
  "nezruseno",
  "platny",
  "platna",
  "aktivni",
  "active",
  "valid",
]);

/** Anything but an empty cell, nought and words: of a tax and of another currency only amounts count. */
function isAmount(cell: Cell | undefined): boolean {
  if (typeof cell === "number") return cell !== 0;
  if (isShown(cell)) return cell.number !== 0;
  return damage(cell ?? null) !== null || /[1-9]/.test(cellText(cell));
}
