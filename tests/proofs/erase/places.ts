import type { Sql } from "postgres";

/** Every column of every table that could hold a text: `table.column` and its type. */
export async function textColumns(sql: Sql): Promise<{ table: string; column: string; type: string }[]> {
  return sql<{ table: string; column: string; type: string }[]>`
    select n.nspname || '.' || c.relname as table, a.attname as column, a.atttypid::regtype::text as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'sec', 'drizzle') and a.attnum > 0 and not a.attisdropped
      and a.atttypid::regtype::text in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'text[]', 'name')
    order by 1, 2`;
}

/** Columns where a person's canary is put before the erasure; each must hold one then and none after. */
export const planted = [
  "users.name",
  "users.email",
  "assistants.name",
  "api_tokens.name",
  "sessions.agent",
  "outbox.data",
  "outbox.last_error",
  "jobs.last_error",
  "commands.result",
  "access_log.page",
  "access_log.subject",
  "activity_notes.note",
  "activity_decisions.note",
  "assessments.note",
  "indicator_measurements.note",
  "milestones.title",
  "projects.closing_note",
  "expense_imports.file_name",
  "evidence.file_name",
  "delegations.reason",
  "meetings.contact_name",
  "meetings.contact_email",
  "meetings.signatory_name",
  "meeting_blocks.lecturer",
  "meeting_decisions.note",
  "round_decisions.note",
  "walk_ins.name",
  "certificates.name",
  "attendance_decisions.note",
  "publications.note",
  "seat_decisions.note",
  "training_supports.note",
  "practices.title",
  "practices.happened",
  "practices.lesson",
  "practice_decisions.note",
  "allocation_pins.reason",
  "development_goals.title",
  "development_goals.measure",
  "development_reviews.note",
  "assistant_evaluations.note",
  "selection_rounds.motivation",
  "selection_rounds.note",
  "planned_shifts.task",
  "planned_days.priorities",
  "personal_overrules.reason",
  "audit_personal.value",
  "user_identities.subject",
  "guesses.about",
] as const;

/** Columns that hold no person, and why; one that is in neither list is a place that nobody thought of. */
const reasons: readonly [pattern: RegExp, why: string][] = [
  [/^(municipalities|settings|activity_kinds|catalogue_items|organisations|backups|purges|erasures)\./, "the office"],
  [
    /^(funding_sources|goals|key_activities|localities|training_areas|trainings|training_attendances|budget_lines|budget_versions|indicators|plan_months|posts|monitoring_periods|project_mentors|mentor_lessons)\./,
    "the project",
  ],
  [/^personal_overrules\.(verb|field)$/, "codes of what was found"],
  [/^projects\.(?!closing_note)/, "the project"],
  [/\.municipality_code$/, "a town"],
  [/^feedback_/, "said without a name, by nobody who could be found"],
  [
    /^(meetings\.(?!contact_(name|email)|signatory_name)|meeting_sites\.|meeting_blocks\.(?!lecturer))/,
    "what an office says in public",
  ],
  [/^(expenses|claims|claim_items)\./, "accounting records, which stay"],
  [
    /^(registrations|registration_needs|registration_links|registration_teams|registration_events|invited_addresses|round_invitations|mail_objections)\./,
    "who registered, himself or a team: people of kinds of their own, erased by themselves",
  ],
  [/^walk_ins\.municipality/, "where somebody came from; taken away with his name when its time is over"],
  [/^attendances\.(mark|device)$/, "a code"],
  [/^publications\.role_weights$/, "weights of roles"],
  [/^money_(sums|totals)\.figure$/, "which sum it is"],
  [/^outbox\.calendar$/, "an event of who registered, who goes with all his mails"],
  [/^meeting_mail_stops\.codes$/, "codes of a mail server's answer"],
  [/^certificates\.blocks$/, "the programme, as it was"],
  [/^allocation_(runs|pins)\.(?!reason)/, "codes and numbers of an allocation, people by their ids"],
  [/^audit_(entries|links|heads|unsealed)\./, "the chain: hashes, codes and ids; personal values stand beside it"],
  [/^audit_personal\.(salt|side|column_name)$/, "beside the value, and gone with it"],
  [
    /(_hash|^user_passwords\.(salt|digest)|sha256|\.token|\.secret|\.code|\.about|\.address)$/,
    "a hash or a secret of an account",
  ],
  [
    /\.(every|verdict|outcome|provider|issuer|state|kind|role|locale|theme|decision|reason|contract|phase|media_type|handed_to|delivered|template|message_id|hash|page|preview_role|fault|person_kind|what|reference|topic)$/,
    "a code",
  ],
  [/^(commands\.(name)|jobs\.(data)|sec\..*|drizzle\..*)$/, "the machine"],
  [/^jobs\.data$/, "ids"],
];
export const excuse = (place: string): string | undefined =>
  planted.some((known) => known === place) ? "planted" : reasons.find(([pattern]) => pattern.test(place))?.[1];

/** Where a text, or the hash of an e-mail, stands: `table.column` and how often. */
export async function search(sql: Sql, canaries: readonly string[], emails: readonly string[]) {
  const found = new Map<string, number>();
  for (const { table, column, type } of await textColumns(sql)) {
    const [schema = "", name = ""] = table.split(".");
    const at = sql`${sql(schema)}.${sql(name)}`;
    const [row] =
      type === "bytea"
        ? await sql`select count(*)::int as n from ${at} t where
            exists (select from unnest(${[...canaries]}::text[]) c where position(convert_to(c, 'UTF8') in t.${sql(column)}) > 0)
            or t.${sql(column)} in (select sec.guess_mark('account', e) from unnest(${[...emails]}::text[]) e)`
        : await sql`select count(*)::int as n from ${at} t where
            exists (select from unnest(${[...canaries]}::text[]) c where t.${sql(column)}::text ilike '%' || c || '%')`;
    if (row?.n) found.set(table.startsWith("public.") ? `${name}.${column}` : `${table}.${column}`, row.n);
  }
  return found;
}
