import { type SQL, sql } from "drizzle-orm";
import type { IndicatorRule } from "@/lib/domain/indicator";
import { type RowReason, rowReasons, unitsPerOne } from "@/lib/domain/indicator-row";
import type { Place } from "@/lib/domain/keyset";
import type { Tx } from "../gate";
import { activitiesAsOf, settingNumber } from "./as-of";
import { beyond } from "./keyset";
import { roomFor } from "./room";
import { isShiftRule, shiftGroups, shiftPage, shiftsOf } from "./shift-rows";

/** One row behind a value. Which of the fields say something depends on the indicator's rule. */
export type IndicatorRow = {
  id: string;
  /** Its business day; null when it has none yet. */
  on: string | null;
  /** Locality of a shift, title of a training, author of a measurement. */
  label: string | null;
  /** Number of the post, for rows about people: names stay out. */
  post: number | null;
  /** Which holder of the post it is, from 1. */
  holder: number | null;
  /** Training areas improved, for people; assistants of the pair, for shifts. */
  quantity: number | null;
  /** When a shift began, HH:MM, and the posts of who served in it, so that shifts of one day are told apart. */
  startsAt: string | null;
  posts: string | null;
  /** State of a shift or measurement, kind of a milestone. */
  word: string | null;
  note: string | null;
  /** What it adds to the value, or would add if it counted. */
  amount: number;
  files: { id: string; name: string }[];
};

/** Rows and their amount: counted when reason is null, else left out for that reason; with the files that prove them. */
export type RowGroup = { reason: RowReason | null; rows: number; amount: number; files: number };

export type Indicator = { id: string; projectId: string; rule: IndicatorRule };
const until = (asOf: string | SQL) => sql`${asOf}::date`;

/**
 * The groups of rows behind an indicator's value as of a day: those that count first, then those left out by reason.
 * The amounts of the counted group are the value (db/queries/indicator-values.ts); a test proves it rule by rule.
 */
export async function indicatorRowGroups(tx: Tx, indicator: Indicator, asOf: string): Promise<RowGroup[]> {
  const { rule, projectId } = indicator;
  const found = isShiftRule(rule)
    ? shiftGroups(rule, projectId, asOf)
    : sql`with rows as materialized (${rowsOf(indicator, asOf)})
        select r.reason, count(*)::int as rows, sum(r.units) as units, sum(f.files)::int as files
        from rows r cross join lateral (select count(*) as files from evidence e where ${evidenceOf(indicator, asOf)}) f
        group by r.reason`;
  const groups = await tx.execute<RowGroup>(sql`
    select g.reason, coalesce(g.rows, 0) as rows, (g.units::numeric / ${unitsPerOne(rule)}::int)::float8 as amount, g.files from (${found}) g`);
  const place = ({ reason }: RowGroup) => (reason === null ? -1 : rowReasons.indexOf(reason));
  return [...groups].sort((a, b) => place(a) - place(b));
}

/** How many rows of a group are proven by a file. */
export async function provenRows(
  tx: Tx,
  indicator: Indicator,
  asOf: string,
  reason: RowReason | null,
): Promise<number> {
  const { rule, projectId } = indicator;
  const rows = isShiftRule(rule)
    ? shiftsOf({ rule, projectId }, asOf, reason, hasFile(projectId))
    : sql`select r.id from (${rowsOf(indicator, asOf)}) r where r.reason is not distinct from ${reason}::text
        and exists (select from evidence e where ${evidenceOf(indicator, asOf)})`;
  const [found] = await tx.execute<{ rows: number }>(sql`select count(*)::int as rows from (${rows}) r`);
  return found?.rows ?? 0;
}

const hasFile = (projectId: string) =>
  sql`a.id in (select e.activity_id from evidence e where e.project_id = ${projectId} and e.activity_id is not null)`;

/**
 * Rows of one group nearest to a place, newest first; `withFiles` leaves out those that no file proves. Rows without a
 * day come last.
 */
