import { withProblems } from "@/server/answer";
import { metricsFor } from "@/server/metrics";

/** What the process counts, for Prometheus; behind the token of HLIDKA_METRICS_TOKEN. */
export function GET(request: Request): Promise<Response> {
  return withProblems(async () => {
    const { type, text } = await metricsFor(request.headers.get("authorization"));
    return new Response(text, { headers: { "content-type": type, "cache-control": "no-store" } });
  });
}
