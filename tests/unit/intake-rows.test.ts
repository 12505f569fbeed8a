import { readFileSync } from "node:fs";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { readForReview } from "@/lib/intake/excerpts";
import { readList, searchList } from "@/lib/intake/list";
import { listOfText, readProjects } from "@/lib/intake/list-reading";
import { readProjectPage } from "@/lib/intake/read";
import { readBytes } from "@/lib/intake/read-bytes";

const fixture = (name: string) => readFileSync(`tests/fixtures/intake/${name}.txt`, "utf8");
const operations = fixture("list-of-operations-rows")
  .trimEnd()
  .split("\n")
  .map((line) => line.split("\t"));
const kohesio = Papa.parse<string[]>(fixture("kohesio-row").replace("\ufeff", "").trimEnd()).data;
const head = operations[0] ?? [];
const row = operations[1] ?? [];
const csv = (rows: readonly (readonly string[])[], delimiter = ";") =>
  Papa.unparse(
    rows.map((one) => [...one]),
    { delimiter, newline: "\r\n" },
  );
const tsv = (rows: readonly (readonly string[])[]) => rows.map((one) => one.join("\t")).join("\n");
/** The row of the list with some cells changed, by the beginning of their headings. */
const changed = (cells: Record<string, string>) =>
  row.map((cell, at) => Object.entries(cells).find(([name]) => head[at]?.startsWith(name))?.[1] ?? cell);
const codes = (text: string) => readProjectPage(text)?.warnings.map(({ code }) => code) ?? [];

const project = {
  registrationNumber: "CZ.03.02.01/00/22_018/0000999",
  name: "Asistenti prevence kriminality ve Vzorově",
  beneficiary: "Město Vzorov",
  start: "2023-05-01",
  end: "2026-04-30",
  months: 36,
  total: "8000000.00",
  assistants: 5,
};
const sources = { eu: "6138800.00", state: "1061200.00", own: null };

describe("a row of the list of operations", () => {
  const titled = [["Seznam operací (List of Operations)"], ["stav k 1. 11. 2026"], [], head, ["Programme number"], row];
  const turned = head.map((name, at) => [name, row[at] ?? ""]);
  it.each<[string, string]>([
    ["as pasted from a spreadsheet", tsv([head, row])],
    ["as a Czech CSV", csv([head, row])],
    ["as a CSV with commas", csv([head, row], ",")],
    ["with a line of its separator", `sep=;\r\n${csv([head, row])}`],
    ["with a byte order mark", `\ufeff${csv([head, row])}`],
    ["under the titles of the file", csv(titled)],
    ["with plain dashes in its headings", tsv([head.map((one) => one.replaceAll("–", "-")), row])],
    ["in capitals", tsv([head.map((one) => one.toUpperCase()), row])],
    ["with its columns in another order", tsv([[...head].reverse(), [...row].reverse()])],
    ["standing", tsv(turned)],
    ["standing with colons", turned.map(([name, cell]) => `${name}: ${cell}`).join("\n")],
    ["standing as a CSV", csv(turned)],
    [
      "with a row for each procurement contract",
      tsv([
        [...head, "Pořadí veřejné zakázky"],
        [...row, "1"],
        [...row, "2"],
      ]),
    ],
  ])("%s is read by its columns", (_, text) => {
    expect(readProjectPage(text)).toMatchObject({ ...project, sources, rates: { eu: 76735, own: null } });
    expect(codes(text)).toEqual(["missing-own-share", "national-public-money", "sources-do-not-sum"]);
  });

  it("takes the amounts of the legal act, not those that were billed, under the headings of the file", () => {
    const act = "Finanční prostředky v právních aktech ";
    const billed = "Finanční prostředky vyúčtované v žádostech o platbu ";
    const parts = ["celkové způsobilé výdaje CZK", "příspěvek Unie CZK", "národní veřejné zdroje CZK"];
    const text = tsv([
      [
        "Registrační číslo projektu",
        "Název projektu",
        ...parts.map((one) => billed + one),
        ...parts.map((one) => act + one),
      ],
      [
        "CZ.03.02.01/00/22_018/0000999",
        "Klidné ulice",
        "1,00",
        "2,00",
        "3,00",
        "8000000,00",
        "6138800,00",
        "1861200,00",
      ],
    ]);
    expect(readProjectPage(text)).toMatchObject({
      total: "8000000.00",
      sources: { eu: "6138800.00", state: "1861200.00", own: null },
    });
  });

  it("says what is doubtful", () => {
    const doubts: [Record<string, string>, string][] = [
      [{ "Celkové náklady": "9000000,00" }, "amount-conflict"],
      [{ "Míra spolufinancování": "85,00" }, "rate-differs"],
      [{ "Skutečné datum ukončení": "31.12.2025" }, "end-moved"],
      [{ "Skutečné datum zahájení": "31.02.2023" }, "invalid-date"],
      [{ "Předpokládané datum ukončení": "" }, "missing-dates"],
      [{ "Příspěvek Unie": "6,14E+06" }, "amount-not-exact"],
      [{ "Příspěvek Unie": "6.139" }, "amount-not-exact"],
      [{ "Název projektu": "" }, "missing-name"],
      [
        {
          "Popis projektu":
            "Projekt zaměstná 5 asistentů prevence kriminality. Kontakt: Jana Vzorová, tel. 700 000 888",
        },
        "personal-data-found",
      ],
    ];
    for (const [cells, code] of doubts) {
      const text = tsv([head, changed(cells)]);
      expect(codes(text), code).toContain(code);
      expect(JSON.stringify(readForReview(text)), code).not.toMatch(/Vzorov[áé]|700 000 888/);
    }
    expect(codes(tsv([head, row, changed({ "Příspěvek Unie": "1,00" })]))).toContain("list-rows-differ");
    expect(readProjectPage(tsv([head, changed({ "Skutečné datum ukončení": "31.12.2025" })]))?.end).toBe("2025-12-31");
  });

  it("shows the cell of each field under its heading", () => {
    expect(readForReview(tsv([head, row]))?.excerpts).toMatchObject({
      "sources.eu": { before: "Příspěvek Unie (CZK): ", match: "6138800,00", after: "" },
      end: { before: "Předpokládané datum ukončení fyzické realizace: ", match: "30.04.2026", after: "" },
    });
  });
});

