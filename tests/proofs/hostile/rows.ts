import { connect } from "@/db/connection";

/** Rows of every business table: what a refused command must leave as it was. */
export async function rowCounts(superuserUrl: string): Promise<Record<string, number>> {
  const sql = connect(superuserUrl, 1);
  try {
    const tables = await sql`select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('sessions', 'guesses', 'known_devices', 'sign_in_steps', 'password_resets', 'access_log', 'jobs')`;
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await sql`select count(*)::int as n from ${sql(name)}`;
      counts[name] = row?.n;
    }
    return counts;
  } finally {
    await sql.end();
  }
}

/** Ids of Sokolov's records by the name of the field that asks for them. */
export async function realIds(superuserUrl: string): Promise<Record<string, string>> {
  const sql = connect(superuserUrl, 1);
  try {
    const [project] = await sql`select id, organisation_id from projects where slug = 'sokolov'`;
    const ids: Record<string, string> = { projectId: project?.id, organisationId: project?.organisation_id };
    const tables = await sql`select table_name as name from information_schema.columns c
      where table_schema = 'public' and column_name = 'project_id' and exists (select from information_schema.columns
        where table_schema = 'public' and table_name = c.table_name and column_name = 'id')`;
    for (const { name } of tables) {
      const [row] = await sql`select id from ${sql(name)} where project_id = ${project?.id} limit 1`;
      const noun = String(name).replace(/ies$/, "y").replace(/s$/, "");
      if (row) ids[`${noun.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`] = row.id;
    }
    const [day] =
      await sql`select locality_id, key_activity_id from activities where project_id = ${project?.id} limit 1`;
    return { ...ids, localityId: day?.locality_id, keyActivityId: day?.key_activity_id };
  } finally {
    await sql.end();
  }
}
