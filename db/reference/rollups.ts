import type { Tx } from "../gate";
import { rebuildRollups } from "../mutations/rollups";

/** Makes the sums of what is there already, in the transaction whose triggers keep them from now on. */
export async function fillRollups(tx: Tx): Promise<string[]> {
  await rebuildRollups(tx);
  return [];
}
