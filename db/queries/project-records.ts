import { sql } from "drizzle-orm";
import { type ActivityFilter, filterDays } from "@/lib/domain/activity-filter";
import type { Tx } from "../gate";
import { partMark, recordVersion, rowVersion, versionOfMarks } from "../version";
import { chosenBy } from "./activity-list";
import { noteOf } from "./notes";
import { isInternal } from "./regime";
import { roomFor } from "./room";

/** Id of a project by its address; null when it is not there or not for these eyes. */
export async function projectId(tx: Tx, slug: string): Promise<string | null> {
  const [found] = await tx.execute<{ id: string }>(sql`select id from projects where slug = ${slug}`);
  return found?.id ?? null;
}

export type Page = { day: string; id: string } | null;
/** What a list of activities is narrowed by. */
export type RecordFilter = Pick<ActivityFilter, "from" | "to" | "kind" | "state" | "locality" | "assistant">;

export type ActivityRecord = {
  id: string;
  happenedOn: string;
  startsAt: string;
  endsAt: string;
  minutes: number;
  state: string;
  locality: string;
  keyActivity: string;
  handedTo: string | null;
  /** Null: not for these eyes until it is approved. */
  note: string | null;
  /** Numbers of the posts that the assistants held on the day; their names stay out of the API. */
  posts: number[];
  assistantIds: string[];
  /** Of all places of the shift. */
  counts: { kind: string; count: number }[];
  /** Places beside the one named above, with what of the counts was done there. */
  places: { locality: string; counts: { kind: string; count: number }[] }[];
  evidence: number;
  version: string;
};

/** Activities of a project up to a day that a filter chooses by their state of now, newest first, from after the cursor on. */
export async function listActivityRecords(
  tx: Tx,
  slug: string,
  asOf: string,
  after: Page,
  limit: number,
  filter: RecordFilter = {},
): Promise<ActivityRecord[]> {
  const days = filterDays(filter, asOf);
  const conditions = [
    sql`a.project_id = (select p.id from project p) and a.happened_on <= ${days.to}::date`,
    days.from && sql`a.happened_on >= ${days.from}::date`,
    ...chosenBy(filter, sql`a.state`),
    after && sql`(a.happened_on, a.id) < (${after.day}::date, ${after.id}::uuid)`,
  ].filter((condition) => condition !== undefined && condition !== null && condition !== "");
  const rows = await tx.execute<ActivityRecord>(sql`
    with project as materialized (select id from projects where slug = ${slug}),
    page as materialized (
      select a.*, ${rowVersion("a")} as mark from activities a
      where ${sql.join(conditions, sql` and `)}
      order by a.happened_on desc, a.id desc limit ${roomFor(limit)}
    ),
    held as materialized (
      select o.assistant_id, o.starts_on, coalesce(o.ends_on, 'infinity') as ends_on, p.number
      from post_occupancies o join posts p on p.id = o.post_id where o.project_id = (select p.id from project p)
    ),
    who as (
      select x.activity_id, jsonb_agg(x.assistant_id order by h.number, x.assistant_id) as ids,
        jsonb_agg(h.number order by h.number) filter (where h.number is not null) as posts, ${partMark("x")} as mark
      from activity_assistants x join page a on a.id = x.activity_id
        left join lateral (select min(h.number) as number from held h
          where h.assistant_id = x.assistant_id and a.happened_on between h.starts_on and h.ends_on) h on true
      where x.activity_id = any (${onPage}) group by x.activity_id
    ),
    counted as (
      select c.activity_id, jsonb_agg(jsonb_build_object('kind', k.code, 'count', c.count) order by k.position) as counts
      from (select c.activity_id, c.kind_id, sum(c.count)::int as count from activity_counts c
          where c.activity_id = any (${onPage}) group by 1, 2) c
        join activity_kinds k on k.id = c.kind_id
      group by c.activity_id
    ),
    marked as (
      select c.activity_id, ${partMark("c")} as mark from activity_counts c where c.activity_id = any (${onPage}) group by c.activity_id
    ),
    further as (
      select w.activity_id, jsonb_agg(jsonb_build_object('locality', l.name, 'counts', (
          select coalesce(jsonb_agg(jsonb_build_object('kind', k.code, 'count', c.count) order by k.position), '[]')
          from activity_counts c join activity_kinds k on k.id = c.kind_id where c.activity_id = w.activity_id and c.place_id = w.id
        )) order by l.name collate "cs-x-icu") as places
      from activity_places w join localities l on l.id = w.locality_id
      where w.activity_id = any (${onPage}) group by w.activity_id
    ),
    files as (
      select v.activity_id, count(*)::int as number, ${partMark("v")} as mark
      from evidence v where v.activity_id = any (${onPage}) group by v.activity_id
    )
    select a.id, a.happened_on as "happenedOn", to_char(a.starts_at, 'HH24:MI') as "startsAt", to_char(a.ends_at, 'HH24:MI') as "endsAt",
      a.minutes, a.state, l.name as locality, k.code as "keyActivity", a.handed_to as "handedTo", ${noteOf(sql`a.state = 'approved'`)} as note,
      coalesce(who.posts, '[]') as posts, coalesce(who.ids, '[]') as "assistantIds", coalesce(counted.counts, '[]') as counts,
      coalesce(further.places, '[]') as places,
      coalesce(files.number, 0) as evidence,
      ${versionOfMarks(sql`a.mark`, [sql`who.mark`, sql`marked.mark`, sql`files.mark`])} as version
    from page a
      join localities l on l.id = a.locality_id
      join key_activities k on k.id = a.key_activity_id
      left join who on who.activity_id = a.id
      left join counted on counted.activity_id = a.id
      left join marked on marked.activity_id = a.id
      left join further on further.activity_id = a.id
      left join files on files.activity_id = a.id
    order by a.happened_on desc, a.id desc`);
  return rows.slice(0, limit);
}

