import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { inputHashOf } from "@/lib/allocation-hash";
import type { Actor } from "@/lib/domain/actor";
import type { Objective, Placement } from "@/lib/domain/allocation/figures";
import { type Allocation, readAllocation } from "@/lib/domain/allocation/input";
import { effectOf } from "@/lib/domain/allocation/move";
import { explain, inNames, type Reason } from "@/lib/domain/allocation/reason";
import {
  assertAllocatable,
  chooseAllocationInput,
  moveAllocationInput,
  publishMeetingInput,
  type RunMethod,
  storedInput,
  type Verdict,
} from "@/lib/domain/allocation/run";
import type { Doubt } from "@/lib/domain/allocation/solve";
import type { Variant } from "@/lib/domain/allocation/variants";
import { DomainError, notFound } from "@/lib/domain/error";
import { moved } from "@/lib/domain/meeting";
import { authorize } from "@/lib/domain/permission";
import type { PlacedPerson } from "@/lib/domain/seat";
import type { Tx } from "../gate";
import { type AllocationRun, currentAllocation, findRun, namesOf, stalenessOf } from "../queries/allocation";
import { verb } from "../verb";
import { assertMeetingVersion, lockMeeting, type MeetingFrame } from "./meeting-frame";
import { decideMeeting } from "./meetings";
import { publishPlacement } from "./seats";

/** An allocation that came out of something, to be stored. */
export type MadeRun = {
  allocation: Allocation;
  variant: Variant;
  method: RunMethod;
  doubt: Doubt | null;
  versions: unknown;
  objective: Objective;
  placement: Placement;
};

/**
 * Stores the variants of a run side by side; those who were moved by hand lose that pin where it was to be dropped. What
 * has changed since the run began is found when one is chosen. Throws 403, 404, 409 once places were published.
 */
export async function storeRuns(
  tx: Tx,
  me: Actor,
  meetingId: string,
  moves: "keep" | "drop",
  made: readonly MadeRun[],
) {
  const meeting = await lockMeeting(tx, me, meetingId);
  assertAllocatable(meeting.state);
  if (moves === "drop")
    await tx.execute(sql`delete from allocation_pins p where p.meeting_id = ${meetingId} and p.kind = 'move'`);
  const batchId = randomUUID();
  for (const run of made) await insertRun(tx, me, meeting, batchId, run);
  return { meetingId, batchId };
}

async function insertRun(
  tx: Tx,
  me: Actor,
  { id, organisationId }: MeetingFrame,
  batchId: string,
  run: MadeRun,
  basedOnId: string | null = null,
): Promise<string> {
  const runId = randomUUID();
  const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;
  await tx.execute(sql`
    insert into allocation_runs (id, organisation_id, meeting_id, batch_id, variant, based_on_id, state, input, input_hash, method,
      doubt, versions, objective, placement, made_by, chosen_by, chosen_at)
    values (${runId}, ${organisationId}, ${id}, ${batchId}, ${run.variant}, ${basedOnId}, ${basedOnId ? "chosen" : "proposed"},
      ${json(storedInput(run.allocation))}, ${inputHashOf(run.allocation)}, ${run.method}, ${run.doubt}, ${json(run.versions)},
      ${json(run.objective)}, ${json(Object.fromEntries(run.placement))}, ${me.userId}::uuid,
      ${basedOnId ? me.userId : null}::uuid, ${basedOnId ? sql`now()` : null})`);
  return runId;
}

/**
 * Takes a run as the allocation of its meeting, which is then allocated; another one may be taken instead until places are
 * published. Throws 403, 404, 409 allocationStale with who has changed since the run began.
 */
export const chooseAllocation = verb(chooseAllocationInput, async (tx, me, { runId, note }) => {
  const { run, meeting } = await lockRun(tx, me, runId);
  assertAllocatable(meeting.state);
  await assertFresh(tx, run);
  await tx.execute(
    sql`update allocation_runs r set state = 'proposed' where r.meeting_id = ${meeting.id} and r.state = 'chosen' and r.id <> ${runId}`,
  );
  await tx.execute(sql`
    update allocation_runs r set state = 'chosen', chosen_by = ${me.userId}::uuid, chosen_at = now() where r.id = ${runId}`);
  if (meeting.state === "closed") await decideMeeting(tx, me, meeting.id, "allocated", note);
  return { runId, slug: meeting.slug };
});

/**
 * Moves a person or a city within the chosen run: a new run stands in its place, and who has moved is pinned there for the
 * next ones. Throws 409 moveBreaks with who may not stand there or how many there are too many, and as chooseAllocation.
 */
export const moveAllocation = verb(moveAllocationInput, async (tx, me, { runId, reason, ...move }) => {
  const { run, meeting } = await lockRun(tx, me, runId);
  assertAllocatable(meeting.state);
  if (run.state !== "chosen") throw new DomainError("changedMeanwhile", 409);
  await assertFresh(tx, run);
  const { variant, versions } = run;
  const bare = await currentAllocation(tx, meeting.id, { variant, moves: false });
  const effect = effectOf(bare, new Map(Object.entries(run.placement)), move);
  if (effect.moved.size === 0) throw new DomainError("moveNobody", 409);
  if (effect.breaches.people.length + effect.breaches.sites.length > 0) throw new DomainError("moveBreaks", 409);
  for (const [id, code] of effect.moved) await pinMoved(tx, me, meeting, id, code, reason);
  await tx.execute(sql`update allocation_runs r set state = 'proposed' where r.id = ${runId}`);
  const made = {
    allocation: await currentAllocation(tx, meeting.id, { variant }),
    variant,
    method: "manual" as const,
    doubt: null,
    versions,
    objective: effect.after,
    placement: effect.placement,
  };
  return { runId: await insertRun(tx, me, meeting, run.batchId, made, runId), slug: meeting.slug };
});

