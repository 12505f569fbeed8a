import { expect, test } from "vitest";
import { DomainError } from "@/lib/domain/error";
import type { AskReason } from "@/lib/import/asked";
import { readExpenseFile } from "@/lib/import/expenses";
import { pasteRows } from "@/lib/import/paste";
import { zip } from "../support/zip";

const frame = {
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  today: "2025-02-15",
  costRegime: null,
  lines: [
    { code: "1.1", leaf: "direct" },
    { code: "1.10", leaf: "direct" },
  ],
  keyActivities: [],
};
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const headings = ["Číslo dokladu", "Položka", "Popis", "Vystaveno", "Částka"];
const formats = [
  "General",
  '"FA-"0000',
  "0%",
  "#,##0.00 [$€-407]",
  "[h]:mm",
  "0",
  "0,",
  "d.m.yyyy",
  "0.00",
  '#,##0 "Kč"',
  ";;;",
];

type Written = string | number | { v?: string | number; s?: number; t?: string; f?: string };
type SheetXml = {
  name?: string;
  state?: string;
  before?: string;
  after?: string;
  rows: (readonly Written[])[];
  hidden?: number[];
};

const cell = (value: Written) => {
  if (typeof value === "string") return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const { v, s = 0, t = "n", f } = typeof value === "number" ? { v: value } : value;
  return `<c s="${s}" t="${t}">${f === undefined ? "" : `<f>${f}</f>`}${v === undefined ? "" : `<v>${v}</v>`}</c>`;
};
/** A workbook by hand: styles 0… are the formats above. */
function workbook(...sheets: SheetXml[]): Buffer {
  const number = (index: number) => `sheet${index + 1}`;
  return zip([
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(({ name = "List", state }, at) => `<sheet name="${name}${at}" sheetId="${at + 1}" ${state ? `state="${state}"` : ""} r:id="${number(at)}"/>`).join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships>${sheets.map((_, at) => `<Relationship Id="${number(at)}" Type="${office}/worksheet" Target="worksheets/${number(at)}.xml"/>`).join("")}<Relationship Id="s" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: "xl/styles.xml",
      content: `<styleSheet xmlns="${main}"><numFmts>${formats.map((code, at) => `<numFmt numFmtId="${200 + at}" formatCode="${code.replaceAll('"', "&quot;")}"/>`).join("")}</numFmts><cellXfs>${formats.map((_, at) => `<xf numFmtId="${200 + at}"/>`).join("")}</cellXfs></styleSheet>`,
    },
    ...sheets.map(({ rows, before = "", after = "", hidden = [] }, at) => ({
      name: `xl/worksheets/${number(at)}.xml`,
      content: `<worksheet xmlns="${main}">${before}<sheetData>${rows.map((row, index) => `<row r="${index + 1}"${hidden.includes(index + 1) ? ' hidden="1"' : ""}>${row.map(cell).join("")}</row>`).join("")}</sheetData>${after}</worksheet>`,
    })),
  ]);
}
const sheet = (...rows: (readonly Written[])[]) => workbook({ rows: [headings, ...rows] });
const csv = (heading: string, ...rows: string[]) =>
  Buffer.from([`${headings.join(";")}${heading}`, ...rows].join("\n"));
const fate = (bytes: Buffer, taken: AskReason[] = []) => {
  const file = readExpenseFile(bytes, frame, "cs", taken);
  return {
    ok: file.rows.map(({ row }) => row),
    bad: file.problems.map(({ row, column, wording }) => [row, column, wording.key]),
    asked: file.asked.map(({ row, reason }) => [row, reason]),
    out: file.leftOut.map(({ row, reason }) => [row, reason]),
  };
};
const problem = (bytes: Buffer) => fate(bytes).bad;

