import { sql } from "drizzle-orm";
import type { CheckedActivity, LogActivity } from "@/lib/domain/activity";
import { notFound } from "@/lib/domain/error";
import type { Tx } from "../gate";
import { partMark, rowVersion, versionOfMarks } from "../version";
import { type Locked, versionOf } from "./activity-locks";
import { writeNote } from "./activity-notes";

/**
 * A new shift with people, places, counts and decision in one statement, which answers the version of what it made. Throws
 * 404 when the id is taken.
 */
export async function insertShift(
  tx: Tx,
  by: string,
  id: string,
  organisationId: string,
  input: LogActivity,
  checked: CheckedActivity,
): Promise<string> {
  const made = versionOfMarks(rowVersion("a"), [
    sql`(select ${partMark("p")} from people p)`,
    sql`(select ${partMark("c")} from counted c)`,
    sql`null`,
  ]);
  // Without rows a table's triggers would run all the same.
  const noted = input.note
    ? sql`noted as (
      insert into activity_notes (organisation_id, project_id, activity_id, note)
      select a.organisation_id, a.project_id, a.id, ${input.note} from activity a
    ),`
    : sql``;
  const further = input.places.length > 0;
  const placed = further
    ? sql`placed as (
      insert into activity_places (organisation_id, project_id, activity_id, locality_id)
      select a.organisation_id, a.project_id, a.id, x.value::uuid
      from activity a cross join jsonb_array_elements_text(${placesJson(input)}::jsonb) x
      returning id, locality_id
    ),`
    : sql``;
  const decided = input.submit
    ? sql`, decided as (
      insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
      select a.organisation_id, a.project_id, a.id, 'submitted', ${by}::uuid from activity a
    )`
    : sql``;
  const [row] = await tx.execute<{ version: string }>(sql`
    with activity as (
      insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id,
        key_activity_id, handed_to, state, author_id)
      values (${id}, ${organisationId}, ${input.projectId}, ${input.happenedOn}, ${input.startsAt}, ${input.endsAt},
        ${checked.minutes}, ${input.localityId}, ${input.keyActivityId}, ${input.handedTo ?? null},
        ${input.submit ? "submitted" : "draft"}, ${by})
      on conflict (id) do nothing returning id, organisation_id, project_id, xmin
    ), ${noted} people as (
      insert into activity_assistants (organisation_id, project_id, activity_id, assistant_id)
      select a.organisation_id, a.project_id, a.id, x.value::uuid
      from activity a cross join jsonb_array_elements_text(${JSON.stringify(input.assistantIds)}::jsonb) x
      returning id, xmin
    ), ${placed} counted as (
      insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count${further ? sql`, place_id` : sql``})
      select a.organisation_id, a.project_id, a.id, x."kindId", x.count${further ? sql`, w.id` : sql``}
      from activity a cross join jsonb_to_recordset(${JSON.stringify(checked.counts)}::jsonb) as x ("kindId" uuid, count int, "placeAt" uuid)
        ${further ? sql`left join placed w on w.locality_id = x."placeAt"` : sql``}
      returning id, xmin
    ) ${decided}
    select ${made} as version from activity a`);
  // The id is taken by a row that these eyes do not see.
  if (!row) throw notFound();
  return row.version;
}

/** Writes a shift over, with its people, places, counts and note; answers its version. */
export async function changeShift(tx: Tx, by: string, known: Locked, input: LogActivity, checked: CheckedActivity) {
  const own = sql`${known.organisationId}::uuid, ${known.projectId}::uuid, ${known.id}::uuid`;
  const people = JSON.stringify(input.assistantIds);
  const counts = JSON.stringify(checked.counts);
  const places = placesJson(input);
  await Promise.all([
    tx.execute(sql`
      with decided as (
        insert into activity_decisions (organisation_id, project_id, activity_id, decision, decided_by)
        select ${own}, 'submitted', ${by}::uuid where ${input.submit}
      )
      update activities set happened_on = ${input.happenedOn}, starts_at = ${input.startsAt}, ends_at = ${input.endsAt},
        minutes = ${checked.minutes}, locality_id = ${input.localityId}, key_activity_id = ${input.keyActivityId},
        handed_to = ${input.handedTo ?? null}, state = ${input.submit ? "submitted" : known.state}
      where id = ${known.id}`),
    tx.execute(sql`
      delete from activity_assistants where activity_id = ${known.id}
        and assistant_id not in (select value::uuid from jsonb_array_elements_text(${people}::jsonb))`),
    tx.execute(sql`
      insert into activity_assistants (organisation_id, project_id, activity_id, assistant_id)
      select ${own}, x.value::uuid from jsonb_array_elements_text(${people}::jsonb) x
      on conflict (activity_id, assistant_id) do nothing`),
    tx.execute(sql`
      delete from activity_counts c where c.activity_id = ${known.id} and not exists (
        select from jsonb_to_recordset(${counts}::jsonb) as x ("kindId" uuid, "placeAt" uuid)
        where x."kindId" = c.kind_id and x."placeAt" is not distinct from
          (select w.locality_id from activity_places w where w.id = c.place_id))`),
    tx.execute(sql`
      delete from activity_places where activity_id = ${known.id}
        and locality_id not in (select value::uuid from jsonb_array_elements_text(${places}::jsonb))`),
    tx.execute(sql`
      insert into activity_places (organisation_id, project_id, activity_id, locality_id)
      select ${own}, x.value::uuid from jsonb_array_elements_text(${places}::jsonb) x
      on conflict (activity_id, locality_id) do nothing`),
    tx.execute(sql`
      insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count, place_id)
      select ${own}, x."kindId", x.count, w.id
      from jsonb_to_recordset(${counts}::jsonb) as x ("kindId" uuid, count int, "placeAt" uuid)
        left join activity_places w on w.activity_id = ${known.id} and w.locality_id = x."placeAt"
      on conflict (activity_id, kind_id, place_id) do update set count = excluded.count`),
    writeNote(tx, known, input.note),
  ]);
  return versionOf(tx, known.id);
}

/** The further places of a shift, by their ids. */
const placesJson = (input: LogActivity) => JSON.stringify(input.places.map(({ localityId }) => localityId));