/** What a move leaves for the next run: there, or nowhere for who is to wait; what it left before is replaced. */
async function pinMoved(tx: Tx, me: Actor, meeting: MeetingFrame, id: string, code: string | null, reason: string) {
  await tx.execute(sql`delete from allocation_pins p where p.registration_id = ${id} and p.kind = 'move'`);
  await tx.execute(sql`
    insert into allocation_pins (organisation_id, meeting_id, registration_id, must_site_id, not_site_id, kind, reason, decided_by)
    select ${meeting.organisationId}, ${meeting.id}, ${id}, ${code === null ? sql`null, s.id` : sql`s.id, null`}, 'move', ${reason},
      ${me.userId}::uuid
    from meeting_sites s where s.meeting_id = ${meeting.id} and ${code === null ? sql`true` : sql`s.code = ${code}`}
    on conflict do nothing`);
}

/**
 * Tells everybody his place as the chosen run has it, as one batch, with the reason of each; the mails wait a while, and
 * until the first has left all of it can be undone (publication.undo). Throws 403, 404, 409 for another run than the chosen
 * one and as chooseAllocation, 409 with whom it is about when the seats do not fit.
 */
export const publishMeeting = verb(publishMeetingInput, async (tx, me, { meetingId, runId, note, version }) => {
  const { run, meeting } = await lockRun(tx, me, runId);
  if (run.meetingId !== meetingId) throw notFound();
  moved("publish", meeting.state);
  await assertMeetingVersion(tx, meetingId, version, true);
  if (run.state !== "chosen") throw new DomainError("changedMeanwhile", 409);
  await assertFresh(tx, run);
  const sites = await tx.execute<{ id: string; code: string; name: string }>(
    sql`select s.id, s.code, s.name from meeting_sites s where s.meeting_id = ${meetingId}`,
  );
  const allocation = readAllocation(run.input);
  const placement = placedPeople(allocation, new Map(Object.entries(run.placement)), sites);
  const roleWeights = allocation.weights.roles;
  const { publicationId } = await publishPlacement(tx, { meetingId, runId, placement, note, roleWeights });
  return { publicationId, slug: meeting.slug };
});

/** Everybody with his place and the reason, sites by their names in it. */
function placedPeople(
  allocation: Allocation,
  placement: Placement,
  sites: readonly { id: string; code: string; name: string }[],
): PlacedPerson[] {
  const { placed, waiting } = explain(allocation, placement);
  const named = ({ key, values }: Reason) => ({ key, values: inNames(values, sites) });
  return [
    ...placed.map(({ id, site, reason }) => ({
      registrationId: id,
      siteId: sites.find(({ code }) => code === site)?.id ?? null,
      reason: named(reason),
    })),
    ...waiting.map(({ id, reason }) => ({ registrationId: id, siteId: null, reason: named(reason) })),
  ];
}

/** Notes what a repetition of a run said. Throws 403, 404. */
export async function noteVerdict(tx: Tx, me: Actor, runId: string, verdict: Verdict) {
  const { meeting } = await lockRun(tx, me, runId);
  await tx.execute(sql`
    update allocation_runs r set verdict = ${verdict}, verified_by = ${me.userId}::uuid, verified_at = now() where r.id = ${runId}`);
  return { runId, verdict, slug: meeting.slug };
}

/** A run and its meeting, locked. Throws 403, 404. */
export async function lockRun(
  tx: Tx,
  me: Actor,
  runId: string,
): Promise<{ run: AllocationRun; meeting: MeetingFrame }> {
  authorize(me, "meeting.edit");
  const [found] = await tx.execute<{ meetingId: string }>(
    sql`select r.meeting_id as "meetingId" from allocation_runs r where r.id = ${runId}`,
  );
  if (!found) throw notFound();
  const meeting = await lockMeeting(tx, me, found.meetingId);
  const run = await findRun(tx, runId);
  if (!run) throw notFound();
  return { run, meeting };
}

/** Throws 409 allocationStale, with who has changed, unless the input of a run is what would be taken now. */
export async function assertFresh(tx: Tx, run: AllocationRun): Promise<void> {
  const stale = stalenessOf(run, await currentAllocation(tx, run.meetingId, { variant: run.variant }));
  if (!stale) return;
  const names = new Map((await namesOf(tx, run.meetingId)).map(({ id, name }) => [id, name]));
  const some = stale.people.slice(0, 10).map((id) => names.get(id) ?? "…");
  const rest = Math.max(0, stale.people.length - 10);
  if (some.length === 0 && stale.sites.length === 0) throw new DomainError("allocationStaleWeights", 409);
  if (some.length === 0) throw new DomainError("allocationStaleSites", 409, { sites: stale.sites.join(", ") });
  throw new DomainError("allocationStale", 409, { people: some.join(", "), rest });
}
