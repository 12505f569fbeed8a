import { z } from "zod";
import { dayInput } from "./day-input";

/** A place in a list that is read newest first: the page after a row or before it, told by the row's day and id. */
export type Place = { side: "after" | "before"; day: string | null; id: string };

const none = "none";

/** A row's place as it stands in an address; a row without a day is the last of all. */
export const placeOf = (row: { day: string | null; id: string }) => `${row.day ?? none}_${row.id}`;

const placeText = z
  .string()
  .max(60)
  .transform((text, context) => {
    const at = text.indexOf("_");
    const day = z.union([dayInput, z.literal(none)]).safeParse(text.slice(0, at));
    const id = z.uuid().safeParse(text.slice(at + 1));
    if (day.success && id.success) return { day: day.data === none ? null : day.data, id: id.data };
    context.addIssue({ code: "custom", message: "badFormat" });
    return z.NEVER;
  });

/** The two parameters that name a place; of both given the first counts. */
export const placeInput = z.object({ after: placeText.optional(), before: placeText.optional() });

export function placeAsked({
  after,
  before,
}: {
  after?: Omit<Place, "side"> | undefined;
  before?: Omit<Place, "side"> | undefined;
}): Place | null {
  if (after) return { side: "after", ...after };
  return before ? { side: "before", ...before } : null;
}

/** A page in the order of its list, and whether there is another one on its either side. */
export type KeysetPage<Row> = { rows: Row[]; newer: boolean; older: boolean };

/**
 * A page of so many rows at a place. `read` answers at most so many rows nearest to a place, newest first. Where nothing
 * newer is left before a place, the page is the first one, so that no page but the last is short.
 */
export async function keysetPage<Row>(
  place: Place | null,
  size: number,
  read: (place: Place | null, limit: number) => Promise<Row[]>,
): Promise<KeysetPage<Row>> {
  if (place?.side === "before") {
    const rows = await read(place, size + 1);
    if (rows.length > size) return { rows: rows.slice(1), newer: true, older: true };
    return keysetPage(null, size, read);
  }
  const rows = await read(place, size + 1);
  return { rows: rows.slice(0, size), newer: place !== null, older: rows.length > size };
}
