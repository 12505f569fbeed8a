import { readSheet } from "read-excel-file/node";
import { DomainError } from "@/lib/domain/error";
import { type Cell, importLimits, type Table } from "./table";
import { unzipChecked } from "./unzip";

/**
 * The first sheet of an XLSX. The archive is checked before its reader sees it (zip bombs, declared entities, numbers of
 * rows and cells); formulas are refused by the address of the first one, because what they showed is not in the file.
 */
export async function readXlsx(bytes: Buffer): Promise<Table> {
  const sheets = new Map<string, SheetFacts>();
  let workbook = "";
  let relations = "";
  unzipChecked(bytes, importLimits.unzipped, (name, content) => {
    if (!/\.(xml|rels)$/i.test(name)) return;
    const xml = content.toString("latin1");
    if (/<!DOCTYPE|<!ENTITY/i.test(xml) || xml.includes("\u0000")) throw new DomainError("importBadXlsx", 422);
    if (name === "xl/workbook.xml") workbook = xml;
    if (name === "xl/_rels/workbook.xml.rels") relations = xml;
    if (name.startsWith("xl/worksheets/")) sheets.set(name, sheetFacts(xml));
  });
  if (!workbook || sheets.size === 0) throw new DomainError("importBadXlsx", 422);
  const first = sheets.get(firstSheet(workbook, relations) ?? "");
  for (const facts of first ? [first] : sheets.values()) assertPlain(facts);
  return { rows: await readRows(bytes), format: "xlsx", encoding: null, separator: null };
}

/** cells: with a value; area: of the rectangle that the furthest cell spans, which the reader lays out in full. */
type SheetFacts = { rows: number; cells: number; area: number; formula: string | null };

function sheetFacts(xml: string): SheetFacts {
  const at = xml.search(/<(?:\w+:)?f[\s/>]/);
  const before = at < 0 ? "" : xml.slice(Math.max(0, at - 300), at);
  return {
    rows: count(xml, /<(?:\w+:)?row[\s>]/g),
    cells: count(xml, /<(?:\w+:)?(?:v|is|t)[\s>]/g),
    area: area(xml),
    formula: at < 0 ? null : ([...before.matchAll(/\br="([A-Z]{1,3}\d{1,7})"/g)].at(-1)?.[1] ?? "?"),
  };
}

function area(xml: string): number {
  let rows = 0;
  let columns = 0;
  for (const [, letters = "", digits = ""] of xml.matchAll(/\br\s*=\s*["']\s*([A-Za-z]*)(\d{1,9})\s*["']/g)) {
    rows = Math.max(rows, Number(digits));
    columns = Math.max(
      columns,
      [...letters.toUpperCase()].reduce((value, letter) => value * 26 + letter.charCodeAt(0) - 64, 0),
    );
  }
  return rows * Math.max(columns, 1);
}

function count(text: string, pattern: RegExp): number {
  let found = 0;
  while (pattern.exec(text)) found += 1;
  return found;
}

function assertPlain({ rows, cells, area, formula }: SheetFacts) {
  const { rows: limit, columns } = importLimits;
  if (rows > limit * 2 || cells > limit * 30 || area > limit * 2 * columns)
    throw new DomainError("importTooManyRows", 422, { limit });
  if (formula !== null) throw new DomainError("importFormula", 422, { cell: formula });
}

/** The file of the sheet that a person sees first. */
function firstSheet(workbook: string, relations: string): string | null {
  const id = /<(?:\w+:)?sheet\b[^>]*\br:id="([^"]+)"/.exec(workbook)?.[1];
  if (!id) return null;
  for (const [tag] of relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)) {
    if (!tag.includes(`Id="${id}"`)) continue;
    const target = /\bTarget="([^"]+)"/.exec(tag)?.[1];
    return target ? (target.startsWith("/") ? target.slice(1) : `xl/${target}`) : null;
  }
  return null;
}

async function readRows(bytes: Buffer): Promise<Cell[][]> {
  try {
    const rows = await readSheet(bytes);
    return rows.map((row) => row.map(asCell));
  } catch {
    throw new DomainError("importBadXlsx", 422);
  }
}

function asCell(value: unknown): Cell {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return value instanceof Date ? value : null;
}
