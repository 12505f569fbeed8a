import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import writeExcelFile, { type SheetData } from "write-excel-file/node";
import { DomainError } from "@/lib/domain/error";
import { readAmount, readCode, readDay } from "@/lib/import/cells";
import { readExpenseFile } from "@/lib/import/expenses";
import { readSheet } from "@/lib/import/sheet";
import { type Cell, importLimits } from "@/lib/import/table";
import { workbookParts } from "../support/workbook";
import { zip } from "../support/zip";

const frame = {
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  today: "2025-02-15",
  costRegime: null,
  lines: [
    { code: "1", leaf: "chapter" },
    { code: "1.1", leaf: "direct" },
    { code: "1.10", leaf: "direct" },
    { code: "1.2.1", leaf: "flat" },
  ],
  keyActivities: [{ code: "KA 01" }, { code: "KA 02" }],
};
const read = (bytes: Buffer) => readExpenseFile(bytes, frame, "cs");
const header =
  "Číslo dokladu;Položka rozpočtu;Dodavatel;Popis;Datum vystavení;Datum úhrady;Částka;Klíčová aktivita;Druh";
const good = "FA-1;1.2.1;Škola s.r.o.;Kurz první pomoci;2. 5. 2024;16.5.2024;12 500,50;KA 01;doklad";
const value = {
  documentNumber: "FA-1",
  line: "1.2.1",
  supplier: "Škola s.r.o.",
  description: "Kurz první pomoci",
  issuedOn: "2024-05-02",
  paidOn: "2024-05-16",
  amountHalere: 1_250_050,
  keyActivity: "KA 01",
  kind: "document",
};
const utf8 = (text: string) => Buffer.from(text, "utf8");
const czech: Record<string, number> = {
  Č: 0xc8,
  č: 0xe8,
  í: 0xed,
  é: 0xe9,
  á: 0xe1,
  ž: 0x9e,
  ř: 0xf8,
  š: 0x9a,
  Š: 0x8a,
  ů: 0xf9,
  ý: 0xfd,
  ú: 0xfa,
  ě: 0xec,
  "\u00a0": 0xa0,
};
const windows = (text: string) => Buffer.from([...text].map((letter) => czech[letter] ?? letter.charCodeAt(0)));
const xlsx = (rows: Cell[][]) => writeExcelFile(rows as SheetData, { dateFormat: "d. m. yyyy" }).toBuffer();
const refusal = (bytes: Buffer) => {
  try {
    read(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    const { key, values } = error as DomainError;
    return [key, values] as const;
  }
  throw new Error("it was read");
};
const problemsOf = (bytes: Buffer) =>
  read(bytes).problems.map(({ row, column, wording }) => [row, column, wording.key]);

const english = "Document number,Budget line,Vendor,Description,Issue date,Payment date,Amount,Key activity,Kind";
const texts: [string, Buffer, string][] = [
  ["UTF-8, semicolons", utf8(`${header}\r\n${good}\r\n`), "utf-8"],
  ["UTF-8 with its mark", utf8(`\ufeff${header}\n${good}`), "utf-8"],
  ["Windows-1250", windows(`${header}\r\n${good}\r\n`), "windows-1250"],
  ["UTF-16 of Excel, tabs", Buffer.from(`\ufeff${header}\r\n${good}\r\n`.replaceAll(";", "\t"), "utf16le"), "utf-16"],
  [
    "commas, English, ISO days, decimal point",
    utf8(`${english}\nFA-1,1.2.1,Škola s.r.o.,Kurz první pomoci,2024-05-02,2024-05-16,12500.50,ka1,document\n`),
    "utf-8",
  ],
  [
    "commas and quoted decimal commas",
    utf8(
      `${english}\n"FA-1","1.2.1.","Škola s.r.o.","Kurz první\npomoci","2.5.2024","2024-05-16 00:00:00","12\u00a0500,50 Kč","KA01",""\n`,
    ),
    "utf-8",
  ],
  [
    "a title above, other names, no diacritics, other order, empty rows, an unknown column",
    utf8(
      `Výdaje města;;;;;;;;\n;;;;;;;;\nCASTKA v Kc;cislo dokladu;kod polozky;POPIS;vystaveno;Uhrazeno;ka;vendor;Poznámka\n;;;;;;;;\n12.500,50;FA-1;1.2.1;Kurz první pomoci;2.5.2024;16. 5. 2024;KA 1;Škola s.r.o.;x\n`,
    ),
    "utf-8",
  ],
];
test.each(texts)("reads %s", async (_, bytes, encoding) => {
  const file = read(bytes);
  expect(file.problems).toEqual([]);
  expect(file.rows.map((row) => row.value)).toEqual([value]);
  expect(file.encoding).toBe(encoding);
});

test("reads a workbook: real numbers and days, a day as Excel's number, codes as numbers", async () => {
  const day = new Date(Date.UTC(2024, 4, 2));
  const bytes = await xlsx([
    header.split(";"),
    ["FA-1", "1.2.1", "Škola s.r.o.", "Kurz první pomoci", day, 45_428, 12_500.5, "KA 01", null],
    [],
    [20_240_001, "1.10", null, "Mzdy", day, null, 0.07, null, "Mzdy"],
  ]);
  const file = read(bytes);
  expect(file.problems).toEqual([]);
  expect(file.rows.map(({ row }) => row)).toEqual([2, 4]);
  expect(file.rows[0]?.value).toEqual(value);
  expect(file.rows[1]?.value).toMatchObject({
    documentNumber: "20240001",
    line: "1.10",
    paidOn: null,
    amountHalere: 7,
    kind: "payroll",
  });
});

const bad: [string, column: string, key: string][] = [
  [";1.1;;x;2.5.2024;;1", "documentNumber", "required"],
  ["A;9.9;;x;2.5.2024;;1", "line", "lineMissing"],
  ["A;;;x;2.5.2024;;1", "line", "required"],
  ["A;1;;x;2.5.2024;;1", "line", "lineIsChapter"],
  ["A;1.1;;;2.5.2024;;1", "description", "required"],
  ["A;1.1;;x;30.2.2024;;1", "issuedOn", "dayNotThere"],
  ["A;1.1;;x;5/2/2024;;1", "issuedOn", "dayFormat"],
  ["A;1.1;;x;2.5.24;;1", "issuedOn", "dayFormat"],
  ["A;1.1;;x;;;1", "issuedOn", "required"],
  ["A;1.1;;x;16.2.2025;;1", "issuedOn", "issuedInFuture"],
  ["A;1.1;;x;2.5.2024;16.2.2025;1", "paidOn", "paidInFuture"],
  ["A;1.1;;x;2.3.2023;31.3.2023;1", "paidOn", "paidOutsideProject"],
  ["A;1.1;;x;2.5.2024;;", "amount", "required"],
  ["A;1.1;;x;2.5.2024;;0", "amount", "amountZero"],
  ["A;1.1;;x;2.5.2024;;-5", "amount", "amountNegative"],
  ["A;1.1;;x;2.5.2024;;1.234", "amount", "amountAmbiguous"],
  ["A;1.1;;x;2.5.2024;;1,2345", "amount", "amountDecimals"],
  ["A;1.1;;x;2.5.2024;;jedna", "amount", "amountFormat"],
  ["A;1.1;;x;2.5.2024;;9999999999999999", "amount", "amountTooBig"],
  ["A;1.1;;x;2.5.2024;;1;KA 09", "keyActivity", "keyActivityMissing"],
  ["A;1.1;;x;2.5.2024;;1;;dar", "kind", "kindUnknown"],
  [`${"A".repeat(61)};1.1;;x;2.5.2024;;1`, "documentNumber", "tooLong"],
  ["A\u202e;1.1;;x;2.5.2024;;1", "documentNumber", "badCharacters"],
];
test.each(bad)("a bad row is named: %s", async (row, column, key) => {
  expect(problemsOf(utf8(`${header}\n${good}\n${row}\n`))).toEqual([[3, column, key]]);
});

test("every problem of a row is named at once, and a double document is none of them", async () => {
  const bytes = utf8(`${header}\nB;7;;;30.2.2024;x;a\n\n${good}\n${good}\nC;1.1;;x;2.5.2024;;1;;;navíc\n`);
  expect(problemsOf(bytes)).toEqual([
    [2, "line", "lineMissing"],
    [2, "issuedOn", "dayNotThere"],
    [2, "paidOn", "dayFormat"],
    [2, "amount", "amountFormat"],
    [2, "description", "required"],
    [6, null, "rowTooLong"],
  ]);
});

test("what Excel turned into something else is not guessed", async () => {
  const day = new Date(Date.UTC(2024, 4, 2));
  const bytes = await xlsx([
    header.split(";"),
    [day, "1.1", null, "x", day, null, 1],
    ["A", 1.1, null, "x", day, null, 1],
    ["B", "1.1", null, "x", 12, null, 1.234],
    [1e21, "1.1", null, "x", day, null, 1],
  ]);
  expect(problemsOf(bytes)).toEqual([
    [2, "documentNumber", "textIsDay"],
    [3, "line", "codeAmbiguous"],
    [4, "issuedOn", "dayFormat"],
    [4, "amount", "amountAmbiguous"],
    [5, "documentNumber", "textLostDigits"],
  ]);
});

test("a file that is no table, too big or made to harm is refused at once, by name", async () => {
  const many = `${header}\n${`${good}\n`.repeat(10_001)}`;
  const cases: [string, Buffer, Record<string, unknown>?][] = [
    ["importEmpty", Buffer.alloc(0)],
    ["importEmpty", utf8(`${header}\n;;;;;;;;\n`)],
    ["importNoTable", Buffer.from([1, 2, 0, 3])],
    ["importNoTable", utf8("%PDF-1.7 …")],
    ["importOldExcel", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ["importTooBig", Buffer.alloc(5_000_001, 65)],
    [
      "importNoHeader",
      utf8("Něco;Jiného\n1;2\n"),
      { columns: "Číslo dokladu, Položka rozpočtu, Popis, Datum vystavení, Částka", rows: 50 },
    ],
    ["importColumns", utf8(`${header.replace("Částka", "Cosi")}\n${good}`), { columns: "Částka", count: 1 }],
    ["importColumnTwice", utf8(`${header};Popis\n${good}`), { columns: "Popis" }],
    ["importTooManyRows", utf8(many), { limit: 10_000 }],
    ["importQuote", utf8(`${header}\n"FA-1;1.1;;x;2.5.2024;;1\n`)],
    ["importBadXlsx", Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), Buffer.alloc(100)])],
    ["importBadXlsx", zip([{ name: "xl/worksheets/sheet1.xml", content: "<x/>" }])],
    ["importBadXlsx", zip(minimal('<row r="1"/>', "<!DOCTYPE x [<!ENTITY a 'b'>]>"))],
    ["importTooManyColumns", zip(minimal('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), { limit: 500 }],
    ["importTooManyRows", zip(minimal("<row><c><v>1</v></c></row>".repeat(20_001))), { limit: 20_000 }],
    ["importEmpty", zip(minimal("<row></row>".repeat(30_000)))],
    ["importTooMuch", zip(minimal('<row><c r="SF1"><v>1</v></c></row>'.repeat(1_300))), { limit: 10 }],
    ["importBadXlsx", zip(minimal('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))],
    ["importBadXlsx", zip(minimal('<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>'))],
    ["importOds", zip([{ name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" }])],
    ["importBinary", zip([{ name: "xl/workbook.bin", content: "x" }])],
  ];
  for (const [key, bytes, values] of cases) {
    const found = refusal(bytes);
    expect(found[0]).toBe(key);
    if (values) expect(found[1]).toEqual(values);
  }
});

test("a zip bomb is refused whether it says its size or lies about it, within little memory", async () => {
  const zeros = deflateRawSync(Buffer.alloc(60_000_000));
  const before = process.memoryUsage().rss;
  const honest = zip([...minimal("<row/>"), { name: "big.xml", packed: zeros, size: 60_000_000 }]);
  const [workbook, relations] = minimal("<row/>");
  const sheet = { name: "xl/worksheets/sheet1.xml", packed: zeros, size: 1_000 };
  const lying = zip([...(workbook && relations ? [workbook, relations] : []), sheet]);
  expect(refusal(honest)[0]).toBe("importBomb");
  expect(refusal(lying)[0]).toBe("importBadXlsx");
  expect(process.memoryUsage().rss - before).toBeLessThan(64_000_000);
});

const minimal = (rows: string, prolog = "") => workbookParts([{ rows, prolog }]);

test("a long text that many cells share counts in each of them, and of one cell no more than tells that it is too long", () => {
  const cells = '<c t="s"><v>0</v></c>'.repeat(5);
  const shared = (rows: number) => workbookParts([{ rows: `<row>${cells}</row>`.repeat(rows) }], ["x".repeat(30_000)]);
  expect(refusal(zip(shared(2_001)))).toEqual(["importTooMuch", { limit: 10 }]);
  expect(refusal(zip(shared(2)))[0]).toBe("importNoHeader");
});

test("columns before the first one are none", () => {
  const hidden = '<cols><col min="-3" max="2" hidden="1"/></cols>';
  const [sheet] = workbookParts([{ rows: "<row><c><v>1</v></c></row>", before: hidden }]).slice(-1);
  const { hiddenColumns } = readSheet(Buffer.from(sheet?.content ?? ""), {
    limits: importLimits,
    styles: () => (value) => value,
    strings: [],
    from1904: false,
  });
  expect([...hiddenColumns]).toEqual([0, 1]);
});

test.each([
  ["1 234,5", 123_450],
  ["1\u202f234\u00a0567,89", 123_456_789],
  ["1.234.567", 123_456_700],
  ["1,234.50", 123_450],
  ["500,-", 50_000],
  ["500,– Kč", 50_000],
  ["CZK 12.5", 1_250],
  [0.1 + 0.2, 30],
  [99_999_999_999.99, 9_999_999_999_999],
])("the amount %s is %i haléře", (cell, halere) => {
  expect(readAmount(cell)).toEqual({ value: halere });
});

test.each(["12 34,50", "1,23,45", "1.5.2024", "1e5", true, "12a", "Kč"])("%s is no amount", (cell) => {
  expect("wrong" in readAmount(cell)).toBe(true);
});

test("days and codes read one way only", () => {
  expect(readDay("1.4.2023 0:00")).toEqual({ value: "2023-04-01" });
  expect(readDay("2024-02-29")).toEqual({ value: "2024-02-29" });
  expect("wrong" in readDay("2023-02-29")).toBe(true);
  expect("wrong" in readDay("4/1/2023")).toBe(true);
  expect(readCode(1.1, ["1.1", "1.10"], "x")).toEqual({
    wrong: { key: "codeAmbiguous", values: { codes: "1.1, 1.10" } },
  });
  expect(readCode("1.1", ["1.1", "1.10"], "x")).toEqual({ value: "1.1" });
  expect(readCode("ka 001", ["KA 01"], "x")).toEqual({ value: "KA 01" });
});
