import type { Wording } from "@/lib/domain/error";
import { type ExpenseFrame, expenseProblems, type ImportRow, importRow } from "@/lib/domain/expense";
import { cleanInput, wordIssues } from "@/lib/domain/input";
import { type CostRegime, regimeProblem } from "@/lib/domain/regime";
import { damage, type Read, readAmount, readCode, readDay, readText } from "./cells";
import { type ColumnKey, type Header, plainWord } from "./columns";
import { type Cell, cellText, isEmptyCell } from "./table";

/** What a row is checked against. */
export type ImportFrame = ExpenseFrame & {
  costRegime: CostRegime | null;
  lines: readonly { code: string; leaf: string }[];
  keyActivities: readonly { code: string }[];
};

/** What is wrong in one cell; the row as a spreadsheet numbers it, no column for the row as a whole. */
export type RowProblem = { row: number; column: ColumnKey | null; wording: Wording; text: string };

const kindWords = new Map<string, ImportRow["kind"]>([
  ["", "document"],
  ["doklad", "document"],
  ["faktura", "document"],
  ["document", "document"],
  ["mzda", "payroll"],
  ["mzdy", "payroll"],
  ["payroll", "payroll"],
  ["wages", "payroll"],
  ["pausal", "flat"],
  ["flat", "flat"],
  ["flatrate", "flat"],
]);

const columnOfField: Record<string, ColumnKey> = {
  documentNumber: "documentNumber",
  line: "line",
  supplier: "supplier",
  description: "description",
  issuedOn: "issuedOn",
  paidOn: "paidOn",
  amountHalere: "amount",
  keyActivity: "keyActivity",
  kind: "kind",
};

/** A row's expense, or everything that is wrong with it. dayShift: where the file counts its days from. */
export function readRow(
  row: number,
  cells: readonly Cell[],
  header: Pick<Header, "columns" | "width">,
  frame: ImportFrame,
  dayShift = 0,
): { value: ImportRow | null; problems: RowProblem[] } {
  const problems: RowProblem[] = [];
  const cellOf = (column: ColumnKey): Cell => cells[header.columns.get(column) ?? -1] ?? null;
  const note = (column: ColumnKey, wording: Wording) => {
    if (!problems.some((problem) => problem.column === column))
      problems.push({ row, column, wording, text: cellText(cellOf(column)) });
    return undefined;
  };
  for (const column of header.columns.keys()) {
    const done = damage(cellOf(column));
    if (done) note(column, done);
  }
  const take = <T>(column: ColumnKey, read: (cell: Cell) => Read<T>): T | undefined => {
    const result = read(cellOf(column));
    return "value" in result ? result.value : note(column, result.wrong);
  };
  const codes = (list: readonly { code: string }[], missing: string) => (cell: Cell) =>
    readCode(
      cell,
      list.map(({ code }) => code),
      missing,
    );

  const day = (cell: Cell) => readDay(cell, dayShift);
  const beyond = cells.find((cell, at) => at >= header.width && !isEmptyCell(cell));
  if (beyond !== undefined)
    problems.push({
      row,
      column: null,
      wording: { key: "rowTooLong", values: { count: header.width } },
      text: cellText(beyond),
    });
  const kindText = take("kind", readText);
  const value = {
    documentNumber: take("documentNumber", readText),
    line: isEmptyCell(cellOf("line"))
      ? note("line", { key: "required" })
      : take("line", codes(frame.lines, "lineMissing")),
    supplier: take("supplier", readText),
    description: take("description", readText),
    issuedOn: take("issuedOn", day),
    paidOn: isEmptyCell(cellOf("paidOn")) ? null : take("paidOn", day),
    amountHalere: take("amount", readAmount),
    keyActivity: isEmptyCell(cellOf("keyActivity"))
      ? null
      : take("keyActivity", codes(frame.keyActivities, "keyActivityMissing")),
    kind: kindWords.get(plainWord(kindText ?? "")) ?? note("kind", { key: "kindUnknown" }),
  };
  const leaf = frame.lines.find(({ code }) => code === value.line)?.leaf;
  if (leaf === "chapter") note("line", { key: "lineIsChapter" });
  const unfit = leaf && value.kind && regimeProblem(frame.costRegime, { kind: value.kind, leaf });
  if (unfit) note(unfit.field, unfit.wording);
  for (const [field, wording] of Object.entries(ruleProblems(value, frame))) {
    const column = columnOfField[field];
    if (column) note(column, wording);
  }
  if (problems.length > 0) return { value: null, problems };
  return { value: importRow.parse(cleanInput(value).value), problems };
}

type Draft = { issuedOn?: string; paidOn?: string | null };

/** The rules of the command that will take the row: its characters, lengths and days. */
function ruleProblems(value: Draft, frame: ImportFrame): Record<string, Wording> {
  const cleaned = cleanInput(value);
  const parsed = importRow.safeParse(cleaned.value, { reportInput: true });
  const { issuedOn, paidOn } = value;
  return {
    ...(issuedOn && paidOn !== undefined ? expenseProblems({ issuedOn, paidOn }, frame) : {}),
    ...(parsed.success ? {} : wordIssues(parsed.error)),
    ...cleaned.fields,
  };
}
