import { z } from "zod";
import { firstOfMonth, plusDays, plusMonths } from "./day";
import { dayInput } from "./day-input";
import { DomainError, type Wording } from "./error";
import { maxHalere, sourceKinds } from "./money";
import { shortName } from "./organisation";
import { versionInput } from "./version";

/** Where a project stands on a day: ended is one whose last day is over and that nobody has closed. */
export const projectPhases = ["preparation", "running", "ended", "closed"] as const;
export type ProjectPhase = (typeof projectPhases)[number];
/** What its own row keeps. */
export type ProjectState = Exclude<ProjectPhase, "ended">;
export function phaseOf(
  project: { startsOn: string; endsOn: string; closedOn: string | null },
  day: string,
): ProjectPhase {
  if (project.closedOn !== null && project.closedOn <= day) return "closed";
  if (day < project.startsOn) return "preparation";
  return day > project.endsOn ? "ended" : "running";
}

/** Where the amount of a source comes from: printed by a page, computed from the total, or entered by hand. */
export const sourceOrigins = ["published", "computed", "entered"] as const;

const line = (limit: number) => z.string().trim().min(1).max(limit);
/** Words that stand, or stood, where an address has the project. */
const routeWords = ["new", "export"];
const slugInput = shortName.refine((slug) => !routeWords.includes(slug), "slugTaken");
const basics = {
  slug: slugInput,
  name: line(300),
  registrationNumber: z
    .string()
    .trim()
    .max(60)
    .nullish()
    .transform((number) => number || null),
  beneficiary: line(200),
  annotation: z.string().trim().max(4000).default(""),
  startsOn: dayInput,
  endsOn: dayInput,
  totalHalere: z.int().min(1).max(maxHalere),
};
export const sourceInput = z.strictObject({
  kind: z.enum(sourceKinds),
  ratePer100000: z.int().min(0).max(100_000),
  amountHalere: z.int().min(0).max(maxHalere),
  origin: z.enum(sourceOrigins).default("entered"),
});

export const createProjectInput = z.strictObject({
  organisationId: z.uuid(),
  ...basics,
  sources: z.array(sourceInput).max(3).default([]),
  /** Posts of assistants, numbered from one. */
  assistants: z.int().min(1).max(99),
  keyActivities: z
    .array(z.strictObject({ code: line(20), name: line(300) }))
    .max(40)
    .default([]),
  goals: z
    .array(z.strictObject({ number: z.int().min(1).max(99), text: line(4000) }))
    .max(40)
    .default([]),
  trainingAreas: z.array(line(300)).max(20).default([]),
});
export type CreateProject = z.output<typeof createProjectInput>;

export const changeProjectInput = z.strictObject({
  projectId: z.uuid(),
  ...basics,
  state: z.enum(["preparation", "running"]),
  version: versionInput,
});
export const closeProjectInput = z.strictObject({
  projectId: z.uuid(),
  closedOn: dayInput,
  closingNote: line(4000),
  version: versionInput,
});
export const reopenProjectInput = z.strictObject({ projectId: z.uuid(), version: versionInput });

/** Throws 422 unless the project ends after it starts and lasts at most ten years. */
export function assertProjectDays({ startsOn, endsOn }: { startsOn: string; endsOn: string }): void {
  if (endsOn <= startsOn) throw new DomainError("invalidInput", 422, {}, { endsOn: { key: "endBeforeStart" } });
  if (endsOn >= plusDays(startsOn, 3660))
    throw new DomainError("invalidInput", 422, {}, { endsOn: { key: "projectTooLong" } });
}

/** Throws 422 for days outside the rules and for a source, a code or a number that comes twice. */
export function assertNewProject(input: CreateProject): void {
  assertProjectDays(input);
  const fields: Record<string, Wording> = {};
  const once = (list: string, values: readonly (string | number)[], field: string) => {
    for (const [index, value] of values.entries())
      if (values.indexOf(value) < index) fields[`${list}.${index}.${field}`] = { key: "listedTwice" };
  };
  once(
    "sources",
    input.sources.map(({ kind }) => kind),
    "kind",
  );
  once(
    "keyActivities",
    input.keyActivities.map(({ code }) => code),
    "code",
  );
  once(
    "goals",
    input.goals.map(({ number }) => number),
    "number",
  );
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
}

/** Throws 422 with every given day that lies outside the project; null days pass. */
export function assertWithin(
  project: { startsOn: string; endsOn: string },
  days: Readonly<Record<string, string | null>>,
): void {
  const outside = Object.entries(days).filter(([, on]) => on && (on < project.startsOn || on > project.endsOn));
  if (outside.length > 0)
    throw new DomainError(
      "invalidInput",
      422,
      {},
      Object.fromEntries(outside.map(([field]) => [field, { key: "outsideProjectDays" }])),
    );
}

/** Throws 409 projectClosed: what was closed does not change until it is opened again. */
export function assertOpen({ state }: { state: string }): void {
  if (state === "closed") throw new DomainError("projectClosed", 409);
}

export type HalfYear = { number: number; startsOn: string; endsOn: string; dueOn: string };

/**
 * Monitoring periods of so many calendar months (six) from the first day of a project; the last one ends with it and is never a
 * single day. Reports are due so many days after a period, after the last one so many (settings, domain 2.2).
 */
export function halfYears(
  startsOn: string,
  endsOn: string,
  due: { days: number; finalDays: number; months?: number },
): HalfYear[] {
  const found: HalfYear[] = [];
  for (let from = startsOn; from <= endsOn; ) {
    const whole = plusDays(plusMonths(firstOfMonth(from), due.months ?? 6), -1);
    const last = plusDays(whole, 1) >= endsOn;
    const to = last ? endsOn : whole;
    found.push({
      number: found.length + 1,
      startsOn: from,
      endsOn: to,
      dueOn: plusDays(to, last ? due.finalDays : due.days),
    });
    from = plusDays(to, 1);
  }
  return found;
}

/** An address for a project from the town's name ("statutární město Most" → "most"), not one of the taken ones. */
export function suggestSlug(beneficiary: string, taken: readonly string[]): string {
  const bare = beneficiary
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/^(statutarni )?(mesto|obec|mestys|mestska cast)\s+/, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50)
    .replace(/-+$/, "");
  if (!bare) return "";
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? bare : `${bare}-${number}`;
    if (!taken.includes(slug) && !routeWords.includes(slug)) return slug;
  }
}
