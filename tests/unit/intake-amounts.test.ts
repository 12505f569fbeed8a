import { describe, expect, it } from "vitest";
import { readProjectPage } from "@/lib/intake/read";

/** A page of an invented town whose amounts are printed in some way. */
const page = (amounts: string) => `Asistenti prevence kriminality Horní Lhota
Registrační číslo projektu: CZ.03.02.01/00/22_018/0000999
Doba realizace: 01.04.2023 – 31.03.2026

${amounts}

Projekt realizuje město Horní Lhota.`;
const read = (amounts: string) => {
  const result = readProjectPage(page(amounts));
  const { eu, state, own } = result?.sources ?? {};
  return [result?.total, eu, state, own];
};
const codes = (amounts: string) => readProjectPage(page(amounts))?.warnings.map((one) => one.code) ?? [];

const sokolov = ["13676292.00", "10494502.67", "1814160.13", "1367629.20"];
const opz = ["11486920.85", "9763882.71", "1148692.09", "574346.05"];

describe("amounts as cities print them", () => {
  const cases: Record<string, [printed: string, expected: (string | null)[]]> = {
    "one to a line": [
      "Celkové náklady projektu: 13 676 292,00 Kč\nZ toho příspěvek EU: 10 494 502,67 Kč\nNárodní veřejné zdroje:   1 814 160,13 Kč\nVlastní podíl spolufinancování:   1 367 629,20 Kč",
      sokolov,
    ],
    "percentages in brackets": [
      "Celkové náklady projektu: 11 486 920,85 Kč\nDotace EU (85%): 9 763 882,71 Kč\nNárodní veřejné zdroje (10%): 1 148 692,09 Kč\nSpoluúčast žadatele – města (5%): 574 346,05 Kč",
      opz,
    ],
    "dots for thousands, no colon, bare percentages": [
      "Rozpočet projektu 13.676.292,00 Kč\ndotace EU 76,735% 10.494.502,67 Kč\ndotace ČR 13,265% 1.814.160,13 Kč\nspolufinancování 10% 1.367.629,20 Kč",
      sokolov,
    ],
    "percentage after the amount": [
      "Předpokládané celkové výdaje: 13 676 292,00 Kč\nPříspěvek Unie: 10 494 502,67 Kč (76,735 %)\nStátní rozpočet: 1 814 160,13 Kč (13,265 %)\nVýše spolufinancování města: 1 367 629,20 Kč (10 %)",
      sokolov,
    ],
    "the amount on the next line": [
      "Celkové způsobilé výdaje\n13 676 292,00 Kč\nPodíl EU\n10 494 502,67 Kč\nPříspěvek SR\n1 814 160,13 Kč\nVlastní zdroje\n1 367 629,20 Kč",
      sokolov,
    ],
    "the amount two lines down": [
      "Celkové způsobilé výdaje:\n\n13 676 292,00 Kč\n\nEvropský sociální fond:\n\n10 494 502,67 Kč\n\nStátní rozpočet:\n\n1 814 160,13 Kč\n\nSpoluúčast města:\n\n1 367 629,20 Kč",
      sokolov,
    ],
    "a table with tabs": [
      "Celkové náklady projektu\t13 676 292,00 Kč\nPříspěvek EU\t76,735 %\t10 494 502,67 Kč\nStátní rozpočet\t13,265 %\t1 814 160,13 Kč\nVlastní podíl\t10 %\t1 367 629,20 Kč",
      sokolov,
    ],
    "a Markdown table": [
      "| Zdroj | Podíl | Částka |\n|---|---:|---:|\n| **Celkové náklady** | 100 % | 13 676 292,00 Kč |\n| Příspěvek EU | 76,735 % | 10 494 502,67 Kč |\n| Státní rozpočet ČR | 13,265 % | 1 814 160,13 Kč |\n| Vlastní podíl | 10 % | 1 367 629,20 Kč |",
      sokolov,
    ],
    "a table of columns": [
      "| Celkové náklady | Příspěvek EU | Státní rozpočet | Vlastní podíl |\n|---|---|---|---|\n| 13 676 292,00 Kč | 10 494 502,67 Kč | 1 814 160,13 Kč | 1 367 629,20 Kč |",
      sokolov,
    ],
    "columns by tabs, no unit": [
      "Celkem\tEU\tSR\tMěsto\n13 676 292,00\t10 494 502,67\t1 814 160,13\t1 367 629,20",
      sokolov,
    ],
    "an HTML table": [
      "<table><tr><td>Celkové náklady projektu</td><td>13&nbsp;676&nbsp;292,00&nbsp;Kč</td></tr><tr><td>Dotace z EU</td><td>10&nbsp;494&nbsp;502,67 Kč</td></tr><tr><td>Dotace ze státního rozpočtu</td><td>1&#160;814&#160;160,13 Kč</td></tr><tr><td>Vlastní prostředky</td><td>1&nbsp;367&nbsp;629,20 Kč</td></tr></table>",
      sokolov,
    ],
    "Markdown bold": [
      "**Celkové náklady projektu:** 13 676 292,00 Kč\n**Příspěvek EU:** 10 494 502,67 Kč\n**Státní rozpočet:** 1 814 160,13 Kč\n- **Vlastní podíl:** 1 367 629,20 Kč",
      sokolov,
    ],
    "bold amounts": [
      "Celkové náklady projektu: **13 676 292,00 Kč**\nPříspěvek EU: **10 494 502,67 Kč**\nNárodní veřejné zdroje: **1 814 160,13 Kč**\nSpoluúčast města: **1 367 629,20 Kč**",
      sokolov,
    ],
    "bullets and dashes": [
      "• Celkové náklady projektu – 13 676 292,00 Kč\n• příspěvek EU – 10 494 502,67 Kč\n• státní rozpočet – 1 814 160,13 Kč\n• vlastní zdroje města – 1 367 629,20 Kč",
      sokolov,
    ],
    capitals: [
      "CELKOVÉ NÁKLADY PROJEKTU: 13 676 292,00 KČ\nPŘÍSPĚVEK EU: 10 494 502,67 KČ\nNÁRODNÍ VEŘEJNÉ ZDROJE: 1 814 160,13 KČ\nVLASTNÍ PODÍL: 1 367 629,20 KČ",
      sokolov,
    ],
    "no diacritics": [
      "Celkove naklady projektu: 13 676 292,00 Kc\nPrispevek EU: 10 494 502,67 Kc\nNarodni verejne zdroje: 1 814 160,13 Kc\nVlastni podil: 1 367 629,20 Kc",
      sokolov,
    ],
    "one sentence": [
      "Celkové náklady projektu činí 13 676 292,00 Kč, z toho příspěvek EU 10 494 502,67 Kč, státní rozpočet 1 814 160,13 Kč a vlastní podíl města 1 367 629,20 Kč.",
      sokolov,
    ],
    "amounts before their sources": [
      "Celkové náklady projektu jsou 13 676 292,00 Kč, z toho 10 494 502,67 Kč z EU, 1 814 160,13 Kč ze státního rozpočtu a 1 367 629,20 Kč z rozpočtu města.",
      sokolov,
    ],
    "amounts before their sources in brackets": [
      "Celkové náklady projektu jsou 13 676 292,00 Kč: 10 494 502,67 Kč (EU), 1 814 160,13 Kč (státní rozpočet), 1 367 629,20 Kč (vlastní zdroje)",
      sokolov,
    ],
    "shares in words of prose": [
      "Celkové náklady projektu jsou 11 486 920,85 Kč. Dotace EU je 85 procent (9 763 882,71 Kč), národní veřejné zdroje hradí deset procent (1 148 692,09 Kč) a spoluúčast žadatele – města činí pět procent (574 346,05 Kč).",
      opz,
    ],
    "the total in a share of it is not another total": [
      "Celkové náklady projektu činí 8.689.750,- Kč, spoluúčast města činí 5% celkových nákladů (434.487,50,- Kč).",
      ["8689750.00", null, null, "434487.50"],
    ],
    "dash for no haléře": [
      "Celkové náklady: 13 676 292,- Kč\nPříspěvek EU: 10 494 502,-- Kč\nStátní rozpočet: 1.814.160,-\nVlastní podíl: 1 367 629 Kč",
      ["13676292.00", "10494502.00", "1814160.00", "1367629.00"],
    ],
    "other units": [
      "Celkové náklady: 13 676 292,00 CZK\nPříspěvek EU: 10 494 502,67 korun\nStátní rozpočet: CZK 1 814 160,13\nVlastní podíl: 1367629,20 Kč",
      sokolov,
    ],
    "the unit in the label": [
      "Celkové náklady projektu (v Kč): 13 676 292,00\nPříspěvek EU (v Kč): 10 494 502,67\nStátní rozpočet (v Kč): 1 814 160,13\nVlastní podíl (v Kč): 1 367 629,20",
      sokolov,
    ],
    "one decimal, decimal point, no grouping": [
      "Celkové náklady: 13676292 Kč\nPříspěvek EU: 10494502.67 Kč\nStátní rozpočet: 1 814 160.13 Kč\nVlastní podíl: 1 367 629,2 Kč",
      sokolov,
    ],
    "labels of other offices": [
      "Celkový rozpočet projektu: 13 676 292,00 Kč\nVýše dotace z EU: 10 494 502,67 Kč\nPodíl státního rozpočtu: 1 814 160,13 Kč\nPodíl města: 1 367 629,20 Kč",
      sokolov,
    ],
    "more labels": [
      "Celkové uznatelné náklady projektu: 13 676 292,00 Kč\nPodpora z Evropského sociálního fondu plus: 10 494 502,67 Kč\nSpolufinancování ze státního rozpočtu: 1 814 160,13 Kč\nFinancování z vlastních zdrojů: 1 367 629,20 Kč",
      sokolov,
    ],
    "co-financing by everyone": [
      "Celková výše projektu: 13 676 292,00 Kč\nSpolufinancování EU: 10 494 502,67 Kč\nNárodní spolufinancování: 1 814 160,13 Kč\nSpolufinancování města Horní Lhota: 1 367 629,20 Kč",
      sokolov,
    ],
    "a grant of the ministry": [
      "Celkové náklady:   204.456,00 Kč\nDotace MV:   159.475,00 Kč (78 %)\nSpolupodíl města:  44.981,00 Kč (22 %)",
      ["204456.00", null, "159475.00", "44981.00"],
    ],
    "no own share on the page": [
      "Předpokládané celkové výdaje: 8 234 352,00 Kč\nPříspěvek EU: 6 318 630,02 Kč\nStátní rozpočet: 1 092 286,78 Kč",
      ["8234352.00", "6318630.02", "1092286.78", null],
    ],
    "no amounts at all": ["Projekt je financován z EU, státního rozpočtu a rozpočtu města.", [null, null, null, null]],
    "millions are not exact": [
      "Celkové náklady projektu: 13,7 mil. Kč\nPříspěvek EU: cca 10 500 000 Kč\nStátní rozpočet: 1,8 milionu korun\nVlastní podíl: 786 tis. Kč",
      [null, null, null, null],
    ],
    "euros are another currency": [
      "Celkové náklady projektu: 541 000 EUR\nPříspěvek EU: 415 000 €",
      [null, null, null, null],
    ],
    "an amount of the whole before the first source": [
      "Projekt za 13 676 292,00 Kč, příspěvek EU 10 494 502,67 Kč, státní rozpočet 1 814 160,13 Kč.",
      [null, "10494502.67", "1814160.13", null],
    ],
    "amounts in the first column": [
      "13 676 292,00 Kč – celkové náklady projektu\n10 494 502,67 Kč příspěvek EU\n1 814 160,13 Kč státní rozpočet\n1 367 629,20 Kč vlastní podíl",
      sokolov,
    ],
    "the size of the grant is not the total": [
      "Celková výše podpory: 12 308 662,80 Kč\nCelková částka dotace: 12 308 662,80 Kč\nCelkové náklady projektu: 13 676 292,00 Kč",
      ["13676292.00", null, null, null],
    ],
    "a share of the total beside the amount": [
      "Celkové náklady: 13 676 292,00 Kč\nPříspěvek EU činí 76,735 % z celkových nákladů, tj. 10 494 502,67 Kč.\nStátní rozpočet: 13,265 %, tj. 1 814 160,13 Kč\nVlastní podíl je 10 % (1 367 629,20 Kč).",
      sokolov,
    ],
    "the town by its name, the source in brackets": [
      "Schválený rozpočet projektu: 13 676 292,00 Kč\nEvropská unie (ESF+)\n10 494 502,67 Kč\nZe státního rozpočtu (13,265 %)\n1 814 160,13 Kč\nRozpočet města Horní Lhota: 1 367 629,20 Kč",
      sokolov,
    ],
    "a sentence of who adds what": [
      "Celkové způsobilé výdaje dosahují 13 676 292,00 Kč. Evropský sociální fond přispívá částkou 10 494 502,67 Kč, státní rozpočet částkou 1 814 160,13 Kč a město hradí z vlastních zdrojů 1 367 629,20 Kč.",
      sokolov,
    ],
    "all on one line": [
      "Celkové náklady: 13 676 292,00 Kč, EU: 10 494 502,67 Kč, SR: 1 814 160,13 Kč, město: 1 367 629,20 Kč",
      sokolov,
    ],
    "other costs are not the total": [
      "Přímé náklady: 9 768 780,00 Kč\nNepřímé náklady: 3 907 512,00 Kč\nNezpůsobilé výdaje: 0,00 Kč\nCelkové způsobilé výdaje: 13 676 292,00 Kč",
      ["13676292.00", null, null, null],
    ],
    "nothing of its own is an amount too": [
      "Celkové náklady: 500 000 Kč\nVlastní podíl: 0 Kč",
      ["500000.00", null, null, "0.00"],
    ],
    "a blank before the haléře": ["Celkové náklady projektu: 13 676 292, 50 Kč", ["13676292.50", null, null, null]],
    "ten quadrillion is no amount": ["Celkové náklady projektu: 10000000000000000 Kč", [null, null, null, null]],
    "years are not amounts": [
      "Celkové náklady projektu 2023–2026: 13 676 292,00 Kč\nPříspěvek EU 2023: 10 494 502,67 Kč",
      ["13676292.00", "10494502.67", null, null],
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [printed, expected]) => {
    expect(read(printed)).toEqual(expected);
  });
});

