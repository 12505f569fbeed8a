import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { beginFactor, confirmFactor } from "@/db/accounts/second-factor";
import { signIn } from "@/db/accounts/sign-in";
import { linkIdentity } from "@/db/accounts/single-sign-on";
import { connect } from "@/db/connection";
import { type Credential, NotSignedIn, withActor } from "@/db/gate";
import { changeView } from "@/db/mutations/delegations";
import { acceptInvitation } from "@/db/mutations/invitations";
import { orderPasswordReset, resetPassword, resetPath } from "@/db/mutations/password-reset";
import { findInvitation } from "@/db/queries/invitations";
import { findOwnFactor } from "@/db/queries/second-factor";
import { type Cast, makeCast, password, person } from "../support/cast";
import { codeOf } from "../support/codes";
import { refusal, send } from "../support/command";
import { freshProject, measuredIndicator, row } from "../support/project";

// What somebody found who read the accounts as an attacker; each of these got through once.
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

type Session = Extract<Credential, { kind: "session" }>;
const operator = { kind: "operator" } as const;
async function enter(email: string, secret = password): Promise<Session> {
  const outcome = await signIn(email, secret);
  if (!("token" in outcome)) throw new Error(JSON.stringify(outcome));
  return { kind: "session", token: outcome.token };
}
const alive = (credential: Credential) =>
  withActor(credential, "read", async () => true).catch((error) => {
    if (error instanceof NotSignedIn) return false;
    throw error;
  });
const asOperator = (query: ReturnType<typeof sql>) =>
  withActor(operator, "write", (tx) => tx.execute(query), { id: randomUUID(), name: "test.fill" });
const give = (userId: string, organisationId: string, role: string, validTo: string | null = null) =>
  asOperator(sql`insert into role_assignments (organisation_id, user_id, role, valid_from, valid_to)
    values (${organisationId}, ${userId}, ${role}, '2020-01-01', ${validTo})`);
const today = async () => (await row(operator, sql`select sec.rights_day()::text as day`))?.day as string;

async function setUpFactor(credential: Session): Promise<void> {
  await beginFactor(credential);
  const { secret } = await withActor(credential, "read", findOwnFactor);
  expect(await confirmFactor(credential, codeOf(secret ?? "", -1), "")).toBe(true);
}

async function standIn(
  principal: { id: string; credential: Credential },
  deputy: { id: string; email: string },
  organisationId: string,
) {
  const day = await today();
  const { delegationId = "" } = await send(principal.credential, "delegation.add", {
    organisationId,
    principalId: principal.id,
    deputyId: deputy.id,
    validFrom: day,
    validTo: day,
    reason: "dovolená",
  });
  const token = await changeView(await enter(deputy.email), { delegationId });
  return { kind: "session", token } as const;
}

/** Until so many statements wait for a lock. */
async function waiting(superuser: ReturnType<typeof connect>, count: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const [found] = await superuser`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (found?.n >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nothing waits");
}

const erase = (credential: Credential, personId: string, inNotes = false) =>
  send(credential, "person.erase", { kind: "user", personId, reason: "request", inNotes, confirm: true });

test("a session that the password alone opened is over once a second factor is set up elsewhere", async () => {
  const { email } = person(cast.south, "manager");
  const [thief, owner] = [await enter(email), await enter(email)];
  await setUpFactor(owner);
  expect([await alive(thief), await alive(owner)]).toEqual([false, true]);
  expect(await signIn(email, password)).toHaveProperty("step");
});

test("an invitation never replaces a password, and who has none is sent no link to change it", async () => {
  const manager = person(cast.north, "manager").credential;
  const email = `nova-${randomUUID().slice(0, 8)}@north.example`;
  const input = { organisationId: cast.north.id, email, name: "Nová Osoba", role: "finance" };
  const { userId } = await send(manager, "user.invite", input);
  await orderPasswordReset(email, "");
  const ordered = await row(
    operator,
    sql`select 1 from outbox where template = 'password-reset' and recipient_id = ${userId}`,
  );
  expect(ordered).toBeUndefined();
  const id = (await row(operator, sql`select id from invitations where user_id = ${userId}`))?.id as string;
  await acceptInvitation(id, linkToken("invitation", id), {
    name: "Nová",
    password: "tři zelené lavičky",
    origin: { agent: "", device: "" },
  });
  // Left open, as it was when somebody came in by a forgotten password instead.
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  await superuser.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${process.env.HLIDKA_KEY ?? ""}, null, ${randomUUID()}, 'test.fill')`;
    await tx`update invitations set accepted_at = null where id = ${id}`;
  });
  await superuser.end();
  expect(await findInvitation(id, linkToken("invitation", id))).toBeNull();
  expect(await refusal(send(manager, "user.invite-again", { userId }))).toMatchObject({ key: "invitationUsed" });
});

