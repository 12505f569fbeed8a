import { describe, expect, it } from "vitest";
import { readProjectPage } from "@/lib/intake/read";

/** A page of an invented town; `body` is what varies. */
const page = (body: string, name = "Asistenti prevence kriminality Horní Lhota") => `${name}
Registrační číslo projektu: CZ.03.02.01/00/22_018/0000999
${body}`;
const money = (body: string) => {
  const { total, sources } = readProjectPage(page(body)) ?? {};
  return [total, sources?.eu, sources?.state, sources?.own];
};

describe("amounts that share a sentence", () => {
  const all = ["8000000.00", "6138800.00", "1061200.00", "800000.00"];
  it.each<[string, (string | null)[]]>([
    ["Rozpočet: 8 000 000 Kč (EU 6 138 800 Kč a SR 1 061 200 Kč a město 800 000 Kč)", all],
    ["Rozpočet: 8 000 000 Kč, z toho EU 6 138 800 Kč, SR 1 061 200 Kč i obec 800 000 Kč", all],
    ["Rozpočet: 8 000 000 Kč (6 138 800 Kč z EU, 1 061 200 Kč ze SR a 800 000 Kč z rozpočtu města)", all],
    ["Rozpočet: 8 000 000 Kč = EU 6 138 800 Kč + SR 1 061 200 Kč + město 800 000 Kč", all],
    ["Rozpočet: 8.000.000,- Kč (EU 6.138.800,- Kč / SR 1.061.200,- Kč / město 800.000,- Kč)", all],
    [
      "Celkové náklady: 8 000 000 Kč. Projekt je financován z EU částkou 6 138 800 Kč, ze státního rozpočtu částkou 1 061 200 Kč a z rozpočtu města částkou 800 000 Kč.",
      all,
    ],
    ["Celkem 8 000 000 Kč: EU (6 138 800 Kč) a státní rozpočet (1 061 200 Kč) a město (800 000 Kč)", all],
    [
      "Celkové náklady jsou 8 000 000 Kč: z EU 6 138 800 Kč a ze SR 1 061 200 Kč a dále z rozpočtu města 800 000 Kč.",
      all,
    ],
  ])("%s", (body, expected) => {
    expect(money(body)).toEqual(expected);
  });
});

describe("the own share under its many names", () => {
  it.each([
    "Městský rozpočet: 800 000,00 Kč",
    "Obecní rozpočet – 800 000 Kč",
    "Z městského rozpočtu: 800 000 Kč",
    "Město uhradí z městského rozpočtu 800 000 Kč.",
    "Obecní zdroje\t800 000 Kč",
    "Městské prostředky: 800 000 Kč",
    "Rozpočet městyse Lhota: 800 000 Kč",
    "Městským rozpočtem hrazeno 800 000 Kč",
    "MĚSTSKÝ ROZPOČET: 800 000 KČ",
    "<tr><td>Obecní rozpočet</td><td>800&nbsp;000&nbsp;Kč</td></tr>",
  ])("%s", (body) => {
    expect(money(`Celkové náklady projektu: 8 000 000 Kč\n${body}`)).toEqual(["8000000.00", null, null, "800000.00"]);
  });
});

describe("a number that is no money", () => {
  it.each([
    ["Kontakt – město: 700000888", 1],
    ["Kontakt (město): 700 000 888", 1],
    ["Kontakt - město: +420 700 000 888", 1],
    ["Město – telefon: 700000888", 1],
    ["Město: 700 000 888", 1],
    ["Město\t700000888", 1],
    ["Příjemce: 700000888", 1],
    ["Spoluúčast: 353000888", 0],
    ["Obec: 353 000 888", 0],
    ["Státní rozpočet: tel. 700 000 888", 1],
    ["Město: 35601 Horní Lhota", 0],
    ["Město: 35601", 0],
    ["Příjemce: 75123456", 0],
    ["IČ příjemce: 75123456", 0],
    ["PSČ příjemce\t35601", 0],
    ["Obec: 12 000 obyvatel", 0],
    ["Město Horní Lhota, IČ 75123456", 0],
    ["Kontakt: město Horní Lhota, tel. 353 000 888, 12 345", 0],
  ])("%s", (body, contacts) => {
    const text = page(`Celkové náklady projektu: 8 000 000,00 Kč\n${body}`);
    expect(money(`Celkové náklady projektu: 8 000 000,00 Kč\n${body}`)).toEqual(["8000000.00", null, null, null]);
    expect(readProjectPage(text)?.contacts).toBe(contacts);
    expect(JSON.stringify(readProjectPage(text))).not.toMatch(/700 ?000 ?888|353 ?000/);
  });

  it.each([
    ["Město: 800 000", "800000.00"],
    ["Spoluúčast: 800000", "800000.00"],
    ["Obec: 800000 Kč", "800000.00"],
    ["Vlastní podíl: 700000888 Kč", "700000888.00"],
  ])("but %s is", (body, own) => {
    expect(money(`Celkové náklady projektu: 800 000 000,00 Kč\n${body}`)[3]).toBe(own);
  });
});

