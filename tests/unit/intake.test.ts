import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readProjectPage, readWithPlaces } from "@/lib/intake/read";

const sokolov = readFileSync("tests/fixtures/sokolov.txt", "utf8");
const jirkov = readFileSync("db/seed/pages/jirkov.txt", "utf8");
const codes = (text: string) => readProjectPage(text)?.warnings.map((one) => one.code);

describe("the page of Sokolov", () => {
  const result = readProjectPage(sokolov);

  it("gives every field as printed, in the order of the contract", () => {
    expect(result).toEqual({
      registrationNumber: "CZ.03.02.01/00/22_018/0000388",
      name: "Asistenti prevence kriminality Sokolov",
      beneficiary: "město Sokolov",
      start: "2023-04-01",
      end: "2026-03-31",
      months: 36,
      total: "13676292.00",
      sources: { eu: "10494502.67", state: "1814160.13", own: "1367629.20" },
      rates: { eu: 76735, state: 13265, own: 10000 },
      assistants: 9,
      mentor: true,
      keyActivities: [
        { code: "KA 01", name: "Výběr a motivace asistentů prevence kriminality" },
        { code: "KA 02", name: "Monitoring SVL prostřednictvím činnosti asistentů prevence kriminality" },
        { code: "KA 03", name: "Mentoring APK" },
        { code: "KA 04", name: "Vzdělávání a supervize asistentů prevence kriminality" },
        { code: "KA 05", name: "Vzdělávání a supervize mentora" },
      ],
      goals: [
        { number: 1, text: expect.stringMatching(/^Devět asistentů .* a digitální gramotnost\.$/) },
        { number: 2, text: expect.stringMatching(/^Zvýšení pocitu bezpečí .* asistenti prevence kriminality\.$/) },
        { number: 3, text: expect.stringMatching(/^Zvýšení míry .* nebo trestných činů\.$/) },
        { number: 4, text: expect.stringMatching(/^Zmírnění sousedského .* sociálně vyloučených lokalit\.$/) },
      ],
      trainingAreas: [
        "základní znalosti práce asistentů prevence kriminality v teoretické i praktické rovině",
        "finanční gramotnost",
        "komunikační dovednosti",
        "mediační dovednosti",
        "digitální gramotnost",
      ],
      contacts: 1,
      warnings: [{ code: "personal-data-found", message: expect.stringContaining("1") }],
    });
    expect(Object.keys(result ?? {})).toEqual(
      "registrationNumber name beneficiary start end months total sources rates assistants mentor keyActivities goals trainingAreas contacts warnings".split(
        " ",
      ),
    );
  });

  it("lets no name, address or telephone number through", () => {
    expect(JSON.stringify(result)).not.toMatch(/Novotn|@|600 ?000/);
  });

  it("names the place of each field in the text that was given", () => {
    for (const text of [sokolov, sokolov.normalize("NFD").replaceAll("\n", "\r\n"), `\uFEFF${sokolov}`]) {
      const places = readWithPlaces(text)?.places ?? {};
      const at = (field: string) =>
        text.slice(places[field]?.from, places[field]?.to).normalize("NFC").replaceAll("\u00a0", " ");
      expect(at("start")).toBe("01.04.2023");
      expect(at("end")).toBe("31.03.2026");
      expect(at("total")).toBe("13 676 292,00 Kč");
      expect(at("sources.own")).toBe("1 367 629,20 Kč");
      expect(at("registrationNumber")).toBe("CZ.03.02.01/00/22_018/0000388");
      expect(at("beneficiary")).toBe("město Sokolov");
      expect(at("assistants")).toBe("9 asistentů");
      expect(at("keyActivities.2")).toBe("KA 03 Mentoring APK");
      expect(at("goals.3")).toMatch(/^Cíl č\. 4: {1,2}Zmírnění .* lokalit\.$/);
      expect(at("trainingAreas.1")).toBe("finanční gramotnost");
    }
  });

  it("reads the same through every dress of the text", () => {
    const dresses: Record<string, string> = {
      "Windows line ends": sokolov.replaceAll("\n", "\r\n"),
      "byte order mark": `\uFEFF${sokolov}`,
      "decomposed letters": sokolov.normalize("NFD"),
      "non-breaking spaces": sokolov.replaceAll(" ", "\u00a0"),
      "thin spaces in amounts": sokolov.replace(/(?<=\d) (?=\d{3})/g, "\u2009"),
      "narrow non-breaking spaces": sokolov.replace(/(?<=\d) (?=\d{3})/g, "\u202f"),
      "figure spaces": sokolov.replace(/(?<=\d) (?=\d{3})/g, "\u2007"),
      "plain dashes": sokolov.replaceAll("–", "-"),
      "long dashes": sokolov.replaceAll("–", "—"),
      "empty lines between": sokolov.replaceAll("\n", "\n\n"),
      "HTML paragraphs": sokolov.replace(/^(.+)$/gm, '<p class="x">$1</p>').replaceAll("\u00a0", "&nbsp;"),
      "a whole HTML document": `<!DOCTYPE html>\n<html><head><style>p { margin: 0 }</style><!-- 9 --></head><body><div>${sokolov.replaceAll("\n", "<br>\n")}</div><script>var a = "1 Kč";</script></body></html>`,
      "lines broken at a width": sokolov.replace(/([^\n]{60,80}) (?=\p{Ll})/gu, "$1\n"),
      "soft hyphens": sokolov.replaceAll("prevence", "pre\u00advence"),
    };
    for (const [dress, text] of Object.entries(dresses)) expect(readProjectPage(text), dress).toEqual(result);
  });
});

describe("the page of Jirkov", () => {
  it("keeps the printed number, the gaps and the odd haléře, and says so", () => {
    expect(readProjectPage(jirkov)).toMatchObject({
      registrationNumber: "CZ.03.2.01/00/22_018/0000321",
      name: "APK v Jirkově 2",
      beneficiary: "město Jirkov",
      start: null,
      end: null,
      months: null,
      total: "8234352.00",
      sources: { eu: "6318630.02", state: "1092286.78", own: null },
      rates: { eu: 76735, state: 13265, own: null },
      assistants: 6,
      mentor: true,
    });
    expect(codes(jirkov)).toEqual([
      "registration-number-misprint",
      "year-only-date",
      "missing-own-share",
      "share-off-by-haler",
      "share-off-by-haler",
    ]);
  });
});
