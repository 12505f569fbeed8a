import { isUtf8 } from "node:buffer";
import Papa from "papaparse";
import { DomainError } from "@/lib/domain/error";
import { brokenSign, decodeBytes, type Encoding } from "./code-pages";
import { importLimits, type Table } from "./table";

type Text = { text: string; encoding: Encoding; cut: boolean };

/**
 * The text of a file. One whose code page cannot be told, or that is UTF-8 but for a few bytes, is refused with the row:
 * 422 importNoTable, importEncoding, importBadByte. cut: it ends in the middle of a letter.
 */
export function decodeText(bytes: Uint8Array): Text {
  const decoded = decodeBytes(bytes);
  if (!decoded) {
    if (bytes.includes(0)) throw new DomainError("importNoTable", 422);
    throw new DomainError("importEncoding", 422, { row: rowOf(bytes, (byte) => byte > 127) });
  }
  const { text, encoding } = decoded;
  const broken = encoding === "utf-8" && !isUtf8(bytes) ? text.indexOf(brokenSign) : -1;
  if (broken < 0) return { text, encoding, cut: encoding === "utf-16" && bytes.length % 2 === 1 };
  if (broken === text.length - 1) return { text: text.slice(0, -1), encoding, cut: true };
  throw new DomainError("importBadByte", 422, { row: text.slice(0, broken).split("\n").length });
}

/** The row of the first byte of a kind. */
const rowOf = (bytes: Uint8Array, wanted: (byte: number) => boolean) =>
  bytes.subarray(0, bytes.findIndex(wanted)).reduce((count, byte) => count + (byte === 10 ? 1 : 0), 1);

/**
 * A CSV's rows, separated by what gives its first rows the best score (columns that are known). Throws 422 for a quote
 * that is never closed, with its row.
 */
export function readCsv(bytes: Uint8Array, score: (rows: readonly (readonly string[])[]) => number): Table {
  const { text, encoding, cut } = decodeText(bytes);
  const separators = [";", ",", "\t"] as const;
  const scored = separators.map((separator) => ({
    separator,
    score: score(parse(text, separator, importLimits.header).data),
  }));
  const separator = scored.reduce((best, next) => (next.score > best.score ? next : best)).separator;
  const { data, errors } = parse(text, separator, importLimits.rows * 2 + 100);
  const quote = errors.find((error) => error.type === "Quotes");
  if (quote) throw new DomainError("importQuote", 422, { row: (quote.row ?? 0) + 1 });
  const rows = data.map((cells, index) => ({
    row: index + 1,
    cells: cells.map((cell) => cell.slice(0, importLimits.cell)),
  }));
  return {
    rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")),
    format: "csv",
    encoding,
    separator,
    sheet: null,
    hiddenColumns: new Set(),
    dayShift: 0,
    cutRow: cut ? rows.length : null,
  };
}

const parse = (text: string, delimiter: string, preview: number) =>
  Papa.parse<string[]>(text, { delimiter, preview, skipEmptyLines: false });
