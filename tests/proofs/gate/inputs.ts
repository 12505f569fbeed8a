import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { z } from "zod";
import { type City, cities } from "./client";

/** Where the id in a field of a command's input comes from; a field without a line here fails the proof. */
const tableOf: Readonly<Record<string, string>> = {
  activityId: "activities",
  projectId: "projects",
  localityId: "localities",
  keyActivityId: "key_activities",
  assistantId: "assistants",
  assistantIds: "assistants",
  expenseId: "expenses",
  budgetLineId: "budget_lines",
  indicatorId: "indicators",
  measurementId: "indicator_measurements",
  organisationId: "organisations",
  goalId: "goals",
  periodId: "monitoring_periods",
  milestoneId: "milestones",
  projectMentorId: "project_mentors",
  postId: "posts",
  userId: "users",
  personId: "users",
  occupancyId: "post_occupancies",
  leaveId: "assistant_leaves",
  developmentGoalId: "development_goals",
  evaluationId: "assistant_evaluations",
  lessonId: "mentor_lessons",
  mentorContractId: "mentor_contracts",
  selectionId: "selection_rounds",
  plannedShiftId: "planned_shifts",
  areaId: "training_areas",
  assessmentId: "assessments",
  evidenceId: "evidence",
  mailId: "outbox",
  roleAssignmentId: "role_assignments",
  delegationId: "delegations",
  principalId: "users",
  deputyId: "users",
  meetingId: "meetings",
  siteId: "meeting_sites",
  blockId: "meeting_blocks",
  roundId: "meeting_rounds",
  registrationId: "registrations",
  waitingId: "registrations",
  addressId: "invited_addresses",
  attendeeId: "registrations",
  before: "registrations",
  present: "registrations",
  tickId: "attendances",
  publicationId: "publications",
  fromSiteId: "meeting_sites",
  practiceId: "practices",
  pinId: "allocation_pins",
  runId: "allocation_runs",
  waveId: "feedback_waves",
  trainingId: "trainings",
  ownTrainingId: "trainings",
};

/** Where a field of a command means a record of another kind than in the others. */
const meant: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "training.change": { trainingId: "ownTrainingId" },
  "training.remove": { trainingId: "ownTrainingId" },
};

/** The meeting of the demo that people register for. */
const open = "setkani-apk-2025";

/** What a field holds when its type alone does not say; days are of the city. */
const values: Readonly<Record<string, unknown>> = {
  startsAt: "07:00",
  endsAt: "15:00",
  slug: "proof-town",
  key: "warning.vacancy_days",
  code: "9.9",
  month: "2024-06",
  sha256: "0".repeat(64),
  kind: "payroll",
  email: "proof@new.example",
  submit: false,
  sentAt: "2025-03-10T09:00:00Z",
  madeAt: "2025-03-10T08:00:00Z",
};

/** Where the same field means something else. */
const valuesOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "site.add": { code: "proof" },
  "site.change": { code: "proof" },
  "list.issue": { kind: "badges" },
  "registration.send": { slug: open, municipality: "560286", site: "any" },
  "training.take": { code: "0".repeat(24) },
  "practice.send": { municipality: "560286", kind: "good" },
  "practice.change": { municipality: "560286", kind: "good" },
  "allocation.move": { who: "city:560286", to: "waiting" },
  "address.paste": { text: "podatelna@proof.example" },
  "mentor-contract.add": { municipality: "560286" },
  "occupancy.start": { leaveId: null },
  "team.begin": { slug: open, municipality: "560286" },
  "team.start": { slug: open, municipality: "560286" },
};

const isOfMeeting = (table: string) =>
  /^(invited|meeting|registration|attendance|publication|practice|feedback|allocation|outbox)/.test(table);

/** One city's answer to every field: ids by the name of the field, and the days of its project. */
export type Facts = {
  ids: Readonly<Record<string, string>>;
  startsOn: string;
  endsOn: string;
  day: string;
  line: string;
};

const schema = z.looseObject({
  /** Several for what may be null. */
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  get anyOf() {
    return z.array(schema).optional();
  },
  get items() {
    return schema.optional();
  },
  get properties() {
    return z.record(z.string(), schema).optional();
  },
  required: z.array(z.string()).optional(),
});
type Schema = z.output<typeof schema>;
type Values = Readonly<Record<string, unknown>>;

