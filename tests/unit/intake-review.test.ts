import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { halfYears, suggestSlug } from "@/lib/domain/project";
import { readForReview } from "@/lib/intake/excerpts";
import { warningMessages } from "@/lib/intake/labels";
import { readingSchema } from "@/lib/intake/reading-schema";
import { inEnglish } from "@/lib/intake/warning-words";

const sokolov = readFileSync("tests/fixtures/sokolov.txt", "utf8");
const jirkov = readFileSync("db/seed/pages/jirkov.txt", "utf8");

describe("the places of a page as a person checks them", () => {
  it("show the words around each field", () => {
    const excerpts = readForReview(sokolov)?.excerpts ?? {};
    expect(excerpts.total).toEqual({
      before: expect.stringMatching(/\(36 měsíců\) Celkové náklady projektu: $/),
      match: "13 676 292,00 Kč",
      after: expect.stringMatching(/^ Z toho příspěvek EU:/),
    });
    expect(excerpts["goals.3"]?.match).toMatch(/^Cíl č\. 4:/);
  });

  it("hold no name, address or number of a person, in any dress of the text, however close it stands", () => {
    for (const text of [
      sokolov,
      sokolov.normalize("NFD"),
      sokolov.replace(
        "Celkové náklady",
        "Kontakt: Mgr. Jana Novotná, tel. 600 000 000, jana.novotna@example.cz\nCelkové náklady",
      ),
      sokolov.replace("Doba realizace", "Jana Novotná mentoruje.\nDoba realizace"),
    ])
      expect(JSON.stringify(readForReview(text))).not.toMatch(/Jan[aou]|Novotn|@|600 ?000/);
  });

  it("travel in the shape that the browser reads", () => {
    for (const text of [sokolov, jirkov]) expect(readingSchema.safeParse(readForReview(text)).success).toBe(true);
    expect(readForReview("Recept na svíčkovou")).toBeNull();
  });
});

describe("warnings in English", () => {
  it("carry the values of the Czech sentence", () => {
    const said = readForReview(jirkov)?.result.warnings.map(inEnglish).join("\n") ?? "";
    expect(said).toContain("CZ.03.2.01/00/22_018/0000321 looks like a misprint");
    expect(said).toContain(
      "“EU contribution” (6 318 630,02 Kč) differs by one haléř from 76,735%".replaceAll(" ", " "),
    );
    expect(said).not.toMatch(/\{|undefined/);
  });

  it("leave no Czech word and no placeholder for any code", () => {
    for (const [code, template] of Object.entries(warningMessages)) {
      const message = template.replace(/\{\w+\}/g, "7");
      const said = inEnglish({ code: code as keyof typeof warningMessages, message });
      expect(said, code).not.toMatch(/\{/);
      expect(said.split("7").length, code).toBe(message.split("7").length);
    }
  });
});

describe("a new project", () => {
  it("reports by half-years that leave no day out and never end in a single day", () => {
    const due = { days: 30, finalDays: 60 };
    const ends = (from: string, to: string) => halfYears(from, to, due).map(({ endsOn }) => endsOn);
    expect(ends("2023-04-01", "2024-03-31")).toEqual(["2023-09-30", "2024-03-31"]);
    expect(ends("2023-04-01", "2024-04-01")).toEqual(["2023-09-30", "2024-04-01"]);
    expect(ends("2023-04-01", "2024-04-02")).toEqual(["2023-09-30", "2024-03-31", "2024-04-02"]);
    expect(ends("2023-04-30", "2023-05-02")).toEqual(["2023-05-02"]);
    expect(halfYears("2023-04-01", "2024-03-31", due).map(({ dueOn }) => dueOn)).toEqual(["2023-10-30", "2024-05-30"]);
  });

  it("is addressed by its town", () => {
    expect(suggestSlug("město Sokolov", [])).toBe("sokolov");
    expect(suggestSlug("Statutární město Ústí nad Labem", ["usti-nad-labem"])).toBe("usti-nad-labem-2");
    expect(suggestSlug("", [])).toBe("");
  });
});
