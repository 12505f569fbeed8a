import { toCsv } from "@/lib/export/csv";
import { attachment } from "@/lib/export/download";
import type { ExportFormat, Sheet } from "@/lib/export/sheet";
import { toXlsx } from "@/lib/export/xlsx";
import { drawPaperApart, writeWorkbookApart } from "./reader";
import type { PaperInput } from "./reader-jobs";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} satisfies Record<ExportFormat, string>;

/** Rows made of items some at a time, others being answered in between: wording thousands takes seconds. */
export async function makeRows<T>(
  items: readonly T[],
  row: (item: T) => Sheet["rows"][number],
): Promise<Sheet["rows"]> {
  const rows: Sheet["rows"][number][] = [];
  for (const [index, item] of items.entries()) {
    if (index % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
    rows.push(row(item));
  }
  return rows;
}

/** Cells that are written sooner than a thread begins. */
const small = 4000;

/**
 * The answer to a request for a file: always an attachment, kept by no cache. name is the file's name without its
 * ending; factsTitle heads what says what was exported. A workbook of many cells is written in a thread of its own, since
 * its packing would keep everybody waiting; it ends when the signal is aborted.
 */
export async function exportResponse(
  sheets: readonly [Sheet, ...Sheet[]],
  format: ExportFormat,
  name: string,
  factsTitle: string,
  signal: AbortSignal,
): Promise<Response> {
  const cells = sheets.reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0);
  const bytes =
    format === "csv"
      ? toCsv(sheets[0], factsTitle)
      : await (cells < small ? toXlsx(sheets, factsTitle) : writeWorkbookApart({ sheets, factsTitle }, signal));
  return attachment(bytes, `${name}.${format}`, types[format]);
}

/** The same for a paper, which is drawn in a thread: a font alone is larger than most answers. */
export async function paperResponse(input: PaperInput, name: string, signal: AbortSignal): Promise<Response> {
  return attachment(await drawPaperApart(input, signal), `${name}.pdf`, "application/pdf");
}
