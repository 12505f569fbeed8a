import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import {
  type ActivityFacts,
  type ActivityState,
  approveActivitiesInput,
  assertComplete,
  assertEditable,
  assertMove,
  checkActivity,
  type LogActivity,
  logActivityInput,
  returnActivitiesInput,
  returnActivityInput,
  seenActivity,
} from "@/lib/domain/activity";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { assertNotOwn, authorize } from "@/lib/domain/permission";
import { assertOpen } from "@/lib/domain/project";
import type { Tx } from "../gate";
import { verb } from "../verb";
import { assertSeen, type Locked, lockActivities, lockActivity, requireLocked, versionOf } from "./activity-locks";
import { changeShift, insertShift } from "./activity-rows";
import { isOffered } from "./catalogue";
import { heldState } from "./project-frame";
import { alikeShift, assertNotAlike, assertServedOnce, holdDay, type PlacedShift } from "./shift-doubles";
import { ownAmong } from "./writers";

/** version: of the activity as it is now, for the next change or decision. */
type Logged = { activityId: string; state: ActivityState; version: string };
type Facts = ActivityFacts & { organisationId: string; alike: PlacedShift | null };

/**
 * Logs a shift: makes a draft or changes one (a returned one too), and submits it when asked. Throws 404 for a
 * stranger's project or activity, 409 for a wrong state, 409 shiftAlike for a new one that may be there already and was
 * not said to be another, 422 with fields; among them a note where another's is kept from the actor, who then leaves it
 * as it is by sending none.
 */
export const logActivity = verb(
  logActivityInput,
  async (tx, me, input, _, looked = lookAround(tx, input)): Promise<Logged> => {
    authorize(me, "activity.log");
    const [facts, known] = await looked;
    if (!facts || !me.userId) throw notFound();
    authorize(me, "activity.log", { organisationId: facts.organisationId, projectId: input.projectId });
    if (known && known.projectId !== input.projectId) throw notFound();
    if (known) {
      assertEditable(known.state);
      await assertSeen(tx, [{ activityId: known.id, version: input.version }]);
    }
    const checked = checkActivity(input, facts, me.today);
    if (!known) assertNotAlike(input, facts.alike);
    const id = known?.id ?? input.activityId ?? randomUUID();
    const version = known
      ? await changeShift(tx, me.userId, known, input, checked)
      : await insertShift(tx, me.userId, id, facts.organisationId, input, checked);
    const state = input.submit ? "submitted" : (known?.state ?? "draft");
    return { activityId: id, state, version };
  },
  lookAround,
);

/** Submits a draft or a returned activity. Throws 404, 409 for a wrong state, 422 when something is missing. */
export const submitActivity = verb(seenActivity, async (tx, me, input): Promise<Logged> => {
  const { activityId } = input;
  authorize(me, "activity.submit");
  const activity = await requireLocked(tx, activityId);
  authorize(me, "activity.submit", activity);
  assertOpen({ state: activity.projectState });
  assertMove(activity.state, "submitted");
  await assertSeen(tx, [input]);
  const [parts] = await tx.execute<{ assistants: number; counts: number }>(sql`
    select (select count(*) from activity_assistants where activity_id = ${activityId})::int as assistants,
      (select count(*) from activity_counts where activity_id = ${activityId})::int as counts`);
  assertComplete(parts?.assistants ?? 0, parts?.counts ?? 0);
  await decide(tx, me, [activity.id], "submitted");
  return { activityId, state: "submitted", version: await versionOf(tx, activityId) };
});

/**
 * Takes a submitted activity back, as long as nobody has decided: it is a draft again. Only who wrote it does that, somebody
 * else returns it with a reason. Throws 404, 403, 409 for a wrong state.
 */
export const withdrawActivity = verb(seenActivity, async (tx, me, input): Promise<Logged> => {
  const { activityId } = input;
  authorize(me, "activity.withdraw");
  const activity = await requireLocked(tx, activityId);
  authorize(me, "activity.withdraw", activity);
  assertOpen({ state: activity.projectState });
  assertMove(activity.state, "draft");
  if (!(await ownAmong(tx, "activity_id", [activityId])).has(activityId)) throw new DomainError("forbidden", 403);
  await assertSeen(tx, [input]);
  await decide(tx, me, [activityId], "draft");
  return { activityId, state: "draft", version: await versionOf(tx, activityId) };
});

/** Sends a submitted activity back with a coded reason and a text (decision 12). */
export const returnActivity = verb(returnActivityInput, async (tx, me, { reason, note, ...seen }): Promise<Logged> => {
  authorize(me, "activity.return");
  await returnSeen(tx, me, [seen], reason, note);
  return { activityId: seen.activityId, state: "returned", version: await versionOf(tx, seen.activityId) };
});

/** Sends several back for one reason, all or none; as returnActivity. */
export const returnActivities = verb(returnActivitiesInput, async (tx, me, { activities, reason, note }) => {
  authorize(me, "activity.return-several");
  return { returned: await returnSeen(tx, me, activities, reason, note) };
});

/**
 * Approves submitted activities, all or none. Throws 404 when one is not there, 409 when one is not submitted or no
 * longer what was looked at, 403 ownRecord when the actor wrote in one or handed it in (four eyes), 409 shiftsOverlap
 * when somebody would be in two approved shifts at once.
 */
