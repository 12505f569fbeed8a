import fc from "fast-check";
import Papa from "papaparse";
import readXlsxFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { toCsv } from "@/lib/export/csv";
import { attachment } from "@/lib/export/download";
import { guard, unguard } from "@/lib/export/guard";
import type { Sheet } from "@/lib/export/sheet";
import { toXlsx } from "@/lib/export/xlsx";
import { readExpenseFile } from "@/lib/import/expenses";
import { openZip } from "@/lib/import/unzip";
import cs from "@/messages/cs";
import { personSheet, personWords } from "@/server/views/person";

const hostile = [
  "=1+1",
  "+420 123",
  "-5",
  "@SUM(A1)",
  "\t=cmd|' /C calc'!A0",
  "\r=1",
  ' =HYPERLINK("http://x";"y")',
  "%0A=1",
  'uvozovky "a"; středník\r\na řádek',
  "NUL\u0000 a \u0007 zvonek",
  "Šťastný příjemce ěščřž",
  "<![CDATA[ ]]> & <x>",
];

const sheet: Sheet = {
  title: "Výdaje: [vše]/*?",
  columns: [
    { header: "Doklad", kind: "text" },
    { header: "Uhrazeno", kind: "day" },
    { header: "Částka", kind: "money" },
    { header: "Soubory", kind: "number" },
  ],
  rows: [
    ...hostile.map((text, index): [string, string | null, number, number] => [
      text,
      index % 2 ? "2025-02-05" : null,
      1_367_629_267 + index,
      index,
    ]),
    ["velká", "2025-12-31", 10_000_000_000_000, 0],
  ],
  totals: ["Celkem", null, 10_016_411_551_270, null],
  facts: [
    ["Stav ke dni", "15. 2. 2025"],
    ["Filtr", "=zlý"],
  ],
};

test("a CSV opens in Czech Excel and round-trips, and no text of a user is a formula", () => {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(toCsv(sheet, "O exportu"));
  expect(text.startsWith("\ufeffDoklad;Uhrazeno;Částka;Soubory\r\n")).toBe(true);
  const { data } = Papa.parse<string[]>(text.slice(1), { delimiter: ";", newline: "\r\n" });
  for (const row of data) expect(row[0] ?? "").not.toMatch(/^\s*[=+\-@\t\r]/);
  expect(data[1]).toEqual(["'=1+1", "", "13676292,67", "0"]);
  expect(data[2]).toEqual(["'+420 123", "5.2.2025", "13676292,68", "1"]);
  expect(data[9]?.[0]).toBe(hostile[8]);
  expect(data[11]?.[0]).toBe(hostile[10]);
  expect(data.slice(14, 16)).toEqual([[""], ["Celkem", "", "100164115512,70", ""]]);
  expect(data.some((row) => row[0] === "Stav ke dni" && row[1] === "15. 2. 2025")).toBe(true);
  const sum = data.slice(1, 14).reduce((total, row) => total + Number(row[2]?.replace(",", "")), 0);
  expect(sum).toBe(sheet.totals?.[2]);
});

test("an XLSX reads back with real days and amounts, texts as they were, no formula, and the facts on a sheet", async () => {
  const [page, facts] = await readXlsxFile(Buffer.from(await toXlsx([sheet], "O exportu")));
  expect(page?.sheet).toBe("Výdaje   vše");
  expect(page?.data[1]).toEqual(["=1+1", null, 13_676_292.67, 0]);
  expect(page?.data[2]?.[1]).toEqual(new Date("2025-02-05T00:00:00Z"));
  expect(page?.data[12]?.[0]).toBe(hostile[11]);
  expect(page?.data[10]?.[0]).toBe("NUL a  zvonek");
  expect(facts?.sheet).toBe("O exportu");
  expect(facts?.data).toContainEqual(["Filtr", "=zlý"]);
});

test.each([
  ["=1", "'=1"],
  ["  @x", "'  @x"],
  ["1.2.3", "'1.2.3"],
  ["00024001", "'00024001"],
  ["2024/001", "'2024/001"],
  ["X-001", "'X-001"],
  ["Boty,=1+1", "Boty,'=1+1"],
  ["Boty\n+420", "Boty\n'+420"],
  ["Mzda 3/2024", "Mzda 3/2024"],
  ["FA-2024", "FA-2024"],
  ["20240001", "20240001"],
  ["O'Neil", "O'Neil"],
])("%j is written as %j", (text, written) => {
  expect(guard(text)).toBe(written);
  expect(unguard(written)).toBe(text);
});

test("a text of nothing but line breaks is guarded in one pass", () => {
  const breaks = `a${"\n'".repeat(20_000)}b`;
  const began = performance.now();
  expect([guard(breaks), unguard(breaks)]).toEqual([breaks, breaks]);
  expect(performance.now() - began).toBeLessThan(500);
});

test("whatever was guarded reads back as it was, and no cell of it begins a formula wherever it is split", () => {
  const piece = fc.constantFrom("=", "+", "-", "@", "'", " ", ",", ";", "\t", "\n", "\r", "1", ".", "a", "0", "%", "|");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join("");
      expect(unguard(guard(text))).toBe(text);
      for (const cell of guard(text).split(/[,;|\t\r\n]/)) expect(cell).not.toMatch(/^\s*[=+\-@|%]/);
    }),
    { numRuns: 5_000 },
  );
});

