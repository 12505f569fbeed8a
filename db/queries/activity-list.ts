import { type SQL, sql } from "drizzle-orm";
import type { ActivityState, receivers } from "@/lib/domain/activity";
import { type ActivityFilter, filterDays } from "@/lib/domain/activity-filter";
import type { Place } from "@/lib/domain/keyset";
import type { Locale } from "@/lib/domain/preference";
import type { Tx } from "../gate";
import { partMark, rowVersion, versionOfMarks } from "../version";
import { endOf } from "./as-of";
import { beyond } from "./keyset";
import { noteOf } from "./notes";
import { roomFor } from "./room";
import { isOwn } from "./writers";

export type ActivityRow = {
  id: string;
  /** The address of its project. */
  slug: string;
  happenedOn: string;
  startsAt: string;
  endsAt: string;
  /** Worked minutes of each assistant. */
  minutes: number;
  state: ActivityState;
  locality: string;
  /** Names of the further places. */
  furtherPlaces: string[];
  keyActivity: string;
  handedTo: (typeof receivers)[number] | null;
  /** Null: not for these eyes until it is approved. */
  note: string | null;
  /** Worked minutes of all of them. */
  together: number;
  people: string[];
  counts: { code: string; name: string; count: number; contact: boolean }[];
  contacts: number;
  files: number;
  version: string;
  /** Written by who looks or by the person he stands in for, who then does not approve it. */
  own: boolean;
  /** Of a submitted one: shifts of its people that lie over it, each once, with the people whom it would count twice. */
  clashes: { id: string; on: string; startsAt: string; endsAt: string; people: string[] }[];
  /** Of a returned one: why, in words. */
  reason: string | null;
  reasonNote: string;
};

export type ActivityAsk = { projectId: string; filter: ActivityFilter; asOf: string; today: string; locale: Locale };

/** What a filter asks of an activity a whose state is this, but for its days. */
export const chosenBy = (
  filter: Pick<ActivityFilter, "locality" | "ka" | "state" | "assistant" | "kind">,
  state: SQL,
): (SQL | undefined | "")[] => [
  filter.locality &&
    sql`(a.locality_id = ${filter.locality}
      or exists (select from activity_places w where w.activity_id = a.id and w.locality_id = ${filter.locality}))`,
  filter.ka && sql`a.key_activity_id = ${filter.ka}`,
  filter.state && sql`${state} = ${filter.state}`,
  filter.assistant &&
    sql`exists (select from activity_assistants x where x.activity_id = a.id and x.assistant_id = ${filter.assistant})`,
  filter.kind &&
    sql`exists (select from activity_counts c join activity_kinds k on k.id = c.kind_id
    where c.activity_id = a.id and k.code = ${filter.kind})`,
];

/** Activities that fit a filter as of a day: the state that the decisions by its end gave them; as of today the one they have (decision 11). */
export function filterSql({ projectId, filter, asOf, today }: ActivityAsk, days = filterDays(filter, asOf)): SQL {
  const state =
    asOf >= today
      ? sql`a.state`
      : sql`coalesce((select d.decision from activity_decisions d
          where d.activity_id = a.id and d.decided_at < ${endOf(asOf)} order by d.decided_at desc limit 1), 'draft')`;
  const conditions = [
    sql`a.project_id = ${projectId}`,
    sql`a.happened_on <= ${days.to}::date`,
    days.from && sql`a.happened_on >= ${days.from}::date`,
    ...chosenBy(filter, state),
    filter.overlap &&
      sql`exists (select from shift_spans x join shift_spans o on o.assistant_id = x.assistant_id and o.span && x.span
          and o.activity_id <> x.activity_id where x.activity_id = a.id)`,
  ].filter((condition) => condition !== undefined && condition !== null && condition !== "");
  return sql`select a.id, a.organisation_id, a.project_id, a.happened_on, a.starts_at, a.ends_at, a.minutes, a.locality_id, a.key_activity_id,
    a.handed_to, a.author_id, ${ofRow}, ${state} as state from activities a where ${sql.join(conditions, sql` and `)}`;
}

