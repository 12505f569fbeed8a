import {
  activities,
  activityAssistants,
  activityCounts,
  activityDecisions,
  activityNotes,
  activityPlaces,
} from "@/db/schema/activities";
import { lastOfMonth, monthOf, plusDays } from "@/lib/domain/day";
import { daysFrom, isHoliday, isSchoolDay, isWeekend, nextMonday } from "./calendar";
import { demoDay, type Site } from "./city";
import { countKinds, type Turn, turnOf } from "./kinds";
import { handedTo, notes, returns, trainingNotes } from "./notes";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { type Random, stream } from "./random";
import { type Event, ka } from "./schedule";
import type { Member } from "./team";

/** The most shifts of one person a month. */
const monthlyLimit = 21;

type Shift = { day: string; pair: [Member, Member]; turn: Turn; training: boolean };

/** Shifts of pairs from the first day to the demo's day: about twenty a month a post, fewer on weekends and holidays. */
export function shifts(
  { city, own, staff }: Site,
  built: BuiltProject,
  members: Member[],
  events: Event[],
  kindIds: Map<string, string>,
) {
  const ids = stream(`${city.slug}:activities`);
  const noteIds = stream(`${city.slug}:notes`);
  const placeIds = stream(`${city.slug}:places`);
  const random = stream(`${city.slug}:shifts`);
  const planned = plan(random, city.project.startsOn, city.trouble.lastActivityOn, members, events);
  const rows: (typeof activities.$inferInsert & { id: string; state: string })[] = [];
  const said: (typeof activityNotes.$inferInsert)[] = [];
  const people: (typeof activityAssistants.$inferInsert)[] = [];
  const counts: (typeof activityCounts.$inferInsert)[] = [];
  const places: (typeof activityPlaces.$inferInsert)[] = [];
  const decisions: (typeof activityDecisions.$inferInsert)[] = [];
  for (const [index, { day, pair, turn, training }] of planned.entries()) {
    const id = ids.uuid();
    const last = planned.length - 1 - index;
    const state =
      last === 1
        ? "draft"
        : last === 7 || last === 12
          ? "returned"
          : nextMonday(day) <= demoDay
            ? "approved"
            : "submitted";
    const mentoring = !training && random.chance(0.04);
    const keyActivity = ka(city, training ? 4 : mentoring ? 3 : 2);
    const localityId = built.localityIds[random.int(0, built.localityIds.length - 1)] ?? "";
    // Of the last weeks every fourth shift went to a second place.
    const second = built.localityIds.find((one) => one !== localityId);
    const further =
      last < 60 && last % 4 === 2 && second
        ? { id: placeIds.uuid(), ...own, activityId: id, localityId: second }
        : undefined;
    if (further) places.push(further);
    const approved = state === "approved";
    if (random.chance(0.15)) {
      const note = random.pick(training ? trainingNotes : notes);
      said.push({ id: noteIds.uuid(), ...own, activityId: id, note, approved, authorIds: [staff.mentor] });
    }
    rows.push({
      id,
      ...own,
      happenedOn: day,
      startsAt: turn.from,
      endsAt: turn.to,
      minutes: turn.minutes,
      localityId,
      keyActivityId: built.keyActivityIds.get(keyActivity) ?? "",
      handedTo: !training && random.chance(0.09) ? random.pick(handedTo) : null,
      state,
      authorId: staff.mentor,
      recordedAt: `${day}T${turn.recorded}:00+01:00`,
    });
    for (const { id: assistantId } of pair) people.push({ id: ids.uuid(), ...own, activityId: id, assistantId });
    for (const [code, count] of countKinds(random, turn, training)) {
      const kindId = kindIds.get(code);
      if (!kindId) continue;
      const there = further && count > 1 ? Math.floor(count / 2) : 0;
      counts.push({ id: ids.uuid(), ...own, activityId: id, kindId, count: count - there });
      if (further && there > 0)
        counts.push({ id: placeIds.uuid(), ...own, activityId: id, kindId, count: there, placeId: further.id });
    }
    if (state === "draft") continue;
    const decide = (decision: string, decidedBy: string, decidedAt: string, reason: string | null = null, note = "") =>
      decisions.push({ id: ids.uuid(), ...own, activityId: id, decision, reason, note, decidedBy, decidedAt });
    decide("submitted", staff.mentor, `${day}T${turn.recorded}:30+01:00`);
    if (approved) decide("approved", staff.manager, `${nextMonday(day)}T09:${10 + (index % 45)}:00+01:00`);
    const refusal = returns[last % returns.length];
    if (state === "returned" && refusal)
      decide("returned", staff.manager, `${plusDays(day, 1)}T08:40:00+01:00`, refusal.reason, refusal.note);
  }
  return {
    activities: rows,
    people,
    counts,
    batches: [
      batch(activities, rows),
      batch(activityNotes, said),
      batch(activityAssistants, people),
      batch(activityPlaces, places),
      batch(activityCounts, counts),
      batch(activityDecisions, decisions),
    ],
  };
}

export type BuiltShifts = ReturnType<typeof shifts>;

function plan(random: Random, from: string, to: string, members: Member[], events: Event[]): Shift[] {
  const found: Shift[] = [];
  const training = new Set(events.filter(({ shift }) => shift).map(({ on }) => on));
  let worked = new Map<string, number>();
  let month = "";
  let length = 31;
  for (const day of daysFrom(from, to)) {
    if (monthOf(day) !== month) {
      month = monthOf(day);
      length = Number(lastOfMonth(day).slice(8));
      worked = new Map();
    }
    const done = Number(day.slice(8)) / length;
    const quiet = isWeekend(day) || isHoliday(day);
    const together = training.has(day);
    // Who is behind the month's pace is more likely to serve today.
    const free = members.filter((member) => {
      if (member.from > day || (member.to && member.to < day)) return false;
      const so = worked.get(member.id) ?? 0;
      if (so >= monthlyLimit) return false;
      if (together) return true;
      const behind = done * 20 - so;
      return random.chance(Math.min(Math.max((quiet ? 0.18 : 0.84) + behind * 0.07, 0.03), 0.97));
    });
    const order = random.shuffle(free);
    for (let index = 0; index + 1 < order.length; index += 2) {
      const [first, second] = [order[index], order[index + 1]];
      if (!first || !second) continue;
      for (const { id } of [first, second]) worked.set(id, (worked.get(id) ?? 0) + 1);
      found.push({
        day,
        pair: [first, second],
        turn: turnOf(random, {
          weekend: quiet,
          school: isSchoolDay(day),
          training: together,
          summer: /-0[5-9]-/.test(day),
        }),
        training: together,
      });
    }
  }
  return found;
}
