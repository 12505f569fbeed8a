import { type SQL, sql } from "drizzle-orm";
import { type Permission, permissions } from "@/lib/domain/permission";

type Part = "activity_id" | "measurement_id";

const wrote = (record: SQL, part: Part, who: SQL) =>
  sql`exists (select from record_writers w where w.${sql.identifier(part)} = ${record}.id and w.user_id in (${who}))`;

/** Whether who looks, or the person he stands in for, wrote a record (by the alias of its row), who then does not decide on it. */
export const isOwn = (alias: string, part: Part): SQL =>
  wrote(sql.identifier(alias).getSQL(), part, sql`(select sec.user_id()), (select sec.stands_for())`);

/** The names of those who may decide on a record today and have not written in it, as a JSON array. */
export const otherDeciders = (alias: string, part: Part, permission: Permission): SQL => {
  const record = sql.identifier(alias).getSQL();
  const roles = sql.join(
    permissions[permission].map((role) => sql`${role}`),
    sql`, `,
  );
  return sql`(select coalesce(jsonb_agg(distinct p.name), '[]') from role_assignments r join sec.people() p on p.id = r.user_id and p.active
    where r.role in (${roles}) and r.organisation_id = ${record}.organisation_id
      and (r.project_id is null or r.project_id = ${record}.project_id) and r.ended_at is null
      and sec.rights_day() between r.valid_from and coalesce(r.valid_to, 'infinity')
      and r.user_id is distinct from (select sec.user_id()) and not ${wrote(record, part, sql`r.user_id`)})`;
};
