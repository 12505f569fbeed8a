import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/** A figure of the kept sums that is not what the rows add up to; days are the first ones of months. */
export type RollupDifference = {
  /** The project's slug. */
  project: string;
  month: string;
  /** Month of the decisions; null: as the rows stand now. */
  decidedIn: string | null;
  keyActivity: string | null;
  state: string;
  kind: string | null;
  /** Id of who served; null in the rows that hold shifts, counts and files. */
  assistantId: string | null;
  figure: "shifts" | "minutes" | "count" | "files" | "silent" | "silent_files" | "unserved";
  kept: number;
  counted: number;
};

/** Every difference between the kept sums and the rows, as far as the actor sees; of one organisation when it is named. */
export async function rollupDifferences(tx: Tx, organisationId: string | null = null): Promise<RollupDifference[]> {
  return tx.execute<RollupDifference>(sql`
    select coalesce(p.slug, v.project_id::text) as project, v.month, v.decided_in as "decidedIn", a.code as "keyActivity",
      v.state, k.code as kind, v.assistant_id as "assistantId", v.figure, v.kept, v.counted
    from sec.verify_rollups(${organisationId}::uuid) v left join projects p on p.id = v.project_id
      left join key_activities a on a.id = v.key_activity_id left join activity_kinds k on k.id = v.kind_id`);
}

/** How many rows the sums have, and how many of them are not folded yet. */
export async function rollupSize(tx: Tx): Promise<{ rows: number; loose: number }> {
  const [row] = await tx.execute<{ rows: number; loose: number }>(
    sql`select count(*) as rows, count(*) filter (where not folded) as loose from activity_sums`,
  );
  return row ?? { rows: 0, loose: 0 };
}
