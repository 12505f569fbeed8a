import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { withActor } from "@/db/gate";
import { type RunningState, runningState } from "@/db/queries/running";
import { env } from "@/lib/env";
import { backupFolder } from "@/server/backup/schedule";
import { freeBytes, freeForFiles } from "@/server/files/disk";
import { measureReplicas } from "./replica-metrics";

type Seen = { method: string; route: string; status: number; milliseconds: number };
let count: ((seen: Seen) => void) | undefined;

/** Counts a request that is over; does nothing while nobody asks for metrics. */
export const countRequest = (seen: Seen) => count?.(seen);

const gauges: [name: string, help: string, of: (state: RunningState) => number | null][] = [
  ["hlidka_jobs_waiting", "Jobs that wait", (s) => s.jobs],
  ["hlidka_jobs_failed", "Jobs that were given up", (s) => s.failedJobs],
  ["hlidka_jobs_lag_seconds", "Since the oldest waiting job was due first, failed tries and all", (s) => s.jobLag],
  ["hlidka_mail_waiting", "Mails that wait", (s) => s.mails],
  ["hlidka_mail_lag_seconds", "Since the oldest waiting mail was ordered, failed tries and all", (s) => s.mailLag],
  ["hlidka_mail_failed", "Mails that were given up", (s) => s.failedMails],
  ["hlidka_worker_age_seconds", "Since a worker asked the database for the last time", (s) => s.workerAge],
  ["hlidka_audit_links", "Links of all chains of the audit log", (s) => s.links],
  [
    "hlidka_rollup_differences",
    "Kept sums that were not what their rows say, at the last nightly check",
    (s) => s.rollupDifferences,
  ],
  ["hlidka_backup_age_seconds", "Age of the newest good backup", (s) => s.backupAge],
  ["hlidka_database_connections", "Connections of the run-time role, of all processes", (s) => s.connections],
  ["hlidka_database_connections_active", "Those that work at the moment", (s) => s.active],
];

/** Begins to count, for `/api/metrics`: requests, durations, the event loop, memory, and what the database tells. */
export function openMetrics(inFlight: () => number, unfinished: () => number): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labels = ["method", "route", "status"] as const;
  const requests = new Counter({
    name: "hlidka_requests_total",
    help: "Requests answered",
    labelNames: labels,
    registers: [registry],
  });
  const durations = new Histogram({
    name: "hlidka_request_seconds",
    help: "From the request to the end of its answer",
    labelNames: ["route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "hlidka_requests_in_flight",
    help: "Requests being answered",
    registers: [registry],
    collect() {
      this.set(inFlight());
    },
  });
  new Gauge({
    name: "hlidka_bodies_unfinished",
    help: "Bodies of requests that have not arrived whole",
    registers: [registry],
    collect() {
      this.set(unfinished());
    },
  });
  new Gauge({
    name: "hlidka_disk_free_bytes",
    help: "Free room on the disk of a folder",
    labelNames: ["folder"],
    registers: [registry],
    collect() {
      this.set({ folder: "data" }, freeBytes(env().HLIDKA_DATA) ?? Number.NaN);
      this.set({ folder: "files" }, freeForFiles() ?? Number.NaN);
      this.set({ folder: "backups" }, freeBytes(backupFolder()) ?? Number.NaN);
    },
  });
  measureReplicas(registry);
  const up = new Gauge({ name: "hlidka_database_up", help: "1: the database answers", registers: [registry] });
  const told = gauges.map(([name, help, of]) => ({ of, gauge: new Gauge({ name, help, registers: [registry] }) }));
  count = ({ method, route, status, milliseconds }) => {
    requests.inc({ method, route, status });
    durations.observe({ route }, milliseconds / 1000);
  };
  globalThis.hlidkaMetrics = async () => {
    // Without a database the rest is told all the same.
    const state = await withActor({ kind: "worker" }, "read", runningState).catch(() => null);
    up.set(state ? 1 : 0);
    for (const { of, gauge } of told) gauge.set((state && of(state)) ?? Number.NaN);
    return { type: registry.contentType, text: await registry.metrics() };
  };
}
