import { z } from "zod";
import { DomainError, type ErrorValues } from "../error";
import { by } from "../order";
import { codePoints, instantKey, instantText } from "./text";

/** What the shape leaves to the rules, which name the person or the site. */
const checkedByRule = z.unknown();
const shape = z.strictObject({
  sites: z.array(z.strictObject({ code: z.string(), capacity: checkedByRule })),
  people: z.array(
    z.strictObject({
      id: z.string(),
      city: z.string(),
      role: z.string(),
      preferred: z.string().nullable(),
      canOther: z.boolean(),
      registeredAt: checkedByRule,
      pin: z.strictObject({ must: z.string().optional(), not: z.array(z.string()).optional() }).optional(),
    }),
  ),
  weights: z
    .strictObject({
      roles: z.record(z.string(), checkedByRule).optional(),
      preference: checkedByRule.optional(),
      split: checkedByRule.optional(),
    })
    .optional(),
});
type Read = z.output<typeof shape>;

/** More than this is no meeting; it keeps what is reckoned within what a machine has. */
export const allocationLimits = { people: 20_000, sites: 100 };

/** The letter asks for teams that are mostly assistants; the organiser may weigh otherwise. A role without a weight has 1. */
export const defaultWeights = {
  roles: { APK: 3, mentor: 2, supervizor: 2, "městská policie": 2, "pracovník projektu": 2 },
  preference: 1,
  split: 1,
};

export type Site = { code: string; capacity: number };
export type Applicant = {
  id: string;
  city: string;
  role: string;
  preferred: string | null;
  canOther: boolean;
  /** UTC. */
  registeredAt: string;
  pin: { must: string | null; not: string[] };
};
export type Weights = { roles: Record<string, number>; preference: number; split: number };
/** What is allocated, with its defaults: sites by code, people by rank (the first has rank 1). */
export type Allocation = { sites: Site[]; people: Applicant[]; weights: Weights };

/**
 * Reads what is to be allocated and puts it in order, so that the order in which it came cannot matter. Throws a 422
 * whose sentence names the people or the site: what is no such input, and what nobody could allocate.
 */
export function readAllocation(value: unknown): Allocation {
  const parsed = shape.safeParse(value);
  if (!parsed.success) throw shapeRefusal(parsed.error, value);
  const { sites, people } = parsed.data;
  if (people.length > allocationLimits.people || sites.length > allocationLimits.sites)
    throw new DomainError("allocationTooLarge", 422, allocationLimits);
  const allocation = {
    sites: readSites(sites).sort(by(({ code }) => codePoints(code))),
    people: readPeople(people).sort(
      by(
        ({ registeredAt }) => instantKey(registeredAt),
        ({ id }) => codePoints(id),
      ),
    ),
    weights: readWeights(parsed.data.weights ?? {}),
  };
  assertSense(allocation);
  return allocation;
}

function readSites(sites: Read["sites"]): Site[] {
  refuse("allocationDoubleSite", doubles(sites.map(({ code }) => code)));
  const isCapacity = (value: unknown): value is number =>
    typeof value === "number" && Number.isInteger(value) && value >= 0;
  refuse(
    "allocationCapacity",
    sites.filter(({ capacity }) => !isCapacity(capacity)).map(({ code }) => code),
  );
  return sites.map(({ code, capacity }) => ({ code, capacity: isCapacity(capacity) ? capacity : 0 }));
}

function readPeople(people: Read["people"]): Applicant[] {
  refuse("allocationDoublePerson", doubles(people.map(({ id }) => id)));
  const read = people.map((person) => ({
    ...person,
    registeredAt: instantText(person.registeredAt),
    pin: { must: person.pin?.must ?? null, not: [...new Set(person.pin?.not)].sort(by(codePoints)) },
  }));
  const isDated = (person: (typeof read)[number]): person is Applicant => person.registeredAt !== null;
  refuse("allocationInstant", idsOf(read.filter((person) => !isDated(person))));
  return read.filter(isDated);
}

function readWeights({ roles, preference, split }: NonNullable<Read["weights"]>): Weights {
  const isWeight = (value: unknown): value is number =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 1000;
  const given: [string, unknown][] = [...Object.entries(roles ?? {}), ["preference", preference], ["split", split]];
  const wrong = given.filter(([, weight]) => weight !== undefined && !isWeight(weight));
  refuse(
    "allocationWeight",
    wrong.map(([name]) => name),
  );
  const weightOr = (value: unknown, usual: number) => (isWeight(value) ? value : usual);
  return {
    roles: roles
      ? Object.fromEntries(Object.entries(roles).map(([role, weight]) => [role, weightOr(weight, 1)]))
      : { ...defaultWeights.roles },
    preference: weightOr(preference, defaultWeights.preference),
    split: weightOr(split, defaultWeights.split),
  };
}

/** Refuses pins and wishes that nobody can keep. */
function assertSense({ sites, people }: Allocation): void {
  const codes = new Set(sites.map(({ code }) => code));
  const named = ({ preferred, pin }: Applicant) => [preferred, pin.must, ...pin.not].filter((code) => code !== null);
  refuse("allocationUnknownSite", idsOf(people.filter((person) => named(person).some((code) => !codes.has(code)))));
  const pinned = people.filter(({ pin }) => pin.must !== null);
  refuse("allocationMustAndNot", idsOf(pinned.filter(({ pin }) => pin.not.some((code) => code === pin.must))));
  const bound = pinned.filter(({ canOther, preferred }) => !canOther && preferred !== null);
  refuse("allocationMustAgainstWish", idsOf(bound.filter(({ preferred, pin }) => preferred !== pin.must)));
  for (const { code, capacity } of sites) {
    const there = pinned.filter(({ pin }) => pin.must === code);
    if (there.length > capacity)
      refuse("allocationMustOverCapacity", idsOf(there), { site: shown(code), capacity, count: there.length });
  }
}

const idsOf = (people: readonly { id: string }[]) => people.map(({ id }) => id);

function refuse(key: string, ids: readonly string[], values: ErrorValues = {}): void {
  if (ids.length > 0) throw new DomainError(key, 422, { ...values, ids: list(ids) });
}

/** Names as one line, the first two hundred of them. */
function list(ids: readonly string[]): string {
  const rest = ids.length - 200;
  return `${ids.slice(0, 200).map(shown).join(", ")}${rest > 0 ? `, … (+${rest})` : ""}`;
}

/** A name without what would break the line that names it. */
const shown = (name: string) => JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"');

function doubles(names: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.has(name) || !seen.add(name)))];
}

/** The first thing that is not as it should be, by its place: $.people[3].canOther (id). */
function shapeRefusal(error: z.ZodError, value: unknown): DomainError {
  const [issue] = error.issues;
  const path = [...(issue?.path ?? []), ...(issue?.code === "unrecognized_keys" ? issue.keys : [])];
  const place = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${shown(String(step))}`)).join("");
  const [list, at] = path;
  const person =
    list === "people" && typeof at === "number" ? namedPeople.safeParse(value).data?.people[at] : undefined;
  const id = typeof person?.id === "string" ? ` (${shown(person.id)})` : "";
  return new DomainError("allocationShape", 422, { place: `$${place}${id}` });
}

const namedPeople = z.object({ people: z.array(z.object({ id: z.unknown() }).catch({ id: null })) });
