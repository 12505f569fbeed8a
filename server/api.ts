import { z } from "zod";
import { type Credential, peekProject, type Tx, withActor } from "@/db/gate";
import { memo } from "@/db/memo";
import { apiFilterShape } from "@/lib/domain/activity-filter";
import type { Actor } from "@/lib/domain/actor";
import { dayInput } from "@/lib/domain/day-input";
import { DomainError, notFound } from "@/lib/domain/error";
import { wordIssues } from "@/lib/domain/input";
import { jsonText, requestCredential, withProblems } from "./answer";

/** Query of every read: the day asked for, and for lists where to go on and how many. */
export const asOfQuery = z.strictObject({ k: dayInput.optional() });
export const listQuery = z.strictObject({
  k: dayInput.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type Asked = { k?: string | undefined };
type Run<Q> = (tx: Tx, asked: Q & { asOf: string }, me: Actor) => Promise<unknown>;

/** The list of activities may be narrowed too. */
export const activitiesQuery = listQuery.extend(apiFilterShape);

/**
 * A read of the API over all that whoever asks may see: parses the query (400 with the fields), enters (401 without a
 * credential) and answers JSON.
 */
export const answerRead = <Q extends Asked>(request: Request, query: z.ZodType<Q>, run: Run<Q>): Promise<Response> =>
  answered(request, null, query, run);

/** A read of one project: 404 when it is not there for whoever asks, the same for a foreign and a missing one. */
export const answerProjectRead = <Q extends Asked>(
  request: Request,
  slug: string,
  query: z.ZodType<Q>,
  run: Run<Q>,
): Promise<Response> => answered(request, slug, query, run);

/** A page of 50 rows is 40 kB. */
const answers = memo<string | null>(100);

async function answered<Q extends Asked>(request: Request, slug: string | null, query: z.ZodType<Q>, run: Run<Q>) {
  return withProblems(async () => {
    const asked = askedOf(request, query);
    const { pathname, search } = new URL(request.url);
    const body = await rememberedAnswer(await knownCredential(), slug, `${pathname}${search}`, (tx, me) =>
      run(tx, { ...asked, asOf: asked.k ?? me.today }, me),
    );
    if (body === null) throw notFound();
    return jsonText(body);
  });
}

/**
 * What is asked of a project, or of all where none is named, as JSON; null when it is not there for these eyes. It is
 * remembered for the state of the rows (db/memo.ts), so that it takes one statement to give again, and for who reads, as whom and in which
 * roles: notes of shifts that are not approved are in it for those who may read them.
 */
export async function rememberedAnswer(
  credential: Credential,
  slug: string | null,
  asked: string,
  run: (tx: Tx, me: Actor) => Promise<unknown>,
): Promise<string | null> {
  const { me, version } = await peekProject(credential, slug);
  if (version === null) return null;
  const reader = JSON.stringify([me.userId, me.preview, me.standsFor?.id, me.roles]);
  return answers(version, `${reader} ${asked}`, async () => {
    const answer = await withActor(credential, "read", run);
    return answer === null ? null : JSON.stringify(answer);
  });
}

function askedOf<Q>(request: Request, query: z.ZodType<Q>): Q {
  const parsed = query.safeParse(Object.fromEntries(new URL(request.url).searchParams), { reportInput: true });
  if (!parsed.success) throw new DomainError("invalidInput", 400, {}, wordIssues(parsed.error));
  return parsed.data;
}

async function knownCredential(): Promise<Credential> {
  const credential = await requestCredential();
  if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
  return credential;
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
