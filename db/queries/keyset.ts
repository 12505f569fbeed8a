import { type SQL, sql } from "drizzle-orm";
import type { Place } from "@/lib/domain/keyset";

/** The part of a list at a place, for a list by day and id, newest first; rows of before it come oldest first. */
export type Beyond = { condition: SQL; order: SQL; isBefore: boolean };

/** Days compare as they are stored, never as a Date; a row without one counts as the oldest. */
export function beyond(place: Place | null, day: SQL, id: SQL): Beyond {
  const isBefore = place?.side === "before";
  const direction = isBefore ? sql`asc` : sql`desc`;
  return {
    condition: place
      ? sql`(${day}, ${id}) ${isBefore ? sql`>` : sql`<`} (${place.day ?? "-infinity"}::date, ${place.id}::uuid)`
      : sql`true`,
    order: sql`order by ${day} ${direction}, ${id} ${direction}`,
    isBefore,
  };
}
