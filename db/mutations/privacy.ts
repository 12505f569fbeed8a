import { sql } from "drizzle-orm";
import { DomainError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { type ErasureEntry, erasePersonInput } from "@/lib/domain/privacy";
import type { Tx } from "../gate";
import { findPerson } from "../queries/privacy";
import { verb } from "../verb";

/**
 * Erases a person: names, e-mails, sessions, tokens, mail, notes about him and the values beside the log go; what the
 * projects did stays under his id. Throws 404, 403 ownErasure for oneself, 409 lastAdmin and retentionDuty.
 */
export const erasePerson = verb(erasePersonInput, async (tx, me, input) => {
  authorize(me, "person.erase");
  const { kind, personId } = input;
  const person = await findPerson(tx, kind, personId);
  if (!person) throw notFound();
  authorize(me, "person.erase", { organisationId: person.organisationId, projectId: null });
  if (kind === "user" && (personId === me.userId || me.standsFor)) throw new DomainError("ownErasure", 403);
  if (person.erasedAt) throw new DomainError("erasedAlready", 409);
  if (person.lastAdmin) throw new DomainError("lastAdmin", 409);
  if (person.keptUntil && person.keptUntil >= me.today) throw new DomainError("retentionDuty", 409);
  const [row] = await tx.execute<{ gone: unknown }>(sql`
    select sec.erase_person(${kind}, ${personId}, ${input.reason}, ${input.reference}, ${input.inNotes}) as gone`);
  if (!row?.gone) throw notFound();
  return { personId, kind };
});

/**
 * Erases again whom the list names, after a backup of an earlier day was restored; whom that day did not know yet is left
 * out, and so is who is erased in it already. For the operator. Returns how many were erased.
 */
export async function replayErasures(tx: Tx, list: readonly ErasureEntry[]): Promise<number> {
  let erased = 0;
  for (const { kind, personId, reason, reference, inNotes } of list) {
    const [row] = await tx.execute<{ gone: unknown }>(sql`
      select sec.erase_person(${kind}, ${personId}, ${reason}, ${reference}, ${inNotes}, true) as gone
      where not exists (select from erasures e where e.person_kind = ${kind} and e.person_id = ${personId})`);
    if (row?.gone) erased += 1;
  }
  return erased;
}

/** Removes what outlived its time; for the worker. */
export async function purge(tx: Tx): Promise<void> {
  await tx.execute(sql`select sec.purge()`);
}
