import { readStyles } from "./number-format";
import { readSheet, readStrings } from "./sheet";
import type { SheetLimits, Table } from "./table";
import { openWorkbook } from "./workbook";

/**
 * The first visible sheet of an XLSX. One parser reads it and checks it: what is refused and what is read cannot be two
 * different sheets. Throws DomainError importBadXlsx, importBomb, importOds, importBinary, importTooManyRows,
 * importTooManyColumns, importTooMuch.
 */
export function readXlsx(bytes: Buffer, limits: SheetLimits): Table {
  const { sheet, name, others, from1904, styles, strings } = openWorkbook(bytes, limits.unzipped);
  const { rows, hiddenColumns } = readSheet(sheet(), {
    styles: readStyles(styles),
    strings: readStrings(strings, limits),
    limits,
    from1904,
  });
  return {
    rows,
    format: "xlsx",
    encoding: null,
    separator: null,
    sheet: { name, others },
    hiddenColumns,
    dayShift: from1904 ? 1_462 : 0,
    cutRow: null,
  };
}
