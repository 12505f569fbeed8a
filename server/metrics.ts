import { createHash, timingSafeEqual } from "node:crypto";
import { DomainError } from "@/lib/domain/error";
import { env } from "@/lib/env";
import { bearerToken } from "./session/cookies";

declare global {
  /** Set by bin/gate/metrics.ts in the server process. */
  var hlidkaMetrics: (() => Promise<{ type: string; text: string }>) | undefined;
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/** What this process counts, in the format of Prometheus. Throws 404 without the setting, 401 for another token. */
export async function metricsFor(authorization: string | null): Promise<{ type: string; text: string }> {
  const token = env().HLIDKA_METRICS_TOKEN;
  if (!token || !globalThis.hlidkaMetrics) throw new DomainError("notFound", 404);
  const given = bearerToken(authorization);
  if (!given || !timingSafeEqual(digest(given), digest(token))) throw new DomainError("notSignedIn", 401);
  return globalThis.hlidkaMetrics();
}
