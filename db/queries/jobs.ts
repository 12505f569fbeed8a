import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

export type Job = { id: string; kind: string; data: unknown; attempts: number };

/** Takes the next job that is due, locked until this transaction ends; null when there is none. For the worker. */
export async function takeJob(tx: Tx): Promise<Job | null> {
  const [job] = await tx.execute<Job>(sql`
    select id, kind, data, attempts from jobs where state = 'waiting' and run_at <= now()
    order by run_at for update skip locked limit 1`);
  return job ?? null;
}