export async function indicatorRows(
  tx: Tx,
  indicator: Indicator,
  asOf: string,
  group: { reason: RowReason | null; withFiles?: boolean; place?: Place | null; limit: number },
): Promise<IndicatorRow[]> {
  const { rule, projectId } = indicator;
  const { place = null, limit } = group;
  const proven = group.withFiles
    ? sql`and exists (select from evidence e where ${evidenceOf(indicator, asOf)})`
    : sql``;
  const part = beyond(place, sql`coalesce(r.on_day, '-infinity')`, sql`r.id`);
  const page = isShiftRule(rule)
    ? shiftPage(
        { rule, projectId },
        asOf,
        group.reason,
        beyond(place, sql`a.happened_on`, sql`a.id`),
        roomFor(limit),
        group.withFiles ? hasFile(projectId) : sql`true`,
      )
    : sql`select r.* from (${rowsOf(indicator, asOf)}) r
        where r.reason is not distinct from ${group.reason}::text and ${part.condition} ${proven} ${part.order} limit ${roomFor(limit)}`;
  const rows = await tx.execute<IndicatorRow>(sql`
    with r as materialized (${page})
    select r.id, r.on_day as on, r.label, r.post, r.holder, r.quantity, r.word, r.note,
      to_char(a.starts_at, 'HH24:MI') as "startsAt",
      (select string_agg(p.number::text, ' + ' order by p.number) from activity_assistants s
        join post_occupancies o on o.assistant_id = s.assistant_id and o.starts_on <= r.on_day
          and (o.ends_on is null or o.ends_on >= r.on_day)
        join posts p on p.id = o.post_id where s.activity_id = a.id) as posts,
      (r.units::numeric / ${unitsPerOne(rule)}::int)::float8 as amount, f.files
    from r
    left join activities a on a.id = r.id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'name', e.file_name) order by e.file_name), '[]') as files
      from evidence e where ${evidenceOf(indicator, asOf)}
    ) f
    ${part.order}`);
  const nearest = rows.slice(0, limit);
  return part.isBefore ? nearest.reverse() : nearest;
}

/** Which files prove a row r. */
function evidenceOf({ rule, projectId }: Indicator, asOf: string): SQL {
  const within = sql`e.project_id = ${projectId}`;
  if (rule === "measured") return sql`${within} and e.measurement_id = r.id`;
  if (rule === "people-improved")
    return sql`${within} and e.assessment_id in (select s.id from assessments s
      where s.assistant_id = r.id and s.assessed_on <= ${until(asOf)})`;
  if (rule === "people-in-posts" || rule === "training-events") return sql`false`;
  return sql`${within} and e.activity_id = r.id`;
}

/** All rows that a rule looks at, as a statement: id, on_day, label, post, holder, quantity, word, note, units, reason. */
export function rowsOf(indicator: Indicator, asOf: string): SQL {
  if (indicator.rule === "measured") return measurements(indicator, asOf);
  if (indicator.rule === "people-in-posts") return occupancies(indicator, asOf);
  if (indicator.rule === "people-improved") return improvements(indicator, asOf);
  if (indicator.rule === "training-events") return trainings(indicator, asOf);
  return shifts(indicator, asOf);
}

function shifts({ projectId, rule }: Indicator, asOf: string): SQL {
  const people = sql`coalesce(served.people, 0)`;
  const units =
    rule === "contacts"
      ? sql`coalesce(counted.contacts, 0)`
      : rule === "activity-hours"
        ? sql`x.minutes * ${people}`
        : sql`1`;
  const counted = sql`left join (
      select c.activity_id, sum(c.count) as contacts from activity_counts c
      where c.project_id = ${projectId} and c.kind_id in (select k.id from activity_kinds k where k.contact)
      group by c.activity_id
    ) counted on counted.activity_id = x.id`;
  return sql`
    select y.*, case when y.on_day > ${until(asOf)} then 'after-day' when y.word <> 'approved' then y.word
      when y.units = 0 then 'adds-nothing' end as reason
    from (
      select x.id, x.happened_on as on_day, l.name as label, null::int as post, null::int as holder,
        ${people}::int as quantity, x.state as word, k.code as note, (${units})::bigint as units
      from (
        ${activitiesAsOf(projectId, asOf)}
        union all select a.id, a.project_id, a.happened_on, a.minutes, a.key_activity_id, a.state
        from activities a where a.project_id = ${projectId} and a.happened_on > ${until(asOf)}
      ) x
        join activities own on own.id = x.id
        join localities l on l.id = own.locality_id
        join key_activities k on k.id = x.key_activity_id
        left join (
          select s.activity_id, count(*) as people from activity_assistants s
          where s.project_id = ${projectId} group by s.activity_id
        ) served on served.activity_id = x.id
        ${rule === "contacts" ? counted : sql``}
    ) y`;
}

