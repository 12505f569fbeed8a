import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePage, maxPageBytes } from "@/lib/intake/decode";
import { readForReview } from "@/lib/intake/excerpts";
import { readProjectPage, readWithPlaces } from "@/lib/intake/read";
import { readSource } from "@/lib/intake/source";

const sokolov = readFileSync("tests/fixtures/sokolov.txt", "utf8");
const size = 1_000_000;
const fill = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size);

describe("bytes", () => {
  const expected = readProjectPage(sokolov);
  const utf16 = (text: string, swap: boolean) => {
    const bytes = Buffer.from(`\uFEFF${text}`, "utf16le");
    return swap ? bytes.swap16() : bytes;
  };
  const single = (text: string, table: Record<string, number>) =>
    Uint8Array.from(
      [...text.normalize("NFC")].map((char) => (char.charCodeAt(0) < 128 ? char.charCodeAt(0) : (table[char] ?? 63))),
    );
  const table = (label: string) =>
    Object.fromEntries(
      Array.from({ length: 128 }, (_, i) => [new TextDecoder(label).decode(Uint8Array.of(i + 128)), i + 128]),
    );

  it("are read as UTF-8, UTF-16 and the Central European code pages", () => {
    const ascii = sokolov.replaceAll(/[–„“]/g, (char) => (char === "–" ? "-" : '"'));
    expect(readProjectPage(decodePage(Buffer.from(sokolov)) ?? "")).toEqual(expected);
    expect(readProjectPage(decodePage(Buffer.from(`\uFEFF${sokolov}`)) ?? "")).toEqual(expected);
    expect(readProjectPage(decodePage(utf16(sokolov, false)) ?? "")).toEqual(expected);
    expect(readProjectPage(decodePage(utf16(sokolov, true)) ?? "")).toEqual(expected);
    expect(readProjectPage(decodePage(single(sokolov, table("windows-1250"))) ?? "")).toEqual(expected);
    expect(readProjectPage(decodePage(single(ascii, table("iso-8859-2"))) ?? "")).toEqual(expected);
  });

  it("that are no text or too many are refused", () => {
    expect(decodePage(new Uint8Array(1000))).toBeNull();
    expect(decodePage(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 256))).toBeNull();
    expect(decodePage(Buffer.from("%PDF-1.7 text"))).toBeNull();
    expect(decodePage(new Uint8Array(maxPageBytes + 1).fill(32))).toBeNull();
    expect(decodePage(Buffer.from(sokolov).subarray(0, 0))).toBe("");
  });
});

describe("a hostile megabyte is read in time that grows with its length alone", () => {
  const head =
    "Asistenti prevence kriminality\nreg. č. CZ.03.02.01/00/22_018/0000388\nDoba realizace: 1. 4. 2023 – 31. 3. 2026\n";
  const parts = [
    "a",
    "A",
    "Á",
    "1",
    "12 ",
    "123 ",
    "1.",
    "1,",
    "0",
    " ",
    "\t",
    "\n",
    "\r\n",
    " \n",
    ".",
    "-",
    "–",
    "/",
    "@",
    "a@",
    "a.",
    "(",
    ")",
    "<",
    "<a ",
    "<script>",
    "&",
    "&nbsp;",
    "\u0301",
    "e\u0301",
    "\u00ad",
    "|",
    "| ",
    "* ",
    "KA 1 ",
    "KA 01 Výběr, ",
    "KA 01\n",
    "Cíl č. 1:",
    "Cíl č. 1: ",
    "Cíl č. 1\n",
    "1. cíl: ",
    "Celkové náklady ",
    "Celkové náklady\n",
    "celkem\t",
    "příspěvek EU ",
    "EU ",
    "EU\t",
    "z EU, ",
    "1 000 Kč z EU ",
    "vlastní podíl ",
    "dotace ",
    "85 % ",
    "Doba realizace: ",
    "Doba realizace\n",
    "realizace ",
    "od 1. 4. 2023 ",
    "1. 4. 2023 – ",
    "projekt ",
    "projekt „",
    "projekt „a“ ",
    "projektu. ",
    "9 osob ",
    "devět ",
    "dvacet ",
    "asistentů ",
    "9 nových ",
    "počet asistentů ",
    "mentor ",
    "Mgr. ",
    "Mgr. Jan Nov ",
    "Jan Nov\n",
    "Kontakt: ",
    "Kontakt\n",
    "tel. ",
    "600 000 000 ",
    "600 000 000\n",
    "a@b.cz ",
    "a@b.cz\n",
    "reg. č. ",
    "reg. č. CZ.",
    "CZ.1/",
    "CZ.0",
    "314D0",
    "město ",
    "město Á",
    "realizuje město Horní ",
    "Příjemce: ",
    "Příjemce\n",
    "Název projektu: ",
    "Název projektu\n",
    "vzdělávací oblasti: ",
    "vzdělávacích oblastí\n",
    "- a\n",
    "1. a\n",
    "Klíčové aktivity:\n",
    "\ud800",
    "\\",
    "**",
    '"',
  ];
  const names = (count: number) =>
    Array.from({ length: count }, (_, i) => `Jan${letters(i)} Nov${letters(i * 7919)}, mentor\n`).join("");
  const letters = (number: number) =>
    [...number.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join("");
  const pages: Record<string, string> = {
    "many persons and many goals": `${names(20_000)}${Array.from({ length: 60 }, (_, i) => `Cíl č. ${i + 1}: ${"slovo ".repeat(60)}\n`).join("")}`,
    "many persons and a long goal": `${names(15_000)}Cíl č. 1: ${"slovo a ".repeat(50_000)}\n`,
    "a list of projects": `Registrační číslo projektu;Název projektu;Příjemce;Celkové náklady\n${"CZ.03.02.01/00/22_018/0000001;N;P;1\n".repeat(25_000)}`,
    "a list without an end of its quotation": `Registrační číslo projektu;Název projektu;Příjemce;Celkové náklady\n"${"a;".repeat(400_000)}`,
  };
  /** Milliseconds of this process alone: other work on the machine does not count. */
  const cost = (work: () => unknown) => {
    const started = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1000;
  };
  /** What it costs to look at each sign of an ordinary page of a length once: the least that any reading takes. */
  const floors = new Map<number, number>();
  const floor = (length: number) => {
    const ordinary = sokolov.repeat(Math.ceil(length / sokolov.length)).slice(0, length);
    const known = floors.get(length) ?? Math.min(...[1, 2, 3].map(() => cost(() => readSource(ordinary))));
    floors.set(length, known);
    return known;
  };
  const times = 6;
  /** How many times the floor a text costs: the least of three, as a busy machine makes any one longer. */
  const ratio = (text: string) => {
    const least = floor(Math.round(text.length / 50_000) * 50_000);
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 3 && best > times; i++) best = Math.min(best, cost(() => readForReview(text)) / least);
    return best;
  };

  it.each(parts)("a quarter of it: %j", { timeout: 60_000 }, (part) => {
    expect(ratio(head + fill(part).slice(0, size / 4))).toBeLessThan(times);
  });

  it.each(["a", "1", " ", "Cíl č. 1: ", "EU ", "vzdělávací oblasti: ", "Příjemce: "])(
    "whole: %j",
    { timeout: 60_000 },
    (part) => {
      expect(ratio(fill(part))).toBeLessThan(times);
      expect(ratio(head + fill(part))).toBeLessThan(times);
    },
  );

  it.each(Object.entries(pages))("%s", { timeout: 60_000 }, (_, text) => {
    expect(ratio(head + text)).toBeLessThan(times);
  });
});

