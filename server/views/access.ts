import type { Tx } from "@/db/gate";
import { accessChoices, listAccess } from "@/db/queries/access";
import type { AccessFilter } from "@/lib/domain/privacy";

/** The entries of the access log that fit a filter, and what the filter offers. */
export async function readAccess(tx: Tx, filter: AccessFilter) {
  const [rows, choices] = await Promise.all([listAccess(tx, filter, filter.page), accessChoices(tx, filter)]);
  return { rows, choices };
}
