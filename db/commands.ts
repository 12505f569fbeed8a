import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError } from "@/lib/domain/error";
import type { Tx } from "./gate";

/**
 * Claims a command's id in the transaction of its effect. Returns null when it is new, else the stored result of the
 * same command; throws 409 commandReused when the id was used for something else (or by somebody else).
 */
export async function claimCommand(
  tx: Tx,
  me: Actor,
  id: string,
  name: string,
  hash: string,
): Promise<{ result: unknown } | null> {
  const claimed = await tx.execute(sql`
    insert into commands (id, organisation_id, actor_id, name, hash)
    values (${id}, ${me.organisationId}, ${me.userId}, ${name}, ${hash})
    on conflict (id) do nothing returning id`);
  if (claimed.length > 0) return null;
  const [stored] = await tx.execute<{ hash: string; result: unknown }>(
    sql`select hash, result from commands where id = ${id}`,
  );
  if (stored?.hash !== hash) throw new DomainError("commandReused", 409);
  return { result: stored.result };
}

/** Stores what a replay of the command will be answered with. */
export async function storeResult(tx: Tx, id: string, result: unknown): Promise<void> {
  await tx.execute(sql`update commands set result = ${JSON.stringify(result ?? null)}::json where id = ${id}`);
}