/** The ids of the page as an array: what belongs to them is looked up by index, whatever the planner guesses of the page. */
const onPage = sql`array(select p.id from page p)`;

export type ExpenseRecord = {
  id: string;
  kind: string;
  documentNumber: string;
  supplier: string;
  description: string;
  budgetCode: string;
  keyActivity: string | null;
  issuedOn: string;
  paidOn: string | null;
  amountHalere: number;
  claim: number | null;
  claimedHalere: number | null;
  approvedHalere: number | null;
  evidence: number;
  /** The project's regime does not itemise it: neither drawn nor claimed. */
  internal: boolean;
  version: string;
};

/** Expenses of a project issued up to a day, newest first, from after the cursor on. */
export async function listExpenseRecords(
  tx: Tx,
  slug: string,
  asOf: string,
  after: Page,
  limit: number,
): Promise<ExpenseRecord[]> {
  const rows = await tx.execute<ExpenseRecord>(sql`
    select e.id, e.kind, e.document_number as "documentNumber", e.supplier, e.description, l.code as "budgetCode",
      k.code as "keyActivity", e.issued_on as "issuedOn", case when e.paid_on <= ${asOf}::date then e.paid_on end as "paidOn",
      e.amount_halere as "amountHalere", c.number as claim,
      case when c.id is not null then i.claimed_halere end as "claimedHalere",
      case when c.approved_on <= ${asOf}::date then i.approved_halere end as "approvedHalere",
      (select count(*) from evidence v where v.expense_id = e.id)::int as evidence, ${isInternal} as internal,
      ${recordVersion("e", "expense_id")} as version
    from expenses e
      join projects p on p.id = e.project_id
      join budget_lines l on l.id = e.budget_line_id
      left join key_activities k on k.id = e.key_activity_id
      left join claim_items i on i.expense_id = e.id
      left join claims c on c.id = i.claim_id and c.submitted_on <= ${asOf}::date
    where e.project_id = (select p.id from projects p where p.slug = ${slug}) and e.issued_on <= ${asOf}::date
      ${after ? sql`and (e.issued_on, e.id) < (${after.day}::date, ${after.id}::uuid)` : sql``}
    order by e.issued_on desc, e.id desc limit ${roomFor(limit)}`);
  return rows.slice(0, limit);
}
