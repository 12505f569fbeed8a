import { sql } from "drizzle-orm";
import type { Tx } from "../gate";

/** What tells whether an installation keeps up; lags and ages in seconds, null where there is nothing to measure. */
export type RunningState = {
  jobs: number;
  failedJobs: number;
  jobLag: number;
  mails: number;
  failedMails: number;
  mailLag: number;
  links: number;
  backupAge: number | null;
  connections: number;
  active: number;
};

/** Queues, chains, the newest backup and connections in one statement, for the worker and the operator. */
export async function runningState(tx: Tx): Promise<RunningState> {
  const [row] = await tx.execute<RunningState>(sql`
    select
      (select count(*) from jobs where state = 'waiting') as jobs,
      (select count(*) from jobs where state = 'failed') as "failedJobs",
      (select coalesce(extract(epoch from now() - min(run_at)), 0)::float8 from jobs
        where state = 'waiting' and run_at <= now()) as "jobLag",
      (select count(*) from outbox where state = 'waiting') as mails,
      (select count(*) from outbox where state = 'failed') as "failedMails",
      (select coalesce(extract(epoch from now() - min(next_attempt_at)), 0)::float8 from outbox
        where state = 'waiting' and next_attempt_at <= now()) as "mailLag",
      (select coalesce(sum(seq), 0)::bigint from audit_heads) as links,
      extract(epoch from now() - sec.last_backup())::float8 as "backupAge",
      (select count(*) from pg_stat_activity where usename = current_user) as connections,
      (select count(*) from pg_stat_activity where usename = current_user and state = 'active') as active`);
  if (!row) throw new Error("the database told nothing about itself");
  return row;
}
