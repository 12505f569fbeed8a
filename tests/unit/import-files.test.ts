import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DomainError } from "@/lib/domain/error";
import { readExpenseFile } from "@/lib/import/expenses";

const folder = "tests/fixtures/imports";
const frame = {
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  today: "2025-02-15",
  costRegime: null,
  lines: [
    { code: "1", leaf: "chapter" },
    { code: "1.2.3", leaf: "direct" },
  ],
  keyActivities: [{ code: "KA 02" }, { code: "KA 04" }],
};

/** What an import of a file does: [row, number, issued, paid, haléře] of what is added, and every other row's fate. */
type Right = {
  rows?: [row: number, number: string, issued: string, paid: string | null, halere: number][];
  bad?: [row: number, column: string | null, key: string][];
  asked?: [row: number, reason: string][];
  out?: [row: number, reason: string][];
  notes?: string[];
  /** Texts of the first row that is added. */
  supplier?: string;
  description?: string;
  encoding?: string;
  refused?: [key: string, values: Record<string, unknown>];
};

const one = (number: string, row = 2, halere = 100_050): Right => ({
  rows: [[row, number, "2024-05-02", "2024-05-16", halere]],
});
const unpaid = (number: string): Right => ({ rows: [[2, number, "2024-05-02", null, 100_050]] });
const school: Right = { ...one("FA-801", 2, 1_250_050), supplier: "Škola Žďár" };

