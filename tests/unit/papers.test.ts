import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { isDrawn, lacksLetters } from "@/lib/export/letters";
import { type Badge, badgesPerPage, drawBadges } from "@/server/papers/badges";
import { type Certificate, drawCertificates } from "@/server/papers/certificate";
import { drawList } from "@/server/papers/list";
import type { PaperFrame } from "@/server/papers/paper";
import { codesIn, pdfInfo, pdfPages, pdfPicture, pdfStructure, pdfText } from "../support/pdf";

const frame: PaperFrame = { title: "Jmenovky", author: "Odbor", locale: "cs", madeAt: "2025-03-01T10:00:00Z" };
const hard = ["Jiří Ďáblík-Łoziński", "Ștefan Őry", "Nguyễn Thị Hồng"];
const joined = (text: string) => text.replace(/\s+/g, "");
const badge = (name: string, index = 0): Badge => ({
  name,
  role: "asistent prevence kriminality",
  municipality: "Český Krumlov",
  code: `HLIDKA:${String(index).padStart(3, "0")}:Q7X2K9ZM4T`,
});
const badges = (list: Badge[]) =>
  drawBadges({ frame, meeting: "Setkání 2025", place: "Kutná Hora", codeAlt: "Kód jmenovky", badges: list });
const list = (names: readonly string[], byHand = false) =>
  drawList({
    frame,
    heading: "Ubytování",
    under: ["Kutná Hora"],
    foot: "MV-1",
    pages: "strana {page} z {pages}",
    sections: [
      {
        heading: "Pokoje",
        table: {
          columns: [
            { header: "Č.", width: 1 },
            { header: "Jméno", width: 4 },
          ],
          rows: names.map((name, at) => [String(at + 1), name]),
          byHand,
        },
      },
    ],
  });
const certificate = (name: string, blocks = 5): Certificate => ({
  office: "Odbor prevence kriminality",
  heading: "Osvědčení o účasti",
  number: "č. 12, vydání 1",
  says: "Potvrzuje se, že",
  name,
  attended: "se zúčastnil(a)",
  meeting: "Celostátní setkání",
  place: "Kutná Hora",
  blocks: Array.from({ length: blocks }, (_, at) => ({
    title: `Blok číslo ${at + 1}`,
    when: "14. 5. 2025",
    length: "1,5 h",
  })),
  blocksHeading: "Absolvované bloky",
  columns: { title: "Blok", when: "Den", length: "Rozsah" },
  total: "Celkem 7,5 h",
  issued: "Vydáno 20. 5. 2025",
  signed: "",
  check: {
    address: "https://hlidka.example/m/setkani/certificate/abc",
    text: "Pravost ověříte na",
    alt: "Kód k ověření",
  },
});
const certificates = (list: Certificate[]) => drawCertificates({ frame, certificates: list });

test("names with letters of other languages are read back from each paper as they were given", async () => {
  const papers = [badges(hard.map(badge)), list(hard), certificates(hard.map((name) => certificate(name)))];
  for (const bytes of await Promise.all(papers)) {
    const text = pdfText(bytes);
    for (const name of hard) expect(text).toContain(joined(name));
  }
});

test("a letter that the font lacks is drawn without its accent or as a question mark, and keeps nobody else back", async () => {
  const names = ["Li 漢", "Ṙadek Ḱubík", ...hard];
  expect(names.filter(lacksLetters)).toEqual(["Li 漢", "Ṙadek Ḱubík"]);
  for (const bytes of await Promise.all([
    badges(names.map(badge)),
    list(names),
    certificates(names.map((name) => certificate(name))),
  ])) {
    const text = pdfText(bytes);
    for (const name of ["Li ?", "Radek Kubík", ...hard]) expect(text).toContain(joined(name));
  }
});