/** A post's holders in the order they came, a row for each time that they held it under the same terms. */
const holders = (projectId: string) => sql`
  select o.id, o.assistant_id, o.starts_on, p.number as post,
    dense_rank() over (partition by o.post_id order by o.came_on, o.assistant_id)::int as holder,
    row_number() over (partition by o.assistant_id order by o.starts_on, o.id) as turn
  from (select x.*, min(x.starts_on) over (partition by x.post_id, x.assistant_id) as came_on from post_occupancies x
    where x.project_id = ${projectId}) o join posts p on p.id = o.post_id`;

function occupancies({ projectId }: Indicator, asOf: string): SQL {
  return sql`
    select h.id, h.starts_on as on_day, null::text as label, h.post, h.holder, null::int as quantity, null::text as word,
      null::text as note, 1::bigint as units,
      case when h.starts_on > ${until(asOf)} then 'after-day' when h.turn > 1 then 'counted-once' end as reason
    from (${holders(projectId)}) h`;
}

/** Assistants by a day: first post, last assessment, areas improved, why they do not count. */
export function improvements({ projectId }: Pick<Indicator, "projectId">, asOf: string | SQL): SQL {
  return sql`
    select a.id, s.last_on as on_day, null::text as label, h.post, h.holder, s.improved as quantity, null::text as word,
      null::text as note, 1::bigint as units,
      case when s.improved >= ${settingNumber("assessment.areas_needed", asOf, 2)} then null
        when s.entries = 0 then 'no-entry-assessment' when s.laters = 0 then 'no-later-assessment'
        else 'too-few-areas' end as reason
    from assistants a
      left join (${holders(projectId)}) h on h.assistant_id = a.id and h.turn = 1
      cross join lateral (
        select max(x.assessed_on) as last_on, count(*) filter (where x.phase = 'entry') as entries,
          count(*) filter (where x.phase <> 'entry') as laters,
          (select count(*) from (
            select distinct on (l.area_id) l.area_id, l.score from assessments l
            where l.assistant_id = a.id and l.phase <> 'entry' and l.assessed_on <= ${until(asOf)}
            order by l.area_id, l.assessed_on desc) last
            join assessments e on e.assistant_id = a.id and e.area_id = last.area_id and e.phase = 'entry'
          where last.score - e.score >= ${settingNumber("assessment.gain_points", asOf, 10)})::int as improved
        from assessments x where x.assistant_id = a.id and x.assessed_on <= ${until(asOf)}
      ) s
    where a.project_id = ${projectId} and (h.starts_on <= ${until(asOf)} or s.entries + s.laters > 0)`;
}

function trainings({ projectId }: Indicator, asOf: string): SQL {
  return sql`
    select m.id, coalesce(m.done_on, m.due_on) as on_day, m.title as label, null::int as post, null::int as holder,
      null::int as quantity, m.kind as word, null::text as note, 1::bigint as units,
      case when m.done_on is null then 'not-done' when m.done_on > ${until(asOf)} then 'after-day'
        when m.kind not in ('training', 'supervision') then 'other-kind' end as reason
    from milestones m where m.project_id = ${projectId} and m.kind in ('training', 'supervision', 'meeting')`;
}

function measurements({ id }: Indicator, asOf: string): SQL {
  return sql`
    select m.id, m.measured_on as on_day, u.name as label, null::int as post, null::int as holder, null::int as quantity,
      m.state as word, m.note, (m.value * 1000)::bigint as units,
      case when m.measured_on > ${until(asOf)} then 'after-day'
        when m.state = 'replaced' then 'replaced'
        when m.state = 'submitted' and exists (select from indicator_measurements v where v.indicator_id = m.indicator_id
          and v.measured_on = m.measured_on and v.state = 'verified') then 'submitted'
        when m.measured_on < max(m.measured_on) filter (where m.measured_on <= ${until(asOf)}) over () then 'replaced' end as reason
    from indicator_measurements m left join sec.people() u on u.id = m.author_id where m.indicator_id = ${id}`;
}
