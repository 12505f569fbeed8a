import { sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { standardFrom, standardSettings } from "./catalogue";

/** What came after settings were filled; until somebody changes one, its value is the one that held before. */
const added = /^(meeting|allocation|registration)\./;

/** Adds the settings of meetings to an installation that was set up before them, so that they can be changed with the others. */
export async function addSettings(tx: Tx): Promise<string[]> {
  const rows = standardSettings
    .filter(([key]) => added.test(key))
    .map(([key, value, source, verified]) => ({ key, value, source, verified }));
  await tx.execute(sql`
    insert into settings (organisation_id, key, value, source, verified, valid_from)
    select o.id, s.key, s.value, s.source, s.verified, ${standardFrom}::date
    from organisations o
      cross join jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as s (key text, value jsonb, source text, verified text)
    where o.kind = 'operator' and not exists (select from settings x where x.key = s.key)`);
  return [];
}
