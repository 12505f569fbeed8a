import { describe, expect, it } from "vitest";
import { readProjectPage } from "@/lib/intake/read";

/** A page of an invented town; `body` is what varies. */
const page = (body: string) => `Asistenti prevence kriminality Horní Lhota
Registrační číslo projektu: CZ.03.02.01/00/22_018/0000999
Celkové náklady projektu: 1 000 000,00 Kč
${body}`;
const codes = (body: string) => readProjectPage(page(body))?.warnings.map((one) => one.code) ?? [];

describe("the period", () => {
  const cases: [printed: string, start: string | null, end: string | null, months: number | null][] = [
    ["Doba realizace: 01.04.2023 – 31.03.2026 (36 měsíců)", "2023-04-01", "2026-03-31", 36],
    ["Doba realizace projektu: 01. 06. 2020 – 31.08.2022", "2020-06-01", "2022-08-31", 27],
    ["Doba realizace: 1. 4. 2023 do 31. 3. 2026", "2023-04-01", "2026-03-31", 36],
    ["Doba realizace: od 1. 4. 2023 do 31. 3. 2026", "2023-04-01", "2026-03-31", 36],
    ["Termín realizace: 1. dubna 2023 – 31. března 2026", "2023-04-01", "2026-03-31", 36],
    ["Období realizace: 1.4.2023-31.3.2026", "2023-04-01", "2026-03-31", 36],
    ["Období realizace: 1.4.2023 − 31.3.2026", "2023-04-01", "2026-03-31", 36],
    ["Realizace: 9/2021 – 12/2021", "2021-09-01", "2021-12-31", 4],
    ["Realizace projektu 1. 4. 2016 — 31.3.2019", "2016-04-01", "2019-03-31", 36],
    ["Doba realizace: 9/2018–8/2021", "2018-09-01", "2021-08-31", 36],
    ["Doba realizace: od 06/2019 – 12/2021", "2019-06-01", "2021-12-31", 31],
    ["Doba realizace: 04/2023 až 03/2026", "2023-04-01", "2026-03-31", 36],
    ["Doba realizace: duben 2023 – březen 2026", "2023-04-01", "2026-03-31", 36],
    ["Doba realizace: od září 2018 do konce srpna 2021", "2018-09-01", "2021-08-31", 36],
    ["Doba realizace: 2/2023 – 2/2024", "2023-02-01", "2024-02-29", 13],
    ["Doba realizace: 1. 1. – 31. 12. 2024", "2024-01-01", "2024-12-31", 12],
    ["Doba realizace: 09 – 12/2021", "2021-09-01", "2021-12-31", 4],
    ["Doba realizace: 2023-04-01 – 2026-03-31", "2023-04-01", "2026-03-31", 36],
    ["DOBA REALIZACE:\n01.04.2023 – 31.03.2026", "2023-04-01", "2026-03-31", 36],
    ["**Doba realizace:**\n\n01.04.2023 – 31.03.2026", "2023-04-01", "2026-03-31", 36],
    ["| Doba realizace | 01.04.2023 – 31.03.2026 |", "2023-04-01", "2026-03-31", 36],
    ["Zahájení projektu: 1. 4. 2023\nUkončení projektu: 31. 3. 2026", "2023-04-01", "2026-03-31", 36],
    [
      "Datum zahájení realizace projektu: 01.01.2024\nDatum ukončení realizace projektu nejpozději do: 30.06.2026",
      "2024-01-01",
      "2026-06-30",
      30,
    ],
    ["Zahájení a ukončení projektu: 1. 4. 2023 – 31. 3. 2026", "2023-04-01", "2026-03-31", 36],
    ["Začátek realizace: 4/2023, konec realizace: 3/2026", "2023-04-01", "2026-03-31", 36],
    ["Termín: od únor 2021 – leden 2024", "2021-02-01", "2024-01-31", 36],
    ["Doba trvání: 1. března 2023 – 31. května 2025", "2023-03-01", "2025-05-31", 27],
    ["Cílem projektu je od září 2018 do konce srpna 2021 zvýšit pocit bezpečí.", "2018-09-01", "2021-08-31", 36],
    [
      "V rámci projektu bude v období od 1. července 2012 do 30. června 2014 pracovat 50 lidí.",
      "2012-07-01",
      "2014-06-30",
      24,
    ],
    ["Doba realizace: 2023–2026", null, null, null],
    ["Realizace 2023 – 2026", null, null, null],
    ["Doba realizace: 2023–2026 (36 měsíců)", null, null, 36],
    ["Doba realizace: 31.02.2023 – 31.03.2026", null, "2026-03-31", null],
    ["Doba realizace: od 1. 4. 2023", "2023-04-01", null, null],
    ["Doba trvání: 36", null, null, 36],
    ["Doba trvání projektu: třicet šest měsíců", null, null, 36],
    ["Délka realizace projektu: 3 roky", null, null, 36],
    ["Projekt bude trvat 36 měsíců.", null, null, 36],
    [
      "Doba trvání realizace projektu : 27 měsíců\nDoba realizace projektu: 01. 06. 2020 – 31.08.2022",
      "2020-06-01",
      "2022-08-31",
      27,
    ],
    ["Doba realizace: 36 měs. od 1. 4. 2023", "2023-04-01", null, 36],
    ["Projekt je realizován v letech 2023 až 2026.", null, null, null],
    ["Jde o 36měsíční projekt.", null, null, 36],
    [
      "<dl><dt>Doba realizace</dt><dd>1.&nbsp;4.&nbsp;2023 &ndash; 31.&nbsp;3.&nbsp;2026</dd></dl>",
      "2023-04-01",
      "2026-03-31",
      36,
    ],
    ["Vychází z akčního plánu pro období: 6/2022 až 6/2025.", null, null, null],
    ["Zpráva ze dne 1. dubna 2023.", null, null, null],
    ["1.4.2023 - 31.3.2026", "2023-04-01", "2026-03-31", 36],
    ["1.4.2023 - 31.3.2026\n1.5.2024 - 2.5.2024", null, null, null],
  ];
  it.each(cases)("%s", (printed, start, end, months) => {
    const result = readProjectPage(page(printed));
    expect([result?.start, result?.end, result?.months]).toEqual([start, end, months]);
  });

  it("says what is wrong with it", () => {
    expect(codes("Doba realizace: 2023–2026")).toContain("year-only-date");
    expect(codes("Doba realizace: 06/2019 – 12/2012")).toContain("end-before-start");
    expect(codes("Doba realizace: 1. 4. 2023 – 31. 3. 2026 (24 měsíců)")).toContain("months-mismatch");
    expect(codes("Doba realizace: 31.02.2023 – 31.03.2026")).toContain("invalid-date");
    expect(codes("Doba realizace: od 1. 4. 2023")).toContain("missing-dates");
    expect(codes("")).toContain("missing-dates");
    expect(codes("Doba realizace: 1. 4. 2023 – 31. 3. 2026 (36 měsíců)")).not.toContain("months-mismatch");
  });
});

