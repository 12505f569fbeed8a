import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Actor, Role } from "@/lib/domain/actor";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { organisationKinds, rolesOfKind } from "@/lib/domain/organisation";
import { authorize } from "@/lib/domain/permission";
import {
  addUserInput,
  endRoleInput,
  grantRoleInput,
  inviteUserInput,
  projectRoles,
  userIdInput,
} from "@/lib/domain/user";
import { linkToken } from "../accounts/link-token";
import { newKey } from "../accounts/password";
import type { Tx } from "../gate";
import { verb } from "../verb";

const found = z.object({ id: z.uuid(), kind: z.enum(organisationKinds) });

/**
 * Adds a person with a role from today on and with a first password, which nobody but the caller is told. Throws 404
 * for an unknown organisation, 422 for a role of another kind of organisation and for a taken e-mail.
 */
export const addUser = verb(addUserInput.extend({ password: z.string() }), async (tx, me, input) => {
  const { organisation, email, name, role, password } = input;
  authorize(me, "user.add");
  const [row] = await tx.execute(sql`select id, kind from organisations where slug = ${organisation}`);
  if (!row) throw notFound();
  const home = found.parse(row);
  if (!rolesOfKind[home.kind].includes(role)) throw fieldError("role", "roleOfAnother");
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into users (organisation_id, email, name) values (${home.id}, ${email}, ${name})
    on conflict (email) do nothing returning id`);
  if (!made) throw fieldError("email", "emailTaken");
  await tx.execute(sql`
    insert into role_assignments (organisation_id, user_id, role, valid_from)
    values (${home.id}, ${made.id}, ${role}, current_date)`);
  const { salt, cost, blockSize, parallelization, key } = await newKey(password);
  await tx.execute(
    sql`select sec.set_password(${made.id}, ${salt}, ${cost}, ${blockSize}, ${parallelization}, ${key})`,
  );
  return { userId: made.id };
});

/**
 * Adds a person with a role and mails an invitation, which is good for one use within 48 hours. Throws 403 without the
 * right to give the role, 404 for an unknown organisation, 422 for a role of another kind of organisation or a taken e-mail.
 */
export const inviteUser = verb(inviteUserInput, async (tx, me, input) => {
  const { organisationId, email, name, role, projectId = null, validTo = null } = input;
  await assertGives(tx, me, { organisationId, role, projectId });
  const userId = randomUUID();
  const { id, hash } = newInvitation();
  const [row] = await tx.execute<{ made: boolean }>(sql`
    select sec.invite(${userId}, ${organisationId}, ${email}, ${name}, ${role}, ${projectId}, sec.rights_day(), ${validTo},
      ${id}, ${hash}) as made`);
  if (!row?.made) throw fieldError("email", "emailTaken");
  return { userId };
});

/** Mails a new invitation in place of the last one. Throws 404 for a stranger, 409 for who has come in already. */
export const inviteAgain = verb(userIdInput, async (tx, me, { userId }) => {
  await assertKeeps(tx, me, userId);
  const { id, hash } = newInvitation();
  const [row] = await tx.execute<{ made: boolean }>(sql`select sec.invite_again(${userId}, ${id}, ${hash}) as made`);
  if (!row?.made) throw new DomainError("invitationUsed", 409);
  return { userId };
});

function newInvitation() {
  const id = randomUUID();
  return { id, hash: createHash("sha256").update(linkToken("invitation", id)).digest() };
}

/** Gives a person a role, from today on unless a later day is said. Throws as inviteUser, 409 for a role held already. */
export const grantRole = verb(grantRoleInput, async (tx, me, input) => {
  const { userId, organisationId, role, projectId = null, validFrom = null, validTo = null } = input;
  await assertKeeps(tx, me, userId);
  await assertGives(tx, me, { organisationId, role, projectId });
  const roleAssignmentId = randomUUID();
  await tx.execute(sql`
    select sec.grant_role(${roleAssignmentId}, ${userId}, ${organisationId}, ${role}, ${projectId},
      greatest(coalesce(${validFrom}::date, sec.rights_day()), sec.rights_day()), ${validTo})`);
  return { roleAssignmentId };
});

/** Ends a role at once: the next request is served without it. Throws 403 for one's own, 409 for the last admin's. */
export const endRole = verb(endRoleInput, async (tx, me, { roleAssignmentId }) => {
  authorize(me, "user.keep");
  const [row] = await tx.execute<{ userId: string; organisationId: string; role: Role }>(sql`
    select user_id as "userId", organisation_id as "organisationId", role from role_assignments
    where id = ${roleAssignmentId} and ended_at is null`);
  if (!row) throw notFound();
  assertNotSelf(me, row.userId);
  await assertGives(tx, me, { ...row, projectId: null });
  await tx.execute(sql`select sec.end_role(${roleAssignmentId})`);
  return { roleAssignmentId };
});

/** Lets a person in no more: sessions and tokens end at once. Throws 403 for oneself, 409 for the last admin. */
export const deactivateUser = verb(userIdInput, async (tx, me, { userId }) => {
  await assertKeeps(tx, me, userId);
  await tx.execute(sql`select sec.set_active(${userId}, false)`);
  return { userId };
});

/** Lets a person in again. */
export const activateUser = verb(userIdInput, async (tx, me, { userId }) => {
  await assertKeeps(tx, me, userId);
  await tx.execute(sql`select sec.set_active(${userId}, true)`);
  return { userId };
});

/** Throws 403 for oneself and for who holds what one could not give, 404 for a stranger. The database holds the same. */
async function assertKeeps(tx: Tx, me: Actor, userId: string): Promise<void> {
  authorize(me, "user.keep");
  const [person] = await tx.execute<{ organisationId: string; holdsMore: boolean }>(sql`
    select organisation_id as "organisationId", sec.holds_more(id) as "holdsMore" from users where id = ${userId}`);
  if (!person) throw notFound();
  authorize(me, "user.keep", { organisationId: person.organisationId, projectId: null });
  assertNotSelf(me, userId);
  if (person.holdsMore) throw new DomainError("holdsMore", 403);
}

function assertNotSelf(me: Actor, userId: string): void {
  if (userId === me.userId || userId === me.standsFor?.id) throw new DomainError("notYourself", 403);
}

type Given = { organisationId: string; role: Role; projectId: string | null };

/** Throws 404 unless the organisation is seen, 403 unless the actor may give the role there, 422 for a role that does not fit. */
async function assertGives(tx: Tx, me: Actor, { organisationId, role, projectId }: Given): Promise<void> {
  authorize(me, "user.keep");
  const [row] = await tx.execute(sql`select id, kind from organisations where id = ${organisationId}`);
  if (!row) throw notFound();
  if (!rolesOfKind[found.parse(row).kind].includes(role)) throw fieldError("role", "roleOfAnother");
  if (!mayGive(me, { role, organisationId })) throw new DomainError("forbidden", 403);
  if (!projectId) return;
  const narrow: readonly Role[] = projectRoles;
  if (!narrow.includes(role)) throw fieldError("projectId", "roleNotForProject");
  const [project] = await tx.execute(
    sql`select id from projects where id = ${projectId} and organisation_id = ${organisationId}`,
  );
  if (!project) throw fieldError("projectId", "referenceMissing");
}

/** Admins give every role, managers those of a city's daily work, in their own city. */
function mayGive(me: Actor, { role, organisationId }: { role: Role; organisationId: string }): boolean {
  if (me.kind === "operator" || me.roles.some((held) => held.role === "admin")) return true;
  const narrow: readonly Role[] = projectRoles;
  return (
    narrow.includes(role) &&
    me.roles.some((held) => held.role === "manager" && !held.projectId && held.organisationId === organisationId)
  );
}

/** Takes off the second factor of a person who lost it and ends every session. Throws 404 for an unknown e-mail. */
export async function resetFactor(tx: Tx, me: Actor, email: string): Promise<void> {
  authorize(me, "user.reset-factor");
  const [row] = await tx.execute<{ done: boolean }>(
    sql`select sec.reset_factor(${email.trim().toLowerCase()}) as done`,
  );
  if (!row?.done) throw notFound();
}