test("a sign-in that meets a password's reset halfway waits for it and does not come in", async () => {
  const { email, id } = person(cast.south, "finance");
  const [reset, holder] = [1, 2].map(() => connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1));
  if (!reset || !holder) throw new Error("no connection");
  try {
    await signIn(email, password, { agent: "", device: "kept".repeat(8), address: "" });
    await orderPasswordReset(email, "");
    const [mail] =
      await reset`select data ->> 'resetId' as id from outbox where template = 'password-reset' and recipient_id = ${id}`;
    await holder.unsafe("begin");
    // The last thing that the reset touches.
    await holder`select from public.known_devices where user_id = ${id} for update`;
    const resetting = resetPassword(resetPath(mail?.id).slice("/reset/".length), "tři zelené lavičky", "");
    await waiting(reset, 1);
    const racing = signIn(email, password);
    await waiting(reset, 2);
    await holder.unsafe("commit");
    expect(await resetting).toBe(true);
    expect(await racing).toEqual({ refused: "wrong" });
  } finally {
    await Promise.all([reset.end(), holder.end()]);
  }
});

test("a deputy brings nobody in, and nobody approves what was written in his stead", async () => {
  const manager = person(cast.north, "manager");
  const acting = await standIn(manager, person(cast.north, "mentor"), cast.north.id);
  const input = {
    organisationId: cast.north.id,
    email: `druhy-${randomUUID()}@x.example`,
    name: "Podruhé",
    role: "manager",
  };
  expect(await refusal(send(acting, "user.invite", input))).toMatchObject({ status: 403 });
  const reached = withActor(acting, "read", (tx) =>
    tx.execute<{ places: string[] }>(sql`select sec.writes('people') as places`),
  );
  expect((await reached)[0]?.places).toEqual([]);
  const indicatorId = await measuredIndicator(manager.credential, cast.north.projectId);
  const { measurementId } = await send(acting, "measurement.record", {
    indicatorId,
    measuredOn: "2024-01-31",
    value: 3,
  });
  expect(await refusal(send(manager.credential, "measurement.verify", { measurementId }))).toMatchObject({
    key: "ownRecord",
  });
});

test("a role in one project tells no addresses and reasons of the city, and checks no log", async () => {
  const projectId = await freshProject(cast);
  const email = `jeden-${randomUUID().slice(0, 8)}@north.example`;
  const input = { organisationId: cast.north.id, email, name: "Jeden Projekt", role: "manager", projectId };
  const { userId } = await send(person(cast.north, "manager").credential, "user.invite", input);
  const id = (await row(operator, sql`select id from invitations where user_id = ${userId}`))?.id as string;
  const token = await acceptInvitation(id, linkToken("invitation", id), {
    name: "Jeden Projekt",
    password: "čtyři modré lavičky",
    origin: { agent: "", device: "" },
  });
  const one: Session = { kind: "session", token };
  const seen = await row(
    one,
    sql`select (select array_agg(email) from users) as mails, (select count(*)::int from delegations) as reasons`,
  );
  expect(seen).toEqual({ mails: [email], reasons: 0 });
  expect(await refusal(send(one, "audit.verify", {}))).toMatchObject({ status: 403 });
});

test("a stranger whose role is over is no deputy", async () => {
  const stranger = person(cast.south, "mentor");
  await give(stranger.id, cast.north.id, "mentor", "2020-12-31");
  const day = await today();
  const asked = send(person(cast.north, "manager").credential, "delegation.add", {
    organisationId: cast.north.id,
    principalId: person(cast.north, "manager").id,
    deputyId: stranger.id,
    validFrom: day,
    validTo: day,
    reason: "nemoc",
  });
  expect(await refusal(asked)).toMatchObject({ status: 404 });
});

