import { z } from "zod";
import { type Tx, withActor } from "@/db/gate";
import { projectId } from "@/db/queries/project-records";
import type { Actor } from "./domain/actor";
import { dayInput } from "./domain/day";
import { DomainError, notFound } from "./domain/error";
import { wordIssues } from "./domain/input";
import { answering, json, requestCredential } from "./http";

/** Query of every read: the day asked for, and for lists where to go on and how many. */
export const asOfQuery = z.strictObject({ k: dayInput.optional() });
export const listQuery = z.strictObject({
  k: dayInput.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/**
 * A read of the API: parses the query (400 with the fields), enters as whoever asks (401 without a credential) and
 * answers JSON. A view of null is 404, the same for a foreign and a missing record.
 */
export async function reading<Q extends { k?: string | undefined }>(
  request: Request,
  query: z.ZodType<Q>,
  run: (tx: Tx, asked: Q & { asOf: string }, me: Actor) => Promise<unknown>,
): Promise<Response> {
  return answering(async () => {
    const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams), { reportInput: true });
    if (!parsed.success) throw new DomainError("invalidInput", 400, {}, wordIssues(parsed.error));
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const body = await withActor(credential, "read", (tx, me) =>
      run(tx, { ...parsed.data, asOf: parsed.data.k ?? me.today }, me),
    );
    if (body === null) throw notFound();
    return json(body);
  });
}

/** Throws 404 unless the project of this address may be seen; for lists that would otherwise be empty. */
export async function requireProject(tx: Tx, slug: string): Promise<string> {
  const id = await projectId(tx, slug);
  if (!id) throw notFound();
  return id;
}

const cursorParts = z.tuple([dayInput, z.uuid()]);

/** Where a list goes on: the day and id of the last row. Throws 400 when the cursor is not one of ours. */
export function readCursor(cursor: string | undefined): { day: string; id: string } | null {
  if (!cursor) return null;
  const parts = cursorParts.safeParse(Buffer.from(cursor, "base64url").toString("utf8").split("/"));
  if (!parts.success) throw new DomainError("invalidInput", 400, {}, { cursor: { key: "badFormat" } });
  return { day: parts.data[0], id: parts.data[1] };
}

/** A page of a list: its rows and the cursor of the next page, null on the last one. Rows hold one more than asked. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number, dayOf: (row: Row) => string) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last;
  return { items, nextCursor: more ? Buffer.from(`${dayOf(last)}/${last.id}`).toString("base64url") : null };
}
