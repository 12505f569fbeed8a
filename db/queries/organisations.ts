import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type CityChoice = { id: string; name: string };

/** The cities that the actor may see, by name. */
export async function listCities(tx: Tx): Promise<CityChoice[]> {
  return tx.execute<CityChoice>(
    sql`select o.id, o.name from organisations o where o.kind = 'city' order by o.name collate "cs-x-icu"`,
  );
}

export type OrganisationRow = { kind: string; slug: string; name: string; people: number };

/** The organisations that the actor may see with the number of their active accounts, by kind and slug. */
export function listOrganisations(tx: Tx): Promise<OrganisationRow[]> {
  return tx.execute<OrganisationRow>(sql`
    select o.kind, o.slug, o.name,
      (select count(*)::int from users u where u.organisation_id = o.id and u.active) as people
    from organisations o order by o.kind, o.slug`);
}