export const approveActivities = verb(approveActivitiesInput, async (tx, me, { activities }) => {
  authorize(me, "activity.approve");
  const ids = [...new Set(activities.map(({ activityId }) => activityId))];
  const locked = await lockActivities(tx, ids);
  if (locked.length < ids.length) throw notFound();
  const own = await ownAmong(tx, "activity_id", ids);
  for (const activity of locked) {
    authorize(me, "activity.approve", activity);
    assertOpen({ state: activity.projectState });
    assertMove(activity.state, "approved");
    assertNotOwn(own.has(activity.id));
  }
  await assertSeen(tx, activities);
  await assertServedOnce(tx, ids);
  await decide(tx, me, ids, "approved");
  return { approved: ids.length };
});

/**
 * Deletes a draft with its files' rows and its note; the audit log keeps what it was. Throws 409 activityWasSent for one that was taken
 * back: its decisions stay, so it does too.
 */
export const deleteActivity = verb(seenActivity, async (tx, me, input) => {
  const { activityId } = input;
  authorize(me, "activity.delete");
  const activity = await requireLocked(tx, activityId);
  authorize(me, "activity.delete", activity);
  assertOpen({ state: activity.projectState });
  if (activity.state !== "draft") throw new DomainError("activityWrongState", 409);
  await assertSeen(tx, [input]);
  const sent = await tx.execute(sql`select 1 from activity_decisions where activity_id = ${activityId} limit 1`);
  if (sent.length > 0) throw new DomainError("activityWasSent", 409);
  await Promise.all([
    tx.execute(sql`delete from evidence where activity_id = ${activityId}`),
    tx.execute(sql`delete from activity_assistants where activity_id = ${activityId}`),
    tx.execute(sql`delete from activity_counts where activity_id = ${activityId}`),
    tx.execute(sql`delete from activity_places where activity_id = ${activityId}`),
    tx.execute(sql`delete from activities where id = ${activityId}`),
  ]);
  return { activityId };
});

/**
 * Returns submitted activities as they were looked at; how many they are. Throws 404 when one is not there, 409 when one is
 * not submitted or no longer what was seen, 422 for a reason that is not offered.
 */
async function returnSeen(
  tx: Tx,
  me: Actor,
  seen: readonly { activityId: string; version?: string }[],
  reason: string,
  note: string,
): Promise<number> {
  const ids = [...new Set(seen.map(({ activityId }) => activityId))];
  const locked = await lockActivities(tx, ids);
  if (locked.length < ids.length) throw notFound();
  for (const activity of locked) {
    authorize(me, "activity.return", activity);
    assertOpen({ state: activity.projectState });
    assertMove(activity.state, "returned");
  }
  await assertSeen(tx, seen);
  if (!(await isOffered(tx, "return-reason", reason, me.today))) throw fieldError("reason", "notOffered");
  await decide(tx, me, ids, "returned", reason, note);
  return ids.length;
}

/** What logging a shift looks at: the facts of its day, of which no other is logged meanwhile, and the shift if it is there. */
async function lookAround(tx: Tx, input: LogActivity): Promise<[Facts | null, Locked | null]> {
  const [, facts, known] = await Promise.all([
    input.another ? null : holdDay(tx, input),
    activityFacts(tx, input),
    input.activityId ? lockActivity(tx, input.activityId) : null,
  ]);
  return [facts, known];
}

/** The place that a shift stands with, and the further ones. */
const placesOf = (input: LogActivity) => [input.localityId, ...input.places.map(({ localityId }) => localityId)];

async function activityFacts(tx: Tx, input: LogActivity): Promise<Facts | null> {
  const [found] = await tx.execute<Facts>(sql`
    select p.organisation_id as "organisationId", p.starts_on as "startsOn", p.ends_on as "endsOn", ${heldState()} as "projectState",
      (select coalesce(jsonb_agg(l.id), '[]') from localities l where l.project_id = p.id
        and l.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(placesOf(input))}::jsonb))) as localities,
      (select d.day between k.starts_on and k.ends_on from key_activities k
        where k.project_id = p.id and k.id = ${input.keyActivityId}) as "keyActivityRuns",
      (select coalesce(jsonb_agg(o.assistant_id), '[]') from post_occupancies o
        where o.project_id = p.id and d.day between o.starts_on and coalesce(o.ends_on, 'infinity')
          and not exists (select from assistant_leaves w where w.assistant_id = o.assistant_id
            and d.day between w.starts_on and coalesce(w.ends_on, 'infinity'))) as "inPost",
      (select coalesce(jsonb_object_agg(k.code, k.id), '{}') from activity_kinds k
        where d.day between k.valid_from and coalesce(k.valid_to, 'infinity')) as kinds,
      ${input.another ? sql`null::jsonb` : alikeShift(input)} as alike
    from projects p cross join (select ${input.happenedOn}::date as day) d
    where p.id = ${input.projectId}`);
  return found ?? null;
}

/** The state and, beside it, who decided it and why. */
async function decide(
  tx: Tx,
  me: Actor,
  ids: readonly string[],
  decision: ActivityState,
  reason: string | null = null,
  note = "",
) {
  await tx.execute(sql`
    with moved as (
      update activities a set state = ${decision}
      where a.id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      returning a.id, a.organisation_id, a.project_id
    )
    insert into activity_decisions (organisation_id, project_id, activity_id, decision, reason, note, decided_by)
    select m.organisation_id, m.project_id, m.id, ${decision}, ${reason}, ${note}, ${me.userId}::uuid from moved m`);
}
