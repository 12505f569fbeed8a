import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { retireCapacity } from "@/db/reference/capacity";
import { makeCast } from "../support/cast";

const undo = new Error("undo");

/** What the step says and leaves in a database whose list has the old indicator, of which nothing stays. */
async function afterStep(change: (tx: Tx) => Promise<unknown>) {
  const seen: { said: string[]; left: unknown[]; told: unknown[] } = { said: [], left: [], told: [] };
  const id = randomUUID();
  const run = async (tx: Tx) => {
    await tx.execute(sql`
      insert into catalogue_items (organisation_id, catalogue, code, name_cs, name_en, position, unit, indicator_kind, source, valid_from)
      select organisation_id, catalogue, '670021', name_cs, name_en, position, unit, indicator_kind, source, valid_from
      from catalogue_items where catalogue = 'indicator' and code = '670031'`);
    await change(tx);
    seen.said = await retireCapacity(tx);
    seen.left = await tx.execute<{ today: boolean }>(sql`
      select valid_to is not distinct from sec.today() as today from catalogue_items where code = '670021'`);
    seen.told = await tx.execute<{ op: string }>(sql`
      select op from audit_entries where command_id = ${id} and table_name = 'catalogue_items' and op <> 'insert'`);
    throw undo;
  };
  await withActor({ kind: "operator" }, "write", run, { id, name: "step.6" }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return seen;
}

test("an indicator that no project counts leaves the list, and the log tells it", async () => {
  expect(await afterStep(async () => {})).toEqual({ said: [], left: [], told: [{ op: "delete" }] });
});

test("one that a project counts is offered until today, and the project is named", async () => {
  const { north } = await makeCast();
  const { said, left, told } = await afterStep((tx) =>
    tx.execute(sql`
      insert into indicators (organisation_id, project_id, code, name, unit, kind)
      values (${north.id}, ${north.projectId}, '670021', 'Kapacita', 'místa', 'output')`),
  );
  expect(said).toEqual([`Project ${north.slug} counts indicator 670021, which is 670031 now. Left as it is.`]);
  expect({ left, told }).toEqual({ left: [{ today: true }], told: [{ op: "update" }] });
});
