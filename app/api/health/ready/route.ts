import { json } from "@/server/answer";
import { readiness } from "@/server/readiness";

/** Ready for work: the database answers, no migration is missing and there is room on the disk; 503 otherwise. */
export async function GET(): Promise<Response> {
  try {
    const { ready, ...found } = await readiness();
    return json(found, { status: ready ? 200 : 503 });
  } catch {
    return json(
      { status: "database unavailable", pending: [], backupAgeSeconds: null },
      { status: 503, headers: { "retry-after": "2" } },
    );
  }
}
