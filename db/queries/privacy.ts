import { sql } from "drizzle-orm";
import type { ErasureEntry, PersonKind } from "@/lib/domain/privacy";
import type { Tx } from "../gate";
import { settingNumber } from "./as-of";
import { holds } from "./search";

export type PersonRow = {
  kind: PersonKind;
  id: string;
  name: string;
  /** Of a user, and of who registered for a meeting, himself or a team: the e-mail; of an assistant: the project. */
  detail: string;
  organisation: string;
};

/** People of the organisations that the reader looks after, found by a part of the name or the e-mail; fifty at most. */
export function findPeople(tx: Tx, asked: string): Promise<PersonRow[]> {
  return tx.execute<PersonRow>(sql`
    select x.kind, x.id, x.name, x.detail, o.name as organisation from (
      select 'user' as kind, u.id, u.name, u.email as detail, u.organisation_id from users u
      where ${holds(sql`u.name`, asked)} or ${holds(sql`u.email`, asked)}
      union all
      select 'assistant', s.id, s.name, p.name, s.organisation_id from assistants s join projects p on p.id = s.project_id
      where ${holds(sql`s.name`, asked)}
      union all
      select 'registration', r.id, r.name, r.email, r.organisation_id from sec.registrants() r
      where ${holds(sql`r.name`, asked)} or ${holds(sql`r.email`, asked)}
      union all
      select 'coordinator', c.id, c.name, c.email, c.organisation_id from sec.coordinators() c
      where ${holds(sql`c.name`, asked)} or ${holds(sql`c.email`, asked)}
    ) x join organisations o on o.id = x.organisation_id
    where x.organisation_id = any ((select sec.writes('privacy'))::uuid[])
    order by x.name collate "cs-x-icu", x.id limit 50`);
}

export type Person = PersonRow & {
  organisationId: string;
  /** Until which day the papers of his projects must stay; null when there is no such duty. */
  keptUntil: string | null;
  erasedAt: string | null;
  /** The only one who administers the installation. */
  lastAdmin: boolean;
};

/** One person of an organisation that the reader looks after; null when he is not there. */
export async function findPerson(tx: Tx, kind: PersonKind, id: string): Promise<Person | null> {
  const source =
    kind === "user"
      ? sql`select u.id, u.name, u.email as detail, u.organisation_id, null::date as kept from users u where u.id = ${id}`
      : kind === "assistant"
        ? sql`select s.id, s.name, p.name as detail, s.organisation_id, sec.kept_until(s.id) as kept
          from assistants s join projects p on p.id = s.project_id where s.id = ${id}`
        : kind === "registration"
          ? sql`select r.id, r.name, r.email as detail, r.organisation_id, null::date as kept from sec.registrants() r where r.id = ${id}`
          : sql`select c.id, c.name, c.email as detail, c.organisation_id, null::date as kept from sec.coordinators() c where c.id = ${id}`;
  const [found] = await tx.execute<Person>(sql`
    select ${kind}::text as kind, x.id, x.name, x.detail, o.name as organisation, x.organisation_id as "organisationId", x.kept as "keptUntil",
      (select to_char(e.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from erasures e
        where e.person_kind = ${kind} and e.person_id = x.id) as "erasedAt",
      ${kind} = 'user' and exists (select from role_assignments a where a.user_id = x.id and a.role = 'admin' and a.ended_at is null)
        and not exists (select from role_assignments a join users u on u.id = a.user_id and u.active
          where a.role = 'admin' and a.user_id <> x.id and a.ended_at is null and sec.rights_day() between a.valid_from and coalesce(a.valid_to, 'infinity')) as "lastAdmin"
    from (${source}) x join organisations o on o.id = x.organisation_id
    where x.organisation_id = any ((select sec.writes('privacy'))::uuid[])`);
  return found ?? null;
}

const mentionPlaces = [
  "activity_notes",
  "activity_decisions",
  "assessments",
  "indicator_measurements",
  "milestones",
  "expense_imports",
  "evidence",
  "expenses",
  "meetings",
  "meeting_blocks",
  "meeting_decisions",
  "round_decisions",
  "practices",
  "development_goals",
  "development_reviews",
  "assistant_evaluations",
  "selection_rounds",
  "planned_shifts",
  "planned_days",
] as const;
/** text: null in the note of a shift that is not approved, which who looks does not read. */
export type Mention = { where: (typeof mentionPlaces)[number]; text: string | null; on: string; project: string };

/**
 * Where a word stands in notes and papers: what was written by others, found however it is written; and the notes that
 * are not to be read yet in which the person stands under a whole name.
 */