describe("the way to the page is not its name", () => {
  const name = "Klidné ulice v Horní Lhotě";
  const rest =
    "\nReg. č.: CZ.03.02.01/00/22_018/0000999\nCelkové náklady: 8 000 000 Kč\n6 asistentů prevence kriminality";
  it.each([
    "Mapa projektů » Projekty » 03 Operační program Zaměstnanost",
    "Úvod › Město › Projekty z dotací",
    "Úvodní stránka > Radnice > Strategie a rozvoj > Projekty",
    "Město → Dotace → Realizované projekty",
    "Domů / Městský úřad / Projekty EU",
    "Jste zde: Domů » Projekty",
    "Titulní stránka | Radnice | Evropské projekty",
    "Aktuality • Kontakty • Úřední deska",
    "Úvod   Aktuality   Prevence   Kontakty",
    "Mapa projektů»Projekty»Zaměstnanost",
    "Město > Projekty",
    "Úvod » Projekty » Klidné ulice v Horní Lhotě",
  ])("%s", (crumbs) => {
    expect(readProjectPage(`${crumbs}\n\n${name}\n${rest}`)?.name).toBe(name);
    expect(readProjectPage(`${name}\n\n${crumbs}\n${rest}`)?.name).toBe(name);
  });

  it("a name in quotation marks of any form stays one", () => {
    for (const quoted of ["„Klidné ulice“", "»Klidné ulice«", "«Klidné ulice»", '"Klidné ulice"'])
      expect(readProjectPage(`Město realizuje projekt ${quoted} pro občany.${rest}`)?.name).toBe("Klidné ulice");
  });

  it.each([
    "Projekt Klidné ulice v Horní Lhotě2023-07-26T13:13:20+02:00",
    "Projekt Klidné ulice v Horní Lhotě2023-07-26T13:13:20Z",
    "Klidné ulice v Horní Lhotě26. 7. 2023",
    "Klidné ulice v Horní Lhotě | 26.07.2023 13:13",
    "Klidné ulice v Horní Lhotě (publikováno 26. 7. 2023)",
    "Klidné ulice v Horní Lhotě – 2023-07-26",
    "Klidné ulice v Horní Lhotě – 26. července 2023",
  ])("the day of publishing does not belong to it: %s", (heading) => {
    expect(readProjectPage(`${heading}\n${rest}`)?.name).toBe(name);
  });
});

describe("lists under headings in any case", () => {
  const three = "– méně přestupků na sídlišti,\n– práce pro šest osob,\n– méně záškoláctví.";
  it.each([
    "Specifickými cíli projektu jsou:",
    "Hlavními a dílčími cíli jsou:",
    "Mezi hlavní cíle projektu patří:",
    "K cílům projektu patří:",
    "Projekt má tyto cíle:",
    "Cíle, kterých chce město dosáhnout:",
    "CÍLE PROJEKTU",
    "Cílem projektu je:",
    "Dílčí cíle",
    "Stanovené cíle:",
  ])("goals: %s", (heading) => {
    for (const list of [
      three,
      three.replaceAll("– ", "• "),
      three.replaceAll("– ", "–"),
      three.replaceAll("\n", "\n\n"),
    ]) {
      const goals = readProjectPage(page(`Celkové náklady: 8 000 000 Kč\n${heading}\n${list}\n\nDalší text.`))?.goals;
      expect(goals?.map(({ text }) => text.replace(/[.,]$/, ""))).toEqual([
        "méně přestupků na sídlišti",
        "práce pro šest osob",
        "méně záškoláctví",
      ]);
    }
  });

  it("goals behind dashes on one line", () => {
    const line = `Specifickými cíli projektu jsou: ${three.replaceAll("\n", " ")}`;
    expect(readProjectPage(page(`Celkové náklady: 8 000 000 Kč\n${line}`))?.goals).toHaveLength(3);
  });

  it.each(["Cílová skupina projektu:", "Cílové skupiny:", "Indikátory a cíle akčního plánu:", "Partneři projektu:"])(
    "no goals: %s",
    (heading) => {
      expect(readProjectPage(page(`Celkové náklady: 8 000 000 Kč\n${heading}\n${three}`))?.goals).toEqual([]);
    },
  );

  it.each([
    "Klíčovými aktivitami projektu jsou:",
    "Mezi klíčové aktivity patří:",
    "Projekt tvoří tyto klíčové aktivity:",
    "Klíčové aktivity",
  ])("activities: %s", (heading) => {
    const result = readProjectPage(page(`Celkové náklady: 8 000 000 Kč\n${heading}\n${three}`));
    expect(result?.keyActivities).toHaveLength(3);
    expect(result?.goals).toEqual([]);
  });
});