/** Activities of a project nearest to a place, newest first; `limit` null gives all of them, wherever the place. */
export async function listActivities(
  tx: Tx,
  ask: ActivityAsk,
  limit: number | null,
  place: Place | null = null,
): Promise<ActivityRow[]> {
  const { condition, order, isBefore } = beyond(limit === null ? null : place, sql`a.happened_on`, sql`a.id`);
  const rows = await tx.execute<ActivityRow>(sql`
    with page as materialized (
      select * from (${filterSql(ask)}) a where ${condition}
      ${order} ${limit === null ? sql`` : sql`limit ${roomFor(limit)}`}
    ), ${rowParts(ask.locale, order)}`);
  if (limit === null) return rows;
  const nearest = rows.slice(0, limit);
  return isBefore ? nearest.reverse() : nearest;
}

/** Returned activities of a project that wait for mending, oldest first, whatever the filter says. */
export async function returnedActivities(tx: Tx, projectId: string, locale: Locale): Promise<ActivityRow[]> {
  return tx.execute<ActivityRow>(sql`
    with page as materialized (
      select a.*, ${ofRow}
      from activities a where a.project_id = ${projectId} and a.state = 'returned' order by a.happened_on, a.id limit 50
    ), ${rowParts(locale, sql`order by a.happened_on, a.id`)}`);
}

/** What a CTE `page` tells of its rows as they are now, whatever day is asked for. */
export const ofRow = sql`${rowVersion("a")} as mark, a.state = 'approved' as open`;

/** The rest of a statement whose CTE `page` names the rows: people, counts, files, the note and the last return. */
export const rowParts = (locale: Locale, order = sql`order by a.happened_on desc, a.id desc`) => sql`
  people as (
    select x.activity_id, jsonb_agg(s.name order by s.name collate "cs-x-icu") as names, ${partMark("x")} as mark
    from activity_assistants x join page on page.id = x.activity_id join assistants s on s.id = x.assistant_id
    group by x.activity_id
  ), counted as (
    select c.activity_id, coalesce(sum(c.count) filter (where k.contact), 0)::int as contacts,
      jsonb_agg(jsonb_build_object('code', k.code, 'name', ${kindName(locale)}, 'count', c.count, 'contact', k.contact) order by k.position) as counts
    from (select c.activity_id, c.kind_id, sum(c.count)::int as count from activity_counts c join page on page.id = c.activity_id group by 1, 2) c
      join activity_kinds k on k.id = c.kind_id
    group by c.activity_id
  ), marked as (
    select c.activity_id, ${partMark("c")} as mark from activity_counts c join page on page.id = c.activity_id group by c.activity_id
  ), further as (
    select w.activity_id, jsonb_agg(l.name order by l.name collate "cs-x-icu") as names
    from activity_places w join page on page.id = w.activity_id join localities l on l.id = w.locality_id group by w.activity_id
  ), clashing as (
    select c.activity_id, jsonb_agg(jsonb_build_object('id', c.id, 'on', c.happened_on, 'startsAt', to_char(c.starts_at, 'HH24:MI'),
      'endsAt', to_char(c.ends_at, 'HH24:MI'), 'people', c.names) order by c.happened_on, c.starts_at, c.id) as clashes
    from (
      select page.id as activity_id, n.id, n.happened_on, n.starts_at, n.ends_at, jsonb_agg(s.name order by s.name collate "cs-x-icu") as names
      from page
        join shift_spans own on own.activity_id = page.id
        join shift_spans x on x.assistant_id = own.assistant_id and x.span && own.span and x.activity_id <> page.id
        join activities n on n.id = x.activity_id
        join assistants s on s.id = own.assistant_id
      where page.state = 'submitted'
      group by page.id, n.id
    ) c group by c.activity_id
  ), filed as (
    select e.activity_id, count(*)::int as files, ${partMark("e")} as mark from evidence e join page on page.id = e.activity_id group by e.activity_id
  )
  select a.id, p.slug, a.happened_on as "happenedOn", to_char(a.starts_at, 'HH24:MI') as "startsAt", to_char(a.ends_at, 'HH24:MI') as "endsAt",
    a.minutes, a.state, l.name as locality, coalesce(further.names, '[]') as "furtherPlaces", k.code as "keyActivity", a.handed_to as "handedTo", ${noteOf(sql`a.open`)} as note,
    coalesce(people.names, '[]') as people, a.minutes * coalesce(jsonb_array_length(people.names), 0) as together, coalesce(counted.counts, '[]') as counts, coalesce(counted.contacts, 0) as contacts,
    coalesce(filed.files, 0) as files,
    ${versionOfMarks(sql`a.mark`, [sql`people.mark`, sql`marked.mark`, sql`filed.mark`])} as version, ${isOwn("a", "activity_id")} as own, coalesce(clashing.clashes, '[]') as clashes, why.reason, coalesce(why.note, '') as "reasonNote"
  from page a
    join projects p on p.id = a.project_id
    join localities l on l.id = a.locality_id
    join key_activities k on k.id = a.key_activity_id
    left join people on people.activity_id = a.id
    left join counted on counted.activity_id = a.id
    left join marked on marked.activity_id = a.id
    left join further on further.activity_id = a.id
    left join clashing on clashing.activity_id = a.id
    left join filed on filed.activity_id = a.id
    left join lateral (
      select ${reasonName(locale)} as reason, d.note from activity_decisions d
      where a.state = 'returned' and d.activity_id = a.id and d.decision = 'returned' order by d.decided_at desc limit 1
    ) why on true
  ${order}`;