const files: Record<string, Right> = {
  "01-iso8859-2.csv": { ...school, description: "Školení - žáků, řešení šikany", encoding: "iso-8859-2" },
  "01b-cp852.csv": { ...school, description: "Školení - žáků, řešení šikany", encoding: "cp852" },
  "01c-utf8-one-bad-byte.csv": { refused: ["importBadByte", { row: 3 }] },
  "01d-mac-ce.csv": { ...school, description: "Školení – žáků, řešení šikany", encoding: "mac-ce" },
  "01f-truncated-utf8.csv": {
    rows: [
      [2, "FA-805", "2024-05-02", null, 1_000],
      [3, "FA-806", "2024-05-02", null, 1_000],
    ],
    bad: [
      [4, "issuedOn", "required"],
      [4, "amount", "required"],
      [4, "description", "required"],
      [4, null, "rowCut"],
    ],
  },
  // A document is its supplier, its number and the year; one document stands on several key activities.
  "02-same-number-two-suppliers.csv": {
    rows: [
      [2, "20240001", "2024-05-02", "2024-05-16", 100_000],
      [3, "20240001", "2024-05-03", "2024-05-17", 200_000],
    ],
  },
  "03-a-2023.csv": { rows: [[2, "V-001", "2023-05-02", "2023-05-16", 100_000]] },
  "03-b-2024.csv": {
    rows: [
      [2, "V-001", "2024-05-03", "2024-05-17", 200_000],
      [3, "V-002", "2024-05-03", "2024-05-17", 200_000],
    ],
  },
  "04-one-document-two-postings.csv": {
    rows: [
      [2, "FA-810", "2024-05-02", "2024-05-16", 100_000],
      [3, "FA-810", "2024-05-02", "2024-05-16", 50_000],
    ],
  },
  "05-credit-note.csv": {
    bad: [
      [2, "amount", "amountNegative"],
      [3, "amount", "amountNegative"],
      [4, "amount", "amountNegative"],
      [5, "amount", "amountNegative"],
      [6, "amount", "amountNegative"],
      [7, "amount", "amountNegative"],
      [8, "amount", "amountFormat"],
    ],
  },
  "06-total-row.csv": { ...one("FA-820", 2, 100_000), out: [[4, "total"]] },
  "06b-total-row-formed.csv": { ...one("FA-821", 2, 100_000), asked: [[3, "total"]] },
  "07-sep-line.csv": one("FA-830", 3),
  "08-quoted.csv": { ...one("FA-840"), supplier: 'Alfa "U Lípy", s.r.o.', description: "Boty; vesta" },
  "08b-bare-quote.csv": { refused: ["importQuote", { row: 3 }] },
  "09-header-row-12.csv": one("FA-850", 13, 100_000),
  "10-leading-zeros-format.xlsx": {
    rows: [
      [2, "00024001", "2024-05-02", "2024-05-16", 100_050],
      [3, "FA-0017", "2024-05-02", "2024-05-16", 100_050],
    ],
  },
  "11-date1904.xlsx": one("FA-911"),
  "11b-date1904-true.xlsx": one("FA-912"),
  "11c-date1904-unformatted.xlsx": one("FA-913"),
  "12-hidden-row.xlsx": { ...one("FA-920"), asked: [[3, "hidden"]] },
  "14-reordered-sheets.xlsx": { ...one("FA-940"), notes: ["importOneSheet"] },
  "16-merged.xlsx": { ...one("FA-960"), bad: [[3, "line", "cellMerged"]] },
  "17-formula-cached.xlsx": { bad: [[2, "amount", "cellFormula"]] },
  "18-x000d.xlsx": { ...unpaid("FA-980"), supplier: "Alfa s.r.o.", description: "Boty A" },
  "19-date-noise.xlsx": {
    rows: [
      [2, "FA-990", "2024-05-02", "2024-05-16", 100_050],
      [3, "FA-991", "2024-05-02", null, 100_050],
      [5, "FA-993", "2024-05-02", null, 100_050],
    ],
    bad: [[4, "amount", "amountDecimals"]],
  },
  "20-rich-text.xlsx": { ...unpaid("FA-999"), supplier: "Škola", description: "Kurz první" },
  "21-iso-date-type.xlsx": unpaid("FA-995"),
  "22-strict-number-text.xlsx": {
    rows: [
      [2, "FA-996", "2024-05-02", null, 100_050],
      [3, "'FA-997", "2024-05-02", null, 100_000],
    ],
  },
  ...Object.fromEntries(
    [
      "23-prefixed-names",
      "24-strict",
      "25-backslash-paths",
      "26-absolute-target",
      "27-single-quotes",
      "28-capital-names",
      "29-no-r-attributes",
    ].map((name) => [`${name}.xlsx`, one("FA-1001")]),
  ),
  "30-double-submit.csv": one("DS-1", 2, 1_000),
  "32-currency-column.csv": { bad: [[2, null, "rowCurrency"]] },
  "33-paid-dash.csv": {
    bad: [
      [2, "paidOn", "dayFormat"],
      [3, "paidOn", "dayFormat"],
      [4, "paidOn", "dayFormat"],
    ],
  },
  "34-dates.csv": {
    rows: [
      [5, "FA-39", "2024-05-02", null, 10_000],
      [6, "FA-40", "2024-05-03", null, 10_000],
    ],
    bad: [
      [2, "paidOn", "dayNotThere"],
      [3, "issuedOn", "dayFormat"],
      [4, "issuedOn", "dayFormat"],
      [7, "issuedOn", "dayFormat"],
      [8, "issuedOn", "dayFormat"],
    ],
  },
  "35-csv-injection.csv": {
    rows: [[2, "=1+1", "2024-05-02", null, 10_000]],
    supplier: '=HYPERLINK("http://x";"y")',
    description: "@SUM(A1)",
  },
  "36-storno-column.csv": { bad: [[2, null, "rowCancelled"]] },
  "37-utc-timestamps.csv": { rows: [[2, "TZ-1", "2024-06-01", "2025-01-01", 10_000]] },
};

test("every file that people had trouble with is here", () => {
  expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
});

test.each(Object.entries(files))("%s", (name, right) => {
  const bytes = readFileSync(`${folder}/${name}`);
  const read = () => readExpenseFile(bytes, frame, "cs");
  if (right.refused) {
    const [key, values] = right.refused;
    expect(read).toThrow(DomainError);
    expect(read).toThrow(expect.objectContaining({ key, values, status: 422 }));
    return;
  }
  const file = read();
  expect(
    file.rows.map(({ row, value }) => [row, value.documentNumber, value.issuedOn, value.paidOn, value.amountHalere]),
  ).toEqual(right.rows ?? []);
  expect(file.problems.map(({ row, column, wording }) => [row, column, wording.key])).toEqual(right.bad ?? []);
  expect(file.asked.map(({ row, reason }) => [row, reason])).toEqual(right.asked ?? []);
  expect(file.leftOut.map(({ row, reason }) => [row, reason])).toEqual(right.out ?? []);
  expect(file.notes.map(({ key }) => key)).toEqual(right.notes ?? []);
  const { supplier, description, encoding } = right;
  if (supplier) expect(file.rows[0]?.value.supplier).toBe(supplier);
  if (description) expect(file.rows[0]?.value.description).toBe(description);
  if (encoding) expect(file.encoding).toBe(encoding);
});
