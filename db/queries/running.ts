import { sql } from "drizzle-orm";
import { workerName } from "../connection";
import type { Tx } from "../gate";

/**
 * What tells whether an installation keeps up; lags and ages in seconds, null where there is nothing to measure. A lag
 * counts from when a thing was due first, whether its next try is due or not: who waits does not care why.
 */
export type RunningState = {
  jobs: number;
  failedJobs: number;
  jobLag: number;
  mails: number;
  failedMails: number;
  mailLag: number;
  links: number;
  /** Differences between kept sums and their rows that the last nightly check found; null before the first one. */
  rollupDifferences: number | null;
  backupAge: number | null;
  /** Since a worker asked the database for the last time. */
  workerAge: number | null;
  connections: number;
  active: number;
};

/** Queues, chains, the newest backup and connections in one statement, for the worker and the operator. */
export async function runningState(tx: Tx): Promise<RunningState> {
  const [row] = await tx.execute<RunningState>(sql`
    select
      (select count(*) from jobs where state = 'waiting') as jobs,
      (select count(*) from jobs where state = 'failed') as "failedJobs",
      -- The pauses after 1, 2, 3 … failures are 1, 2, 4 … minutes (db/mutations/jobs.ts).
      (select greatest(coalesce(extract(epoch from now() - min(run_at - make_interval(mins => (2 ^ attempts)::int - 1))), 0), 0)::float8
        from jobs where state = 'waiting') as "jobLag",
      (select count(*) from outbox where state = 'waiting') as mails,
      (select count(*) from outbox where state = 'failed') as "failedMails",
      (select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 from outbox
        where state = 'waiting') as "mailLag",
      (select coalesce(sum(seq), 0)::bigint from audit_heads) as links,
      (select (data ->> 'differences')::int from jobs where kind = 'check-rollups' and state = 'done'
        order by finished_at desc limit 1) as "rollupDifferences",
      extract(epoch from now() - sec.last_backup())::float8 as "backupAge",
      (select extract(epoch from clock_timestamp() - max(case state when 'idle' then state_change else clock_timestamp() end))::float8
        from pg_stat_activity where usename = current_user and application_name = ${workerName}) as "workerAge",
      (select count(*) from pg_stat_activity where usename = current_user) as connections,
      (select count(*) from pg_stat_activity where usename = current_user and state = 'active') as active`);
  if (!row) throw new Error("the database told nothing about itself");
  return row;
}

/** What waits for who administers the installation; an instant, null without any backup. */
export type Operation = {
  failedMails: number;
  /** Waiting for over ten minutes. */
  lateMails: number;
  failedJobs: number;
  lateJobs: number;
  backupAt: string | null;
  backupFailed: boolean;
};

/** Whether mail, jobs and backups keep up; null for who does not administer the installation. */
export async function operationState(tx: Tx): Promise<Operation | null> {
  const [row] = await tx.execute<Operation>(sql`
    select o.failed_mails as "failedMails", o.late_mails as "lateMails", o.failed_jobs as "failedJobs", o.late_jobs as "lateJobs",
      to_char(o.backup_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "backupAt", o.backup_failed as "backupFailed" from sec.operation() o`);
  return row ?? null;
}
