import { DomainError, type ErrorValues } from "@/lib/domain/error";
import type { Locale } from "@/lib/domain/preference";
import type { AskReason } from "@/lib/import/asked";
import type { ImportFrame } from "@/lib/import/expense-row";
import { type ExpenseFile, readExpenseFile } from "@/lib/import/expenses";
import { readBytes } from "@/lib/intake/read-bytes";

export type ExpenseInput = { bytes: Uint8Array; frame: ImportFrame; locale: Locale; taken: readonly AskReason[] };

/** What is read of strangers' bytes, away from the thread that answers requests. */
export type ReaderJob =
  | { name: "expenses"; input: ExpenseInput }
  | { name: "page"; input: { bytes: Uint8Array; query: string } };
export type Page = ReturnType<typeof readPage>;

/** A value, a refusal in words, or what no file may cause. */
export type ReaderAnswer<T> =
  | { value: T }
  | { refused: { key: string; status: 413 | 422; values: ErrorValues } }
  | { failed: Error };

export function carryOut(job: ReaderJob): ReaderAnswer<ExpenseFile | Page> {
  try {
    return { value: job.name === "page" ? readPage(job.input) : readExpenses(job.input) };
  } catch (error) {
    if (error instanceof DomainError)
      return { refused: { key: error.key, status: error.status === 413 ? 413 : 422, values: error.values } };
    return { failed: error instanceof Error ? error : new Error("a reader failed") };
  }
}

const readExpenses = ({ bytes, frame, locale, taken }: ExpenseInput) =>
  readExpenseFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), frame, locale, taken);

const readPage = ({ bytes, query }: { bytes: Uint8Array; query: string }) => readBytes(bytes, query);
