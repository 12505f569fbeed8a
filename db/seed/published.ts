import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromDecimal, type SourceKind, scale, sourceKinds } from "@/lib/domain/money";
import { readProjectPage } from "@/lib/intake/read";
import type { City } from "./city";

/** What the published page does not say and the demo fills in by hand, marked in the project's annotation. */
type ByHand = { startsOn: string; endsOn: string; annotation: string; sourceUrl: string; ownRate: number };

/** The five key activities of such projects, for a page that names none. */
export const usualKeyActivities = [
  { code: "KA 01", name: "Výběr a motivace asistentů prevence kriminality" },
  { code: "KA 02", name: "Monitoring sociálně vyloučených lokalit" },
  { code: "KA 03", name: "Mentoring asistentů" },
  { code: "KA 04", name: "Vzdělávání a supervize asistentů" },
  { code: "KA 05", name: "Vzdělávání a supervize mentora" },
];

export const usualAreas = [
  "Základní znalosti práce asistenta",
  "Finanční gramotnost",
  "Komunikační dovednosti",
  "Mediační dovednosti",
  "Digitální gramotnost",
];

/** A project as its published page prints it, read by the intake itself. Only the own share is computed when it is missing. */
export async function readPublished(slug: string, byHand: ByHand) {
  const page = readProjectPage(await readFile(join(process.cwd(), `db/seed/pages/${slug}.txt`), "utf8"));
  const totalHalere = fromDecimal(page?.total ?? "");
  if (!page?.name || !page.beneficiary || !totalHalere)
    throw new Error(`db/seed/pages/${slug}.txt is not a project's page`);
  const project: City["project"] = {
    name: page.name,
    registrationNumber: page.registrationNumber,
    beneficiary: page.beneficiary,
    annotation: byHand.annotation,
    startsOn: page.start ?? byHand.startsOn,
    endsOn: page.end ?? byHand.endsOn,
    totalHalere,
    sourceUrl: byHand.sourceUrl,
    origin: "published",
  };
  const source = (kind: SourceKind): City["sources"][number] => {
    const amount = fromDecimal(page.sources[kind] ?? "");
    const ratePer100000 = page.rates[kind] ?? byHand.ownRate;
    return amount === null
      ? { kind, ratePer100000, amountHalere: scale(totalHalere, ratePer100000, 100_000), origin: "computed" }
      : { kind, ratePer100000, amountHalere: amount, origin: "published" };
  };
  const coded = page.keyActivities.map(({ code, name }, index) => ({ code: code ?? `KA 0${index + 1}`, name }));
  return {
    project,
    sources: sourceKinds.map(source),
    goals: page.goals,
    keyActivities: coded.length > 0 ? coded : usualKeyActivities,
    areas: page.trainingAreas.length > 0 ? page.trainingAreas.map(capitalise) : usualAreas,
    posts: page.assistants ?? 0,
  };
}

const capitalise = (text: string) => text.charAt(0).toLocaleUpperCase("cs") + text.slice(1);
