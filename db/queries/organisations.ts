import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type CityChoice = { id: string; name: string };

/** The cities that the actor may see, by name. */
export async function listCities(tx: Tx): Promise<CityChoice[]> {
  return tx.execute<CityChoice>(
    sql`select o.id, o.name from organisations o where o.kind = 'city' order by o.name collate "cs-x-icu"`,
  );
}
