// Our workbooks and CSV files through a real spreadsheet: LibreOffice Calc opens and saves them, and the import reads back
// what was exported. The control takes the guard of the CSV away, and Calc must be seen to turn codes into days.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { broken as brokenCode } from "@/bin/check/proof-code.mjs";
import { toCsv } from "@/lib/export/csv";
import { unguard } from "@/lib/export/guard";
import type { Sheet } from "@/lib/export/sheet";
import { toXlsx } from "@/lib/export/xlsx";
import { readExpenseFile } from "@/lib/import/expenses";
import { openZip } from "@/lib/import/unzip";

const sabotage = process.argv.includes("--sabotage");
const text = (header: string) => ({ header, kind: "text" as const });
const sheet: Sheet = {
  title: "Výdaje",
  columns: [
    text("Číslo dokladu"),
    text("Položka"),
    text("Popis"),
    { header: "Vystaveno", kind: "day" },
    { header: "Částka", kind: "money" },
  ],
  rows: [
    ["00024001", "1.2.3", "Boty _x000D_ a =1+1", "2024-05-02", 123_456],
    ["X-001", "1.2.3", "=1+1", "2024-05-03", 1_367_629_267],
    ["2024/001", "1.2.3", "-5", "2024-12-31", 5],
  ],
  totals: ["Celkem", null, null, null, 1_367_752_728],
  facts: [["Stav ke dni", "15. 2. 2025"]],
};
const frame = {
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  today: "2025-02-15",
  costRegime: null,
  lines: [{ code: "1.2.3", leaf: "direct" }],
  keyActivities: [],
};

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), "hlidka-calc-"));
try {
  const soffice = findCalc();
  const broken: string[] = [];
  const csv = Buffer.from(toCsv(sheet, "O exportu"));
  writeFileSync(join(folder, "plain.csv"), sabotage ? unguarded(csv) : csv);
  writeFileSync(join(folder, "book.xlsx"), await toXlsx([sheet], "O exportu"));
  // Separator 59, UTF-8, Czech, with the recognition of numbers and days that people have switched on.
  compare(
    "the CSV",
    convert(soffice, "plain.csv", "xlsx", "Text - txt - csv (StarCalc):59,34,76,1,,1029,false,true"),
    broken,
  );
  const saved = convert(soffice, "book.xlsx", "xlsx");
  compare("the workbook", saved, broken);
  const styles = openZip(saved, 10_000_000).get("xl/styles.xml")?.().toString("utf8") ?? "";
  if (!styles.includes("#,##0.00\\ [$Kč-405]")) broken.push("the workbook: the format of amounts did not survive");
  const ods = refusal(convert(soffice, "book.xlsx", "ods"));
  if (ods !== "importOds") broken.push(`a file of Calc's own is answered with ${ods}`);
  for (const what of broken) console.log(`calc: ${what}`);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`calc ${broken.length === 0 ? "held" : "broken"}: files 3, broken ${broken.length}, ${seconds} s`);
  process.exitCode = broken.length === 0 ? 0 : brokenCode;
} catch (error) {
  console.log(`calc could not run: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 2;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compare(what: string, bytes: Buffer, broken: string[]) {
  const { rows, problems } = readExpenseFile(bytes, frame, "cs");
  for (const { row, column, wording } of problems) broken.push(`${what}: row ${row}, ${column}: ${wording.key}`);
  const back = rows.map(({ value }) => [
    value.documentNumber,
    value.line,
    value.description,
    value.issuedOn,
    value.amountHalere,
  ]);
  if (JSON.stringify(back) !== JSON.stringify(sheet.rows)) broken.push(`${what} came back as ${JSON.stringify(back)}`);
}

function refusal(bytes: Buffer): string {
  try {
    readExpenseFile(bytes, frame, "cs");
    return "no refusal";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The file as it would be without the guard. */
function unguarded(csv: Buffer): string {
  const lines = csv.toString("utf8").split("\r\n");
  return lines.map((line) => line.split(";").map(unguard).join(";")).join("\r\n");
}

function convert(soffice: string, name: string, to: string, filter?: string): Buffer {
  const out = join(folder, "out");
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  const reading = filter ? [`--infilter=${filter}`] : [];
  const args = [profile, "--headless", ...reading, "--convert-to", to, "--outdir", out, join(folder, name)];
  execFileSync(soffice, args, { stdio: "ignore", timeout: 180_000 });
  return readFileSync(join(out, name.replace(/\.\w+$/, `.${to}`)));
}

/** Calc of the system; as root on Debian it is installed. */
function findCalc(): string {
  const there = () => ["/usr/bin/soffice", "/usr/bin/libreoffice"].find((path) => existsSync(path));
  if (!there() && process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("Installing the Debian package libreoffice-calc …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const install = ["install", "-y", "-qq", "--no-install-recommends", "libreoffice-calc"];
    for (const args of [["update", "-qq"], install]) spawnSync("apt-get", args, { env, stdio: "ignore" });
  }
  const found = there();
  if (!found) throw new Error("it needs LibreOffice Calc (Debian: libreoffice-calc)");
  return found;
}
