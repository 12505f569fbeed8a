import { type SQL, sql } from "drizzle-orm";
import type { LogActivity } from "@/lib/domain/activity";
import { DomainError, type InTheWay } from "@/lib/domain/error";
import type { Tx } from "../gate";

/**
 * Throws 409 shiftsOverlap, with the other shift, when one of these lies over an approved one, or another of these, of the
 * same person. The database holds it too, also when both are approved at one moment.
 */
export async function assertServedOnce(tx: Tx, ids: readonly string[]): Promise<void> {
  const [other] = await tx.execute<PlacedShift>(sql`
    with asked as (select value::uuid as id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
    select ${placedShift} from shift_spans s
      join shift_spans o on o.assistant_id = s.assistant_id and o.span && s.span and o.activity_id <> s.activity_id
        and (o.state = 'approved' or o.activity_id in (select id from asked))
      join activities a on a.id = o.activity_id join projects p on p.id = a.project_id
    where s.activity_id in (select id from asked) order by a.happened_on, a.starts_at, a.id limit 1`);
  if (other) throw new DomainError("shiftsOverlap", 409, {}, {}, wayTo(other));
}

/** Throws 409 shiftAlike, with the other shift, when such a one is there and this was not said to be another. */
export function assertNotAlike(input: LogActivity, alike: PlacedShift | null): void {
  if (alike && !input.another) throw new DomainError("shiftAlike", 409, {}, {}, wayTo(alike));
}

/** Of two who log the same shift at one moment the second sees the first one's. Asked before what it looks at. */
export async function holdDay(tx: Tx, { projectId, happenedOn }: LogActivity): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('hlidka.shift'), hashtext(${projectId + happenedOn}))`);
}

/** As a value, for a statement with the project as p: a shift of the same people, day and hours; null when there is none. */
export const alikeShift = (input: LogActivity): SQL => sql`(select to_jsonb(s) from (
    select ${placedShift} from activities a
    where a.project_id = p.id and a.happened_on = ${input.happenedOn} and a.starts_at = ${input.startsAt} and a.ends_at = ${input.endsAt}
      and (select jsonb_agg(x.assistant_id order by x.assistant_id) from activity_assistants x where x.activity_id = a.id)
        = ${JSON.stringify([...input.assistantIds].sort())}::jsonb
    order by a.id limit 1) s)`;

export type PlacedShift = { id: string; slug: string; day: string; from: string; to: string };
const placedShift = sql`a.id, p.slug, a.happened_on as day, to_char(a.starts_at, 'HH24:MI') as "from", to_char(a.ends_at, 'HH24:MI') as "to"`;
const wayTo = ({ id, slug, ...values }: PlacedShift): InTheWay => ({
  href: `/projects/${slug}/activity/${id}`,
  is: { key: "shiftOf", values },
});
