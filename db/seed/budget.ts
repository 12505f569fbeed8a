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

/** The first budget of a project: staff costs and a flat rate of 40 % on them (an assumption of the demo), to the haléř. */
export function tree(city: City): Line[] {
  const months = monthCount(city.project.startsOn, city.project.endsOn);
  const people = city.wages.assistant * city.posts * months;
  const mentor = city.wages.mentor * months;
  const flat = city.project.totalHalere - people - mentor;
  const parts = splitByLargestRemainder(flat, [15, 4, 9, 42, 30]);
  const flatLine = (index: number, name: string): Line => ({
    code: `1.2.${index}`,
    name,
    leaf: "flat",
    amount: parts[index - 1] ?? 0,
  });
  return [
    { code: "1", name: "Celkové způsobilé výdaje", leaf: "chapter", amount: city.project.totalHalere },
    { code: "1.1", name: "Přímé náklady", leaf: "chapter", amount: people + mentor },
    { code: "1.1.1", name: "Osobní náklady", leaf: "chapter", amount: people + mentor },
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
    { code: "1.2", name: "Paušální sazba 40 % osobních nákladů", leaf: "chapter", amount: flat },
    flatLine(1, "Vzdělávání a supervize asistentů"),
    flatLine(2, "Vzdělávání a supervize mentora"),
    flatLine(3, "Vybavení a výstroj"),
    flatLine(4, "Řízení a administrace projektu"),
    flatLine(5, "Ostatní provozní výdaje"),
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

/** 40 % of an amount, the flat rate of the demo's budgets. */
export const flatRate = (amount: number) => scale(amount, 40, 100);
