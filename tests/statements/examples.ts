import { sql } from "drizzle-orm";
import type { Tx } from "@/db/gate";

// Row types beside one statement: the first is right, each of the others is wrong in one way (statements.test.ts).

const cities = sql`
  select p.id, p.total_halere as total, m.region, (select sum(amount_halere) from expenses) as spent,
    case when p.state = 'closed' then p.name end as closed,
    coalesce((select jsonb_agg(jsonb_build_object('on', t.starts_on, 'due', t.report_due_on, 'at', t.report_submitted_on))
      from monitoring_periods t where t.project_id = p.id), '[]') as periods
  from projects p join organisations o on o.id = p.organisation_id
    left join municipalities m on m.code = o.municipality_code`;

type Row = {
  id: string;
  total: number;
  region: string | null;
  spent: string | null;
  closed: string | null;
  periods: { on: string; due: string | null; at: string | null }[];
};
type Changed<More> = Omit<Row, keyof More> & More;

export const examples: Record<string, (tx: Tx) => PromiseLike<unknown>> = {
  right: (tx) => tx.execute<Row>(cities),
  renamed: (tx) => tx.execute<Omit<Row, "total"> & { totalHalere: number }>(cities),
  "another type": (tx) => tx.execute<Changed<{ total: string }>>(cities),
  "an outer join": (tx) => tx.execute<Changed<{ region: string }>>(cities),
  "a sum": (tx) => tx.execute<Changed<{ spent: string }>>(cities),
  "a case": (tx) => tx.execute<Changed<{ closed: string }>>(cities),
  "inside JSON": (tx) => tx.execute<Changed<{ periods: { on: number; due: string | null; at: string }[] }>>(cities),
};

/** What nothing runs. */
export const unrun = (tx: Tx) => tx.execute<Row>(cities);
