import type { Tx } from "@/db/gate";
import { listProjectChoices } from "@/db/queries/projects";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";

/** A project that the actor may log shifts in; null for every other. */
export async function findProjectChoice(tx: Tx, me: Actor, slug: string) {
  if (!can(me, "activity.log")) return null;
  const { choices } = await listProjectChoices(tx, slug);
  return choices.find((one) => one.slug === slug) ?? null;
}