describe("the number of assistants", () => {
  const cases: [printed: string, count: number | null, mentor?: true][] = [
    ["V projektu je zaměstnáno 9 asistentů prevence kriminality.", 9],
    ["Devět asistentů prevence kriminality a jeden mentor pracuje ve městě.", 9, true],
    ["Projekt zaměstná devíti lidem práci: šest osob na pozicích asistentů prevence kriminality.", 6],
    ["Zaměstnáním šesti osob z cílové skupiny na pozicích asistentů prevence kriminality (APK) se zlepší situace.", 6],
    ["Zajištění dvou pracovních míst na pozici asistenta prevence kriminality.", 2],
    ["Podpořena byla dvě místa asistentů prevence kriminality.", 2],
    ["Vznikly 2 pozice asistentů prevence kriminality.", 2],
    ["Financování 12 pozic asistentů prevence kriminality.", 12],
    ["Ve městě působí čtrnáct asistentů prevence kriminality.", 14],
    ["Působení deseti asistentek prevence kriminality", 10],
    ["Práce desíti asistentů prevence kriminality", 10],
    ["Tým tvoří dvanáct APK spolu s mentorkou.", 12, true],
    ["12 APK + mentor", 12, true],
    ["Počet asistentů prevence kriminality: 8", 8],
    ["Počet APK: 6", 6],
    ["Počet pracovních míst: 5", 5],
    ["Asistenti prevence kriminality: 7", 7],
    ["Asistenti prevence kriminality v počtu devíti", 9],
    ["Podpora 4 osob z CS, které budou vykonávat funkci APK.", 4],
    ["Projekt podpoří dvacet jedna asistentů prevence kriminality.", 21],
    ["Projekt podpoří jednadvacet asistentů prevence kriminality.", 21],
    ["V projektu pracuje 9 (devět) asistentů prevence kriminality.", 9],
    ["V projektu pracuje šest (6) APK.", 6],
    ["Práce 6ti asistentů, 6-ti APK", 6],
    ["Asistentů prevence kriminality je celkem devět.", 9],
    ["Projekt zaměstnává 1 mentora a 9 asistentů prevence kriminality.", 9, true],
    ["V projektu pracuje devět\nasistentů prevence kriminality.", 9],
    [
      "Naplní se 4 cíle, vzdělání v pěti vzdělávacích oblastech, jeden mentor vede asistenty prevence kriminality.",
      null,
      true,
    ],
    ["KA 03 Mentoring APK", null],
    ["KA 3 APK v terénu", null],
    ["Realizace bez mentora.", null],
    ["Vzdělávání asistentů prevence kriminality", null],
    ["Zaměstnáno bude 8 až 10 asistentů prevence kriminality.", null],
    ["Zaměstnáme 3 asistenty pedagoga.", null],
  ];
  it.each(cases)("%s", (printed, count, mentor) => {
    const result = readProjectPage(page(`Doba realizace: 1. 4. 2023 – 31. 3. 2026\n${printed}`));
    expect([result?.assistants, result?.mentor]).toEqual([count, mentor ?? null]);
  });
});

