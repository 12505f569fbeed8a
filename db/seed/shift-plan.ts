import { plannedDays, plannedShiftPeople, plannedShifts } from "@/db/schema/shift-plans";
import { plusDays } from "@/lib/domain/day";
import { usualBreak } from "@/lib/domain/shift";
import { weekOf } from "@/lib/domain/week";
import type { BuiltShifts } from "./activities";
import { demoDay, type Site } from "./city";
import { batch } from "./put";
import { stream } from "./random";
import type { Member } from "./team";

const tasks = [
  "Dohled u školy do osmi hodin",
  "Obchůzka dvorů a sběrných míst",
  "Řešení sousedského sporu",
  "",
  "",
  "",
] as const;
const priorities = [
  "Vrací se jarní prázdniny: víc času u hřišť a obchodního domu.",
  "Odvoz velkoobjemového odpadu, připomenout domovníkům.",
];

/**
 * The plan of the demo's week, as it was served but for one pair that has no record, and of the week after it up to Friday.
 * All invented.
 */
export function shiftPlan({ city, own }: Site, served: BuiltShifts, members: Member[]) {
  const random = stream(`${city.slug}:plan`);
  const week = weekOf(demoDay);
  const shifts: (typeof plannedShifts.$inferInsert & { id: string })[] = [];
  const people: (typeof plannedShiftPeople.$inferInsert)[] = [];
  const add = (
    shift: Pick<typeof plannedShifts.$inferInsert, "plannedOn" | "startsAt" | "endsAt" | "breakMinutes" | "localityId">,
    who: readonly string[],
  ) => {
    const id = random.uuid();
    shifts.push({ id, ...own, ...shift, task: random.pick(tasks) });
    for (const assistantId of who) people.push({ id: random.uuid(), ...own, plannedShiftId: id, assistantId });
  };
  const logged = served.activities.filter(({ happenedOn }) => week.includes(happenedOn));
  const pairOf = (id: string) =>
    served.people.filter(({ activityId }) => activityId === id).map(({ assistantId }) => assistantId);
  for (const { id, happenedOn, startsAt, endsAt, localityId } of logged) {
    const breakMinutes = usualBreak(480);
    add({ plannedOn: happenedOn, startsAt, endsAt, breakMinutes, localityId }, pairOf(id));
    const next = plusDays(happenedOn, 7);
    if (next <= plusDays(demoDay, 6) && next <= city.project.endsOn)
      add({ plannedOn: next, startsAt, endsAt, breakMinutes, localityId }, pairOf(id));
  }
  const friday = plusDays(demoDay, -1);
  const busy = new Set(logged.filter(({ happenedOn }) => happenedOn === friday).flatMap(({ id }) => pairOf(id)));
  const free = members.filter(({ id, from, to }) => from <= friday && !to && !busy.has(id)).slice(0, 2);
  const place = logged[0]?.localityId;
  if (free.length === 2 && place)
    add(
      { plannedOn: friday, startsAt: "14:00", endsAt: "22:00", breakMinutes: 30, localityId: place },
      free.map(({ id }) => id),
    );
  const days = priorities.map((text, index) => ({
    id: random.uuid(),
    ...own,
    plannedOn: plusDays(demoDay, index === 0 ? -1 : 2),
    priorities: text,
  }));
  return [
    batch(plannedShifts, shifts),
    batch(plannedShiftPeople, people),
    batch(
      plannedDays,
      days.filter(({ plannedOn }) => plannedOn >= city.project.startsOn && plannedOn <= city.project.endsOn),
    ),
  ];
}
