import { connect } from "@/db/connection";

/** A shift of two assistants of a project but for its times, as activity.log takes it; `address` is a superuser's. */
export async function shiftInput(address: string, slug: string) {
  const sql = connect(address, 1);
  const [row] = await sql`
    select p.id as "projectId", (select id from localities l where l.project_id = p.id limit 1) as "localityId",
      (select id from key_activities k where k.project_id = p.id and k.code = 'KA 02') as "keyActivityId",
      array(select o.assistant_id from post_occupancies o where o.project_id = p.id and o.starts_on <= '2024-01-01' and coalesce(o.ends_on, 'infinity') > '2025-02-14' limit 2) as "assistantIds"
    from projects p where p.slug = ${slug}`;
  await sql.end();
  return { ...row, counts: [{ kind: "patrol", count: 3 }] };
}