test("the letters that are drawn as they are, and no others, are in both faces of the font", () => {
  const find = createRequire(import.meta.url);
  const fontkit = createRequire(find.resolve("pdfkit"))("fontkit");
  const faces = ["400Regular/Roboto_400Regular", "700Bold/Roboto_700Bold"].map((face) =>
    fontkit.openSync(find.resolve(`@expo-google-fonts/roboto/${face}.ttf`)),
  );
  const wrong: string[] = [];
  // The private area and what cannot be seen have no letters of names.
  for (let code = 0x20; code < 0xe000; code += 1)
    if (isDrawn(String.fromCodePoint(code)) !== faces.every((face) => face.hasGlyphForCodePoint(code)))
      wrong.push(code.toString(16));
  expect(wrong).toEqual([]);
});

test("a paper is an archivable, tagged PDF in its language, and the same rows make the same bytes", async () => {
  const [one, again] = await Promise.all([list(hard), list(hard)]);
  expect(Buffer.from(one).equals(Buffer.from(again))).toBe(true);
  expect(pdfInfo(one)).toMatchObject({ Title: "Jmenovky", Tagged: "yes", "PDF version": "1.7", Pages: "1" });
  const bytes = Buffer.from(one).toString("latin1");
  expect(bytes).toContain("<pdfaid:part>2</pdfaid:part>");
  expect(bytes).toContain("<pdfaid:conformance>A</pdfaid:conformance>");
  expect(bytes).toContain("/Lang (cs-CZ)");
  expect(bytes).toContain("/OutputIntents");
  const structure = pdfStructure(one).join("\n");
  for (const tag of ["Document", "H1", "H2", "Table", "TR", "TH", "TD"])
    expect(structure).toMatch(new RegExp(`^${tag}\\b`, "m"));
});

test("a hundred badges are as many pages as they need, and no name is cut", async () => {
  const long = "Maximiliána Alžběta Kvapilová-Nejezchlebová z Rožmberka Dolního";
  const town = "Brandýs nad Labem-Stará Boleslav u Prahy 1";
  const people = Array.from({ length: 100 }, (_, at) => badge(`${hard[at % 3]} ${at}`, at));
  people[7] = { ...badge(long, 7), municipality: town };
  people[8] = badge("Wolfeschlegelsteinhausenbergerdorffova".repeat(5).slice(0, 200), 8);
  const bytes = await badges(people);
  expect(pdfInfo(bytes).Pages).toBe(String(Math.ceil(100 / badgesPerPage)));
  const text = pdfText(bytes);
  for (const { name, municipality } of people) {
    expect(text).toContain(joined(name));
    expect(text).toContain(joined(municipality));
  }
  expect(pdfInfo(await badges(people.slice(0, 96))).Pages).toBe("12");
});

test("the codes of printed badges and of a certificate are read by an independent decoder at 150 dpi", async () => {
  const people = Array.from({ length: 8 }, (_, at) => badge(hard[at % 3] ?? "", at));
  expect(await codesIn(pdfPicture(await badges(people), 1, 150))).toEqual(people.map(({ code }) => code));
  expect(await codesIn(pdfPicture(await certificates([certificate("Jan")]), 1, 150))).toEqual([
    "https://hlidka.example/m/setkani/certificate/abc",
  ]);
});

test("a list turns its pages between rows, under its head, and numbers them", async () => {
  const names = Array.from({ length: 120 }, (_, at) => `${hard[at % 3]} ${at}`);
  const pages = pdfPages(await list(names, true));
  expect(pages.length).toBeGreaterThan(3);
  for (const [at, page] of pages.entries()) {
    expect(page).toContain(`strana ${at + 1} z ${pages.length}`);
    expect(page).toContain("Jméno");
  }
  for (const name of names)
    expect(
      pages.filter((page) => page.includes(`${name}\n`)),
      name,
    ).toHaveLength(1);
});

test("a certificate is one page; with very many blocks it goes on, and nothing is left out", async () => {
  const bytes = await certificates([certificate("Jana Čížková", 9), certificate("Petr Vrba", 60)]);
  const [first = "", ...others] = pdfPages(bytes);
  expect(first).toContain("Blok číslo 9");
  expect(first).not.toContain("Petr");
  expect(others.length).toBeGreaterThan(1);
  for (let at = 1; at <= 60; at += 1) expect(others.join(" ")).toMatch(new RegExp(`Blok číslo ${at}\\s`));
  expect(others.at(-1)).toContain("Celkem 7,5 h");
});
