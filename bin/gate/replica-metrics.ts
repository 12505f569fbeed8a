import { Counter, Gauge, type Registry } from "prom-client";
import type { ReplicaState } from "@/db/replica-set";
import { replicaStates } from "@/db/replicas";
import { env } from "@/lib/env";

const gauges: [name: string, help: string, of: (state: ReplicaState) => number | null][] = [
  ["hlidka_replica_used", "1: reads may go to this replica", (s) => (s.used ? 1 : 0)],
  ["hlidka_replica_lag_bytes", "What it had not replayed when it was looked at last", (s) => s.lagBytes],
  ["hlidka_replica_lag_seconds", "Since it last had everything that was acknowledged", (s) => s.lagSeconds],
];

/** How this process reads from replicas, for `/api/metrics`; nothing without any. */
export function measureReplicas(registry: Registry): void {
  if (env().DATABASE_REPLICA_URLS.length === 0) return;
  for (const [name, help, of] of gauges)
    new Gauge({
      name,
      help,
      labelNames: ["replica"],
      registers: [registry],
      collect() {
        for (const state of replicaStates()) this.set({ replica: state.name }, of(state) ?? Number.NaN);
      },
    });
  new Counter({
    name: "hlidka_replica_reads_total",
    help: "Reads that a replica answered",
    labelNames: ["replica"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, reads } of replicaStates()) this.inc({ replica: name }, reads);
    },
  });
  new Counter({
    name: "hlidka_replica_left_total",
    help: "Reads that left a replica for the primary, by reason",
    labelNames: ["replica", "reason"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, left } of replicaStates())
        for (const [reason, times] of Object.entries(left)) this.inc({ replica: name, reason }, times);
    },
  });
}
