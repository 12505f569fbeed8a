import Papa from "papaparse";
import readXlsxFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { toCsv } from "@/lib/export/csv";
import { attachment } from "@/lib/export/download";
import { guard } from "@/lib/export/guard";
import type { Sheet } from "@/lib/export/sheet";
import { toXlsx } from "@/lib/export/xlsx";
import cs from "@/messages/cs.json";
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
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(toCsv(sheet));
  expect(text.startsWith("\ufeffDoklad;Uhrazeno;Částka;Soubory\r\n")).toBe(true);
  const { data } = Papa.parse<string[]>(text.slice(1), { delimiter: ";", newline: "\r\n" });
  for (const row of data) expect(row[0] ?? "").not.toMatch(/^\s*[=+\-@\t\r]/);
  expect(data[1]).toEqual(["'=1+1", "", "13676292,67", "0"]);
  expect(data[2]).toEqual(["'+420 123", "5.2.2025", "13676292,68", "1"]);
  expect(data[9]?.[0]).toBe(hostile[8]);
  expect(data[11]?.[0]).toBe(hostile[10]);
  expect(data[14]).toEqual(["Celkem", "", "100164115512,70", ""]);
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

test("what a spreadsheet would run is defused, plain words are left alone", () => {
  expect(guard("=1")).toBe("'=1");
  expect(guard("  @x")).toBe("'  @x");
  expect(guard("Mzda 3/2024")).toBe("Mzda 3/2024");
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
