import type { Tx } from "@/db/gate";
import { findProject } from "@/db/queries/project";
import { holidayRule } from "@/db/queries/settings";
import { planRows, planWeek } from "@/db/queries/shift-plan";
import { earlier, later, plusDays } from "@/lib/domain/day";
import { holidaysOf } from "@/lib/domain/holiday";
import { inPost } from "@/lib/domain/shift";
import { copyWeek, plannedState } from "@/lib/domain/shift-plan";
import { weekOf } from "@/lib/domain/week";

/**
 * The plan of a week of a project, the one of a day or today's: its days with their shifts, who is free and who is away, what
 * each served by now, and what the week before would bring. Null when the project is not there. It names assistants.
 */
export async function readShiftPlan(tx: Tx, slug: string, asked: string | undefined, today: string) {
  const project = await findProject(tx, slug);
  if (!project) return null;
  const day = asked ?? earlier(later(today, project.startsOn), project.endsOn);
  const days = weekOf(day);
  const [monday = day, sunday = day] = [days[0], days[6]];
  // Rests and nights reach over the edge of a week; what the week before had is offered.
  const [rows, week, rule] = await Promise.all([
    planRows(tx, project.id, plusDays(monday, -8), plusDays(sunday, 1)),
    planWeek(tx, project.id, monday, sunday),
    holidayRule(tx, monday),
  ]);
  const holidays = [monday, sunday].flatMap((one) => holidaysOf(Number(one.slice(0, 4)), rule));
  const names = new Map(Object.entries(week.names));
  const places = new Map(rows.localities.map(({ id, name }) => [id, name]));
  const active = rows.localities.filter((place) => place.active);
  const before = rows.planned.filter(({ on }) => on >= plusDays(monday, -7) && on < monday);
  const inWeek = rows.planned.filter(({ on }) => on >= monday && on <= sunday);
  return {
    project,
    organisationId: project.organisationId,
    monday,
    names,
    places,
    localities: active.map(({ id, name }) => ({ id, name })),
    /** Planned shifts of the week and of the days around it, for rests. */
    around: rows.planned.filter(({ on }) => on >= plusDays(monday, -1)),
    copy: copyWeek(before, plusDays(monday, -7), monday, {
      ...project,
      people: rows.people,
      leaves: rows.leaves,
      localities: active.map(({ id }) => id),
      planned: rows.planned.filter(({ on }) => on >= plusDays(monday, -1)),
      holidays,
    }),
    people: [...new Map(rows.people.map((person) => [person.id, person])).values()].filter(({ id }) =>
      days.some((one) => inPost(rows.people, one).some((person) => person.id === id)),
    ),
    days: days.map((on) => {
      const shifts = inWeek.filter((shift) => shift.on === on);
      const planned = new Set(shifts.flatMap(({ people }) => people));
      const present = [...new Set(inPost(rows.people, on).map(({ id }) => id))];
      return {
        on,
        inProject: on >= project.startsOn && on <= project.endsOn,
        holiday: holidays.includes(on),
        note: week.days.find((one) => one.on === on),
        shifts: shifts.map((shift) => ({
          ...shift,
          version: week.versions[shift.id] ?? "",
          state: plannedState(shift, week.served, today),
        })),
        present,
        free: present.filter((id) => !planned.has(id)),
        away: [...new Set(inPost(rows.leaves, on).map(({ id }) => id))],
      };
    }),
  };
}

export type ShiftPlan = NonNullable<Awaited<ReturnType<typeof readShiftPlan>>>;
export type PlanDay = ShiftPlan["days"][number];
