import { withActor } from "@/db/gate";
import { noteVerdict, storeRuns } from "@/db/mutations/allocation-runs";
import { type AllocationRun, currentAllocation, findRun } from "@/db/queries/allocation";
import { findMeetingState } from "@/db/queries/meetings";
import { type Command, readInput } from "@/db/verb";
import { readAllocation } from "@/lib/domain/allocation/input";
import {
  assertAllocatable,
  runAllocationInput,
  type Verdict,
  verdictOf,
  verifyAllocationInput,
} from "@/lib/domain/allocation/run";
import { asVariant, type Variant } from "@/lib/domain/allocation/variants";
import { notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { assertWrites } from "../command";
import { allocate, allocateVariants } from "./allocate";
import { inPlace } from "./places";

/** How long the solver has for one allocation; tests have it shorter. */
type Time = { milliseconds?: number };

/**
 * Has the three variants reckoned from the people, pins and sites of now, and stores them side by side. The input is read in
 * one transaction and the outcome stored in another; in between nothing is held. Throws 403, 404, 409 unless the meeting
 * is closed and not yet published, 422 for pins that nobody can keep, 503 when the server is reckoning enough already.
 */
export const runAllocation: Command = {
  input: runAllocationInput,
  slow: true,
  async prepare(raw, sender) {
    const { meetingId, moves } = readInput(runAllocationInput, raw);
    const frozen = await withActor(sender, "read", async (tx, me) => {
      authorize(me, "meeting.edit");
      assertWrites(me);
      const meeting = await findMeetingState(tx, meetingId);
      if (!meeting) throw notFound();
      authorize(me, "meeting.edit", { organisationId: meeting.organisationId, projectId: null });
      assertAllocatable(meeting.state);
      return currentAllocation(tx, meetingId, { moves: moves === "keep" });
    });
    const runs = await inPlace(() => allocateVariants(frozen));
    const names: Variant[] = ["balanced", "together", "wishes"];
    const made = names.map((variant) => ({ ...runs[variant], variant, allocation: asVariant(frozen, variant) }));
    return (tx, me) => storeRuns(tx, me, meetingId, moves, made);
  },
};

/**
 * Repeats a run for who appeals: its method on its input. What it said is noted with the run, which itself stays as it is.
 * Throws 403, 404, 503.
 */
export const verifyingAllocation = (time: Time = {}): Command => ({
  input: verifyAllocationInput,
  slow: true,
  async prepare(raw, sender) {
    const { runId } = readInput(verifyAllocationInput, raw);
    const run = await withActor(sender, "read", async (tx, me) => {
      authorize(me, "meeting.edit");
      assertWrites(me);
      const found = await findRun(tx, runId);
      if (!found) throw notFound();
      return found;
    });
    const verdict = await inPlace(() => verdictAgain(run, time));
    return (tx, me) => noteVerdict(tx, me, runId, verdict);
  },
});

/** What a repetition of a stored run says of it: one that does not come to an end here says nothing. */
export async function verdictAgain(
  run: Pick<AllocationRun, "input" | "method" | "versions" | "placement">,
  time: Time = {},
): Promise<Verdict> {
  const { method } = run;
  if (method === "manual") return "unverified";
  const again = await allocate(readAllocation(run.input), { method, ...time });
  return verdictOf(run, { ...again, placement: Object.fromEntries(again.placement) });
}
