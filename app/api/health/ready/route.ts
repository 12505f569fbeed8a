import { json } from "@/server/answer";
import { readiness } from "@/server/readiness";

/** Ready for work: the database answers and no migration is missing; 503 otherwise. */
export async function GET(): Promise<Response> {
  try {
    const found = await readiness();
    return json(found, { status: found.pending.length === 0 ? 200 : 503 });
  } catch {
    return json(
      { status: "database unavailable", pending: [], backupAgeSeconds: null },
      { status: 503, headers: { "retry-after": "2" } },
    );
  }
}