export function listMentions(
  tx: Tx,
  { kind, id, organisationId }: Pick<Person, "kind" | "id" | "organisationId">,
  word: string,
): Promise<Mention[]> {
  const at = (table: Mention["where"], column: string, day: string) => sql`
    select ${table} as where, t.${sql.identifier(column)} as text, to_char(t.${sql.identifier(day)}, 'YYYY-MM-DD') as on, p.name as project
    from ${sql.identifier(table)} t join projects p on p.id = t.project_id
    where t.organisation_id = (select o.id from asked o) and ${holds(sql`t.${sql.identifier(column)}`, word)}`;
  // Of a meeting the day of its deadline, of what was decided on it its own.
  const ofMeeting = (table: Mention["where"], column: string, own = sql`t.meeting_id`, day = sql`r.closes_at`) => sql`
    select ${table}, t.${sql.identifier(column)}, to_char(${day}, 'YYYY-MM-DD'), m.reference_number
    from ${sql.identifier(table)} t join meetings m on m.id = ${own} join meeting_rounds r on r.meeting_id = m.id and r.number = 1
    where t.organisation_id = ${organisationId} and ${holds(sql`t.${sql.identifier(column)}`, word)}`;
  return tx.execute<Mention>(sql`
    with asked as (select ${organisationId}::uuid as id)
    select * from (
      select 'activity_notes' as where, n.note as text, to_char(a.happened_on, 'YYYY-MM-DD') as on, p.name as project
      from activity_notes n join activities a on a.id = n.activity_id join projects p on p.id = n.project_id
      where n.organisation_id = ${organisationId} and ${holds(sql`n.note`, word)}
      union all
      select 'activity_notes', null, to_char(a.happened_on, 'YYYY-MM-DD'), p.name
      from sec.unread_mentions(${kind}, ${id}) m join activities a on a.id = m.activity_id join projects p on p.id = a.project_id
      where not exists (select from activity_notes n where n.id = m.id)
      union all
      ${sql.join(
        [
          at("activity_decisions", "note", "decided_at"),
          at("assessments", "note", "assessed_on"),
          at("indicator_measurements", "note", "measured_on"),
          at("milestones", "title", "due_on"),
          at("development_goals", "title", "set_on"),
          at("development_goals", "measure", "set_on"),
          at("development_reviews", "note", "reviewed_on"),
          at("assistant_evaluations", "note", "evaluated_on"),
          at("selection_rounds", "motivation", "announced_on"),
          at("selection_rounds", "note", "announced_on"),
          at("planned_shifts", "task", "planned_on"),
          at("planned_days", "priorities", "planned_on"),
          at("expense_imports", "file_name", "imported_at"),
          at("evidence", "file_name", "uploaded_at"),
          at("expenses", "description", "issued_on"),
          at("expenses", "supplier", "issued_on"),
          ofMeeting("meetings", "contact_name", sql`t.id`),
          ofMeeting("meetings", "contact_email", sql`t.id`),
          ofMeeting("meetings", "signatory_name", sql`t.id`),
          ofMeeting("meeting_blocks", "lecturer"),
          ofMeeting("meeting_decisions", "note", sql`t.meeting_id`, sql`t.decided_at`),
          ofMeeting("round_decisions", "note", sql`t.meeting_id`, sql`t.decided_at`),
          ofMeeting("practices", "title", sql`t.meeting_id`, sql`t.sent_at`),
          ofMeeting("practices", "happened", sql`t.meeting_id`, sql`t.sent_at`),
          ofMeeting("practices", "lesson", sql`t.meeting_id`, sql`t.sent_at`),
        ],
        sql` union all `,
      )}) x order by x.on desc limit 200`);
}

export type ErasureRow = ErasureEntry & { by: string | null; removed: Record<string, number>; organisation: string };

/** The protocol of erasures, newest first. */
export function listErasures(tx: Tx): Promise<ErasureRow[]> {
  return tx.execute<ErasureRow>(sql`
    select e.person_kind as kind, e.person_id as "personId", e.reason, e.reference, e.in_notes as "inNotes", e.removed,
      to_char(e.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "erasedAt", w.name as by, o.name as organisation
    from erasures e join organisations o on o.id = e.organisation_id left join sec.people() w on w.id = e.erased_by
    order by e.erased_at desc, e.id`);
}

/** The list that a restored backup is erased by: ids and codes, the oldest first. For the operator. */
export function erasuresToReplay(tx: Tx): Promise<ErasureEntry[]> {
  return tx.execute<ErasureEntry>(sql`
    select e.person_kind as kind, e.person_id as "personId", e.reason, e.reference, e.in_notes as "inNotes",
      to_char(e.erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "erasedAt"
    from erasures e order by e.erased_at, e.id`);
}

export type ClockRow = {
  what: "access" | "mail" | "jobs" | "commands";
  held: number;
  oldest: string | null;
  due: number;
  border: string;
};
export type ProjectClock = {
  name: string;
  slug: string;
  /** The last day on which its money moved as far as known, its end at least; what the years are counted from. */
  lastMoneyOn: string;
  until: string;
  payrollUntil: string;
  assistants: number;
};
export type PurgeRow = {
  what: ClockRow["what"] | "needs" | "registrations";
  removed: number;
  olderThan: string;
  at: string;
};

/** What is removed when: logs by their time, papers and people of projects by the duty to keep them; what was removed. */
export async function retentionClock(tx: Tx) {
  const utc = (column: string) => sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  const keptUntil = (key: string, fallback: number) => sql`(make_date(extract(year from sec.last_money(p.id))::int + 1
    + ${settingNumber(key, sql`sec.today()`, fallback)}, 1, 1) - 1)`;
  const [logs, projects, purges] = await Promise.all([
    tx.execute<ClockRow>(sql`
      select c.what, c.held::int as held, ${utc("c.oldest")} as oldest, c.due::int as due, ${utc("c.border")} as border from sec.retention_clock() c`),
    tx.execute<ProjectClock>(sql`
      select p.name, p.slug, sec.last_money(p.id) as "lastMoneyOn", ${keptUntil("retention.years", 10)} as until,
        ${keptUntil("retention.payroll_years", 30)} as "payrollUntil",
        (select count(*)::int from assistants s where s.project_id = p.id
          and not exists (select from erasures e where e.person_kind = 'assistant' and e.person_id = s.id)) as assistants
      from projects p where p.organisation_id = any ((select sec.writes('privacy'))::uuid[]) order by p.ends_on, p.name`),
    tx.execute<PurgeRow>(sql`
      select p.what, p.removed, ${utc("p.older_than")} as "olderThan", ${utc("p.at")} as at from purges p order by p.at desc limit 50`),
  ]);
  return { logs, projects, purges };
}
