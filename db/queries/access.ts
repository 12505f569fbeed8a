import { type SQL, sql } from "drizzle-orm";
import type { AccessFilter } from "@/lib/domain/privacy";
import type { Tx } from "../gate";
import { endOf } from "./as-of";

export const accessPerPage = 50;

export type AccessRow = {
  id: string;
  at: string;
  who: string;
  home: string;
  /** The organisation whose data it was. */
  about: string;
  subject: string;
  page: string;
};

/** A subject is a kind, or a kind and an id: "user 0b5e…". */
const kind = sql`split_part(l.subject, ' ', 1)`;

function filterSql(filter: AccessFilter): SQL {
  const conditions = [
    sql`true`,
    filter.who && sql`l.user_id = ${filter.who}`,
    filter.organisation && sql`coalesce(l.about_organisation_id, l.organisation_id) = ${filter.organisation}`,
    filter.subject && sql`${kind} = ${filter.subject}`,
    filter.from && sql`l.at >= (${filter.from}::date::timestamp at time zone 'Europe/Prague')`,
    filter.to && sql`l.at < ${endOf(filter.to)}`,
  ].filter((condition) => condition !== undefined && condition !== "");
  return sql`from access_log l left join sec.lookers() w on w.id = l.user_id
    left join organisations o on o.id = coalesce(l.about_organisation_id, l.organisation_id)
    where ${sql.join(conditions, sql` and `)}`;
}

/** Who looked at whose personal data, newest first; a page of it, or (null) ten thousand rows at most. */
export function listAccess(tx: Tx, filter: AccessFilter, page: number | null): Promise<AccessRow[]> {
  const [limit, offset] = page === null ? [10_000, 0] : [accessPerPage, (page - 1) * accessPerPage];
  return tx.execute<AccessRow>(sql`
    select l.id, to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, coalesce(w.name, '') as who,
      coalesce(w.organisation, '') as home, coalesce(o.name, '') as about, l.subject, l.page
    ${filterSql(filter)} order by l.at desc, l.id limit ${limit} offset ${offset}`);
}

export type AccessChoices = {
  rows: number;
  people: { id: string; name: string; organisation: string }[];
  organisations: { id: string; name: string }[];
  /** Kinds of personal data, without ids. */
  subjects: string[];
};

/** How many rows the filter leaves, and what may be chosen from. */
export async function accessChoices(tx: Tx, filter: AccessFilter): Promise<AccessChoices> {
  const [found] = await tx.execute<AccessChoices>(sql`
    select (select count(*)::int ${filterSql(filter)}) as rows,
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'name', w.name, 'organisation', w.organisation)
        order by w.name collate "cs-x-icu") from sec.lookers() w), '[]') as people,
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name) order by o.name collate "cs-x-icu")
        from organisations o where o.id in (select coalesce(l.about_organisation_id, l.organisation_id) from access_log l)), '[]') as organisations,
      coalesce((select jsonb_agg(distinct ${kind}) from access_log l), '[]') as subjects`);
  if (!found) throw new Error("aggregates always give a row");
  return found;
}