/** The input of a command filled in: ids by `id`, called with the name of the field, all else believable for the city. */
export function fill(name: string, of: z.ZodType, facts: Facts, id: (field: string) => string): unknown {
  const own = { ...values, ...valuesOf[name] };
  const idOf = (field: string) => id(meant[name]?.[field] ?? field);
  return value(own, schema.parse(z.toJSONSchema(of, { io: "input", unrepresentable: "any" })), "", facts, idOf);
}

/** The names of all fields that hold an id. */
export function idFields(name: string, of: z.ZodType): string[] {
  const found = new Set<string>();
  fill(name, of, { ids: {}, startsOn: "2024-01-01", endsOn: "2024-12-31", day: "2024-06-30", line: "1" }, (field) => {
    found.add(field);
    return "";
  });
  return [...found];
}

function value(values: Values, of: Schema, field: string, facts: Facts, id: (field: string) => string): unknown {
  if (values[field] === null) return null;
  const [first] = of.anyOf ?? [];
  if (first) return first.format === "uuid" || first.format === "date" ? value(values, first, field, facts, id) : null;
  if (of.properties) {
    const kept = Object.entries(of.properties).filter(
      ([name, inner]) => of.required?.includes(name) || holdsId(inner) || ["startsOn", "minutes"].includes(name),
    );
    return Object.fromEntries(kept.map(([name, inner]) => [name, value(values, inner, name, facts, id)]));
  }
  if (of.items) return [value(values, of.items, field, facts, id)];
  if (of.format === "uuid") return id(field);
  if (of.format === "date") return field === "startsOn" || field === "endsOn" ? facts[field] : facts.day;
  if (of.enum) return of.enum.includes(values[field]) ? values[field] : of.enum[0];
  if (Array.isArray(of.type) && of.type.includes("null")) return null;
  if (field in values) return values[field];
  if (of.type === "boolean") return true;
  if (of.type === "integer" || of.type === "number") return Math.max(1, of.minimum ?? 1);
  return field === "line" ? facts.line : `proof ${field}`;
}

const holdsId = (of: Schema): boolean =>
  of.format === "uuid" || (of.anyOf ?? []).some(holdsId) || (of.items !== undefined && holdsId(of.items));

/** The demo has sent no mail: one that failed in each city, to its mentor, and one of a meeting, to who registered. */
export async function putMails(sql: Sql): Promise<void> {
  await sql`
    insert into outbox (organisation_id, message_id, template, recipient_id, data, state, settled_at)
      select o.id, 'proof ' || o.slug, 'test', u.id, '{}', 'failed', now()
      from organisations o join users u on u.email = 'mentor@' || o.slug || '.example' where o.slug in ${sql(cities)}`;
  await sql`
    insert into outbox (organisation_id, message_id, template, registration_id, meeting_id, data, state, settled_at)
      select r.organisation_id, 'proof meeting', 'registration-copy', r.id, r.meeting_id, '{}', 'failed', now() from registrations r order by r.id limit 1`;
}

/**
 * What the demo has not: a further round, a certificate, the asking after a site, and what the organiser told himself, before
 * all else that is told there.
 */
