import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Locale } from "@/lib/domain/preference";
import type { Tx } from "../gate";
import { reasonName } from "./activity-list";
import type { Person } from "./privacy";

/** Sections of everything that the product holds of a person, in the order of the export. */
export const dataSections = [
  "person",
  "needs",
  "requests",
  "roles",
  "mentoring",
  "lessons",
  "posts",
  "leaves",
  "shifts",
  "plan",
  "assessments",
  "development",
  "evaluations",
  "trainings",
  "decisions",
  "measurements",
  "files",
  "tokens",
  "sessions",
  "mails",
  "changesBy",
  "changesAbout",
  "looked",
  "lookedAt",
] as const;
export type DataSection = (typeof dataSections)[number];
const loggedValue = z.object({ column: z.string(), side: z.enum(["before", "after"]), value: z.string() });
export type LoggedValue = z.output<typeof loggedValue>;
const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(loggedValue)]));
const account = z.object({ sessions: z.array(rowSchema), mails: z.array(rowSchema) });
export type DataRow = z.output<typeof rowSchema>;
export type PersonData = Partial<Record<DataSection, DataRow[]>>;

const most = sql`20000`;

/**
 * Everything that the product holds of a person, in flat rows; log entries about him and who looked with it. Words of
 * catalogues are in the reader's language.
 */
export async function personData(tx: Tx, person: Person, locale: Locale): Promise<PersonData> {
  const read = async (statement: SQL) => z.array(rowSchema).parse(await tx.execute(statement));
  const parts =
    person.kind === "user"
      ? userParts(person.id, locale)
      : person.kind === "assistant"
        ? assistantParts(person.id)
        : person.kind === "registration"
          ? registrationParts(person.id)
          : coordinatorParts(person.id);
  const found: PersonData = {};
  await Promise.all(
    Object.entries(parts).map(async ([section, statement]) => {
      const name = dataSections.find((known) => known === section);
      if (name && statement) found[name] = await read(statement);
    }),
  );
  if (person.kind === "user") {
    const [row] = await tx.execute<{ data: unknown }>(sql`select sec.person_account(${person.id}) as data`);
    Object.assign(found, account.parse(row?.data));
  }
  return found;
}

const looksSql = (condition: SQL) => sql`
  select to_char(l.at, 'YYYY-MM-DD HH24:MI:SSOF') as at, coalesce(w.name, '') as who, coalesce(w.organisation, '') as organisation, l.subject, l.page
  from access_log l left join sec.lookers() w on w.id = l.user_id where ${condition} order by l.at desc limit ${most}`;

/** Changes of a person's own row with the values that stand beside the log. */
const changes = (table: string, id: string) => sql`
  select to_char(e.at, 'YYYY-MM-DD HH24:MI:SSOF') as at, e.action, e.op, coalesce(w.name, e.actor_kind) as who,
    (select jsonb_agg(jsonb_build_object('column', p.column_name, 'side', p.side, 'value', p.value) order by p.column_name, p.side desc)
      from audit_personal p where p.entry_id = e.id) as values
  from audit_entries e left join sec.people() w on w.id = e.actor_id
  where e.table_name = ${table} and e.row_id = ${id} order by e.id limit ${most}`;

/** Of who registered for a meeting: what the form asked for. */
const registrationParts = (id: string): Partial<Record<DataSection, SQL>> => ({
  person: sql`select d.id, d.name, d.email, d.meeting, d.role, d.municipality, d.site, d.state, d.sent as at from sec.registrant_data(${id}) d`,
  needs: sql`select d.meals, d.room, d.room_with as "roomWith", d.car, d.arrival from sec.registrant_data(${id}) d where d.room is not null`,
  requests: sql`select d.at, d.kind, d.text from sec.registrant_requests(${id}) d`,
  lookedAt: looksSql(sql`l.about_id = ${id}`),
});

const coordinatorParts = (id: string): Partial<Record<DataSection, SQL>> => ({
  person: sql`select d.id, d.name, d.email, d.meeting, d.municipality, d.people as "teamPeople", d.sent as at from sec.coordinators() d where d.id = ${id}`,
  lookedAt: looksSql(sql`l.about_id = ${id}`),
});

