import { z } from "zod";
import { checkShiftTime, timeInput } from "./activity";
import { daysBetween, plusDays } from "./day";
import { dayInput } from "./day-input";
import { DomainError, fieldError, type Wording } from "./error";
import { inPost, type PlannedShift, type ServedShift, shiftOverlaps, shiftTime } from "./shift";
import { versionInput } from "./version";
import { weekOf } from "./week";

const shift = {
  plannedOn: dayInput,
  startsAt: timeInput,
  endsAt: timeInput,
  /** Minutes of the break, which are not worked; by the law's rule unless told. */
  breakMinutes: z.int().min(0).max(240).optional(),
  localityId: z.uuid(),
  assistantIds: z.array(z.uuid()).min(1).max(4),
  task: z.string().trim().max(300).default(""),
};
export const addPlannedShiftInput = z.strictObject({ projectId: z.uuid(), ...shift });
export const changePlannedShiftInput = z.strictObject({ plannedShiftId: z.uuid(), ...shift, version: versionInput });
export const removePlannedShiftInput = z.strictObject({ plannedShiftId: z.uuid(), version: versionInput });
export type PlanShift = Omit<z.output<typeof addPlannedShiftInput>, "projectId">;

/** What matters on a day; nothing takes it out. A day that had none names no version. */
export const changePlannedDayInput = z.strictObject({
  projectId: z.uuid(),
  plannedOn: dayInput,
  priorities: z.string().trim().max(500).default(""),
  version: versionInput.optional(),
});

/** Both are days of a week each, any of it. */
export const copyPlannedWeekInput = z.strictObject({ projectId: z.uuid(), from: dayInput, to: dayInput });

type Member = { id: string; from: string; to: string | null };
type Days = { startsOn: string; endsOn: string };

export type PlanFacts = Days & {
  /** Ids of the project's places that are in use. */
  localities: readonly string[];
  /** When people hold a post and are not away. */
  people: readonly Member[];
  /** The planned shifts of the day and of its neighbours. */
  planned: readonly PlannedShift[];
};

/**
 * The break of a planned shift that keeps the rules, in minutes: within the project, at most sixteen hours, people distinct,
 * in a post and not away, none of them planned elsewhere at that time. Throws 422 with every wrong field. Twelve hours
 * and the rest between shifts are warnings (lib/domain/shift.ts) and refuse nothing.
 */
export function checkPlanned(input: PlanShift, facts: PlanFacts, id?: string): number {
  const fields: Record<string, Wording> = {};
  const refuse = (field: string, key: string, values?: Wording["values"]) => {
    fields[field] ??= { key, values };
  };
  if (input.plannedOn < facts.startsOn || input.plannedOn > facts.endsOn) refuse("plannedOn", "outsideProjectDays");
  const time = checkShiftTime({ ...input, on: input.plannedOn }, refuse);
  if (!facts.localities.includes(input.localityId)) refuse("localityId", "notOffered");
  if (new Set(input.assistantIds).size < input.assistantIds.length) refuse("assistantIds", "assistantTwice");
  const present = new Set(inPost(facts.people, input.plannedOn).map((person) => person.id));
  if (input.assistantIds.some((person) => !present.has(person))) refuse("assistantIds", "assistantNotInPost");
  const planned = { ...input, on: input.plannedOn, people: input.assistantIds, ...(id && { id }) };
  const [over] = shiftOverlaps(planned, facts.planned);
  if (over)
    refuse("assistantIds", "plannedElsewhere", {
      day: over.other.on,
      from: over.other.startsAt,
      to: over.other.endsAt,
    });
  if (Object.keys(fields).length > 0) throw new DomainError("invalidInput", 422, {}, fields);
  return time.breakMinutes;
}

/** Why somebody is not taken over into a copied week. */
export type LeftOut = "outside" | "holiday" | "leave" | "notInPost" | "planned" | "hour" | "place";
export type CopiedWeek = {
  shifts: (Omit<PlannedShift, "id"> & { from: string })[];
  /** Each person of each shift that was left out, by day. */
  left: { on: string; personId: string; reason: LeftOut }[];
};
export type CopyFacts = PlanFacts & { holidays: readonly string[]; leaves: readonly (Member & { id: string })[] };

/** Throws 422 unless the two weeks are different ones. */
export function assertOtherWeek({ from, to }: { from: string; to: string }): void {
  if (weekOf(from)[0] === weekOf(to)[0]) throw fieldError("to", "sameWeek");
}

/**
 * The shifts of a week as another one would have them: the same hours by the clock, whatever the clocks do meanwhile. Who is
 * away, in no post or planned then already is left out with the reason, as is everybody on a public holiday; a shift
 * of which nobody is left is not made. So the same copied twice makes nothing more.
 */
export function copyWeek(source: readonly PlannedShift[], from: string, to: string, facts: CopyFacts): CopiedWeek {
  const move = daysBetween(weekOf(from)[0] ?? from, weekOf(to)[0] ?? to);
  const copied: CopiedWeek = { shifts: [], left: [] };
  const taken: ServedShift[] = [...facts.planned];
  for (const { id, on: then, people, ...rest } of source) {
    const on = plusDays(then, move);
    const why = (personId: string): LeftOut | null => {
      if (on < facts.startsOn || on > facts.endsOn) return "outside";
      if (facts.holidays.includes(on)) return "holiday";
      if (inPost(facts.leaves, on).some((leave) => leave.id === personId)) return "leave";
      if (!inPost(facts.people, on).some((person) => person.id === personId)) return "notInPost";
      if ("missing" in shiftTime(on, rest.startsAt, rest.endsAt)) return "hour";
      if (!facts.localities.includes(rest.localityId)) return "place";
      return shiftOverlaps({ ...rest, on, people: [personId] }, taken).length > 0 ? "planned" : null;
    };
    const reasons = people.map((personId) => ({ on, personId, reason: why(personId) }));
    const come = reasons.filter(({ reason }) => reason === null).map(({ personId }) => personId);
    for (const { reason, ...who } of reasons) if (reason) copied.left.push({ ...who, reason });
    if (come.length === 0) continue;
    copied.shifts.push({ ...rest, on, people: come, from: id });
    taken.push({ ...rest, on, people: come });
  }
  return copied;
}

/** What became of a planned shift: of each of its people whether a shift is logged that lies over it, once its day has come. */
export type PlannedState = "ahead" | "logged" | "partly" | "open";

export function plannedState(shift: PlannedShift, served: readonly ServedShift[], today: string): PlannedState {
  const { id: _, ...span } = shift;
  const came = new Set(shiftOverlaps(span, served).flatMap(({ people }) => people));
  if (came.size === shift.people.length) return "logged";
  if (came.size > 0) return "partly";
  return shift.on < today ? "open" : "ahead";
}
