import { setTimeout as sleep } from "node:timers/promises";
import { deflateRawSync } from "node:zlib";
import { inlineCell, workbookParts } from "../../support/workbook";
import { zip } from "../../support/zip";
import { type Tally, type Target, verdict } from "./sending";

const head = `<row>${["Číslo dokladu", "Položka", "Popis", "Vystaveno", "Částka", "Druh"].map(inlineCell).join("")}</row>`;
const expense = (number: string, amount = "<c><v>1</v></c>") =>
  `<row>${[number, "1.1.1.1", "Mzda", "2. 5. 2024"].map(inlineCell).join("")}${amount}${inlineCell("mzdy")}</row>`;
const book = (rows: string, strings?: string[]) => zip(workbookParts([{ rows }], strings));
/** Half of the rows that an import takes: about half a second of reading. */
const large = () => book(`${head}${Array.from({ length: 5_000 }, (_, at) => expense(`HOSTILE-${at}`)).join("")}`);
const page = "Název projektu: Klidné ulice\nCelkové náklady projektu: 13 676 292,00 Kč\n";

/** Each harms nobody by its size; what is said of it is what is said of one that would. */
const files: [what: string, body: () => Buffer, answer: string][] = [
  [
    "a cell in the last corner",
    () => book('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "422 importTooManyColumns",
  ],
  ["a large area of few cells", () => book('<row><c r="SF1"><v>1</v></c></row>'.repeat(1_300)), "422 importTooMuch"],
  ["many rows", () => book("<row><c><v>1</v></c></row>".repeat(20_001)), "422 importTooManyRows"],
  [
    "a long text that many cells use",
    () => book(`<row>${'<c t="s"><v>0</v></c>'.repeat(5)}</row>`.repeat(2_100), ["x".repeat(30_000)]),
    "422 importTooMuch",
  ],
  ["two rows of one number", () => book(`${head}<row r="1"><c><v>1</v></c></row>`), "422 importBadXlsx"],
  [
    "an entity",
    () => zip(workbookParts([{ rows: head, prolog: "<!DOCTYPE x [<!ENTITY a 'b'>]>" }])),
    "422 importBadXlsx",
  ],
  [
    "bytes that grow",
    () =>
      zip([
        ...workbookParts([{ rows: head }]),
        { name: "big.xml", packed: deflateRawSync(Buffer.alloc(60_000_000)), size: 60_000_000 },
      ]),
    "413 importBomb",
  ],
];

/** Files of strangers: each is answered as it must be, and whoever only wants a page waits for none of them. */
export async function hostileFiles(target: Target, tally: Tally) {
  for (const [what, body, wanted] of files) {
    const { answer } = await preview(target, tally, what, body());
    if (answer !== wanted) tally.broken.push(`${what}: ${answer}, not ${wanted}`);
  }
  await hiddenFormulas(target, tally);
  const workbook = large();
  const text = Buffer.from(page.repeat(Math.floor(1_000_000 / Buffer.byteLength(page))));
  const began = performance.now();
  await preview(target, tally, "a large workbook", workbook);
  const alone = performance.now() - began;
  const slowest = await beside(target, () =>
    Promise.all([
      ...Array.from({ length: 3 }, () => preview(target, tally, "a large workbook", workbook)),
      ...Array.from({ length: 3 }, () => answerTo(target, tally, "a page of a megabyte", "/api/v1/intake", text)),
    ]),
  );
  if (slowest > Math.max(alone / 2, 400))
    tally.broken.push(`a page waits ${Math.round(slowest)} ms beside files, of which one takes ${Math.round(alone)}`);
  await queue(target, tally, workbook, alone);
  return { "ms for a large file": Math.round(alone), "slowest page beside files": Math.round(slowest) };
}

/** A formula is a formula wherever it hides, and what a person does not see is not the sheet that is read. */
async function hiddenFormulas(target: Target, tally: Tally) {
  const formula = expense("HOSTILE-F", "<c><f>1+1</f><v>2</v></c>");
  const rows = `${head}${formula.replace("<row>", '<row hidden="1">')}${expense("HOSTILE-G")}`;
  const hidden = zip(workbookParts([{ rows: `${head}${formula}`, state: "veryHidden" }, { rows }]));
  const { answer, text } = await preview(target, tally, "hidden formulas", hidden);
  const found = answer === "200 " ? JSON.parse(text) : {};
  if (found.ok?.count !== 1 || found.bad?.count + (found.asked?.[0]?.count ?? 0) !== 1)
    tally.broken.push(`hidden formulas: ${answer} ${text.slice(0, 200)}`);
}

/** More files than wait are told to come again; files whose requests were given up are read no further. */
async function queue(target: Target, tally: Tally, workbook: Buffer, alone: number) {
  const all = await Promise.all(
    Array.from({ length: 14 }, () => preview(target, tally, "one of many files", workbook)),
  );
  const busy = all.filter(({ answer }) => answer === "503 importBusy");
  if (busy.length === 0 || busy.some(({ again }) => !again))
    tally.broken.push(`of 14 files at once ${busy.length} are to come again`);
  for (const { answer } of all)
    if (!["200 ", "503 importBusy"].includes(answer)) tally.broken.push(`one of many files: ${answer}`);

  const given = new AbortController();
  const lost = Array.from({ length: 10 }, () =>
    sendFile(target, previewPath, workbook, given.signal).catch(() => null),
  );
  await sleep(alone / 2);
  given.abort();
  await Promise.all(lost);
  const began = performance.now();
  const small = book(`${head}${expense("HOSTILE-S")}`);
  // Ten that were read to their end would take the two threads five times as long as one.
  const enough = Math.max(2 * alone, 1_000);
  for (let answer = ""; answer !== "200 " && performance.now() - began < 10 * enough; await sleep(50))
    ({ answer } = await preview(target, tally, "a file after those that were given up", small));
  const waited = performance.now() - began;
  if (waited > enough) tally.broken.push(`a file after ten that were given up waits ${Math.round(waited)} ms`);
}

const previewPath = "/api/v1/projects/sokolov/expenses/preview";

const sendFile = ({ url, cookie }: Target, path: string, body: Buffer, signal: AbortSignal | null = null) =>
  fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", origin: url, cookie, "accept-language": "en" },
    body: new Uint8Array(body),
    signal,
  });

/** The status with the code of a refusal, and whether it says when to come again. */
async function answerTo(target: Target, tally: Tally, what: string, path: string, body: Buffer) {
  const { status, text, headers } = await verdict(
    tally,
    what,
    () => sendFile(target, path, body),
    () => true,
    undefined,
    120_000,
  );
  const code = status === 200 ? "" : (/"code":"([^"]*)"/.exec(text)?.[1] ?? "");
  return { answer: `${status} ${code}`, text, again: headers.has("retry-after") };
}

const preview = (target: Target, tally: Tally, what: string, body: Buffer) =>
  answerTo(target, tally, what, previewPath, body);

/** The longest that somebody waits for a page while something is done, in milliseconds. */
async function beside({ url }: Target, work: () => Promise<unknown>): Promise<number> {
  let going = true;
  let slowest = 0;
  const others = (async () => {
    while (going) {
      const began = performance.now();
      await fetch(`${url}/sign-in`).then((one) => one.text());
      slowest = Math.max(slowest, performance.now() - began);
    }
  })();
  await work();
  going = false;
  await others;
  return slowest;
}
