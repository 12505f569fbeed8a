import { describe, expect, it } from "vitest";
import { readProjectPage } from "@/lib/intake/read";

/** A page of an invented town; `body` is what varies. */
const page = (body: string) => `Asistenti prevence kriminality Horní Lhota
Registrační číslo projektu: CZ.03.02.01/00/22_018/0000999
Celkové náklady projektu: 1 000 000,00 Kč
${body}`;

describe("lists", () => {
  const read = (body: string) => {
    const result = readProjectPage(page(body));
    return {
      activities: result?.keyActivities.map(({ code, name }) => `${code}=${name}`),
      goals: result?.goals.map(({ number, text }) => `${number}=${text}`),
      areas: result?.trainingAreas,
    };
  };
  it.each<[string, string[]]>([
    ["KA 01 Výběr\nKA 02 Monitoring", ["KA 01=Výběr", "KA 02=Monitoring"]],
    ["KA1: Výběr\nKA2: Monitoring", ["KA1=Výběr", "KA2=Monitoring"]],
    ["- **KA 1** – Výběr\n- **KA 2** – Monitoring", ["KA 1=Výběr", "KA 2=Monitoring"]],
    ["| KA 01 | Výběr |\n| KA 02 | Monitoring |", ["KA 01=Výběr", "KA 02=Monitoring"]],
    [
      "Aktivity: KA 01 Výběr, KA 02 Monitoring, KA 03 Mentoring APK.",
      ["KA 01=Výběr", "KA 02=Monitoring", "KA 03=Mentoring APK"],
    ],
    [
      "Klíčová aktivita č. 1: Výběr\nKlíčová aktivita č. 2: Monitoring",
      ["Klíčová aktivita č. 1=Výběr", "Klíčová aktivita č. 2=Monitoring"],
    ],
    ["Klíčové aktivity:\n1. Výběr\n2. Monitoring\n\nDalší text", ["1=Výběr", "2=Monitoring"]],
    ["Klíčové aktivity projektu\n• Výběr\n• Monitoring", ["null=Výběr", "null=Monitoring"]],
    ["KA 01\nVýběr\nKA 02\nMonitoring", ["KA 01=Výběr", "KA 02=Monitoring"]],
    ["V rámci KA 01 proběhne výběr.", []],
    ["Aktivity KA 01 a KA 02 běží.", []],
    ["KA 01 Výběr KA 02 Monitoring v terénu", ["KA 01=Výběr", "KA 02=Monitoring v terénu"]],
    [
      "KA 01 Výběr a motivace asistentů\nprevence kriminality\nKA 02 Monitoring",
      ["KA 01=Výběr a motivace asistentů prevence kriminality", "KA 02=Monitoring"],
    ],
  ])("%s", (body, expected) => {
    expect(read(body).activities).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["Cíl č. 1: Bezpečí.\nCíl č. 2: Klid.\nÚspěšnost projektu předpokládá změny.", ["1=Bezpečí.", "2=Klid."]],
    ["Cíl 1 – Bezpečí\nCíl 2 – Klid", ["1=Bezpečí", "2=Klid"]],
    ["CÍL Č. 1: BEZPEČÍ\nCÍL Č. 2: KLID", ["1=BEZPEČÍ", "2=KLID"]],
    ["Cíl č. 1:\nBezpečí.\nCíl č. 2:\nKlid.", ["1=Bezpečí.", "2=Klid."]],
    ["1. cíl: Bezpečí.\n2. cíl: Klid.", ["1=Bezpečí.", "2=Klid."]],
    ["Cíle: Cíl č. 1: Bezpečí. Cíl č. 2: Klid.", ["1=Bezpečí.", "2=Klid."]],
    [
      "Specifické cíle:\n1. Snížit přestupky o 3 %.\n2. Snížit záškoláctví.",
      ["1=Snížit přestupky o 3 %.", "2=Snížit záškoláctví."],
    ],
    ["Cíle projektu\n- Bezpečí\n- Klid", ["1=Bezpečí", "2=Klid"]],
    ["Cíl č. 1: Bezpečí obyvatel\nměsta i okolí.\nDalší odstavec.", ["1=Bezpečí obyvatel města i okolí."]],
    ["Vychází z plánu, cíl 1.1 - Do roku 2025 posílit kapacitu.", []],
  ])("%s", (body, expected) => {
    expect(read(body).goals).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ["Vzdělávací oblasti: právo, komunikace a finance.", ["právo", "komunikace", "finance"]],
    [
      "ve třech vzdělávacích oblastech (právo; komunikace a mediace; finance)",
      ["právo", "komunikace a mediace", "finance"],
    ],
    ["Oblasti vzdělávání:\n- právo\n- komunikace\n- finance", ["právo", "komunikace", "finance"]],
    ["Vzdělávání asistentů probíhá.", []],
  ])("%s", (body, expected) => {
    expect(read(body).areas).toEqual(expected);
  });
});

describe("personal contacts", () => {
  it.each<[string, number]>([
    ["Kontaktní osoba: Jana Novotná, tel. 600 000 000, e-mail: jana.novotna@example.cz", 1],
    ["Kontakt:\nMgr. Jana Novotná\ntel.: +420 600 000 000\njana.novotna@example.cz", 1],
    ["Ing. Jana Novotná, manažerka projektu\nTel: 600 000 000\n\nBc. Karel Vzorný, mentor\nTel: 600 000 001", 2],
    ["E-mail: karel.vzorny@example.cz", 1],
    ["Kontakty: Jana Novotná (600 000 000), Karel Vzorný (600 000 001)", 2],
    [
      "Kontaktní osobou je Mgr. Jana Novotná, e-mail: jana.novotna@example.cz, tel.: 600 000 000, mobil: 600 000 001",
      1,
    ],
    ["Mobil: 600000000", 1],
    ["jana.novotna(at)example.cz", 1],
    ["E-mail: podatelna@example.cz", 0],
    ["Celkem: 204 456 000 Kč", 0],
    ["Městská policie Horní Lhota, tel. 156", 0],
  ])("%s", (body, contacts) => {
    const result = readProjectPage(page(body));
    expect(result?.contacts).toBe(contacts);
    expect(JSON.stringify(result)).not.toMatch(/Novotn|Vzorn|600 ?000|@example|vzorny/);
    expect(result?.warnings.some((one) => one.code === "personal-data-found")).toBe(contacts > 0);
  });

  it("takes them out of a text that is read", () => {
    const named = readProjectPage(page("KA 01 Mentoring Jany Novotné\nKontakt: Jana Novotná, tel. 600 000 000"));
    expect(named?.keyActivities).toEqual([{ code: "KA 01", name: "Mentoring […]" }]);
    const result = readProjectPage(
      page("Cíl č. 1: Zlepšit bezpečí, píše jana.novotna@example.cz.\nKontakt: Jana Novotná"),
    );
    expect(JSON.stringify(result)).not.toMatch(/Novotn|@example/);
  });
});
