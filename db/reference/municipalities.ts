import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/**
 * Fills the municipalities of the country by RÚIAN code from the CSV beside this file, once, as the owner of the tables.
 * Columns: code, name, code and name of the district, code and name of the region.
 */
export async function fillMunicipalities(tx: Tx): Promise<string[]> {
  const text = await readFile(join(process.cwd(), "db/reference/municipalities.csv"), "utf8");
  const rows = text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [code, name, district_code, district, region_code, region] = line.split(",");
      return { code, name, district_code, district, region_code, region };
    });
  await tx.execute(sql`
    insert into municipalities (code, name, district_code, district, region_code, region)
    select code, name, district_code, district, region_code, region
    from json_populate_recordset(null::municipalities, ${JSON.stringify(rows)}::text::json)
    on conflict do nothing`);
  return [];
}
