import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { plusDays } from "@/lib/domain/day";
import { entryOf, type OutboxEntry } from "@/lib/domain/outbox";

export type Shape = {
  projectId: string;
  localityId: string;
  keyActivityId: string;
  happenedOn: string;
  kinds: string[];
};

/** Where shifts of the demo are logged, the day of its last one, and the kinds that are counted then. */
export async function anyShift(sql: Sql): Promise<Shape> {
  const [row] = await sql<Shape[]>`
    select a.project_id as "projectId", a.locality_id as "localityId", a.key_activity_id as "keyActivityId",
      a.happened_on::text as "happenedOn", (select array_agg(k.code order by k.code) from activity_kinds k
        where a.happened_on between k.valid_from and coalesce(k.valid_to, 'infinity')) as kinds
    from activities a join projects p on p.id = a.project_id where p.slug = 'sokolov' order by a.happened_on desc limit 1`;
  if (!row) throw new Error("the demo has no shift");
  return row;
}

/** Shifts as a phone keeps them. Every third one is of the version before, which knew of no further places and no breaks. */
export function generate(
  count: number,
  owner: { userId: string; organisationId: string },
  { kinds, happenedOn, ...shape }: Shape,
  mark: string,
): OutboxEntry[] {
  return Array.from({ length: count }, (_, at) => {
    const minute = at % 60;
    const input = {
      ...shape,
      activityId: randomUUID(),
      happenedOn: plusDays(happenedOn, -(at % 28)),
      startsAt: `${String(6 + (at % 8)).padStart(2, "0")}:${String(minute).padStart(2, "0")}`,
      endsAt: `${String(16 + (at % 4))}:${String(minute).padStart(2, "0")}`,
      counts: [{ kind: kinds[at % kinds.length], count: 1 + (at % 9) }],
      note: `${mark} ${at} Příliš žluťoučký kůň`,
      another: true,
      ...(at % 3 > 0 && { breakMinutes: 30, places: [] }),
    };
    return entryOf({ commandId: randomUUID(), ...owner, slug: "sokolov", input }, at + 1, "2025-02-15T08:00:00Z");
  });
}
