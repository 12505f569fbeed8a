import type { Tx } from "@/db/gate";
import { keepRollupCheck } from "@/db/mutations/rollups";
import { allDifferences } from "@/db/queries/rollups";

/** Compares the kept sums with their rows and keeps how many differ. Nothing is mended: who looks after it has to see it. */
export async function checkRollups(tx: Tx): Promise<void> {
  await keepRollupCheck(tx, (await allDifferences(tx)).length);
}
