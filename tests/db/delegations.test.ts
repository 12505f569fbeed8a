import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "@/db/accounts/sign-in";
import { type Credential, NotSignedIn, withActor } from "@/db/gate";
import { noteAccess } from "@/db/mutations/access";
import { changeView } from "@/db/mutations/delegations";
import { createToken } from "@/db/mutations/tokens";
import { findActivity } from "@/db/queries/activities";
import { findMail } from "@/db/queries/outbox";
import { deputyChoices } from "@/db/queries/people";
import { writeMail } from "@/server/mail/write";
import { readHome } from "@/server/views/home";
import { type Cast, makeCast, password, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip } from "../support/field";
import { measuredIndicator, row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

type Session = Extract<Credential, { kind: "session" }>;
const operator = { kind: "operator" } as const;
async function enter(email: string): Promise<Session> {
  const outcome = await signIn(email, password);
  if (!("token" in outcome)) throw new Error(JSON.stringify(outcome));
  return { kind: "session", token: outcome.token };
}
const me = (credential: Credential) =>
  withActor(credential, "read", async (_, actor) => actor).catch((error) => {
    if (error instanceof NotSignedIn) return null;
    throw error;
  });
const rolesOf = async (credential: Credential) => (await me(credential))?.roles.map(({ role }) => role);
const today = async () => (await row(operator, sql`select sec.rights_day()::text as day`))?.day as string;
const view = async (session: Session, to: Parameters<typeof changeView>[1]): Promise<Session> => ({
  kind: "session",
  token: await changeView(session, to),
});
const localities = { name: "Sídliště" };

async function delegate(principal: "manager" | "finance", deputy: "mentor" | "finance", days = [0, 7]) {
  const from = await today();
  const day = (plus: number) => new Date(Date.parse(from) + plus * 86_400_000).toISOString().slice(0, 10);
  const made = await send(person(cast.north, principal).credential, "delegation.add", {
    organisationId: cast.north.id,
    principalId: person(cast.north, principal).id,
    deputyId: person(cast.north, deputy).id,
    validFrom: day(days[0] ?? 0),
    validTo: day(days[1] ?? 7),
    reason: "dovolená",
  });
  return made.delegationId ?? "";
}

test("a deputy acts with the other's roles, and the log says who and for whom", async () => {
  const delegationId = await delegate("manager", "mentor");
  const deputy = person(cast.north, "mentor");
  const own = await enter(deputy.email);
  const acting = await view(own, { delegationId });
  expect(await me(own)).toBeNull();
  expect(await rolesOf(acting)).toEqual(["manager"]);
  expect((await me(acting))?.standsFor?.id).toBe(person(cast.north, "manager").id);
  const { localityId } = await send(acting, "locality.add", { projectId: cast.north.projectId, ...localities });
  const entry = await row(
    cast.ministry.auditor.credential,
    sql`select actor_id, on_behalf_of from audit_entries where table_name = 'localities' and row_id = ${localityId}`,
  );
  expect(entry).toEqual({ actor_id: deputy.id, on_behalf_of: person(cast.north, "manager").id });
  const himself = await view(acting, null);
  expect(await rolesOf(himself)).toEqual(["mentor"]);
  expect((await me(himself))?.standsFor).toBeNull();
});

test("the deputy learns it by a mail that tells no reason, and sees it at home until it ends", async () => {
  const delegationId = await delegate("manager", "mentor");
  const [deputy, principal] = [person(cast.north, "mentor"), person(cast.north, "manager")];
  const ordered = () =>
    withActor(operator, "read", async (tx) => {
      const [mail] = await tx.execute<{ id: string }>(
        sql`select id from outbox where template = 'delegation' and data ->> 'delegationId' = ${delegationId}`,
      );
      return mail ? findMail(tx, mail.id) : null;
    });
  const mail = await ordered();
  expect(mail?.recipient?.id).toBe(deputy.id);
  const written = mail && (await writeMail(mail));
  if (!written || typeof written === "string") throw new Error("not written");
  expect(written.text).toContain(`Zastupujete: Canary ${principal.email}`);
  expect(written.text).toContain("/account#delegations");
  expect(written.text).not.toContain("dovolená");
  const home = (credential: Credential) =>
    withActor(credential, "read", async (tx, actor) => (await readHome(tx, actor, "cs")).standsIn.map(({ id }) => id));
  expect(await home(deputy.credential)).toContain(delegationId);
  expect(await home(principal.credential)).not.toContain(delegationId);
  const acting = await view(await enter(deputy.email), { delegationId });
  expect(await home(acting)).toEqual([]);
  await send(principal.credential, "delegation.end", { delegationId });
  expect(await home(deputy.credential)).not.toContain(delegationId);
  expect(await writeMail(mail)).toBe("nothing");
});

test("who has not taken the invitation, or has no access, is no deputy", async () => {
  const manager = person(cast.north, "manager");
  const { userId } = await send(manager.credential, "user.invite", {
    organisationId: cast.north.id,
    email: `${randomUUID()}@deputy.example`,
    name: "Pozvaná Osoba",
    role: "mentor",
  });
  const choices = () =>
    withActor(manager.credential, "read", async (tx) =>
      (await deputyChoices(tx, manager.id)).flatMap(({ people }) => people.map(({ id }) => id)),
    );
  expect(await choices()).not.toContain(userId);
  expect(await choices()).toContain(person(cast.north, "mentor").id);
  const day = await today();
  const input = {
    organisationId: cast.north.id,
    principalId: manager.id,
    validFrom: day,
    validTo: day,
    reason: "nemoc",
  };
  const asked = (deputyId: string | undefined) =>
    refusal(send(manager.credential, "delegation.add", { ...input, deputyId }));
  expect(await asked(userId)).toMatchObject({ fields: { deputyId: "deputyOutside" } });
  await send(manager.credential, "user.deactivate", { userId });
  expect(await asked(userId)).toMatchObject({ status: 422 });
  const past = withActor(
    manager.credential,
    "write",
    (tx) =>
      tx.execute(
        sql`select sec.delegate(${randomUUID()}, ${cast.north.id}, ${manager.id}, ${userId}, ${day}, ${day}, 'x')`,
      ),
    { id: randomUUID(), name: "delegation.add" },
  );
  await expect(past).rejects.toThrow();
});

test("when the delegation is ended, the deputy's next request is his own again", async () => {
  const delegationId = await delegate("manager", "mentor");
  const acting = await view(await enter(person(cast.north, "mentor").email), { delegationId });
  expect(await rolesOf(acting)).toEqual(["manager"]);
  await send(person(cast.north, "manager").credential, "delegation.end", { delegationId });
  expect(await rolesOf(acting)).toEqual(["mentor"]);
});

test("a delegation of the future or of another opens nothing", async () => {
  const future = await delegate("manager", "mentor", [3, 5]);
  const mentor = await enter(person(cast.north, "mentor").email);
  expect(await refusal(changeView(mentor, { delegationId: future }))).toMatchObject({ status: 403 });
  const finances = await delegate("manager", "finance");
  expect(await refusal(changeView(mentor, { delegationId: finances }))).toMatchObject({ status: 403 });
  expect(await rolesOf(mentor)).toEqual(["mentor"]);
});

test("nobody makes himself a deputy, and a stranger says nothing", async () => {
  const day = await today();
  const input = (more: Record<string, unknown> = {}) => ({
    organisationId: cast.north.id,
    principalId: person(cast.north, "finance").id,
    deputyId: person(cast.north, "mentor").id,
    validFrom: day,
    validTo: day,
    reason: "nemoc",
    ...more,
  });
  const asked = (credential: Credential, more = {}) => refusal(send(credential, "delegation.add", input(more)));
  expect(await asked(person(cast.north, "mentor").credential)).toMatchObject({ status: 403 });
  expect(
    await asked(person(cast.north, "manager").credential, { deputyId: person(cast.north, "manager").id }),
  ).toMatchObject({ key: "notYourself" });
  expect(await asked(person(cast.south, "manager").credential)).toMatchObject({ status: 403 });
  expect(
    await asked(person(cast.north, "finance").credential, { deputyId: person(cast.south, "mentor").id }),
  ).toMatchObject({ fields: { deputyId: "referenceMissing" } });
  expect(await asked(person(cast.north, "manager").credential, { validTo: "2020-01-01" })).toMatchObject({
    fields: { validTo: "endBeforeStart" },
  });
  const { delegationId } = await send(person(cast.north, "manager").credential, "delegation.add", input());
  expect(
    await refusal(send(person(cast.south, "manager").credential, "delegation.end", { delegationId })),
  ).toMatchObject({ status: 404 });
});

test("a token hands nothing on: no delegation, no other token", async () => {
  const manager = person(cast.north, "manager");
  const day = await today();
  const input = {
    organisationId: cast.north.id,
    principalId: manager.id,
    deputyId: person(cast.north, "finance").id,
    validFrom: day,
    validTo: day,
    reason: "nemoc",
  };
  const tokenOf = (email: string) =>
    withActor({ kind: "operator" }, "write", (tx, me) => createToken(tx, me, { email, name: "test" }), {
      id: randomUUID(),
      name: "token.create",
    });
  const bearer = { kind: "token", token: await tokenOf(manager.email) } as const;
  expect(await refusal(send(bearer, "delegation.add", input))).toMatchObject({ status: 403 });
  const past = withActor(bearer, "write", (tx) =>
    tx.execute(
      sql`select sec.delegate(${randomUUID()}, ${cast.north.id}, ${manager.id}, ${input.deputyId}, ${day}, ${day}, 'x')`,
    ),
  );
  await expect(past).rejects.toMatchObject({ cause: { code: "42501" } });
  const admin = { kind: "token", token: await tokenOf(cast.admin.email) } as const;
  const another = withActor(admin, "write", (tx, me) => createToken(tx, me, { email: manager.email, name: "x" }));
  await expect(another).rejects.toMatchObject({ cause: { code: "42501" } });
});

test("who stands in for the author does not approve the author's record", async () => {
  const delegationId = await delegate("manager", "finance");
  const acting = await view(await enter(person(cast.north, "finance").email), { delegationId });
  const indicatorId = await measuredIndicator(person(cast.north, "manager").credential, cast.north.projectId);
  const { measurementId } = await send(person(cast.north, "manager").credential, "measurement.record", {
    indicatorId,
    measuredOn: "2024-01-31",
    value: 3,
  });
  expect(await refusal(send(acting, "measurement.verify", { measurementId }))).toMatchObject({ key: "ownRecord" });
});

test("the page of a shift says for whom a deputy decided", async () => {
  const field = await equip(cast.south);
  const [mentor, finance, manager] = [
    person(cast.south, "mentor"),
    person(cast.south, "finance"),
    person(cast.south, "manager"),
  ];
  const { activityId = "" } = await send(mentor.credential, "activity.log", {
    projectId: cast.south.projectId,
    happenedOn: "2025-02-14",
    startsAt: "08:00",
    endsAt: "16:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 1),
    counts: [{ kind: "patrol", count: 1 }],
    note: "",
    submit: true,
  });
  const day = await today();
  const { delegationId = "" } = await send(manager.credential, "delegation.add", {
    organisationId: cast.south.id,
    principalId: manager.id,
    deputyId: finance.id,
    validFrom: day,
    validTo: day,
    reason: "nemoc",
  });
  const acting = await view(await enter(finance.email), { delegationId });
  await send(acting, "activity.approve", { activities: [{ activityId }] });
  const found = await withActor(mentor.credential, "read", (tx) => findActivity(tx, cast.south.slug, activityId, "cs"));
  expect(found?.decisions.map(({ decision, by, standsFor }) => [decision, by, standsFor])).toEqual([
    ["submitted", `Canary ${mentor.email}`, null],
    ["approved", `Canary ${finance.email}`, `Canary ${manager.email}`],
  ]);
});

test("a preview shows what the role sees and writes nothing", async () => {
  const manager = await enter(person(cast.north, "manager").email);
  const looking = await view(manager, { role: "finance", organisationId: cast.north.id });
  expect(await me(looking)).toMatchObject({ preview: "finance", roles: [{ role: "finance" }] });
  expect(
    await refusal(send(looking, "locality.add", { projectId: cast.north.projectId, name: "Nikde" })),
  ).toMatchObject({ status: 403, key: "previewReadOnly" });
  const stolen = withActor(
    looking,
    "write",
    (tx) =>
      tx.execute(sql`insert into localities (organisation_id, project_id, name)
        values (${cast.north.id}, ${cast.north.projectId}, 'Nikde')`),
    { id: randomUUID(), name: "test.steal" },
  );
  await expect(stolen).rejects.toThrow();
  expect(await rolesOf(await view(looking, null))).toEqual(["manager"]);
});

test("who may look as whom: a manager in his own city, an admin everywhere, the others not", async () => {
  const asked = async (email: string, role: string, organisationId: string) =>
    refusal(changeView(await enter(email), { role, organisationId }));
  expect(await asked(person(cast.north, "mentor").email, "manager", cast.north.id)).toMatchObject({ status: 403 });
  expect(await asked(person(cast.north, "manager").email, "mentor", cast.south.id)).toMatchObject({ status: 403 });
  expect(await asked(person(cast.north, "manager").email, "admin", cast.north.id)).toMatchObject({ status: 403 });
  const admin = await view(await enter(cast.admin.email), { role: "mentor", organisationId: cast.south.id });
  expect(await rolesOf(admin)).toEqual(["mentor"]);
  // What he sees as that mentor is noted as the city's, wherever his own account is at home.
  await withActor(admin, "write", (tx, actor) => noteAccess(tx, actor, "/", "assistants"));
  const noted = sql`select about_organisation_id as about from access_log where user_id = ${cast.admin.id} order by at desc limit 1`;
  expect(await row(person(cast.south, "dpo").credential, noted)).toEqual({ about: cast.south.id });
});
