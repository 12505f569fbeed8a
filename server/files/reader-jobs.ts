import { DomainError, type ErrorValues } from "@/lib/domain/error";
import type { Locale } from "@/lib/domain/preference";
import type { Sheet } from "@/lib/export/sheet";
import { toXlsx } from "@/lib/export/xlsx";
import type { AskReason } from "@/lib/import/asked";
import type { ImportFrame } from "@/lib/import/expense-row";
import { type ExpenseFile, readExpenseFile } from "@/lib/import/expenses";
import { readBytes } from "@/lib/intake/read-bytes";
import type { BadgesPaper } from "../papers/badges";
import type { CertificatesPaper } from "../papers/certificate";
import type { ListPaper } from "../papers/list";

export type ExpenseInput = { bytes: Uint8Array; frame: ImportFrame; locale: Locale; taken: readonly AskReason[] };

export type WorkbookInput = { sheets: readonly Sheet[]; factsTitle: string };

export type PaperInput =
  | { kind: "list"; paper: ListPaper }
  | { kind: "badges"; paper: BadgesPaper }
  | { kind: "certificates"; paper: CertificatesPaper };

/** What takes long with files, strangers' and our own, away from the thread that answers requests. */
export type ReaderJob =
  | { name: "expenses"; input: ExpenseInput }
  | { name: "page"; input: { bytes: Uint8Array; query: string } }
  | { name: "workbook"; input: WorkbookInput }
  | { name: "paper"; input: PaperInput };
export type Page = ReturnType<typeof readPage>;

/** A value, a refusal in words, or what no file may cause. */
export type ReaderAnswer<T> =
  | { value: T }
  | { refused: { key: string; status: 413 | 422; values: ErrorValues } }
  | { failed: Error };

export async function carryOut(job: ReaderJob): Promise<ReaderAnswer<ExpenseFile | Page | Uint8Array>> {
  try {
    if (job.name === "workbook") return { value: await toXlsx(job.input.sheets, job.input.factsTitle) };
    if (job.name === "paper") return { value: await drawPaper(job.input) };
    return { value: job.name === "page" ? readPage(job.input) : readExpenses(job.input) };
  } catch (error) {
    if (error instanceof DomainError)
      return { refused: { key: error.key, status: error.status === 413 ? 413 : 422, values: error.values } };
    return { failed: error instanceof Error ? error : new Error("a reader failed") };
  }
}

/** What draws, and its fonts, is loaded by a thread that draws and no other. */
async function drawPaper(input: PaperInput): Promise<Uint8Array> {
  if (input.kind === "list") return (await import("../papers/list")).drawList(input.paper);
  if (input.kind === "badges") return (await import("../papers/badges")).drawBadges(input.paper);
  return (await import("../papers/certificate")).drawCertificates(input.paper);
}

const readExpenses = ({ bytes, frame, locale, taken }: ExpenseInput) =>
  readExpenseFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), frame, locale, taken);

const readPage = ({ bytes, query }: { bytes: Uint8Array; query: string }) => readBytes(bytes, query);
