import { budgetLines, budgetVersions, planMonths } from "@/db/schema/budgets";
import { monthCount, monthsBetween } from "@/lib/domain/day";
import { scale, splitByLargestRemainder } from "@/lib/domain/money";
import type { City, Site } from "./city";
import { batch } from "./put";
import { stream } from "./random";

type Line = {
  code: string;
  name: string;
  leaf: "chapter" | "direct" | "flat";
  amount: number;
  unit?: string;
  price?: number;
  quantity?: number;
};

/**
 * The first budget of a project, to the haléř. In the regime with a flat rate on staff costs nothing stands beside them but
 * the flat part; otherwise what is bought has lines of its own and the flat part covers the indirect costs.
 */
export function tree(city: City): Line[] {
  const { totalHalere } = city.project;
  const months = monthCount(city.project.startsOn, city.project.endsOn);
  const people = city.wages.assistant * city.posts * months;
  const mentor = city.wages.mentor * months;
  const staff = people + mentor;
  const rate = city.regime.flatRatePer100000;
  const bought = city.regime.costRegime === "indirect" ? scale(totalHalere, 100_000, 100_000 + rate) - staff : 0;
  return [
    { code: "1", name: "Celkové způsobilé výdaje", leaf: "chapter", amount: totalHalere },
    { code: "1.1", name: "Přímé náklady na zaměstnance", leaf: "chapter", amount: staff },
    { code: "1.1.1", name: "Osobní náklady", leaf: "chapter", amount: staff },
    {
      code: "1.1.1.1",
      name: "Asistenti prevence kriminality – pracovní smlouvy",
      leaf: "direct",
      amount: people,
      unit: "osoboměsíc",
      price: city.wages.assistant,
      quantity: city.posts * months * 1000,
    },
    {
      code: "1.1.1.2",
      name: `Mentor – strážník městské policie (úvazek ${city.wages.mentorFte.toLocaleString("cs")})`,
      leaf: "direct",
      amount: mentor,
      unit: "měsíc",
      price: city.wages.mentor,
      quantity: months * 1000,
    },
    ...(bought > 0 ? purchases(bought) : []),
    {
      code: bought > 0 ? "1.3" : "1.2",
      name:
        bought > 0 ? `Nepřímé náklady ${rate / 1000} % přímých` : `Paušální sazba ${rate / 1000} % osobních nákladů`,
      leaf: "flat",
      amount: totalHalere - staff - bought,
    },
  ];
}

function purchases(bought: number): Line[] {
  const parts = splitByLargestRemainder(bought, [14, 4, 9, 3]);
  const names = [
    "Vzdělávání a supervize asistentů",
    "Vzdělávání a supervize mentora",
    "Vybavení a výstroj",
    "Ostatní provozní výdaje",
  ];
  return [
    { code: "1.2", name: "Přímé náklady na zboží a služby", leaf: "chapter", amount: bought },
    ...names.map((name, index) => ({
      code: `1.2.${index + 1}`,
      name,
      leaf: "direct" as const,
      amount: parts[index] ?? 0,
    })),
  ];
}

/** Wages against the average of the project, in thousandths: they rise every year and November brings a bonus. */
export function wageIndex(month: string): number {
  const year = { "2023": 945, "2024": 970, "2025": 990 }[month.slice(0, 4)] ?? 1000;
  return month.endsWith("-11") ? Math.round(year * 1.3) : year;
}

/** Budget tree and financial plan by month. Wages are paid in the month after, so the plan starts slowly. */
export function budget({ city, own }: Site) {
  const ids = stream(`${city.slug}:budget`);
  const { startsOn, endsOn, totalHalere } = city.project;
  const version = {
    id: ids.uuid(),
    ...own,
    number: 1,
    validFrom: startsOn,
    note: "Rozpočet podle právního aktu (v ukázce smyšlený; součet odpovídá celkovým nákladům).",
  };
  const lineIds = new Map(tree(city).map(({ code }) => [code, ids.uuid()]));
  const lineRows = tree(city).map(({ code, name, leaf, amount, unit, price, quantity }, index) => ({
    id: lineIds.get(code) ?? "",
    ...own,
    versionId: version.id,
    parentId: lineIds.get(code.split(".").slice(0, -1).join(".")) ?? null,
    code,
    name,
    unit: unit ?? null,
    unitPriceHalere: price ?? null,
    quantityThousandths: quantity ?? null,
    amountHalere: amount,
    leaf,
    position: index + 1,
  }));
  const months = monthsBetween(startsOn, endsOn);
  const weights = months.map((month, index) => {
    const before = months[index - 1];
    const last = index === months.length - 1;
    return (before ? wageIndex(before) * 12 : 0) + (last ? wageIndex(month) * 12 : 0) + wageIndex(month);
  });
  const planned = splitByLargestRemainder(totalHalere, weights);
  const plan = months.map((month, index) => ({
    id: ids.uuid(),
    ...own,
    month: `${month}-01`,
    plannedHalere: planned[index] ?? 0,
  }));
  return {
    lineIds,
    batches: [batch(budgetVersions, [version]), batch(budgetLines, lineRows), batch(planMonths, plan)],
  };
}
