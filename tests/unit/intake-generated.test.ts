import fc from "fast-check";
import { expect, it } from "vitest";
import { readProjectPage } from "@/lib/intake/read";

const labels = {
  total:
    "Celkové náklady projektu|Předpokládané celkové výdaje|Celkové způsobilé výdaje|Rozpočet projektu|Celkový rozpočet projektu|Schválený rozpočet projektu|Celkové uznatelné náklady|Náklady projektu|Celkem",
  eu: "příspěvek EU|Příspěvek Unie|Dotace EU|Podíl EU|Evropský sociální fond|Z toho příspěvek EU|Dotace z ESF+|Evropská unie (ESF+)|EU|Výše příspěvku EU|Finanční podíl EU",
  state:
    "Národní veřejné zdroje|Státní rozpočet|příspěvek SR|Dotace ze státního rozpočtu|Podíl státu|Dotace ČR|Ze státního rozpočtu|Národní veřejné zdroje (státní rozpočet)|SR",
  own: "Vlastní podíl spolufinancování|Spoluúčast žadatele – města|Výše spolufinancování města|Vlastní zdroje|Spolufinancování|Rozpočet města Lhota|Město Lhota|Z rozpočtu města|Podíl příjemce|Spolufinancování příjemcem",
};
const one = (words: string) => fc.constantFrom(...words.split("|"));
const layouts: readonly ((label: string, share: string, amount: string) => string)[] = [
  (label, share, amount) => `${label}${share && ` (${share} %)`}: ${amount}`,
  (label, share, amount) => `${label}${share && ` ${share}%`} – ${amount}`,
  (label, _, amount) => `${label}\n${amount}`,
  (label, _, amount) => `${label}\t${amount}`,
  (label, share, amount) => `| ${label} | ${share && `${share} % | `}${amount} |`,
  (label, _, amount) => `**${label}:** ${amount}`,
  (label, share, amount) => `• ${label}: ${amount}${share && ` (${share} %)`}`,
  (label, _, amount) => `<tr><td>${label}</td><td>${amount}</td></tr>`,
  (label, _, amount) => `${label.toUpperCase()}: ${amount}`,
];
const counts =
  "2 dvou dva;3 tři tří;5 pět pěti;6 šest šesti;8 osm osmi;9 devět devíti;10 deset desíti deseti;12 dvanáct dvanácti;14 čtrnáct"
    .split(";")
    .flatMap((row) => row.split(" ").map((word) => ({ word, value: Number.parseInt(row, 10) })));
const people = [
  (n: string) => `V projektu je zaměstnáno ${n} asistentů prevence kriminality a jeden mentor.`,
  (n: string) => `Zaměstnáním ${n} osob z cílové skupiny na pozicích asistentů prevence kriminality.`,
  (n: string) => `Počet asistentů prevence kriminality: ${n}`,
  (n: string) => `Vytvoření ${n} nových pracovních míst pro asistenty prevence kriminality (APK).`,
  (n: string) => `${n} APK + mentor`,
];
const two = (value: number) => String(value).padStart(2, "0");
const months = "ledna,února,března,dubna,května,června,července,srpna,září,října,listopadu,prosince".split(",");
type Day = { y: number; m: number; d: number };
const dates = [
  ({ y, m, d }: Day) => `${two(d)}.${two(m)}.${y}`,
  ({ y, m, d }: Day) => `${d}. ${m}. ${y}`,
  ({ y, m, d }: Day) => `${d}. ${months[m - 1]} ${y}`,
  ({ y, m }: Day) => `${two(m)}/${y}`,
];

const page = fc.record({
  size: fc.integer({ min: 100_000_000, max: 3_000_000_000 }),
  rates: fc.constantFrom([76735, 13265, 10000], [85000, 10000, 5000]),
  names: fc.record({ total: one(labels.total), eu: one(labels.eu), state: one(labels.state), own: one(labels.own) }),
  group: fc.constantFrom(" ", "\u00a0", "\u202f", "\u2009", "."),
  unit: fc.constantFrom(" Kč", "\u00a0Kč", " CZK", " korun"),
  layout: fc.constantFrom(...layouts),
  month: fc.integer({ min: 2016 * 12, max: 2025 * 12 }),
  length: fc.constantFrom(12, 24, 27, 36),
  date: fc.constantFrom(...dates),
  dash: fc.constantFrom(" – ", " - ", " — ", " do "),
  label: one("Doba realizace|Termín realizace|Období realizace projektu|Realizace|Doba trvání projektu"),
  count: fc.constantFrom(...counts),
  sentence: fc.constantFrom(...people),
  ends: fc.constantFrom("\n", "\n\n", "\r\n"),
  form: fc.constantFrom("NFC", "NFD"),
});

it("a page put together from what cities print gives back what was put in", () => {
  fc.assert(
    fc.property(page, (made) => {
      const state = Math.round((made.size * (made.rates[1] ?? 0)) / 100_000);
      const own = Math.round((made.size * (made.rates[2] ?? 0)) / 100_000);
      const amounts = [made.size, made.size - state - own, state, own];
      const printed = (value: number) =>
        `${String(Math.floor(value / 100)).replace(/\B(?=(\d{3})+(?!\d))/g, made.group)},${two(value % 100)}${made.unit}`;
      const share = (i: number) => (i === 0 ? "" : String((made.rates[i - 1] ?? 0) / 1000).replace(".", ","));
      const rows = Object.values(made.names).map((name, i) => made.layout(name, share(i), printed(amounts[i] ?? 0)));
      const last = made.month + made.length - 1;
      const from = { y: Math.floor(made.month / 12), m: (made.month % 12) + 1, d: 1 };
      const to = { y: Math.floor(last / 12), m: (last % 12) + 1, d: 0 };
      to.d = new Date(Date.UTC(to.y, to.m, 0)).getUTCDate();
      const text = [
        "Asistenti prevence kriminality Lhota",
        "Registrační číslo projektu: CZ.03.02.01/00/22_018/0000388",
        `${made.label}: ${made.date(from)}${made.dash}${made.date(to)}`,
        ...rows,
        made.sentence(made.count.word),
      ].join(made.ends);
      const decimal = (value: number) => `${Math.floor(value / 100)}.${two(value % 100)}`;
      expect(readProjectPage(text.normalize(made.form))).toMatchObject({
        name: "Asistenti prevence kriminality Lhota",
        total: decimal(made.size),
        sources: { eu: decimal(amounts[1] ?? 0), state: decimal(state), own: decimal(own) },
        start: `${from.y}-${two(from.m)}-01`,
        end: `${to.y}-${two(to.m)}-${two(to.d)}`,
        months: made.length,
        assistants: made.count.value,
      });
    }),
    { numRuns: 300 },
  );
}, 60_000);
