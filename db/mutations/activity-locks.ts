import { sql } from "drizzle-orm";
import type { ActivityState } from "@/lib/domain/activity";
import { notFound } from "@/lib/domain/error";
import { assertVersion } from "@/lib/domain/version";
import type { Tx } from "../gate";
import { recordVersion } from "../version";

export type Locked = {
  id: string;
  organisationId: string;
  projectId: string;
  projectState: string;
  state: ActivityState;
};
type Seen = { activityId: string; version?: string };

/** Locks activities in the order of their ids, so that two who approve the same ones wait and do not deadlock. */
export function lockActivities(tx: Tx, ids: readonly string[]): Promise<Locked[]> {
  return tx.execute<Locked>(sql`
    select a.id, a.organisation_id as "organisationId", a.project_id as "projectId", a.state,
      sec.hold_project(a.project_id, false) as "projectState"
    from activities a
    where a.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
    order by a.id for update`);
}

/** Throws 409 changedMeanwhile unless locked activities are what was looked at, people, counts and files too. */
export async function assertSeen(tx: Tx, seen: readonly Seen[]): Promise<void> {
  const ids = JSON.stringify(seen.map(({ activityId }) => activityId));
  const rows = await tx.execute<{ id: string; version: string }>(sql`
    select a.id, ${recordVersion("a", "activity_id")} as version from activities a
    where a.id in (select value::uuid from jsonb_array_elements_text(${ids}::jsonb))`);
  const now = new Map(rows.map(({ id, version }) => [id, version]));
  for (const { activityId, version } of seen) assertVersion(now.get(activityId) ?? "", version);
}

export async function versionOf(tx: Tx, id: string): Promise<string> {
  const [now] = await tx.execute<{ version: string }>(
    sql`select ${recordVersion("a", "activity_id")} as version from activities a where a.id = ${id}`,
  );
  return now?.version ?? "";
}

export async function lockActivity(tx: Tx, id: string): Promise<Locked | null> {
  const [found] = await lockActivities(tx, [id]);
  return found ?? null;
}

export async function requireLocked(tx: Tx, id: string): Promise<Locked> {
  const found = await lockActivity(tx, id);
  if (!found) throw notFound();
  return found;
}