const userParts = (id: string, locale: Locale): Partial<Record<DataSection, SQL>> => ({
  person: sql`select u.id, u.name, u.email, o.name as organisation, u.locale, u.theme, u.active, u.password_changed_at::text as "passwordChangedAt"
    from users u join organisations o on o.id = u.organisation_id where u.id = ${id}`,
  roles: sql`select a.role, o.name as organisation, a.valid_from::text as "from", a.valid_to::text as "to",
      to_char(a.ended_at, 'YYYY-MM-DD HH24:MI:SSOF') as "endedAt"
    from role_assignments a join organisations o on o.id = a.organisation_id where a.user_id = ${id} order by a.valid_from`,
  mentoring: sql`select p.name as project, m.starts_on::text as "from", m.ends_on::text as "to"
    from project_mentors m join projects p on p.id = m.project_id where m.user_id = ${id} order by m.starts_on`,
  lessons: sql`select l.kind as lesson, l.title, l.provider, l.held_on::text as day, l.minutes
    from mentor_lessons l join project_mentors m on m.id = l.project_mentor_id where m.user_id = ${id} order by l.held_on, l.id`,
  shifts: sql`select a.happened_on::text as day, p.name as project, a.state, coalesce(n.note, '') as note
    from activities a left join activity_notes n on n.activity_id = a.id join projects p on p.id = a.project_id where a.author_id = ${id} order by a.happened_on, a.id limit ${most}`,
  decisions: sql`select to_char(d.decided_at, 'YYYY-MM-DD HH24:MI:SSOF') as at, p.name as project, d.decision, ${reasonName(locale)} as reason, d.note
    from activity_decisions d join projects p on p.id = d.project_id where d.decided_by = ${id} order by d.decided_at, d.id limit ${most}`,
  measurements: sql`select m.measured_on::text as day, p.name as project, i.code, m.value::text as value, m.note
    from indicator_measurements m join indicators i on i.id = m.indicator_id join projects p on p.id = m.project_id
    where m.author_id = ${id} order by m.measured_on, m.id limit ${most}`,
  files: sql`select to_char(e.uploaded_at, 'YYYY-MM-DD HH24:MI:SSOF') as at, p.name as project, e.file_name as "fileName"
    from evidence e join projects p on p.id = e.project_id where e.uploaded_by = ${id} order by e.uploaded_at, e.id limit ${most}`,
  tokens: sql`select t.name, to_char(t.created_at, 'YYYY-MM-DD HH24:MI:SSOF') as at, to_char(t.expires_at, 'YYYY-MM-DD') as "to",
      t.revoked_at::text as "endedAt" from api_tokens t where t.user_id = ${id} order by t.created_at`,
  changesBy: sql`select to_char(e.at, 'YYYY-MM-DD HH24:MI:SSOF') as at, e.action, e.op, e.table_name as "table", e.row_id::text as record
    from audit_entries e where e.actor_id = ${id} order by e.id desc limit ${most}`,
  changesAbout: changes("users", id),
  looked: looksSql(sql`l.user_id = ${id}`),
  lookedAt: looksSql(sql`l.about_id = ${id}`),
});

const assistantParts = (id: string): Partial<Record<DataSection, SQL>> => ({
  person: sql`select s.id, s.name, p.name as project, o.name as organisation
    from assistants s join projects p on p.id = s.project_id join organisations o on o.id = s.organisation_id where s.id = ${id}`,
  posts: sql`select t.number as post, o.starts_on::text as "from", o.ends_on::text as "to", o.contract, o.fte_percent as "ftePercent", o.contract_starts_on::text as "contractFrom", o.contract_ends_on::text as "contractTo"
    from post_occupancies o join posts t on t.id = o.post_id where o.assistant_id = ${id} order by o.starts_on`,
  leaves: sql`select l.kind as leave, l.starts_on::text as "from", l.ends_on::text as "to"
    from assistant_leaves l where l.assistant_id = ${id} order by l.starts_on`,
  shifts: sql`select a.happened_on::text as day, to_char(a.starts_at, 'HH24:MI') as "from", to_char(a.ends_at, 'HH24:MI') as "to", a.minutes, l.name as locality, a.state, coalesce(n.note, '') as note
    from activity_assistants x join activities a on a.id = x.activity_id left join activity_notes n on n.activity_id = a.id join localities l on l.id = a.locality_id
    where x.assistant_id = ${id} order by a.happened_on, a.id limit ${most}`,
  plan: sql`select n.planned_on::text as day, to_char(n.starts_at, 'HH24:MI') as "from", to_char(n.ends_at, 'HH24:MI') as "to", l.name as locality, n.task
    from planned_shift_people x join planned_shifts n on n.id = x.planned_shift_id join localities l on l.id = n.locality_id
    where x.assistant_id = ${id} order by n.planned_on, n.id limit ${most}`,
  assessments: sql`select m.assessed_on::text as day, r.name as area, m.phase, m.score, m.note
    from assessments m join training_areas r on r.id = m.area_id where m.assistant_id = ${id} order by m.assessed_on, m.id`,
  development: sql`select g.title, g.measure, g.set_on::text as "from", g.due_on::text as "to", r.reviewed_on::text as day, r.verdict, coalesce(r.note, '') as note
    from development_goals g left join development_reviews r on r.goal_id = g.id where g.assistant_id = ${id} order by g.set_on, g.id, r.reviewed_on`,
  evaluations: sql`select to_char(v.month, 'YYYY-MM') as month, v.verdict, v.note
    from assistant_evaluations v where v.assistant_id = ${id} order by v.month`,
  trainings: sql`select t.title, p.held_on::text as day, p.title as part, r.name as area, p.minutes
    from training_attendances p join trainings t on t.id = p.training_id left join training_areas r on r.id = p.area_id
    where p.assistant_id = ${id} order by t.starts_on, p.held_on, p.number`,
  files: sql`select to_char(e.uploaded_at, 'YYYY-MM-DD HH24:MI:SSOF') as at, e.file_name as "fileName"
    from evidence e join assessments m on m.id = e.assessment_id where m.assistant_id = ${id} order by e.uploaded_at, e.id`,
  changesAbout: changes("assistants", id),
  lookedAt:
    looksSql(sql`l.about_id = ${id} or (l.subject = 'assistants' and exists (select from assistants s join projects p on p.id = s.project_id
    where s.id = ${id} and (l.page = '/projects/' || p.slug or l.page like '/projects/' || p.slug || '/%')))`),
});
