import { type SQL, sql } from "drizzle-orm";
import { authorize } from "@/lib/domain/permission";
import { assertTaken, supportTrainingInput, takeTrainingInput, updateTrainingInput } from "@/lib/domain/training";
import type { Tx } from "../gate";
import { verb } from "../verb";

async function said(tx: Tx, call: SQL) {
  const [row] = await tx.execute<{ said: string | null }>(sql`select ${call} as said`);
  assertTaken(row?.said);
}
const list = (areas: readonly object[]) => sql`${JSON.stringify(areas)}::text::jsonb`;

/**
 * Takes the blocks of a certificate of a meeting into the record of the assistant whom the mentor chose. Throws 403, 404,
 * 409 certificateTaken, projectClosed, 422 for the code or the assistant.
 */
export const takeTraining = verb(takeTrainingInput, async (tx, me, { projectId, assistantId, code, areas }) => {
  authorize(me, "team.edit");
  await said(tx, sql`sec.take_training(${projectId}, ${assistantId}, ${code}, ${list(areas)})`);
  return { projectId };
});

/** Takes over what the certificate says by now. Throws 403, 404, 409 changedMeanwhile, projectClosed. */
export const updateTraining = verb(updateTrainingInput, async (tx, me, { trainingId, assistantId, seen, areas }) => {
  authorize(me, "team.edit");
  await said(tx, sql`sec.update_training(${trainingId}, ${assistantId}, ${seen}, ${list(areas)})`);
  return { trainingId };
});

/** Says whether the hours count for the support of the project, with a reason. Throws 403, 404, 409 changedMeanwhile, projectClosed. */
export const supportTraining = verb(
  supportTrainingInput,
  async (tx, me, { trainingId, assistantId, counts, note, seen }) => {
    authorize(me, "team.edit");
    await said(tx, sql`sec.support_training(${trainingId}, ${assistantId}, ${counts}, ${note}, ${seen})`);
    return { trainingId };
  },
);
