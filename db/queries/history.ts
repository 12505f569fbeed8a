import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Change, changesOf, nameOf } from "@/lib/domain/history";
import type { Tx } from "../gate";

const record = z.record(z.string(), z.json());
const sides = z.object({ before: z.record(z.string(), z.string()), after: z.record(z.string(), z.string()) });
const entryRow = z.object({
  id: z.int(),
  transactionId: z.int(),
  at: z.string(),
  actorKind: z.string(),
  actorId: z.string().nullable(),
  actorName: z.string().nullable(),
  /** For whom a deputy acted. */
  standsFor: z.string().nullable(),
  action: z.string().nullable(),
  tableName: z.string(),
  rowId: z.string(),
  op: z.enum(["insert", "update", "delete"]),
  before: record.nullable(),
  after: record.nullable(),
  personal: z.array(z.string()),
  kept: sides,
});

/** One entry of the audit log; `at` is the real instant, not the business day. */
export type AuditEntry = Pick<
  z.output<typeof entryRow>,
  | "id"
  | "transactionId"
  | "at"
  | "actorKind"
  | "actorId"
  | "actorName"
  | "standsFor"
  | "action"
  | "tableName"
  | "rowId"
  | "op"
> & {
  changes: Change[];
  /** What the record is called, where its changes do not tell. */
  named: Change | null;
};

/** Entries of the log, newest first, and the names of what their changes refer to (id → words). */
export type History = { entries: AuditEntry[]; references: Record<string, string> };

/** The rows below a record whose changes belong to its history, by the column that points to it. */
const parts: Record<string, readonly (readonly [table: string, column: string])[]> = {
  activities: [
    ["activity_notes", "activity_id"],
    ["activity_assistants", "activity_id"],
    ["activity_counts", "activity_id"],
    ["activity_places", "activity_id"],
    ["activity_decisions", "activity_id"],
    ["evidence", "activity_id"],
  ],
  expenses: [
    ["claim_items", "expense_id"],
    ["evidence", "expense_id"],
  ],
  claims: [["claim_items", "claim_id"]],
  projects: [["funding_sources", "project_id"]],
  indicators: [
    ["indicator_targets", "indicator_id"],
    ["indicator_measurements", "indicator_id"],
  ],
  assistants: [
    ["post_occupancies", "assistant_id"],
    ["assistant_leaves", "assistant_id"],
    ["development_goals", "assistant_id"],
    ["assistant_evaluations", "assistant_id"],
    ["assessments", "assistant_id"],
  ],
  posts: [["post_occupancies", "post_id"]],
  meetings: [
    ["meeting_sites", "meeting_id"],
    ["meeting_blocks", "meeting_id"],
    ["meeting_rounds", "meeting_id"],
    ["meeting_decisions", "meeting_id"],
    ["round_decisions", "meeting_id"],
  ],
};

/**
 * The history of one record and of the rows below it, newest first, at most `limit` entries. It tells personal values:
 * a page that shows it for assistants or activities logs its access first.
 */
export async function recordHistory(tx: Tx, table: string, id: string, limit = 200): Promise<History> {
  const below = (parts[table] ?? []).map(
    ([part, column]) => sql`
      union select e.id from audit_entries e join ${sql.identifier(part)} r on r.id = e.row_id
        where e.table_name = ${part} and r.${sql.identifier(column)} = ${id}
      union select e.id from audit_entries e join audit_entries d on d.table_name = e.table_name and d.row_id = e.row_id
        where d.op = 'delete' and d.table_name = ${part} and d.before ->> ${column} = ${id}`,
  );
  const own = sql`select e.id from audit_entries e where e.table_name = ${table} and e.row_id = ${id}`;
  const pointers = (parts[table] ?? []).map(([, column]) => column);
  return readEntries(tx, sql`e.id in (${own} ${sql.join(below, sql` `)})`, limit, pointers);
}

/** Entries that fulfil a condition on audit_entries e, newest first; `without` names columns that are not told. */
export async function readEntries(
  tx: Tx,
  condition: SQL,
  limit: number,
  without: readonly string[] = [],
): Promise<History> {
  const rows = await tx.execute(sql`
    select e.id, e.transaction_id as "transactionId", e.at::text as at, e.actor_kind as "actorKind",
      e.actor_id as "actorId", u.name as "actorName", w.name as "standsFor", e.action, e.table_name as "tableName", e.row_id as "rowId", e.op,
      e.before, e.after, coalesce(a.personal, '{}') as personal,
      jsonb_build_object('before', coalesce(k.before, '{}'), 'after', coalesce(k.after, '{}')) as kept
    from (select * from audit_entries e where ${condition} order by e.id desc limit ${limit}) e
      left join sec.people() u on u.id = e.actor_id left join sec.people() w on w.id = e.on_behalf_of
      left join sec.audited a on a.table_name = e.table_name
      left join lateral (
        select jsonb_object_agg(p.column_name, p.value) filter (where p.side = 'before') as before,
          jsonb_object_agg(p.column_name, p.value) filter (where p.side = 'after') as after
        from audit_personal p where p.entry_id = e.id
      ) k on true
    order by e.id desc`);
  const entries = z
    .array(entryRow)
    .parse(rows)
    .map(({ before, after, personal, kept, ...entry }) => {
      const raw = { op: entry.op, before, after, personal, kept };
      const changes = changesOf(raw, without);
      return { ...entry, changes, named: nameOf(entry.tableName, raw, changes) };
    });
  return { entries, references: await namesOf(tx, entries) };
}

const uuid = z.uuid();

/** What the ids in the changes are called; an id that nothing visible carries is left out. */
async function namesOf(tx: Tx, entries: readonly AuditEntry[]): Promise<Record<string, string>> {
  const ids = new Set(
    entries
      .flatMap(({ changes, named }) =>
        (named ? [...changes, named] : changes).filter(({ kind }) => kind === "reference"),
      )
      .flatMap(({ before, after }) => [before, after].filter((value) => uuid.safeParse(value).success)),
  );
  if (ids.size === 0) return {};
  const wanted = `{${[...ids].join()}}`;
  const rows = await tx.execute<{ id: string; name: string }>(sql`
    with wanted as (select unnest(${wanted}::uuid[]) as id)
    select id, name from sec.people() join wanted using (id)
    union all select id, name from localities join wanted using (id)
    union all select id, code || ' ' || name from key_activities join wanted using (id)
    union all select id, number || '. ' || text from goals join wanted using (id)
    union all select id, name from assistants join wanted using (id)
    union all select id, number::text from posts join wanted using (id)
    union all select id, name from training_areas join wanted using (id)
    union all select id, code || ' ' || name from indicators join wanted using (id)
    union all select id, name_cs from activity_kinds join wanted using (id)
    union all select id, code || ' ' || name from budget_lines join wanted using (id)
    union all select id, number::text from budget_versions join wanted using (id)
    union all select id, number::text from monitoring_periods join wanted using (id)
    union all select id, number::text from claims join wanted using (id)
    union all select id, document_number from expenses join wanted using (id)
    union all select id, happened_on::text from activities join wanted using (id)
    union all select id, file_name from expense_imports join wanted using (id)
    union all select id, title from development_goals join wanted using (id)
    union all select id, starts_on::text from assistant_leaves join wanted using (id)
    union all select id, assessed_on::text from assessments join wanted using (id)
    union all select id, reference_number from meetings join wanted using (id)
    union all select id, name from meeting_sites join wanted using (id)
    union all select id, number::text from meeting_rounds join wanted using (id)
    union all select id, measured_on::text from indicator_measurements join wanted using (id)`);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
