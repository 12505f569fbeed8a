import { setTimeout as sleep } from "node:timers/promises";
import { sqlState } from "@/db/failure";
import { type Tx, withActor } from "@/db/gate";
import { cleanUp, ensureJob, finishJob, postponeJob } from "@/db/mutations/jobs";
import { orderReminders } from "@/db/mutations/meeting-mails";
import { purge } from "@/db/mutations/privacy";
import { foldRollups } from "@/db/mutations/rollups";
import { type Job, takeJob } from "@/db/queries/jobs";
import { minutesUntil } from "@/lib/domain/clock";
import { sweepTemporary } from "../files/store";
import { sweepUnnamed } from "../files/sweep";
import { sendDueMail } from "../mail/send";
import { sweepMails } from "../mail/transport";
import { schemaFits } from "../readiness";
import { orderDigests } from "../views/digest";
import { orderAuditHeads } from "./audit-heads";
import { checkRollups } from "./check-rollups";
import { forgetFiles } from "./forget-files";

/** What the worker does, by kind of job. */
const handlers: Record<string, (tx: Tx, data: unknown) => Promise<unknown>> = {
  housekeeping: (tx) => Promise.all([cleanUp(tx), sweepTemporary(), sweepMails(), sweepUnnamed(tx)]),
  digest: () => orderDigests(new Date()),
  "audit-heads": () => orderAuditHeads(new Date()),
  reminders: orderReminders,
  purge,
  "forget-files": forgetFiles,
  "fold-rollups": foldRollups,
  "check-rollups": checkRollups,
};

const everyMorning = { first: () => minutesUntil(new Date(), 7), next: () => minutesUntil(new Date(), 7) };

/** Recurring kinds: minutes until the first run and until the next one. */
const recurring: Record<string, { first: () => number; next: () => number }> = {
  housekeeping: { first: () => 0, next: () => 60 },
  digest: everyMorning,
  "audit-heads": everyMorning,
  reminders: { first: () => 0, next: () => 60 },
  purge: { first: () => 0, next: () => 24 * 60 },
  "fold-rollups": { first: () => 0, next: () => 15 },
  "check-rollups": { first: () => minutesUntil(new Date(), 2), next: () => minutesUntil(new Date(), 2) },
};

/**
 * Does what is due until the signal, jobs and mail side by side: a mail server that hangs keeps no job waiting. Between
 * rounds each rests for a moment. What keeps it from working is told once, not every round, and tried again.
 */
export async function runJobs(signal: AbortSignal, say: (line: string) => void): Promise<void> {
  await Promise.all([
    repeat("worker", () => doWhatIsDue(signal), signal, say),
    repeat("mail", () => sendDueMail(signal), signal, say),
  ]);
}

async function repeat(
  name: string,
  round: () => Promise<unknown>,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<void> {
  let told = "";
  const tell = (line: string) => {
    if (line && line !== told) say(`${name}: ${line}, trying again`);
    told = line;
  };
  while (!signal.aborted) {
    try {
      const fits = await schemaFits();
      if (fits) await round();
      tell(fits ? "" : "migrations are pending");
    } catch (error) {
      // Of a failed query only the code: its message may hold what a person typed.
      tell(sqlState(error)?.code ?? (error instanceof Error ? error.name : "failure"));
    }
    await sleep(5_000, undefined, { signal }).catch(() => {});
  }
}

async function doWhatIsDue(signal: AbortSignal): Promise<void> {
  await withActor({ kind: "worker" }, "write", async (tx) => {
    for (const [kind, { first }] of Object.entries(recurring)) await ensureJob(tx, kind, first());
  });
  while (!signal.aborted && (await runOne())) {}
}

/**
 * Takes one job and does it in one transaction; whether there was one. A failure is noted in the same one, after what the
 * job did is undone: nobody else can take it in between.
 */
export async function runOne(): Promise<boolean> {
  return withActor({ kind: "worker" }, "write", async (tx) => {
    const job = await takeJob(tx);
    if (!job) return false;
    try {
      await tx.transaction((inner) => carryOut(inner, job));
    } catch (error) {
      // Of a failed query only the code: its message may hold what a person typed.
      const reason = sqlState(error)?.code ?? (error instanceof Error ? error.message : "failure");
      await postponeJob(tx, job.id, reason);
    }
    return true;
  });
}

async function carryOut(tx: Tx, { id, kind, data }: Job): Promise<void> {
  const handler = handlers[kind];
  if (!handler) throw new Error(`no handler for ${kind}`);
  await finishJob(tx, id);
  await handler(tx, data);
  const again = recurring[kind];
  if (again) await ensureJob(tx, kind, again.next());
}