test("another account is linked only shortly after signing in, and goes with a reset and with the access", async () => {
  const { email, id } = person(cast.north, "finance");
  const session = await enter(email);
  const identity = { provider: "oidc", issuer: "https://idp.example", subject: randomUUID() };
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  await superuser`update sessions set created_at = now() - interval '16 minutes', last_seen_at = now() where user_id = ${id}`;
  expect(await linkIdentity(session, identity)).toBe("stale");
  expect(await linkIdentity(await enter(email), identity)).toBe("ok");
  await send(person(cast.north, "manager").credential, "user.deactivate", { userId: id });
  const [left] = await superuser`select count(*)::int as n from user_identities where user_id = ${id}`;
  expect(left?.n).toBe(0);
  await send(person(cast.north, "manager").credential, "user.activate", { userId: id });
  await superuser.end();
});

test("who once called himself by a piece of other words takes nothing out of them when he is erased", async () => {
  const dpo = person(cast.north, "finance");
  await give(dpo.id, cast.north.id, "dpo");
  const manager = person(cast.north, "manager").credential;
  const indicatorId = await measuredIndicator(manager, cast.north.projectId);
  const note = "Jednání se školou, záznam kontroly; byl tam i Jan Řádný.";
  const measured = { indicatorId, measuredOn: "2024-01-31", value: 3, note };
  const overrule = { reason: "Účastník jednání" };
  const { measurementId } = await send(manager, "measurement.record", measured, randomUUID(), { overrule });
  const vandal = person(cast.north, "mentor");
  for (const name of ["kontrol", "škol", "Jan Řádný"]) await send(vandal.credential, "account.rename", { name });
  await erase(await enter(dpo.email), vandal.id, true);
  const left = await row(operator, sql`select note from indicator_measurements where id = ${measurementId}`);
  expect(left?.note).toBe("Jednání se školou, záznam kontroly; byl tam i [vymazáno].");
});

test("nobody erases himself through a deputy, nor the last administrator", async () => {
  const dpo = person(cast.south, "mentor");
  await give(dpo.id, cast.south.id, "dpo");
  const acting = await standIn(dpo, await fresh(), cast.south.id);
  expect(await refusal(erase(acting, dpo.id))).toMatchObject({ status: 403 });
  const operatorId = (await row(operator, sql`select id from organisations where kind = 'operator'`))?.id as string;
  const guardian = await fresh(operatorId);
  await give(guardian.id, operatorId, "dpo");
  expect(await refusal(erase(await enter(guardian.email), cast.admin.id))).toMatchObject({ status: 404 });
});

/** A new person of the south (or of where it is told) who has a password. */
async function fresh(organisationId = cast.south.id) {
  const [id, email] = [randomUUID(), `${randomUUID()}@fresh.example`];
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  await superuser.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${process.env.HLIDKA_KEY ?? ""}, null, ${randomUUID()}, 'test.fill')`;
    await tx`insert into users (id, organisation_id, email, name) values (${id}, ${organisationId}, ${email}, 'Čerstvá Osoba')`;
    await tx`insert into user_passwords select ${id}, p.salt, p.cost, p.block_size, p.parallelization, p.digest
      from user_passwords p where p.user_id = ${cast.admin.id}`;
  });
  await superuser.end();
  return { id, email };
}

test("who knows an id learns nothing of a row or a person of another city by it", async () => {
  const cast = await makeCast();
  const { mentor, manager } = { mentor: person(cast.north, "mentor"), manager: person(cast.north, "manager") };
  await withActor(
    manager.credential,
    "write",
    (tx) => tx.execute(sql`update projects set name = name || ' 2' where id = ${cast.north.projectId}`),
    {
      id: randomUUID(),
      name: "test.write",
    },
  );
  const asked = (who: Credential) =>
    withActor(who, "read", (tx) =>
      tx.execute(sql`select sec.changes_of('projects', ${cast.north.projectId}) > 0 as changed, sec.comes_in(${mentor.id}) as "comesIn",
        sec.holds_more(${cast.admin.id}) as "holdsMore"`),
    ).then(([told]) => told);
  expect(await asked(manager.credential)).toEqual({ changed: true, comesIn: true, holdsMore: false });
  expect(await asked(person(cast.south, "manager").credential)).toEqual({
    changed: false,
    comesIn: false,
    holdsMore: false,
  });
});