test.each<[string, Written[], column: string, key: string]>([
  ["an error", ["A", "1.1", "x", "2.5.2024", { v: "#REF!", t: "e" }], "amount", "cellError"],
  ["an error where nothing has to be", ["A", "1.1", { v: "#N/A", t: "e" }, "2.5.2024", 1], "description", "cellError"],
  ["a formula without a value", ["A", "1.1", "x", "2.5.2024", { f: "A1" }], "amount", "cellFormula"],
  ["a percentage", ["A", "1.1", "x", "2.5.2024", { v: 0.05, s: 2 }], "amount", "amountShown"],
  ["euros", ["A", "1.1", "x", "2.5.2024", { v: 5, s: 3 }], "amount", "amountCurrency"],
  ["a rounded amount", ["A", "1.1", "x", "2.5.2024", { v: 1000.5, s: 5 }], "amount", "amountShown"],
  ["thousands", ["A", "1.1", "x", "2.5.2024", { v: 24_001, s: 6 }], "amount", "amountShown"],
  ["an amount that is not shown", ["A", "1.1", "x", "2.5.2024", { v: 7, s: 10 }], "amount", "amountShown"],
  ["a length of time as a day", ["A", "1.1", "x", { v: 6.6875, s: 4 }, 1], "issuedOn", "cellDuration"],
  ["a day as a number", [{ v: 45_414, s: 7 }, "1.1", "x", "2.5.2024", 1], "documentNumber", "textIsDay"],
  ["a number cut to thousands", [{ v: 24_001, s: 6 }, "1.1", "x", "2.5.2024", 1], "documentNumber", "textShown"],
])("a cell with %s is named", (_, row, column, key) => {
  expect(problem(sheet(row))).toEqual([[2, column, key]]);
});

test("a number is what its format shows, an amount in crowns is its value", () => {
  const file = readExpenseFile(
    sheet(
      [{ v: 17, s: 1 }, { v: 1.1, s: 8 }, "x", { v: 45_414, s: 7 }, { v: 1000, s: 9 }],
      [{ v: 18, s: 5 }, "1.1", "x", { v: 45_414.75, s: 7 }, { v: 2.5, s: 8 }],
    ),
    frame,
    "cs",
  );
  expect(file.problems).toEqual([]);
  expect(file.rows.map(({ value }) => [value.documentNumber, value.line, value.issuedOn, value.amountHalere])).toEqual([
    ["FA-0017", "1.10", "2024-05-02", 100_000],
    ["18", "1.1", "2024-05-02", 250],
  ]);
});

test("a hidden sheet is not the first one; other visible ones and hidden columns are said", () => {
  const good = ["A", "1.1", "x", "2.5.2024", 1];
  const bytes = workbook(
    { state: "hidden", rows: [headings, ["SKRYTY", "1.1", "x", "2.5.2024", 9]] },
    { state: "veryHidden", rows: [headings] },
    { name: "Výdaje", before: '<cols><col min="5" max="5" hidden="1"/></cols>', rows: [headings, good] },
    { rows: [headings] },
  );
  const file = readExpenseFile(bytes, frame, "cs");
  expect(file.rows.map(({ value }) => value.documentNumber)).toEqual(["A"]);
  expect(file.notes).toEqual([
    { key: "importOneSheet", values: { name: "Výdaje2", count: 1 } },
    { key: "importHiddenColumns", values: { columns: "Částka", count: 1 } },
  ]);
});

test("a hidden row is added only when somebody says so, and is named when it is wrong then", () => {
  const rows = [
    headings,
    ["A", "1.1", "x", "2.5.2024", 1],
    ["B", "1.1", "x", "2.5.2024", 1],
    ["C", "9", "x", "2.5.2024", 1],
  ];
  const bytes = workbook({ rows, hidden: [3, 4] });
  expect(fate(bytes)).toEqual({
    ok: [2],
    bad: [],
    asked: [
      [3, "hidden"],
      [4, "hidden"],
    ],
    out: [],
  });
  expect(fate(bytes, ["hidden"])).toMatchObject({ ok: [2, 3], bad: [[4, "line", "lineMissing"]] });
});

test("a merged cell is wrong where it would hold a value, and nothing below the table", () => {
  const rows = [headings, ["A", "1.1", "x", "2.5.2024", 1], ["B", "", "x", "2.5.2024", 1], ["", "", "", "", ""]];
  const merged = workbook({ rows, after: '<mergeCells><mergeCell ref="B2:B3"/><mergeCell ref="A4:E4"/></mergeCells>' });
  expect(fate(merged)).toMatchObject({ ok: [2], bad: [[3, "line", "cellMerged"]] });
});

test("a formula in a row of totals, and one in a column that is not read, are nobody's fault", () => {
  const bytes = workbook({
    rows: [
      [...headings, "Kontrola"],
      ["A", "1.1", "x", "2.5.2024", 1, { f: "E2", v: 1 }],
      ["Celkem", "", "", "", { f: "SUM(E2)", v: 1 }],
    ],
  });
  expect(fate(bytes)).toEqual({ ok: [2], bad: [], asked: [], out: [[3, "total"]] });
});

