import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type ProjectHead = {
  id: string;
  organisationId: string;
  organisation: string;
  slug: string;
  name: string;
  registrationNumber: string | null;
  startsOn: string;
  endsOn: string;
  state: "preparation" | "running" | "closed";
  /** Monitoring periods by number, for the choice of a day. */
  periods: { number: number; startsOn: string; endsOn: string }[];
};

/** What every page of a project shows in its head; null when it is not there or not for these eyes. */
export async function findProjectHead(tx: Tx, slug: string): Promise<ProjectHead | null> {
  const [found] = await tx.execute<ProjectHead>(sql`
    select p.id, p.organisation_id as "organisationId", o.name as organisation, p.slug, p.name,
      p.registration_number as "registrationNumber", p.starts_on as "startsOn", p.ends_on as "endsOn", p.state,
      (select coalesce(jsonb_agg(jsonb_build_object('number', m.number, 'startsOn', m.starts_on, 'endsOn', m.ends_on)
        order by m.number), '[]') from monitoring_periods m where m.project_id = p.id) as periods
    from projects p join organisations o on o.id = p.organisation_id where p.slug = ${slug}`);
  return found ?? null;
}
