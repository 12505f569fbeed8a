import { z } from "zod";
import { dayInput } from "./day-input";
import { DomainError, fieldError, type Wording } from "./error";
import { by } from "./order";
import { versionInput } from "./version";

/**
 * The training record of a project: what its assistants attended, in which areas and for how long. What comes from a
 * national meeting follows the certificate that the assistant brought: its blocks and hours and nothing else. The ministry
 * pays these meetings, so their hours count for the development record and not for the hours of support of the project,
 * unless somebody says so with a reason.
 */
export const trainingForms = ["present", "electronic"] as const;
export type TrainingForm = (typeof trainingForms)[number];
export const trainingSources = ["meeting", "own"] as const;
export type TrainingSource = (typeof trainingSources)[number];

/** The code of a certificate, alone or in the address of the page that checks it. */
export const certificateInput = z
  .string()
  .trim()
  .max(300)
  .transform((text) => /(?:^|\/)([0-9a-f]{24})(?:[?#].*)?$/.exec(text)?.[1] ?? "")
  .refine((code) => code !== "", "certificateUnknown");

/** Which area of the project a block belongs to; none of them for null. */
const areas = z
  .array(
    z.strictObject({
      number: z.int().min(1).max(99),
      areaId: z
        .uuid()
        .nullish()
        .transform((value) => value ?? null),
    }),
  )
  .max(99);

export const takeTrainingInput = z.strictObject({
  projectId: z.uuid(),
  assistantId: z.uuid(),
  code: certificateInput,
  areas,
});
export const trainingKinds = ["training", "supervision"] as const;
export type TrainingKind = (typeof trainingKinds)[number];

const own = {
  title: z.string().trim().min(1).max(300),
  provider: z.string().trim().max(300).default(""),
  kind: z.enum(trainingKinds).default("training"),
  form: z.enum(trainingForms).default("present"),
  startsOn: dayInput,
  endsOn: dayInput.nullish().transform((day) => day ?? null),
  /** How long it took in each area, and in none of them; whoever attended has all of it. */
  parts: z
    .array(
      z.strictObject({
        areaId: z
          .uuid()
          .nullish()
          .transform((id) => id ?? null),
        minutes: z.int().min(0).max(4800).default(0),
      }),
    )
    .max(20),
  assistantIds: z.array(z.uuid()).max(60).default([]),
};
export const recordTrainingInput = z.strictObject({ projectId: z.uuid(), ...own });
export const changeTrainingInput = z.strictObject({ trainingId: z.uuid(), ...own, version: versionInput });
export const removeTrainingInput = z.strictObject({ trainingId: z.uuid(), version: versionInput });
type OwnTraining = Omit<z.output<typeof recordTrainingInput>, "projectId">;

/**
 * The days and parts of a training of the project's own. Throws 422 unless it took some time, somebody attended, its days
 * follow each other and are not ahead, no area and nobody stands twice.
 */
export function checkTraining(input: OwnTraining, today: string) {
  const fields: Record<string, Wording> = {};
  const endsOn = input.endsOn ?? input.startsOn;
  if (endsOn < input.startsOn) fields.endsOn = { key: "endBeforeStart" };
  else if (endsOn > today) fields[input.endsOn ? "endsOn" : "startsOn"] = { key: "dayAhead" };
  const parts = input.parts.filter(({ minutes }) => minutes > 0);
  if (parts.length === 0) fields.parts = { key: "minutesNeeded" };
  if (new Set(parts.map(({ areaId }) => areaId)).size < parts.length) fields.parts = { key: "areaTwice" };
  if (input.assistantIds.length === 0) fields.assistantIds = { key: "assistantsNeeded" };
  if (new Set(input.assistantIds).size < input.assistantIds.length) fields.assistantIds = { key: "assistantTwice" };
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
  return { endsOn, parts };
}

const seen = { trainingId: z.uuid(), assistantId: z.uuid() };
export const updateTrainingInput = z.strictObject({
  ...seen,
  /** The issue that was looked at, or none: the certificate was taken back. */
  seen: z.string().max(60),
  areas,
});
export const supportTrainingInput = z.strictObject({
  ...seen,
  counts: z.boolean(),
  note: z.string().trim().min(1).max(500),
  /** The decision that was looked at, or none. */
  seen: z.string().max(60),
});

/** What a definer function of the record says, as what the mentor is told. */
export function assertTaken(said: string | null | undefined): void {
  if (said === "done") return;
  const refusals: Record<string, DomainError> = {
    certificate: fieldError("code", "certificateUnknown"),
    replaced: fieldError("code", "certificateReplaced"),
    assistant: fieldError("assistantId", "referenceMissing"),
    people: fieldError("assistantIds", "assistantNotInPost"),
    area: fieldError("parts", "areaMissing"),
    outside: fieldError("startsOn", "outsideProjectDays"),
    alike: fieldError("title", "trainingTwice"),
    taken: new DomainError("certificateTaken", 409),
    twice: fieldError("assistantId", "certificateTwice"),
    closed: new DomainError("projectClosed", 409),
    changed: new DomainError("changedMeanwhile", 409),
    same: new DomainError("changedMeanwhile", 409),
  };
  throw refusals[said ?? ""] ?? new DomainError("notFound", 404);
}

/** One block or lesson that somebody attended; area is the number of the training area, minutes are whole. */
export type TrainingPart = { number: number; title: string; on: string | null; minutes: number; area: number | null };

/** Minutes by the number of the area; what belongs to none is left out. */
export function minutesByArea(parts: readonly TrainingPart[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const { area, minutes } of parts) if (area !== null) sums.set(area, (sums.get(area) ?? 0) + minutes);
  return sums;
}

export type SupportHours = { assistantId: string; name: string; present: number; electronic: number; leftOut: number };

/**
 * The hours of support of each person, in minutes: in person and electronic ones of the trainings that count, and beside
 * them what was attended and does not count. People come in the order of their first row.
 */
export function supportHours(
  rows: readonly { assistantId: string; name: string; form: TrainingForm; minutes: number; counts: boolean }[],
): SupportHours[] {
  const people = new Map<string, SupportHours>();
  for (const { assistantId, name, form, minutes, counts } of rows) {
    const own = people.get(assistantId) ?? { assistantId, name, present: 0, electronic: 0, leftOut: 0 };
    own[counts ? form : "leftOut"] += minutes;
    people.set(assistantId, own);
  }
  return [...people.values()];
}

/** How the blocks of a certificate differ from those that the record has: numbers that come and numbers that go, by order. */
export function partsChanged(
  before: readonly { number: number; minutes: number }[],
  after: readonly { number: number; minutes: number }[],
): { added: number[]; removed: number[]; changed: number[] } {
  const was = new Map(before.map((part) => [part.number, part.minutes]));
  const is = new Map(after.map((part) => [part.number, part.minutes]));
  const sorted = (numbers: number[]) => numbers.sort(by((number) => number));
  return {
    added: sorted([...is.keys()].filter((number) => !was.has(number))),
    removed: sorted([...was.keys()].filter((number) => !is.has(number))),
    changed: sorted(
      [...is].filter(([number, minutes]) => was.has(number) && was.get(number) !== minutes).map(([n]) => n),
    ),
  };
}