test.each<[string, string, column: string, key: string]>([
  ["a day", "A;01.10.2001;x;2.5.2024;1", "line", "codeIsDay"],
  ["a day as ISO writes it", "A;2001-10-01;x;2.5.2024;1", "line", "codeIsDay"],
  ["a day of long ago", "A;01.10.0001;x;2.5.2024;1", "line", "codeIsDay"],
  ["an amount in powers", "A;1.1;x;2.5.2024;1,20E+06", "amount", "textLostDigits"],
  ["a number in powers", "2,0240001E+07;1.1;x;2.5.2024;1", "documentNumber", "textLostDigits"],
  ["an error", "A;1.1;#REF!;2.5.2024;1", "description", "cellError"],
  ["an error in Czech", "A;1.1;x;2.5.2024;#HODNOTA!", "amount", "cellError"],
  ["a column that was too narrow", "A;1.1;x;########;1", "issuedOn", "cellNarrow"],
  ["lost letters", "A;1.1;\u0160kola \ufffd;2.5.2024;1", "description", "cellLostLetters"],
  ["another currency", "A;1.1;x;2.5.2024;1000 EUR", "amount", "amountCurrency"],
  ["a minus behind", "A;1.1;x;2.5.2024;500,00-", "amount", "amountNegative"],
  ["an instant without a day", "A;1.1;x;2024-02-30T10:00:00Z;1", "issuedOn", "dayNotThere"],
])("what a spreadsheet made of a cell is named in a CSV too: %s", (_, row, column, key) => {
  expect(problem(csv("", row))).toEqual([[2, column, key]]);
});

test.each<[heading: string, cell: string, expected: Partial<ReturnType<typeof fate>>]>([
  ["Měna", "EUR", { bad: [[2, null, "rowCurrency"]] }],
  ["Kód měny", "Kč", { ok: [2] }],
  ["Currency", "czk", { ok: [2] }],
  ["Stornováno", "ano", { bad: [[2, null, "rowCancelled"]] }],
  ["Storno", "ne", { ok: [2] }],
  ["Dobropis", "x", { bad: [[2, null, "rowCancelled"]] }],
  ["DPH", "21", { ok: [], asked: [[2, "tax"]] }],
  ["Sazba DPH", "0 %", { ok: [2], asked: [] }],
  ["DIČ / VAT ID", "CZ123", { ok: [2], asked: [] }],
  ["Částka EUR", "40,00", { ok: [], asked: [[2, "foreign"]] }],
  ["Poznámka", "EUR", { ok: [2], asked: [] }],
])("a column %s with %s", (heading, value, expected) => {
  expect(fate(csv(`;${heading}`, `A;1.1;x;2.5.2024;1;${value}`))).toMatchObject(expected);
});

test("rows that were asked about are added when their reason was taken, all of their reasons", () => {
  const bytes = csv(
    ";DPH",
    "A;1.1;x;2.5.2024;1;21",
    "Celkem;1.1;Celkem;2.5.2024;1;21",
    "FA-1;1.1;x;2.5.2024;1;0",
    "fa 1;1.1;x;2.5.2024;1;0",
  );
  expect(fate(bytes)).toMatchObject({
    ok: [4],
    asked: [
      [2, "tax"],
      [3, "total"],
      [3, "tax"],
      [5, "alike"],
    ],
  });
  expect(fate(bytes, ["tax"]).ok).toEqual([2, 4]);
  expect(fate(bytes, ["tax", "total", "alike"]).ok).toEqual([2, 3, 4, 5]);
});

test("a header that is printed again and what stands under our own exports are no rows", () => {
  const bytes = csv(
    "",
    "A;1.1;x;2.5.2024;1",
    headings.join(";"),
    "B;1.1;x;2.5.2024;1",
    "",
    "O exportu",
    "Výdaje",
    "Stav;x",
  );
  expect(fate(bytes)).toEqual({
    ok: [2, 4],
    bad: [],
    asked: [],
    out: [
      [3, "header"],
      [6, "facts"],
    ],
  });
});

test("a guard that our exports wrote is not pasted as data", () => {
  expect(pasteRows("'00024001\t'1.10\tAlfa\t'=1+1\n")).toEqual([
    { documentNumber: "00024001", line: "1.10", supplier: "Alfa", description: "=1+1" },
  ]);
});

test("a header after the fiftieth row is not found, and said so", () => {
  const above = Array.from({ length: 50 }, (_, at) => `řádek ${at}`).join("\n");
  const file = () => readExpenseFile(Buffer.from(`${above}\n${csv("", "A;1.1;x;2.5.2024;1")}`), frame, "cs");
  expect(file).toThrow(DomainError);
  expect(file).toThrow(expect.objectContaining({ key: "importNoHeader" }));
});
