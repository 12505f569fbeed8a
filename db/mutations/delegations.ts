import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { daysBetween } from "@/lib/domain/day";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { can } from "@/lib/domain/permission";
import { addDelegationInput, endDelegationInput, longestDelegation } from "@/lib/domain/user";
import { type Credential, withActor } from "../gate";
import { verb } from "../verb";

/**
 * Says who stands in for whom in an organisation, from a day to a day (real days of Prague). It is said by the one who
 * will be away or by whoever keeps his roles, never by the deputy, whom a mail tells, nor by a token. Throws 403, 404, 422 with the field.
 */
export const addDelegation = verb(addDelegationInput, async (tx, me, input) => {
  const { organisationId, principalId, deputyId, validFrom, validTo, reason } = input;
  // A token works for its owner, and hands nothing on.
  if (me.kind === "token") throw new DomainError("forbidden", 403);
  const own = me.kind === "session" && principalId === me.userId;
  if (!own && !can(me, "user.keep", { organisationId, projectId: null })) throw new DomainError("forbidden", 403);
  if (me.standsFor || deputyId === me.userId) throw new DomainError("notYourself", 403);
  if (deputyId === principalId) throw fieldError("deputyId", "delegationSelf");
  const days = daysBetween(validFrom, validTo);
  if (days < 0) throw fieldError("validTo", "endBeforeStart");
  if (days > longestDelegation) throw fieldError("validTo", "delegationDates");
  const [facts] = await tx.execute<{ deputy: boolean; comesIn: boolean; past: boolean }>(sql`
    select exists (select from sec.people() p where p.id = ${deputyId} and p.active) as deputy,
      sec.comes_in(${deputyId}) as "comesIn",
      ${validTo}::date < sec.rights_day() as past`);
  if (!facts?.deputy) throw fieldError("deputyId", "referenceMissing");
  if (!facts.comesIn) throw fieldError("deputyId", "deputyOutside");
  if (facts.past) throw fieldError("validTo", "dayPast");
  const delegationId = randomUUID();
  await tx.execute(sql`
    select sec.delegate(${delegationId}, ${organisationId}, ${principalId}, ${deputyId}, ${validFrom}, ${validTo}, ${reason})`);
  return { delegationId };
});

/** Ends it at once. Throws 404 unless it is one's own, or of people one keeps. */
export const endDelegation = verb(endDelegationInput, async (tx, me, { delegationId }) => {
  if (me.kind === "public") throw notFound();
  await tx.execute(sql`select sec.end_delegation(${delegationId})`);
  return { delegationId };
});

/** How a session looks: as another role, in somebody's stead, or (null) as oneself. */
export type View = { role: string; organisationId: string } | { delegationId: string } | null;

/**
 * Changes how one's session looks and returns its new token; the old one is dead. Throws 403 when it may not look so,
 * or for a token of the API.
 */
export async function changeView(credential: Extract<Credential, { kind: "session" }>, view: View): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const preview = view && "role" in view ? view : null;
  const delegation = view && "delegationId" in view ? view.delegationId : null;
  const changed = await withActor(credential, "write", async (tx) => {
    const [row] = await tx.execute<{ changed: boolean }>(sql`
      select sec.change_view(${credential.token}, ${token}, ${preview?.role ?? null}, ${preview?.organisationId ?? null},
        ${delegation}) as changed`);
    return row?.changed;
  });
  if (!changed) throw new DomainError("forbidden", 403);
  return token;
}