const expenses: Sheet = {
  title: "Výdaje",
  columns: [
    { header: "Číslo dokladu", kind: "text" },
    { header: "Položka", kind: "text" },
    { header: "Dodavatel", kind: "text" },
    { header: "Popis", kind: "text" },
    { header: "Vystaveno", kind: "day" },
    { header: "Uhrazeno", kind: "day" },
    { header: "Částka", kind: "money" },
    { header: "KA", kind: "text" },
    { header: "Druh", kind: "text" },
    { header: "Žádost", kind: "number" },
  ],
  rows: [
    ["00024001", "1.2.3", "Alfa, s.r.o.", "=1+1", "2024-05-02", "2024-05-16", 123_456, "KA 02", "doklad", 1],
    ["2024/001", "1.2.3", "", "Boty _x000D_ a @; vesta", "2024-05-03", null, 5, null, "mzdy", null],
  ],
  totals: ["Celkem", null, null, null, null, null, 123_461, null, null, null],
  facts: [["Stav ke dni", "15. 2. 2025"]],
};
const frame = {
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  today: "2025-02-15",
  costRegime: null,
  lines: [{ code: "1.2.3", leaf: "direct" }],
  keyActivities: [{ code: "KA 02" }],
};

test.each(["csv", "xlsx"] as const)("our own export as %s is imported again", async (format) => {
  const bytes = format === "csv" ? toCsv(expenses, "O exportu") : await toXlsx([expenses], "O exportu");
  const file = readExpenseFile(Buffer.from(bytes), frame, "cs");
  expect(file.problems).toEqual([]);
  expect(file.rows.map(({ row, value }) => [row, value])).toEqual([
    [
      2,
      {
        documentNumber: "00024001",
        line: "1.2.3",
        supplier: "Alfa, s.r.o.",
        description: "=1+1",
        issuedOn: "2024-05-02",
        paidOn: "2024-05-16",
        amountHalere: 123_456,
        keyActivity: "KA 02",
        kind: "document",
      },
    ],
    [
      3,
      {
        documentNumber: "2024/001",
        line: "1.2.3",
        supplier: "",
        description: "Boty _x000D_ a @; vesta",
        issuedOn: "2024-05-03",
        paidOn: null,
        amountHalere: 5,
        keyActivity: null,
        kind: "payroll",
      },
    ],
  ]);
  expect(file.leftOut.map(({ row, reason }) => [row, reason])).toEqual(
    format === "csv"
      ? [
          [5, "total"],
          [7, "facts"],
        ]
      : [[5, "total"]],
  );
});

test("a workbook names its font, fits its columns and prints across one landscape page under its heads", async () => {
  const template: Sheet = { title: "Šablona's", columns: expenses.columns, rows: [], blankRows: 3, facts: [] };
  const parts = openZip(Buffer.from(await toXlsx([expenses, template], "O exportu")), 1_000_000);
  const part = (name: string) => parts.get(name)?.().toString("utf8") ?? "";
  expect(part("xl/styles.xml").match(/<font>(?!<name val="Calibri"\/>)/g)).toBeNull();
  expect(part("xl/styles.xml").match(/formatCode="[^"]*"/g)).toEqual([
    'formatCode="d\\.\\ m\\.\\ yyyy"',
    'formatCode="#,##0.00\\ [$Kč-405]"',
    'formatCode="@"',
  ]);
  for (const sheet of [1, 2]) {
    const xml = part(`xl/worksheets/sheet${sheet}.xml`);
    expect(xml).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
    expect(xml).toMatch(/<pageSetup [^>]*orientation="landscape"[^>]* fitToWidth="1" fitToHeight="0"\/>/);
  }
  expect(part("xl/worksheets/sheet1.xml")).toContain('<col min="4" max="4" width="25" customWidth="1"/>');
  expect(part("xl/worksheets/sheet2.xml").match(/<c r="[A-J][2-4]" s="\d+"\/>/g)).toHaveLength(30);
  expect(part("xl/workbook.xml")).toContain(
    `<definedName name="_xlnm.Print_Titles" localSheetId="1">'Šablona s'!$1:$1</definedName>`,
  );
});

test("a download is an attachment under an encoded name", () => {
  const response = attachment(new Uint8Array([1]), 'výdaje "x".csv', "text/csv");
  expect(response.headers.get("content-disposition")).toBe(
    "attachment; filename=\"vydaje-x-.csv\"; filename*=UTF-8''v%C3%BDdaje%20%22x%22.csv",
  );
});

test("what is held of a person reads in words, with days and times of Prague", () => {
  const words = personWords(cs, "cs");
  const role = {
    role: "mentor",
    from: "2026-01-01",
    to: "2027-06-30",
    endedAt: "2026-11-22 00:21:07+00",
    active: true,
  };
  const roles = personSheet("roles", "Role", [role], words);
  expect(roles.columns.map(({ header }) => header)).toEqual(["Role", "Od", "Do", "Ukončeno", "Aktivní"]);
  expect(roles.rows).toEqual([["Mentor", "2026-01-01", "2027-06-30", "22.\u00a011.\u00a02026 1:21", "ano"]]);
  const mails = personSheet("mails", "Pošta", [{ kind: "invitation", state: "sent" }], words);
  expect(mails.rows).toEqual([["Pozvánka", "Odesláno"]]);
  const values = [
    { column: "name", side: "after", value: "Jana Nová" },
    { column: "name", side: "before", value: "Jana Stará" },
  ] as const;
  const change = { op: "update", action: "account.rename", table: "users", who: "operator", values: [...values] };
  expect(personSheet("changesAbout", "Změny", [change], words).rows).toEqual([
    ["Změněno", "změna vlastního jména", "účet", "správa instalace", "Jméno: Jana Stará → Jana Nová"],
  ]);
});