describe("a row of Kohesio", () => {
  const [names = [], cells = []] = kohesio;
  const with_ = (changes: Record<string, string>) => cells.map((cell, at) => changes[names[at] ?? ""] ?? cell);
  it.each<[string, string]>([
    ["as downloaded", fixture("kohesio-row")],
    ["standing", fixture("kohesio-transposed")],
    ["with semicolons", csv([names, cells])],
    ["pasted", tsv([names, cells])],
    [
      "with amounts in the notation of its program",
      csv(
        [names, with_({ Project_EU_Budget: "6.1388E6", Total_Eligible_Expenditure_amount: "8000000.000000001" })],
        ",",
      ),
    ],
  ])("%s is read by its columns", (_, text) => {
    expect(readProjectPage(text)).toMatchObject({ ...project, sources: { eu: "6138800.00", state: null, own: null } });
  });

  it("leaves out what is not in crowns, and days of which none can be told", () => {
    const euros = csv([names, with_({ Total_Eligible_Expenditure_Currency: "EUR" })], ",");
    expect(readProjectPage(euros)).toMatchObject({ total: null, sources: { eu: null } });
    expect(codes(euros)).toContain("other-currency");
    const american = csv([names, with_({ Operation_Start_Date: "05/01/2023", Operation_End_Date: "04/30/2026" })], ",");
    expect(readProjectPage(american)).toMatchObject({ start: null, end: null });
    expect(codes(american)).toContain("invalid-date");
    const instant = csv([names, with_({ Operation_Start_Date: "2023-04-30T22:00:00Z" })], ",");
    expect(readProjectPage(instant)?.start).toBe("2023-05-01");
  });
});