describe("what the amounts prove", () => {
  it("names the difference where the sources do not sum, and keeps what is printed", () => {
    const text =
      "Celkové náklady projektu:  4 664 625,00 Kč\nPříspěvek Unie: 3 994 681,25 Kč\nNárodní veřejné zdroje: 469 962,50 Kč\nVýše spolufinancování města: 234 981,25 Kč";
    const result = readProjectPage(page(text));
    expect(result).toMatchObject({ total: "4664625.00", rates: { eu: null, state: null, own: null } });
    expect(result?.warnings.find((one) => one.code === "sources-do-not-sum")?.message).toContain("35 000,00 Kč");
  });

  it("gives rates to the haléř and warns of each odd one", () => {
    const text =
      "Celkové náklady projektu: 11 486 920,85 Kč\nDotace EU (85%): 9 763 882,71 Kč\nNárodní veřejné zdroje (10%): 1 148 692,09 Kč\nSpoluúčast žadatele – města (5%): 574 346,05 Kč";
    expect(readProjectPage(page(text))?.rates).toEqual({ eu: 85000, state: 10000, own: 5000 });
    expect(codes(text)).toEqual(["share-off-by-haler", "share-off-by-haler"]);
  });

  it("gives the rates of the sources that fit although another is off, even by one haléř", () => {
    const text = (eu: string, own: string) =>
      `Celkové náklady projektu: 13 676 292,00 Kč\nPříspěvek EU: ${eu} Kč\nStátní rozpočet: 1 814 160,13 Kč\nVlastní podíl: ${own} Kč`;
    expect(readProjectPage(page(text("10 494 502,68", "1 367 629,20")))?.rates).toEqual({
      eu: 76735,
      state: 13265,
      own: 10000,
    });
    expect(codes(text("10 494 502,68", "1 367 629,20"))).toEqual(["sources-do-not-sum", "share-off-by-haler"]);
    expect(readProjectPage(page(text("10 494 502,67", "1 367 700,00")))?.rates).toEqual({
      eu: 76735,
      state: 13265,
      own: null,
    });
  });

  it("says what is missing, what is not exact and what has no source", () => {
    expect(codes("Financováno z EU.")).toEqual([
      "missing-total",
      "missing-amount",
      "missing-amount",
      "missing-own-share",
    ]);
    expect(codes("Celkové náklady projektu: 13,7 mil. Kč")).toContain("amount-not-exact");
    expect(
      codes("Celkové náklady projektu činí 1 465 200,00 Kč z toho přiznaná dotace činí 1 318 680,00 Kč."),
    ).toContain("amount-unassigned");
    expect(codes("Celkové náklady: 10 000 000 Kč\nCelkové náklady: 11 000 000 Kč")).toContain("amount-conflict");
  });

  it("never computes the own share", () => {
    const result = readProjectPage(
      page("Celkové náklady: 1 000 000,00 Kč\nPříspěvek EU: 850 000,00 Kč\nStátní rozpočet: 50 000,00 Kč"),
    );
    expect(result?.sources.own).toBeNull();
    expect(result?.rates).toEqual({ eu: 85000, state: 5000, own: null });
  });
});