describe("the months of a period", () => {
  it.each([
    ["2. 7. 2018 – 31. 12. 2021 (42 měsíců)", 42],
    ["2. 7. 2018 – 31. 12. 2021", 42],
    ["3. 1. 2022 – 31. 12. 2023 (24 měsíců)", 24],
    ["1. 1. 2020 – 30. 10. 2022 (34 měsíců)", 34],
    ["15. 3. 2020 – 31. 8. 2022 (30 měsíců)", 30],
    ["15. 3. 2020 – 31. 8. 2022 (29 měsíců)", 29],
    ["14. 6. 2018 – 31. 8. 2020", 26],
    ["1. 4. 2023 – 31. 3. 2026 (36 měsíců)", 36],
  ])("%s: no warning", (period, months) => {
    const result = readProjectPage(page(`Doba realizace: ${period}`));
    expect(result?.months).toBe(months);
    expect(result?.warnings.map(({ code }) => code)).not.toContain("months-mismatch");
  });

  it.each([
    "1. 4. 2023 – 31. 3. 2026 (35 měsíců)",
    "2. 7. 2018 – 31. 12. 2021 (40 měsíců)",
    "2. 7. 2018 – 31. 12. 2021 (43 měsíců)",
  ])("%s: a warning", (period) => {
    const result = readProjectPage(page(`Doba realizace: ${period}`));
    expect(result?.warnings.map(({ code }) => code)).toContain("months-mismatch");
  });
});

describe("the beneficiary under its many labels", () => {
  it.each([
    "Příjemce – název: Město Horní Lhota",
    "Příjemce - název: Město Horní Lhota",
    "Příjemce (název): Město Horní Lhota",
    "Příjemce – název\tMěsto Horní Lhota",
    "Název příjemce: Město Horní Lhota",
    "Název příjemce dotace: Město Horní Lhota",
    "Žadatel – název: Město Horní Lhota",
    "Název žadatele: Město Horní Lhota",
    "Žadatel/příjemce: Město Horní Lhota",
    "Příjemce - název subjektu: Město Horní Lhota",
    "Jméno / název příjemce: Město Horní Lhota",
    "| Příjemce – název | Město Horní Lhota |",
    "Příjemce – IČ: 75123456\nPříjemce – název: Město Horní Lhota",
    "IČ příjemce: 75123456\nPSČ příjemce\t35601\nPříjemce: Město Horní Lhota",
    "Příjemce - název:\nMěsto Horní Lhota",
  ])("%s", (body) => {
    expect(readProjectPage(page(`Celkové náklady: 8 000 000 Kč\n${body}`))?.beneficiary).toBe("Město Horní Lhota");
  });
});

describe("exact amounts in a sentence", () => {
  it.each([
    "Celkové náklady projektu činí 8.000.000,- Kč, přičemž dotace pokryje 95% nákladů (7.600.000,50,- Kč).",
    "Z celkových nákladů 8 000 000,00 Kč na asistenty prevence kriminality pokryje dotace 7 600 000,50 Kč.",
    "Město získalo na asistenty prevence kriminality dotaci 7 600 000,50 Kč, celkové výdaje projektu jsou 8 000 000,00 Kč.",
  ])("make a page without a number, with its warnings: %s", (sentence) => {
    const result = readProjectPage(`Asistenti prevence kriminality zůstanou\n\nŽádost města uspěla. ${sentence}`);
    expect(result).toMatchObject({ total: "8000000.00", sources: { eu: null }, registrationNumber: null });
    const codes = result?.warnings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(["registration-number-missing", "amount-unassigned"]));
  });

  it.each([
    "Celkové náklady projektu činí zhruba 8 milionů Kč, dotace pokryje 7,6 milionu.",
    "Na asistenty prevence kriminality šlo 7 600 000 Kč.",
    "Celkové náklady projektu činí 8 000 000 Kč.",
  ])("alone or roughly they make none: %s", (sentence) => {
    expect(readProjectPage(`Asistenti prevence kriminality zůstanou\n\nŽádost města uspěla. ${sentence}`)).toBeNull();
  });
});