describe("whatever the text", () => {
  const words = fc.constantFrom(
    "Celkové náklady projektu",
    "příspěvek EU",
    "Státní rozpočet",
    "Vlastní podíl",
    "13 676 292,00 Kč",
    "85 %",
    ":",
    "\n",
    "\t",
    "|",
    "Doba realizace",
    "1. 4. 2023",
    "–",
    "31. 3. 2026",
    "2026",
    "devět",
    "9",
    "asistentů prevence kriminality",
    "mentor",
    "KA 01",
    "Cíl č. 1:",
    "reg. č. CZ.03.02.01/00/22_018/0000388",
    "a@b.cz",
    "Mgr. Jan Nový",
    "<p>",
    "&nbsp;",
    "e\u0301",
    "\u00a0",
    "„",
    "“",
    "město Lhota",
    "realizuje",
  );
  const text = fc
    .array(fc.oneof({ weight: 5, arbitrary: words }, fc.string({ unit: "grapheme", maxLength: 12 })), { maxLength: 60 })
    .map((all) => all.join(" "));

  it("places lie inside it, amounts and dates are well formed, nothing personal is let through", () => {
    fc.assert(
      fc.property(text, (page) => {
        const read = readWithPlaces(page);
        if (!read) return;
        const { result, places } = read;
        for (const { from, to } of Object.values(places)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(page.length);
        }
        for (const amount of [result.total, ...Object.values(result.sources)])
          if (amount !== null) expect(amount).toMatch(/^\d+\.\d\d$/);
        for (const day of [result.start, result.end]) if (day !== null) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(JSON.stringify(result)).not.toContain("a@b.cz");
        expect(readProjectPage(page)).toEqual(result);
      }),
      { numRuns: 500 },
    );
  });

  it("amounts of money survive any grouping, decimal mark and unit", () => {
    const halere = fc.integer({ min: 100_000, max: 9_999_999_999 });
    const space = fc.constantFrom(" ", "\u00a0", "\u202f", "\u2009", ".", "");
    const unit = fc.constantFrom(" Kč", "\u00a0Kč", " CZK", " korun", "Kč");
    fc.assert(
      fc.property(halere, space, unit, (value, group, currency) => {
        const whole = String(Math.floor(value / 100)).replace(/\B(?=(\d{3})+(?!\d))/g, group);
        const cents = String(value % 100).padStart(2, "0");
        const page = `APK v Lhotě\nreg. č. CZ.03.02.01/00/22_018/0000388\nCelkové náklady projektu: ${whole},${cents}${currency}\n`;
        expect(readProjectPage(page)?.total).toBe(`${Math.floor(value / 100)}.${cents}`);
      }),
    );
  });
});
