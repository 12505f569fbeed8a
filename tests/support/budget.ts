import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { withActor } from "@/db/gate";
import type { City } from "./cast";

export type TestBudget = { staff: string; training: string; chapter: string; keyActivity: string };

/** A small budget of a city of the cast: chapter 1 with the leaves 1.1 (80 000 Kč) and 1.2 (20 000 Kč), and KA 01. */
export async function giveBudget(city: City): Promise<TestBudget> {
  const ids = { version: randomUUID(), chapter: randomUUID(), staff: randomUUID(), training: randomUUID() };
  const keyActivity = randomUUID();
  const own = sql`${city.id}, ${city.projectId}`;
  await withActor({ kind: "operator" }, "write", async (tx) => {
    await tx.execute(sql`insert into budget_versions (id, organisation_id, project_id, number, valid_from)
      values (${ids.version}, ${own}, 1, '2023-04-01')`);
    await tx.execute(sql`insert into budget_lines (id, organisation_id, project_id, version_id, parent_id, code, name, leaf, amount_halere, position)
      values (${ids.chapter}, ${own}, ${ids.version}, null, '1', 'Výdaje', 'chapter', 10000000, 1),
        (${ids.staff}, ${own}, ${ids.version}, ${ids.chapter}, '1.1', 'Mzdy', 'direct', 8000000, 2),
        (${ids.training}, ${own}, ${ids.version}, ${ids.chapter}, '1.2', 'Vzdělávání', 'flat', 2000000, 3)`);
    await tx.execute(sql`insert into key_activities (id, organisation_id, project_id, code, name, starts_on, ends_on)
      values (${keyActivity}, ${own}, 'KA 01', 'Výkon', '2023-04-01', '2026-03-31')`);
  });
  return { staff: ids.staff, training: ids.training, chapter: ids.chapter, keyActivity };
}
