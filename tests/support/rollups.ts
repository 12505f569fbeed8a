import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/gate";
import { activitySums } from "@/db/queries/activity-sums";
import { activitiesAsOf } from "@/db/queries/as-of";
import { type Cast, person } from "./cast";
import type { Field } from "./field";
import { asSuperuser } from "./superuser";

/**
 * Where the sums of a project as of a day are not what its rows say, the rows as db/queries/as-of.ts has them: nothing
 * when they agree.
 */
export async function differencesAsOf(tx: Tx, projectId: string, day: string): Promise<unknown[]> {
  return tx.execute(sql`
    select month, key_activity_id, state, kind_id, assistant_id, sum(shifts) as shifts, sum(minutes) as minutes, sum(count) as count, sum(files) as files
    from (
      ${activitySums(projectId, day)}
      union all
      select x.project_id, date_trunc('month', x.happened_on::timestamp)::date, x.key_activity_id, x.state, p.kind_id, p.assistant_id, -p.shifts, -p.minutes, -p.count, -p.files
      from (${activitiesAsOf(projectId, day)}) x cross join lateral (
        select null::uuid as kind_id, null::uuid as assistant_id, 1 as shifts, 0 as count, 0 as minutes,
          (select count(*) from evidence e where e.activity_id = x.id) as files
        union all select null, s.assistant_id, 0, 0, x.minutes, 0 from activity_assistants s where s.activity_id = x.id
        union all select c.kind_id, null, 0, c.count, 0, 0 from activity_counts c where c.activity_id = x.id
      ) p where x.state <> 'draft'
    ) both_sides
    group by 1, 2, 3, 4, 5 having (sum(shifts), sum(minutes), sum(count), sum(files)) <> (0, 0, 0, 0)`);
}

export type Told = { day: string; decisions: readonly [state: string, at: string][]; startsAt?: string };
/** Whose shifts: organisation and project, who writes and who decides. */
export type Place = { own: SQL; field: Field; author: string; manager: string };

/** A shift of two people, 7.5 hours each, with 2 patrols, 3 talks and a file, in the state of its last decision; its id. */
export async function tellShift(tx: Tx, place: Place, { day, decisions, startsAt = "08:00" }: Told): Promise<string> {
  const { own, field, author, manager } = place;
  const id = randomUUID();
  const state = decisions.at(-1)?.[0] ?? "draft";
  await tx.execute(sql`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, state, author_id)
    values (${id}, ${own}, ${day}, ${startsAt}, ${startsAt}::time + interval '8 hours', 450, ${field.localityId}, ${field.keyActivityId}, ${state}, ${author})`);
  for (const assistant of field.assistants.slice(0, 2))
    await tx.execute(
      sql`insert into activity_assistants (organisation_id, project_id, activity_id, assistant_id) values (${own}, ${id}, ${assistant})`,
    );
  await tx.execute(sql`insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count)
    select ${own}, ${id}, k.id, case k.code when 'patrol' then 2 else 3 end from activity_kinds k where k.code in ('patrol', 'counselling')`);
  await tx.execute(sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, activity_id, uploaded_by)
    values (${own}, repeat('a', 64), 'list.pdf', 'application/pdf', 10, ${id}, ${author})`);
  for (const [decision, at] of decisions)
    await tx.execute(sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, reason, note, decided_by, decided_at)
      values (${own}, ${id}, ${decision}, ${decision === "returned" ? "counts" : null}, 'proč',
        ${decision === "returned" || decision === "approved" ? manager : author}, ${at})`);
  return id;
}

export const placeIn = ({ north }: Cast, field: Field): Place => ({
  own: sql`${north.id}::uuid, ${north.projectId}::uuid`,
  field,
  author: person(north, "mentor").id,
  manager: person(north, "manager").id,
});

const undone = new Error("undone");

/** Does something as the owner and the operator at once, past every guard that binds people; nothing of it stays. */
export async function inVain<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  let found: { value: T } | undefined;
  await asSuperuser(async (tx) => {
    await tx.execute(
      sql`select sec.enter_machine('operator', ${process.env.HLIDKA_KEY}, null, ${randomUUID()}, 'test.raw')`,
    );
    found = { value: await run(tx) };
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  if (!found) throw new Error("nothing was found");
  return found.value;
}