describe("the registration number", () => {
  const cases: [printed: string, number: string | null, warning?: string][] = [
    ["reg. č. CZ.03.02.01/00/22_018/0000388", "CZ.03.02.01/00/22_018/0000388"],
    ["Registrační číslo projektu: CZ.03.2.60/0.0/0.0/16_052/0007579", "CZ.03.2.60/0.0/0.0/16_052/0007579"],
    ["Registrační číslo\nCZ.03.2.60/0.0/0.0/16_052/0016119", "CZ.03.2.60/0.0/0.0/16_052/0016119"],
    ["(CZ.03.02.01/00/22_018/0000388)", "CZ.03.02.01/00/22_018/0000388"],
    ["Projekt CZ.03.02.01/00/22_018/0000388.", "CZ.03.02.01/00/22_018/0000388"],
    ["reg. č. CZ.03.02.01/00/22\\_018/0000388", "CZ.03.02.01/00/22_018/0000388"],
    ["reg. č.: CZ.1.04/3.3.00/61.00003", "CZ.1.04/3.3.00/61.00003"],
    ["Identifikační číslo: 314D083009028", "314D083009028"],
    ["Dotace č. OPZ/2.1/052/0008940", "OPZ/2.1/052/0008940"],
    ["Číslo projektu: MV-PK2-2019-00031", "MV-PK2-2019-00031"],
    ["reg. č. CZ.03.2.01/00/22_018/0000321", "CZ.03.2.01/00/22_018/0000321", "registration-number-misprint"],
    ["reg. č. CZ 1.04/ 3.3.00/61.00003", "CZ 1.04/ 3.3.00/61.00003", "registration-number-misprint"],
    ["reg. č. CZ.03.02.01/00/22_018/388", "CZ.03.02.01/00/22_018/388", "registration-number-misprint"],
    ["Registrační číslo: ABC-2023/0042", "ABC-2023/0042", "registration-number-unknown"],
    ["Identifikační číslo: 00259586", null, "registration-number-missing"],
    ["DIČ: CZ00259586", null, "registration-number-missing"],
    ["Č. j. MV- 11638-4/OPK-2025", null, "registration-number-missing"],
  ];
  it.each(cases)("%s", (printed, number, code) => {
    const text = `Projekt Asistenti prevence kriminality\n${printed}\nDoba realizace: 1. 4. 2023 – 31. 3. 2026\nCelkové náklady projektu: 1 000 000 Kč`;
    const result = readProjectPage(text);
    expect(result?.registrationNumber).toBe(number);
    const said = result?.warnings.map((one) => one.code).filter((one) => one.startsWith("registration"));
    expect(said).toEqual(code ? [code] : []);
  });
});

