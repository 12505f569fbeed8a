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
  figure: "shifts" | "minutes" | "count" | "files" | "silent" | "silent_files" | "unserved" | "unserved_files";
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

/** The same of money: haléře and documents of a figure by month, a total over all months, or a mark of an expense (its id as unit). */
export type MoneyDifference = {
  project: string;
  figure: string;
  month: string | null;
  decidedIn: string | null;
  /** Code of the budget line, or of the kind that a total counts. */
  part: string | null;
  /** Kind of expenses, or state of shifts. */
  kind: string;
  unit: string;
  kept: number;
  counted: number;
};

/** Every difference between the kept sums of money, or any totals over all months, and what they are made of. */
export async function moneyDifferences(tx: Tx, organisationId: string | null = null): Promise<MoneyDifference[]> {
  return tx.execute<MoneyDifference>(sql`
    select coalesce(p.slug, v.project_id::text) as project, v.figure, v.month, v.decided_in as "decidedIn",
      coalesce(l.code, k.code) as part, v.kind, v.unit, v.kept, v.counted
    from sec.verify_money(${organisationId}::uuid) v left join projects p on p.id = v.project_id
      left join budget_lines l on l.id = v.part_id left join activity_kinds k on k.id = v.part_id`);
}

/** Every difference of any kept sums, a sentence each. */
export async function allDifferences(tx: Tx, organisationId: string | null = null): Promise<string[]> {
  const [shifts, money] = await Promise.all([
    rollupDifferences(tx, organisationId),
    moneyDifferences(tx, organisationId),
  ]);
  return [...shifts.map(ofShifts), ...money.map(ofMoney)];
}

const ofShifts = (of: RollupDifference) =>
  [
    `${of.project}, ${of.month.slice(0, 7)}, ${decided(of.decidedIn)}`,
    [of.keyActivity, of.state, of.kind].filter(Boolean).join(" "),
    `${of.figure} ${of.kept} instead of ${of.counted}`,
  ].join(": ");
const ofMoney = (of: MoneyDifference) =>
  [
    `${of.project}, ${of.month?.slice(0, 7) ?? "all months"}${of.decidedIn ? `, ${decided(of.decidedIn)}` : ""}`,
    [of.figure, of.part, of.kind].filter(Boolean).join(" "),
    `${of.unit} ${of.kept} instead of ${of.counted}`,
  ].join(": ");
const decided = (month: string | null) => (month ? `decided in ${month.slice(0, 7)}` : "now");

/** How many rows the sums have, and how many of them are not folded yet. */
export async function rollupSize(tx: Tx): Promise<{ rows: number; loose: number }> {
  const [row] = await tx.execute<{ rows: number; loose: number }>(
    sql`select count(*) as rows, count(*) filter (where not folded) as loose
      from (select folded from activity_sums union all select folded from money_sums) s`,
  );
  return row ?? { rows: 0, loose: 0 };
}
