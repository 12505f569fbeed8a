import { sql } from "drizzle-orm";
import { z } from "zod";
import type { AuditFilter } from "@/lib/domain/audit-filter";
import type { Tx } from "../gate";
import { endOf } from "./as-of";
import { type History, readEntries } from "./history";
import { holds } from "./search";

/** Entries a page of the log. */
export const entriesPerPage = 50;

export type AuditPage = History & {
  /** The cursor of the next (older) page; null on the last one. */
  next: number | null;
};

/** What people do with their own accounts by these commands is the business of those who look after accounts, and theirs. */
const notPrivate = sql`(e.actor_id = sec.user_id() or e.action is null
  or split_part(e.action, '.', 1) not in ('account', 'password', 'factor', 'identity', 'session'))`;

const values = sql`jsonb_each_text(coalesce(e.after, e.before)) v`;

/**
 * Whether an entry's record holds what was asked: a text in any of its fields (personal ones stand elsewhere, here are
 * their hashes), an id in one of them or its own, the number of the entry.
 */
function saysOf(asked: string) {
  if (z.uuid().safeParse(asked).success)
    return sql`(e.row_id = ${asked} or exists (select from ${values} where v.value = ${asked}))`;
  const texts = sql`(select string_agg(v.value, ' ') from ${values} where v.value !~ '^([0-9a-f]{64}|[0-9a-f-]{36})$')`;
  return sql`(${/^\d{1,15}$/.test(asked) ? sql`e.id = ${Number(asked)} or` : sql``} ${holds(texts, asked)}
    or exists (select from audit_personal p where p.entry_id = e.id and ${holds(sql`p.value`, asked)}))`;
}

/**
 * A page of the log of one organisation, newest first; without `accounts`, what others did with their own accounts is
 * left out. It tells personal values: log the access first.
 */
export async function listAuditLog(
  tx: Tx,
  organisationId: string,
  filter: AuditFilter,
  accounts: boolean,
  limit = entriesPerPage,
): Promise<AuditPage> {
  const conditions = [
    sql`e.organisation_id = ${organisationId}`,
    !accounts && notPrivate,
    filter.who &&
      (filter.who.includes("-") ? sql`e.actor_id = ${filter.who}::uuid` : sql`e.actor_kind = ${filter.who}`),
    filter.action && sql`e.action = ${filter.action}`,
    filter.table && sql`e.table_name = ${filter.table}`,
    filter.op && sql`e.op = ${filter.op}`,
    filter.from && sql`e.at >= (${filter.from}::date::timestamp at time zone 'Europe/Prague')`,
    filter.to && sql`e.at < ${endOf(filter.to)}`,
    filter.record && sql`e.row_id = ${filter.record}`,
    filter.q && saysOf(filter.q),
    filter.before && sql`e.id < ${filter.before}`,
  ].filter((condition) => condition !== undefined && condition !== "" && condition !== 0 && condition !== false);
  const { entries, references } = await readEntries(tx, sql.join(conditions, sql` and `), limit + 1);
  const shown = entries.slice(0, limit);
  return { entries: shown, references, next: entries.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

/**
 * The newest entries of the log, as many as `most`, read some at a time: what becomes of thousands at once would keep
 * other requests waiting.
 */
export async function listWholeLog(
  tx: Tx,
  organisationId: string,
  filter: AuditFilter,
  accounts: boolean,
  most: number,
  portion = 500,
): Promise<AuditPage> {
  const whole: AuditPage = { entries: [], references: {}, next: filter.before ?? null };
  do {
    const rest = Math.min(portion, most - whole.entries.length);
    const page = await listAuditLog(tx, organisationId, { ...filter, before: whole.next ?? undefined }, accounts, rest);
    whole.entries.push(...page.entries);
    Object.assign(whole.references, page.references);
    whole.next = page.next;
  } while (whole.next !== null && whole.entries.length < most);
  return whole;
}

export type AuditChoices = {
  entries: number;
  links: number;
  /** Instants; null while the log is empty. */
  firstAt: string | null;
  lastAt: string | null;
  head: string | null;
  actors: { id: string; name: string | null; kind: string }[];
  actions: string[];
  tables: string[];
};

/**
 * How long the log of an organisation is, its head, and who, what and where occurs in it; everybody once, by the present
 * name. Commands on accounts of others are not among them without `accounts`.
 */
export async function auditChoices(tx: Tx, organisationId: string, accounts: boolean): Promise<AuditChoices> {
  const [found] = await tx.execute<AuditChoices>(sql`
    with log as materialized (
      select e.actor_id, e.actor_kind, e.action, e.table_name, ${accounts ? sql`true` : sql`bool_or(${notPrivate})`} as told,
        count(*) as entries, min(e.at) as first_at, max(e.at) as last_at
      from audit_entries e where e.organisation_id = ${organisationId} group by 1, 2, 3, 4
    )
    select coalesce((select sum(l.entries) from log l), 0)::bigint as entries,
      (select count(*) from audit_links k where k.organisation_id = ${organisationId}) as links,
      (select min(l.first_at) from log l) as "firstAt", (select max(l.last_at) from log l) as "lastAt",
      (select encode(h.hash, 'hex') from audit_heads h where h.organisation_id = ${organisationId}) as head,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', u.name, 'kind', a.kind) order by u.name nulls last)
        from (select distinct on (1) coalesce(l.actor_id::text, l.actor_kind) as id, l.actor_id, l.actor_kind as kind from log l order by 1, 3) a
          left join sec.people() u on u.id = a.actor_id), '[]') as actors,
      coalesce((select jsonb_agg(distinct l.action) from log l where l.action is not null and l.told), '[]') as actions,
      coalesce((select jsonb_agg(distinct l.table_name) from log l), '[]') as tables`);
  if (!found) throw new Error("aggregates always give a row");
  return found;
}