describe("names", () => {
  const cases: [text: string, name: string | null, beneficiary: string | null][] = [
    ["Název projektu: Bezpečná Lhota\nPříjemce: město Horní Lhota", "Bezpečná Lhota", "město Horní Lhota"],
    [
      "Název projektu\nBezpečná Lhota\nPříjemce dotace\nMěsto Horní Lhota, IČO 00000000",
      "Bezpečná Lhota",
      "Město Horní Lhota",
    ],
    [
      "| Název projektu | Bezpečná Lhota |\n| Žadatel | Statutární město Dolní Lhota |",
      "Bezpečná Lhota",
      "Statutární město Dolní Lhota",
    ],
    ["Město Horní Lhota realizuje projekt „Bezpečná Lhota“ od dubna.", "Bezpečná Lhota", "Město Horní Lhota"],
    [
      "Projekt realizuje statutární město Ústí nad Orlicí prostřednictvím městské policie.\nNázev: Klidné ulice",
      "Klidné ulice",
      "statutární město Ústí nad Orlicí",
    ],
    ["Nositel projektu: Obec Lhotka\nProjekt: Klidné ulice", "Klidné ulice", "Obec Lhotka"],
    [
      "Realizátorem projektu je město Kynšperk nad Ohří.\nNÁZEV PROJEKTU: KLIDNÉ ULICE",
      "KLIDNÉ ULICE",
      "město Kynšperk nad Ohří",
    ],
    [
      "Město Horní Lhota prostřednictvím městské policie realizuje projekt „Klidné ulice“.",
      "Klidné ulice",
      "Město Horní Lhota",
    ],
    ["Název projektu: Klidné ulice (CZ.03.02.01/00/22_018/0000999)", "Klidné ulice", null],
    ["CZ.03.02.01/00/22_018/0000999 – Klidné ulice", "Klidné ulice", null],
    ["Číslo a název projektu: CZ.03.02.01/00/22_018/0000999, „Klidné ulice“", "Klidné ulice", null],
    ["V rámci projektu Klidné ulice, reg. č. CZ.03.02.01/00/22_018/0000999 se pracuje.", "Klidné ulice", null],
    ["# Klidné ulice", "Klidné ulice", null],
    [
      "Klidné ulice – reg. č.: CZ.03.02.01/00/22_018/0000999\nŽadatel – Město Horní Lhota",
      "Klidné ulice",
      "Město Horní Lhota",
    ],
    ["Byla městu Česká Lhota přiznána dotace na projekt „Klidné ulice“.", "Klidné ulice", "město Česká Lhota"],
  ];
  it.each(cases)("%s", (text, name, beneficiary) => {
    const result = readProjectPage(
      `${text}\nreg. č. CZ.03.02.01/00/22_018/0000999\nDoba realizace: 1. 4. 2023 – 31. 3. 2026\n6 asistentů prevence kriminality`,
    );
    expect([result?.name, result?.beneficiary]).toEqual([name, beneficiary]);
  });

  it("takes the heading above the number where nothing else names the project", () => {
    const text =
      "1. dubna 2023\n\nKlidné ulice v Lhotě\n\nProjekt financovaný z Evropského sociálního fondu\n\nCZ.03.2.60/0.0/0.0/15_022/0009999\nRealizace projektu 1. 4. 2016 – 31.3.2019\n6 APK";
    expect(readProjectPage(text)?.name).toBe("Klidné ulice v Lhotě");
  });
});

describe("what is not such a page", () => {
  it.each([
    "",
    "   \n\n ",
    "Ahoj.",
    "Bramboračka\nDoba přípravy: 40 minut\nCelkové náklady: 120 Kč\n1. Oloupeme brambory.\n2. Vaříme.",
    "Ve městě pomáhají asistenti prevence kriminality. Město na projekt získalo dotaci 5 milionů korun a zaměstnává 9 asistentů.",
    "Odbor prevence kriminality zve na setkání APK ve dnech 10. až 12. března 2025. Kapacita je 100 účastníků. Č. j. MV- 11638-4/OPK-2025",
    "Město opět bude žádat o dotaci na projekt podpory prevence kriminality na dobu 36 měsíců, nejvýše 15 milionů Kč.",
    "Celkové náklady projektu činí 8.689.750,- Kč na rekonstrukci mostu.",
    "Výzva: • Minimální výše celkových způsobilých výdajů projektu 400 000 Kč.\n• Státní rozpočet ‑10 %. Asistent prevence kriminality",
    "ČESKÁ REPUBLIKA je svrchovaný, jednotný a demokratický právní stát založený na úctě k právům a svobodám člověka a občana.",
    '{"a": 1}',
    "%PDF-1.7",
  ])("%s", (text) => {
    expect(readProjectPage(text)).toBeNull();
  });
});
