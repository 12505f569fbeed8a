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
