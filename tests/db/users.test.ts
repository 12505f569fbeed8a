import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { signIn } from "@/db/accounts/sign-in";
import { type Credential, NotSignedIn, withActor } from "@/db/gate";
import { acceptInvitation } from "@/db/mutations/invitations";
import { createToken } from "@/db/mutations/tokens";
import { findInvitation } from "@/db/queries/invitations";
import { type Cast, makeCast, password, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { freshProject, row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const operator = { kind: "operator" } as const;
const secret = "čtyři modré lavičky";
const alive = (credential: Credential) =>
  withActor(credential, "read", async (_, me) => me.roles.map(({ role }) => role)).catch((error) => {
    if (error instanceof NotSignedIn) return null;
    throw error;
  });
const invitationOf = async (userId: string) =>
  (await row(operator, sql`select id from invitations where user_id = ${userId} and withdrawn_at is null`))
    ?.id as string;

async function invite(role = "finance", extra: Record<string, unknown> = {}) {
  const email = `nova-${randomUUID().slice(0, 8)}@north.example`;
  const input = { organisationId: cast.north.id, email, name: "Nová Osoba", role, ...extra };
  const { userId } = (await send(person(cast.north, "manager").credential, "user.invite", input)) as { userId: string };
  return { userId, email, id: await invitationOf(userId) };
}

async function come(role = "finance", extra: Record<string, unknown> = {}) {
  const { userId, email, id } = await invite(role, extra);
  const token = await acceptInvitation(id, linkToken("invitation", id), {
    name: "Nová Osoba",
    password: secret,
    origin: { agent: "", device: "" },
  });
  return { userId, email, credential: { kind: "session", token } as const };
}

test("an invitation orders one mail, opens once, and the person comes in under his own name and password", async () => {
  const { userId, email, id } = await invite();
  const mails = await withActor(operator, "read", (tx) =>
    tx.execute<{ template: string; data: unknown }>(
      sql`select template, data from outbox where recipient_id = ${userId}`,
    ),
  );
  expect(mails).toEqual([{ template: "invitation", data: { invitationId: id } }]);
  const token = linkToken("invitation", id);
  expect(await findInvitation(id, "a wrong token")).toBeNull();
  expect(await findInvitation(id, token)).toMatchObject({ name: "Nová Osoba", email });
  expect(await signIn(email, secret)).toEqual({ refused: "wrong" });
  const session = await acceptInvitation(id, token, {
    name: "Nová Lepší",
    password: secret,
    origin: { agent: "Firefox", device: "" },
  });
  expect(await alive({ kind: "session", token: session })).toEqual(["finance"]);
  expect(await signIn(email, secret)).toHaveProperty("token");
  const again = acceptInvitation(id, token, { name: "Kdokoli", password: secret, origin: { agent: "", device: "" } });
  expect(await refusal(again)).toMatchObject({ status: 410, key: "invitationGone" });
  const logged = await row(
    cast.ministry.auditor.credential,
    sql`select action, actor_id from audit_entries where table_name = 'invitations' and row_id = ${id} order by id desc limit 1`,
  );
  expect(logged).toEqual({ action: "invitation.accept", actor_id: userId });
});

test("two who come in by one invitation at the same moment: one does", async () => {
  const { id } = await invite();
  const token = linkToken("invitation", id);
  const both = await Promise.allSettled(
    [1, 2, 3, 4].map(() =>
      acceptInvitation(id, token, { name: "Kdo dřív", password: secret, origin: { agent: "", device: "" } }),
    ),
  );
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("an invitation is over after 48 hours, and a new one closes the last", async () => {
  const { userId, id } = await invite();
  const manager = person(cast.north, "manager").credential;
  await send(manager, "user.invite-again", { userId });
  const second = await invitationOf(userId);
  expect(await findInvitation(id, linkToken("invitation", id))).toBeNull();
  expect(await findInvitation(second, linkToken("invitation", second))).not.toBeNull();
  const hours = await row(
    operator,
    sql`select extract(epoch from expires_at - created_at) / 3600 as hours from invitations where id = ${second}`,
  );
  expect(Number(hours?.hours)).toBe(48);
});

test("a password made of the name is refused, and the invitation stays open", async () => {
  const { id, email } = await invite();
  const made = `${email.split("@")[0]}-1`;
  const token = linkToken("invitation", id);
  expect(
    await refusal(acceptInvitation(id, token, { name: "X", password: made, origin: { agent: "", device: "" } })),
  ).toMatchObject({
    fields: { next: "passwordHoldsName" },
  });
  expect(await findInvitation(id, token)).not.toBeNull();
});

test("who may invite whom", async () => {
  const input = (extra: Record<string, unknown>) => ({
    organisationId: cast.north.id,
    email: `x-${randomUUID().slice(0, 8)}@north.example`,
    name: "Kdosi",
    role: "mentor",
    ...extra,
  });
  const asked = (credential: Credential, extra: Record<string, unknown> = {}) =>
    refusal(send(credential, "user.invite", input(extra)));
  expect(await asked(person(cast.north, "finance").credential)).toMatchObject({ status: 403 });
  expect(await asked(cast.ministry.auditor.credential)).toMatchObject({ status: 403 });
  expect(await asked(person(cast.south, "manager").credential)).toMatchObject({ status: 404 });
  const manager = person(cast.north, "manager").credential;
  expect(await asked(manager, { role: "admin" })).toMatchObject({ fields: { role: "roleOfAnother" } });
  expect(await asked(manager, { email: person(cast.south, "mentor").email })).toMatchObject({
    fields: { email: "emailTaken" },
  });
  expect(await asked(manager, { projectId: cast.south.projectId })).toMatchObject({
    fields: { projectId: "referenceMissing" },
  });
});

test("the same command twice invites once", async () => {
  const manager = person(cast.north, "manager").credential;
  const input = {
    organisationId: cast.north.id,
    email: `dvakrat-${randomUUID().slice(0, 8)}@north.example`,
    name: "Dvakrát",
    role: "mentor",
  };
  const id = randomUUID();
  const first = await send(manager, "user.invite", input, id);
  expect(await send(manager, "user.invite", input, id)).toEqual(first);
  const mails = await row(
    operator,
    sql`select count(*)::int as n from outbox where recipient_id = ${(first as { userId: string }).userId}`,
  );
  expect(mails?.n).toBe(1);
});

test("a deactivated person is out at once, with sessions and tokens, and comes back when let in", async () => {
  const { userId, email, credential } = await come();
  const token = await withActor(operator, "write", (tx, me) => createToken(tx, me, { email, name: "t" }), {
    id: randomUUID(),
    name: "test.token",
  });
  const bearer = { kind: "token", token } as const;
  expect(await alive(bearer)).toEqual(["finance"]);
  const manager = person(cast.north, "manager").credential;
  await send(manager, "user.deactivate", { userId });
  expect([await alive(credential), await alive(bearer)]).toEqual([null, null]);
  expect(await signIn(email, secret)).toEqual({ refused: "wrong" });
  await send(manager, "user.activate", { userId });
  expect([await alive(credential), await alive(bearer)]).toEqual([null, null]);
  expect(await signIn(email, secret)).toHaveProperty("token");
});

test("nobody decides about himself, a manager not about who holds more, and the last admin stays", async () => {
  const manager = person(cast.north, "manager");
  expect(await refusal(send(manager.credential, "user.deactivate", { userId: manager.id }))).toMatchObject({
    status: 403,
    key: "notYourself",
  });
  const own = await row(operator, sql`select id from role_assignments where user_id = ${manager.id}`);
  expect(await refusal(send(manager.credential, "role.end", { roleAssignmentId: own?.id }))).toMatchObject({
    key: "notYourself",
  });
  expect(
    await refusal(send(manager.credential, "user.deactivate", { userId: person(cast.south, "mentor").id })),
  ).toMatchObject({ status: 404 });
  const { userId } = await come("mentor");
  await withActor(
    operator,
    "write",
    (tx) =>
      tx.execute(sql`insert into role_assignments (organisation_id, user_id, role, valid_from)
        values (${cast.ministry.id}, ${userId}, 'auditor', '2024-01-01')`),
    { id: randomUUID(), name: "test.role" },
  );
  expect(await refusal(send(manager.credential, "user.deactivate", { userId }))).toMatchObject({ key: "holdsMore" });
});

test("a role ends at once and can be given again the same day", async () => {
  const { userId, credential } = await come("mentor");
  const manager = person(cast.north, "manager").credential;
  const held = await row(operator, sql`select id from role_assignments where user_id = ${userId}`);
  await send(manager, "role.end", { roleAssignmentId: held?.id });
  expect(await alive(credential)).toEqual([]);
  const grant = { userId, organisationId: cast.north.id, role: "mentor" };
  await send(manager, "role.grant", grant);
  expect(await alive(credential)).toEqual(["mentor"]);
  expect(await refusal(send(manager, "role.grant", grant))).toMatchObject({ status: 409, key: "roleTwice" });
  await send(manager, "role.grant", { ...grant, role: "finance", validFrom: "2099-01-01" });
  expect(await alive(credential)).toEqual(["mentor"]);
});

test("a role in one project opens and writes that project alone", async () => {
  const projectId = await freshProject(cast);
  const { credential } = await come("manager", { projectId });
  const seen = await withActor(credential, "read", (tx) => tx.execute<{ id: string }>(sql`select id from projects`));
  expect(seen.map(({ id }) => id)).toEqual([projectId]);
  const rows = await withActor(credential, "read", (tx) =>
    tx.execute<{ others: number }>(
      sql`select count(*)::int as others from funding_sources where project_id <> ${projectId}`,
    ),
  );
  expect(rows[0]?.others).toBe(0);
  await send(credential, "locality.add", { projectId, name: "U nádraží" });
  expect(
    await refusal(send(credential, "locality.add", { projectId: cast.north.projectId, name: "Jinde" })),
  ).toMatchObject({ status: 404 });
  expect(
    await refusal(
      send(credential, "user.invite", {
        organisationId: cast.north.id,
        email: "a@b.example",
        name: "A",
        role: "mentor",
      }),
    ),
  ).toMatchObject({ status: 403 });
  // The same asked of the database alone, without the permission table.
  const stolen = withActor(
    credential,
    "write",
    (tx) =>
      tx.execute(sql`insert into localities (organisation_id, project_id, name)
        values (${cast.north.id}, ${cast.north.projectId}, 'Jinde')`),
    { id: randomUUID(), name: "test.steal" },
  );
  await expect(stolen).rejects.toThrow();
  expect(
    await row(credential, sql`select count(*)::int as n from audit_entries where table_name = 'localities'`),
  ).toEqual({ n: 1 });
});

test("the log verifies after all this", async () => {
  const problems = await withActor(cast.ministry.auditor.credential, "read", (tx) =>
    tx.execute(sql`select * from sec.verify(${cast.north.id})`),
  );
  expect(problems).toEqual([]);
  expect(await signIn(person(cast.north, "mentor").email, password)).toHaveProperty("token");
});
