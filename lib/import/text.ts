import Papa from "papaparse";
import { DomainError } from "@/lib/domain/error";
import { importLimits, type Table } from "./table";

type Text = { text: string; encoding: "utf-8" | "utf-16" | "windows-1250" };

/** Bytes of a text file: UTF-8 with or without its mark, UTF-16 with one, else Windows-1250, the default of Czech Excel. */
export function decodeText(bytes: Uint8Array): Text {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { text: new TextDecoder(first === 0xff ? "utf-16le" : "utf-16be").decode(bytes), encoding: "utf-16" };
  if (bytes.includes(0)) throw new DomainError("importNoTable", 422);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return { text: new TextDecoder("windows-1250").decode(bytes), encoding: "windows-1250" };
  }
}

/**
 * A CSV's rows, separated by what gives its first ten rows the best score (columns that are known). Throws 422 for a quote
 * that is never closed, with its row.
 */
export function readCsv(bytes: Uint8Array, score: (rows: readonly (readonly string[])[]) => number): Table {
  const { text, encoding } = decodeText(bytes);
  const separators = [";", ",", "\t"] as const;
  const scored = separators.map((separator) => ({ separator, score: score(parse(text, separator, 10).data) }));
  const separator = scored.reduce((best, next) => (next.score > best.score ? next : best)).separator;
  const { data, errors } = parse(text, separator, importLimits.rows * 2 + 100);
  const quote = errors.find((error) => error.type === "Quotes");
  if (quote) throw new DomainError("importQuote", 422, { row: (quote.row ?? 0) + 1 });
  return { rows: data, format: "csv", encoding, separator };
}

const parse = (text: string, delimiter: string, preview: number) =>
  Papa.parse<string[]>(text, { delimiter, preview, skipEmptyLines: false });