export const putAfterMeeting = (sql: Sql, key: string) =>
  sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'proof.fill')`;
    await tx`insert into feedback_waves (organisation_id, meeting_id, site_id, closes_on, decided_by)
      select s.organisation_id, s.meeting_id, s.id, s.ends_on, u.id
      from meeting_sites s join meetings m on m.id = s.meeting_id and m.slug = ${open} join users u on u.email = 'organiser@mv.example' limit 1`;
    await tx`insert into meeting_rounds (id, organisation_id, meeting_id, number, site_id, state, closes_at)
      select '00000000-0000-4000-8000-000000000000', s.organisation_id, s.meeting_id, 2, s.id, 'open', now()
      from meeting_sites s join meetings m on m.id = s.meeting_id and m.slug = ${open} order by s.id limit 1`;
    await tx`insert into certificates (organisation_id, meeting_id, site_id, registration_id, number, issue, code, name, blocks, minutes, issued_by)
      select s.organisation_id, s.meeting_id, s.id, r.id, 1, 1, ${"0".repeat(24)}, r.name,
          '[{"number": 1, "titleCs": "Proof", "titleEn": "", "day": "2025-03-10", "minutes": 90}]', 90, u.id
      from meeting_sites s join meetings m on m.id = s.meeting_id and m.slug = ${open} join registrations r on r.meeting_id = s.meeting_id
        join users u on u.email = 'organiser@mv.example' order by r.id limit 1`;
    await tx`insert into practices (id, organisation_id, meeting_id, author_id, municipality_code, kind, topic, title, happened, lesson, sent_at)
      select '00000000-0000-4000-8000-000000000000', m.organisation_id, m.id, u.id, '560286', 'good', 'other', 'Proof', 'Proof', 'Proof', now()
      from meetings m join users u on u.email = 'organiser@mv.example' where m.slug = ${open}`;
  });

/** A record of every kind in each city, and of the meetings in the ministry, as the superuser finds them. */
export async function findFacts(sql: Sql): Promise<Record<City | "ministry", Facts>> {
  const found = await Promise.all(cities.map((city) => factsOf(sql, city)));
  const [sokolov, jirkov] = found;
  if (!sokolov || !jirkov) throw new Error("a city is missing");
  const [ministry] = await sql`
    select o.id, m.id as meeting from organisations o join meetings m on m.organisation_id = o.id and m.slug = ${open} where o.slug = 'mv'`;
  const own = { organisationId: ministry?.id };
  for (const [field, table] of Object.entries(tableOf).filter(([, table]) => isOfMeeting(table))) {
    // Of one meeting as far as it goes, so that they belong together.
    const [row] = await sql`
      select id from ${sql(table)} where organisation_id = ${own.organisationId}
      order by ${sql(table === "meetings" ? "id" : "meeting_id")} is not distinct from ${ministry?.meeting} desc, id limit 1`;
    Object.assign(own, { [field]: row?.id ?? "" });
  }
  return { sokolov, jirkov, ministry: { ...sokolov, ids: { ...sokolov.ids, ...own } } };
}

async function factsOf(sql: Sql, city: City): Promise<Facts> {
  const [project] =
    await sql`select *, starts_on::text as first, ends_on::text as last from projects where slug = ${city}`;
  const [day] =
    await sql`select max(happened_on)::text as day from activities where project_id = ${project?.id ?? null}`;
  const [line] =
    await sql`select code from budget_lines where project_id = ${project?.id ?? null} order by code desc limit 1`;
  if (!project || !day) throw new Error(`the demo has no project ${city}`);
  const ids: Record<string, string> = {};
  for (const [field, table] of Object.entries(tableOf)) {
    const within =
      ["organisations", "users", "projects", "role_assignments", "delegations", "outbox"].includes(table) ||
      isOfMeeting(table)
        ? sql`t.${sql(table === "organisations" ? "id" : "organisation_id")} = ${project.organisation_id}`
        : sql`t.project_id = ${project.id}`;
    const rows = await sql`
      select t.id from ${sql(table)} t where ${within}
      order by ${likely(sql, table, day.day, field)} desc, to_jsonb(t) ->> 'state' = 'submitted' desc, to_jsonb(t) ->> 'rule' = 'measured' desc, t.id limit 1`;
    const id = rows[0]?.id ?? "";
    ids[field] = id;
  }
  return { ids, startsOn: project.first, endsOn: project.last, day: day.day, line: line?.code ?? "1" };
}

/** Which record a command most likely takes: an assistant who serves on the day, the training that most were at, an account that is a mentor, a line that is spent on. */
function likely(sql: Sql, table: string, day: string, field: string) {
  if (table === "trainings")
    return sql`case when t.source = ${field === "trainingId" ? "meeting" : "own"} then (select count(*) from training_attendances a where a.training_id = t.id) else -1 end`;
  // Best of all one who serves on the day and has from the first day on.
  if (table === "assistants")
    return sql`(select count(*) from unnest(array[${day}::date, (select p.starts_on from projects p where p.id = t.project_id)]) as d (day)
      where exists (select from post_occupancies o where o.assistant_id = t.id and d.day between o.starts_on and coalesce(o.ends_on, d.day)))`;
  if (table === "users")
    return sql`exists (select from role_assignments r where r.user_id = t.id and r.role = 'mentor')`;
  if (table === "budget_lines") return sql`(t.leaf = 'direct')`;
  if (table === "role_assignments") return sql`(t.role = 'mentor')`;
  return sql`(select true)`;
}