/** The words of the reason of a decision d: by the catalogue, the code itself for one that is not in it. */
export const reasonName = (locale: Locale) => sql`coalesce((select ${locale === "en" ? sql`r.name_en` : sql`r.name_cs`}
  from catalogue_items r where r.catalogue = 'return-reason' and r.code = d.reason), d.reason)`;

export const kindName = (locale: Locale) => (locale === "en" ? sql`k.name_en` : sql`k.name_cs`);

export type ActivityDay = { day: string; shifts: number; contacts: number };

/** Days of a month YYYY-MM with their shifts, by the same filter but for its own days. */
export async function activityDays(tx: Tx, ask: ActivityAsk, month: string): Promise<ActivityDay[]> {
  const filter = { ...ask.filter, month, from: undefined, to: undefined };
  return tx.execute<ActivityDay>(sql`
    select c.happened_on as day, count(*)::int as shifts,
      coalesce(sum((select sum(n.count) from activity_counts n join activity_kinds k on k.id = n.kind_id and k.contact
        where n.activity_id = c.id)), 0)::int as contacts
    from (${filterSql({ ...ask, filter })}) c group by c.happened_on order by c.happened_on`);
}

type Named = { id: string; name: string };
export type ActivityPlace = {
  id: string;
  organisationId: string;
  slug: string;
  name: string;
  organisation: string;
  registrationNumber: string | null;
  startsOn: string;
  endsOn: string;
  state: string;
  periods: { number: number; endsOn: string }[];
  assistants: Named[];
  localities: Named[];
  keyActivities: (Named & { code: string })[];
  kinds: { code: string; name: string }[];
};

/** The project of a list and what its filters offer; null when it is not there or not for these eyes. */
export async function activityPlace(tx: Tx, slug: string, locale: Locale): Promise<ActivityPlace | null> {
  const [place] = await tx.execute<ActivityPlace>(sql`
    select p.id, p.organisation_id as "organisationId", p.slug, p.name, o.name as organisation, p.registration_number as "registrationNumber",
      p.starts_on as "startsOn", p.ends_on as "endsOn", p.state,
      (select coalesce(jsonb_agg(jsonb_build_object('number', m.number, 'endsOn', m.ends_on) order by m.number), '[]')
        from monitoring_periods m where m.project_id = p.id) as periods,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name) order by s.name collate "cs-x-icu"), '[]')
        from assistants s where s.project_id = p.id) as assistants,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'name', l.name) order by l.name collate "cs-x-icu"), '[]')
        from localities l where l.project_id = p.id) as localities,
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'code', k.code, 'name', k.name) order by k.code), '[]')
        from key_activities k where k.project_id = p.id) as "keyActivities",
      (select coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'name', ${kindName(locale)}) order by k.position), '[]')
        from activity_kinds k) as kinds
    from projects p join organisations o on o.id = p.organisation_id where p.slug = ${slug}`);
  return place ?? null;
}
