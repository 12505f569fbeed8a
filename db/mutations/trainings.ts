import { type SQL, sql } from "drizzle-orm";
import { authorize } from "@/lib/domain/permission";
import {
  assertTaken,
  changeTrainingInput,
  checkTraining,
  recordTrainingInput,
  removeTrainingInput,
  supportTrainingInput,
  takeTrainingInput,
  updateTrainingInput,
} from "@/lib/domain/training";
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

type Own = Parameters<typeof checkTraining>[0];
async function put(tx: Tx, today: string, input: Own, project: SQL, known: SQL, version: SQL) {
  const { endsOn, parts } = checkTraining(input, today);
  const { title, provider, kind, form, startsOn, assistantIds } = input;
  const facts = JSON.stringify({ title, provider, kind, form, startsOn, endsOn });
  await said(
    tx,
    sql`sec.record_training(${project}, ${known}, ${version}, ${facts}::text::jsonb, ${list(parts)}, ${JSON.stringify(assistantIds)}::text::jsonb)`,
  );
}

/**
 * Records a training or a supervision of the project's own with who attended it. Throws 403, 404, 409 projectClosed, 422 as
 * checkTraining does and for who held no post then, an area of another project, the same training of the same day twice.
 */
export const recordTraining = verb(recordTrainingInput, async (tx, me, { projectId, ...input }) => {
  authorize(me, "team.edit");
  await put(tx, me.today, input, sql`${projectId}::uuid`, sql`null::uuid`, sql`null::text`);
  return { projectId };
});

/** Corrects such a training and who attended it; refusals as in recordTraining, 409 changedMeanwhile. */
export const changeTraining = verb(changeTrainingInput, async (tx, me, { trainingId, version, ...input }) => {
  authorize(me, "team.edit");
  await put(tx, me.today, input, sql`null::uuid`, sql`${trainingId}::uuid`, sql`${version}::text`);
  return { trainingId };
});

/** Takes such a training out; throws 403, 404, 409 changedMeanwhile, projectClosed. */
export const removeTraining = verb(removeTrainingInput, async (tx, me, { trainingId, version }) => {
  authorize(me, "team.edit");
  await said(tx, sql`sec.remove_training(${trainingId}, ${version})`);
  return { trainingId };
});
