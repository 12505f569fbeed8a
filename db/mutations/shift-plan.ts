import { sql } from "drizzle-orm";
import { plusDays } from "@/lib/domain/day";
import { holidaysOf } from "@/lib/domain/holiday";
import { assertWithin } from "@/lib/domain/project";
import {
  addPlannedShiftInput,
  assertOtherWeek,
  changePlannedDayInput,
  changePlannedShiftInput,
  checkPlanned,
  copyPlannedWeekInput,
  copyWeek,
  removePlannedShiftInput,
} from "@/lib/domain/shift-plan";
import { assertVersion } from "@/lib/domain/version";
import { weekOf } from "@/lib/domain/week";
import type { Tx } from "../gate";
import { holidayRule } from "../queries/settings";
import { planRows } from "../queries/shift-plan";
import { verb } from "../verb";
import { rowVersion } from "../version";
import { openProject, type ProjectFrame, projectOfPart } from "./project-frame";

// Who plans holds the project alone, so that two at once do not put one person in two places.

/** Plans a shift; throws 422 as checkPlanned does. */
export const addPlannedShift = verb(addPlannedShiftInput, async (tx, me, { projectId, ...input }) => {
  const project = await openProject(tx, me, "plan.edit", projectId, "alone");
  const breakMinutes = checkPlanned(input, await factsAround(tx, project, input.plannedOn));
  const plannedShiftId = await insertShifts(tx, project, [
    { ...input, on: input.plannedOn, people: input.assistantIds, breakMinutes },
  ]);
  return { plannedShiftId: plannedShiftId[0] ?? null };
});

/** Plans a shift otherwise; refusals as in addPlannedShift. */
export const changePlannedShift = verb(changePlannedShiftInput, async (tx, me, input) => {
  const { plannedShiftId, version, ...shift } = input;
  const project = await projectOfPart(tx, me, "plan.edit", "planned_shifts", plannedShiftId, {
    hold: "alone",
    version,
  });
  const breakMinutes = checkPlanned(shift, await factsAround(tx, project, shift.plannedOn), plannedShiftId);
  await tx.execute(sql`update planned_shifts set planned_on = ${shift.plannedOn}, starts_at = ${shift.startsAt},
    ends_at = ${shift.endsAt}, break_minutes = ${breakMinutes}, locality_id = ${shift.localityId}, task = ${shift.task}
    where id = ${plannedShiftId}`);
  const people = JSON.stringify(shift.assistantIds);
  await tx.execute(sql`delete from planned_shift_people where planned_shift_id = ${plannedShiftId}
    and assistant_id not in (select value::uuid from jsonb_array_elements_text(${people}::jsonb))`);
  await tx.execute(sql`
    insert into planned_shift_people (organisation_id, project_id, planned_shift_id, assistant_id)
    select ${project.organisationId}::uuid, ${project.id}::uuid, ${plannedShiftId}::uuid, value::uuid
    from jsonb_array_elements_text(${people}::jsonb) on conflict (planned_shift_id, assistant_id) do nothing`);
  return { plannedShiftId };
});

/** Takes a shift out of the plan; what was logged for it stays. */
export const removePlannedShift = verb(removePlannedShiftInput, async (tx, me, { plannedShiftId, version }) => {
  await projectOfPart(tx, me, "plan.edit", "planned_shifts", plannedShiftId, { hold: "alone", version });
  await tx.execute(sql`delete from planned_shift_people where planned_shift_id = ${plannedShiftId}`);
  await tx.execute(sql`delete from planned_shifts where id = ${plannedShiftId}`);
  return { plannedShiftId };
});

/** Says what matters on a day, or that nothing does; 422 versionNeeded and 409 changedMeanwhile when it was said already. */
export const changePlannedDay = verb(changePlannedDayInput, async (tx, me, input) => {
  const { plannedOn, priorities, version } = input;
  const project = await openProject(tx, me, "plan.edit", input.projectId, "alone");
  assertWithin(project, { plannedOn });
  const [known] = await tx.execute<{ id: string; version: string }>(sql`
    select d.id, ${rowVersion("d")} as version from planned_days d where d.project_id = ${project.id} and d.planned_on = ${plannedOn}`);
  if (known) assertVersion(known.version, version);
  if (known && !priorities) await tx.execute(sql`delete from planned_days where id = ${known.id}`);
  else if (known) await tx.execute(sql`update planned_days set priorities = ${priorities} where id = ${known.id}`);
  else if (priorities)
    await tx.execute(sql`insert into planned_days (organisation_id, project_id, planned_on, priorities)
      values (${project.organisationId}, ${project.id}, ${plannedOn}, ${priorities})`);
  return { projectId: project.id };
});

/**
 * Takes the shifts of one week over into another (lib/domain/shift-plan.ts, copyWeek) and answers how many there are now and
 * who was left out, why. Throws 422 for the same week.
 */
export const copyPlannedWeek = verb(copyPlannedWeekInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "plan.edit", input.projectId, "alone");
  assertOtherWeek(input);
  const [source, target] = [weekOf(input.from), weekOf(input.to)];
  const [first = "", last = ""] = [target[0], target[6]];
  const { planned } = await planRows(tx, project.id, source[0] ?? "", source[6] ?? "");
  const [facts, rule] = await Promise.all([factsAround(tx, project, first, last), holidayRule(tx, first)]);
  const holidays = [first, last].flatMap((day) => holidaysOf(Number(day.slice(0, 4)), rule));
  const { shifts, left } = copyWeek(planned, input.from, input.to, { ...facts, holidays });
  await insertShifts(tx, project, shifts);
  return { copied: shifts.length, left };
});

type Frame = Pick<ProjectFrame, "id" | "organisationId" | "startsOn" | "endsOn">;

async function factsAround(tx: Tx, project: Frame, first: string, last = first) {
  const rows = await planRows(tx, project.id, plusDays(first, -1), plusDays(last, 1));
  const localities = rows.localities.filter(({ active }) => active).map(({ id }) => id);
  return { ...rows, localities, startsOn: project.startsOn, endsOn: project.endsOn };
}

type NewShift = {
  on: string;
  startsAt: string;
  endsAt: string;
  breakMinutes: number;
  localityId: string;
  task: string;
  people: readonly string[];
};

/** The ids of new shifts, in their order. */
async function insertShifts(tx: Tx, project: Frame, shifts: readonly NewShift[]): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with given as (
      select gen_random_uuid() as id, g.at, g.shift from jsonb_array_elements(${JSON.stringify(shifts)}::jsonb) with ordinality as g (shift, at)
    ), made as (
      insert into planned_shifts (id, organisation_id, project_id, planned_on, starts_at, ends_at, break_minutes, locality_id, task)
      select id, ${project.organisationId}::uuid, ${project.id}::uuid, (shift ->> 'on')::date, (shift ->> 'startsAt')::time,
        (shift ->> 'endsAt')::time, (shift ->> 'breakMinutes')::int, (shift ->> 'localityId')::uuid, shift ->> 'task'
      from given returning id
    ), served as (
      insert into planned_shift_people (organisation_id, project_id, planned_shift_id, assistant_id)
      select ${project.organisationId}::uuid, ${project.id}::uuid, g.id, p.value::uuid
      from given g join made m on m.id = g.id, jsonb_array_elements_text(g.shift -> 'people') p returning id
    )
    select g.id from given g order by g.at`);
  return rows.map(({ id }) => id);
}