describe("a whole list", () => {
  const towns = ["Sokolov", "Žatec", "Šluknov", "Vítkov"];
  const many = Array.from({ length: 5000 }, (_, i) =>
    changed({
      "Registrační číslo": `CZ.03.02.01/00/22_018/${String(i).padStart(7, "0")}`,
      "Příjemce – název": `Město ${towns[i % 4]}`,
      "Název projektu": i % 2 ? "Asistenti prevence kriminality" : "Sociální bydlení",
    }),
  );
  const text = tsv([head, ...many, ...many.slice(0, 100)]);

  it("is no page; each project stands in it once and is found by words, city and number", () => {
    expect(readProjectPage(text)).toBeNull();
    const list = listOfText(text);
    if (!list) throw new Error("no list");
    expect(list.projects).toHaveLength(5000);
    expect(searchList(list, "zatec asistenti")).toHaveLength(1250);
    expect(searchList(list, "CZ.03.02.01/00/22_018/0000042").map(({ number }) => number)).toEqual([
      "CZ.03.02.01/00/22_018/0000042",
    ]);
    expect(searchList(list, "Brno")).toEqual([]);
    expect(readProjects(list, "ŽATEC")).toMatchObject({ list: { kind: "operations", count: 5000, found: 1250 } });
    const found = readProjects(list, "0000043");
    expect("list" in found && found.list.projects[0]?.result).toMatchObject({
      beneficiary: "Město Vítkov",
      total: "8000000.00",
    });
  });

  it("is read from bytes in any code page that Czech programs write", async () => {
    const latin = Uint8Array.from(
      [
        ...csv([
          head.map((one) => one.replace("–", "-")),
          row,
          changed({ "Registrační číslo": "CZ.03.02.01/00/22_018/0000998" }),
        ]),
      ],
      (sign) => {
        const at = "áčďéěíňóřšťúůýžČŠŽ".indexOf(sign);
        return at < 0 ? sign.charCodeAt(0) : (Buffer.from("e1e8efe9ecedf2f3f8b9bbfaf9fdbec8a9ae", "hex")[at] ?? 63);
      },
    );
    const read = await readBytes(latin, "");
    expect(read).toMatchObject({ list: { count: 2, projects: [{ result: { name: project.name } }, {}] } });
  });

  it("is read from a workbook as people save it: titles above, days and amounts as real ones, a row for each contract", async () => {
    const amounts = /CZK|Míra/;
    const cells = (values: readonly string[]) =>
      values.map((value, at) => {
        if (/datum/i.test(head[at] ?? "") && value) {
          const [day = 1, month = 1, year = 2000] = value.split(".").map(Number);
          return { value: new Date(Date.UTC(year, month - 1, day)), type: Date, format: "dd.mm.yyyy" };
        }
        return amounts.test(head[at] ?? "") && value
          ? { value: Number(value.replace(",", ".")), type: Number, format: "#,##0.00" }
          : { value, type: String };
      });
    const other = changed({ "Registrační číslo": "CZ.03.02.01/00/22_018/0000998", "Název projektu": "Klidné ulice" });
    const text = (values: readonly string[]) => values.map((value) => ({ value, type: String }));
    const workbook = await writeExcelFile([
      text(["Seznam operací (List of Operations)"]),
      text(["Stav k 1. 11. 2026"]),
      [],
      text(head),
      text(head.map((_, at) => `Column ${at}`)),
      cells(row),
      cells(row),
      cells(other),
    ]).toBuffer();
    const read = readBytes(workbook, "asistenti");
    expect(read).toMatchObject({
      list: { kind: "operations", count: 2, found: 1, projects: [{ result: { ...project, sources } }] },
    });
    const one = await writeExcelFile([text(head), cells(row)]).toBuffer();
    expect(readBytes(one, "")).toMatchObject({ result: { ...project, sources, rates: { eu: 76735 } } });
    const recipe = await writeExcelFile([text(["Brambory", "1 kg"])]).toBuffer();
    expect(readBytes(recipe, "")).toBeNull();
  });

  it("stands the other way round too, a project in each column", () => {
    const other = changed({ "Registrační číslo": "CZ.03.02.01/00/22_018/0000998" });
    const list = readList(head.map((name, at) => [name, row[at] ?? "", other[at] ?? ""]));
    expect(list?.projects.map(({ number }) => number)).toEqual([
      "CZ.03.02.01/00/22_018/0000999",
      "CZ.03.02.01/00/22_018/0000998",
    ]);
  });
});
