import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/** Tries after which a job is given up and shown as failed. */
const maxAttempts = 8;

/** Puts a job in, for the operator's organisation, unless one of its kind is waiting already. */
export async function ensureJob(tx: Tx, kind: string, inMinutes: number): Promise<void> {
  // Two workers that look at the same moment would both find none.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`hlidka.job.${kind}`}))`);
  await tx.execute(sql`
    insert into jobs (organisation_id, kind, data, run_at)
    select o.id, ${kind}, '{}'::jsonb, now() + make_interval(mins => ${inMinutes})
    from organisations o
    where o.kind = 'operator' and not exists (select from jobs j where j.kind = ${kind} and j.state = 'waiting')
    order by o.slug limit 1`);
}

export async function finishJob(tx: Tx, id: string): Promise<void> {
  await tx.execute(sql`update jobs set state = 'done', finished_at = now(), last_error = null where id = ${id}`);
}

/** Notes a failure: tried again after 1, 2, 4 … minutes, given up after eight tries. */
export async function postponeJob(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.execute(sql`
    update jobs set attempts = attempts + 1, last_error = ${reason.slice(0, 500)},
      state = case when attempts + 1 >= ${maxAttempts} then 'failed' else 'waiting' end,
      run_at = now() + make_interval(mins => (2 ^ attempts)::int)
    where id = ${id}`);
}

/** Removes ended sessions and old failed sign-ins. Returns how many rows. */
export async function cleanUp(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ gone: number }>(sql`select sec.clean_up() as gone`);
  return row?.gone ?? 0;
}
