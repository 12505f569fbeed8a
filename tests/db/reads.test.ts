import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { isWaiting } from "@/db/accounts/second-factor";
import { connect } from "@/db/connection";
import { type Credential, lastBackup, type Tx, withActor } from "@/db/gate";
import { createToken, listTokens } from "@/db/mutations/tokens";
import { addUser } from "@/db/mutations/users";
import { auditProblems } from "@/db/queries/audit-state";
import { findEvidence, largestUpload, listExpenseFiles } from "@/db/queries/evidence";
import { findIndicatorDefinition } from "@/db/queries/indicator";
import { listCities, listOrganisations, organisationName } from "@/db/queries/organisations";
import { endedRolesOf, keptPlaces, rightsDay } from "@/db/queries/people";
import { listMentions } from "@/db/queries/privacy";
import { listActivityRecords, listExpenseRecords, projectId } from "@/db/queries/project-records";
import { projectSummaries } from "@/db/queries/project-summary";
import { listProjectChoices } from "@/db/queries/projects";
import { runningState } from "@/db/queries/running";
import { databaseClock, securityChecks, serverChecks } from "@/db/queries/server-state";
import { findTeam } from "@/db/queries/team";
import { listUsers } from "@/db/queries/users";
import { giveBudget } from "../support/budget";
import { type Cast, makeCast, password, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";

// Reads behind lists and pages: that each finds what was written, and strangers do not.
const asOf = "2025-02-15";
const operator: Credential = { kind: "operator" };
const ids = { activity: randomUUID(), expense: "", evidence: randomUUID(), indicator: randomUUID() };
let cast: Cast;
let field: Field;
let manager: Credential;
const read = <T>(who: Credential, run: (tx: Tx) => Promise<T>) => withActor(who, "read", run);

beforeAll(async () => {
  cast = await makeCast();
  const { north } = cast;
  field = await equip(north);
  const budget = await giveBudget(north);
  manager = person(north, "manager").credential;
  await send(
    person(north, "mentor").credential,
    "activity.log",
    {
      activityId: ids.activity,
      projectId: north.projectId,
      happenedOn: "2025-02-14",
      startsAt: "07:00",
      endsAt: "15:00",
      localityId: field.localityId,
      keyActivityId: field.keyActivityId,
      assistantIds: field.assistants.slice(0, 1),
      counts: [{ kind: "patrol", count: 2 }],
      note: "Jan Zkouška byl na místě",
    },
    randomUUID(),
    { overrule: { reason: "Vlastní zaměstnanec" } },
  );
  const { expenseId } = await send(person(north, "finance").credential, "expense.record", {
    projectId: north.projectId,
    budgetLineId: budget.training,
    keyActivityId: budget.keyActivity,
    kind: "document",
    documentNumber: "FA-1",
    supplier: "Vzdělávání s.r.o.",
    description: "Kurz první pomoci",
    issuedOn: "2024-05-02",
    paidOn: "2024-05-16",
    amountHalere: 1_250_050,
  });
  ids.expense = expenseId ?? "";
  const own = sql`${north.id}::uuid, ${north.projectId}::uuid`;
  await withActor(
    operator,
    "write",
    async (tx) => {
      await tx.execute(sql`insert into evidence (id, organisation_id, project_id, sha256, file_name, media_type, bytes, expense_id, uploaded_by)
        values (${ids.evidence}, ${own}, ${"cd".repeat(32)}, 'faktura.pdf', 'application/pdf', 7, ${ids.expense}, ${person(north, "finance").id})`);
      await tx.execute(sql`insert into indicators (id, organisation_id, project_id, code, name, unit, kind, rule, baseline, target)
        values (${ids.indicator}, ${own}, 'V1', 'Směny', 'směny', 'own', 'shifts', 0, 900)`);
    },
    { id: randomUUID(), name: "test.fill" },
  );
});

test("the records and the summary of a project say what was written in it, and nothing of it to strangers", async () => {
  const { slug } = cast.north;
  const seen = (who: Credential) =>
    read(who, async (tx) => ({
      project: await projectId(tx, slug),
      activities: await listActivityRecords(tx, slug, asOf, null, 10),
      expenses: await listExpenseRecords(tx, slug, asOf, null, 10),
      summaries: await projectSummaries(tx, asOf, { slug }),
    }));
  expect(await seen(manager)).toMatchObject({
    project: cast.north.projectId,
    activities: [{ id: ids.activity, posts: [1], counts: [{ kind: "patrol", count: 2 }], handedTo: null }],
    expenses: [{ id: ids.expense, amountHalere: 1_250_050, budgetCode: "1.2", claim: null, evidence: 1 }],
    summaries: [{ slug, drawnHalere: 1_250_050, posts: 4 }],
  });
  expect(await seen(person(cast.south, "manager").credential)).toEqual({
    project: null,
    activities: [],
    expenses: [],
    summaries: [],
  });
});

test("a file is found by its id and at its expense; how large one may be is a setting", async () => {
  const file = { sha256: "cd".repeat(32), fileName: "faktura.pdf", mediaType: "application/pdf", bytes: 7 };
  expect(await read(manager, (tx) => findEvidence(tx, ids.evidence))).toEqual({
    ...file,
    organisationId: cast.north.id,
  });
  expect(await read(manager, (tx) => listExpenseFiles(tx, ids.expense))).toEqual([
    { id: ids.evidence, name: "faktura.pdf", bytes: 7, by: expect.any(String), uploadedAt: expect.any(String) },
  ]);
  expect(await read(manager, (tx) => largestUpload(tx, asOf))).toBe(25 * 1024 * 1024);
  expect(await read(person(cast.south, "manager").credential, (tx) => findEvidence(tx, ids.evidence))).toBeNull();
});

test("the team, the rule of an indicator and where a name stands are read in the project", async () => {
  const team = await read(manager, (tx) => findTeam(tx, cast.north.projectId, asOf));
  expect(team.people.map(({ name }) => name)).toEqual([1, 2, 3, 4].map((number) => `Canary assistant ${number}`));
  expect(await read(manager, (tx) => findIndicatorDefinition(tx, ids.indicator, asOf))).toMatchObject({ areas: 2 });
  const about = { kind: "user" as const, id: person(cast.north, "finance").id, organisationId: cast.north.id };
  expect(await read(manager, (tx) => listMentions(tx, about, "Jan Zkouška"))).toEqual([
    { where: "activity_notes", text: "Jan Zkouška byl na místě", on: "2025-02-14", project: expect.any(String) },
  ]);
});

test("who keeps people sees the places and the roles that ended", async () => {
  const { id } = person(cast.north, "finance");
  const [held] = await read(manager, (tx) =>
    tx.execute<{ id: string }>(sql`select id from role_assignments where user_id = ${id}`),
  );
  await send(manager, "role.end", { roleAssignmentId: held?.id });
  const today = await read(manager, rightsDay);
  expect(await read(manager, (tx) => endedRolesOf(tx, id))).toMatchObject([{ role: "finance", validTo: today }]);
  expect(await read(manager, keptPlaces)).toMatchObject([
    { id: cast.north.id, projects: [{ id: cast.north.projectId }] },
  ]);
});

test("the operator lists organisations, accounts and tokens", async () => {
  const { north } = cast;
  const email = `added@${north.slug}.example`;
  const write = <T>(run: Parameters<typeof withActor<T>>[2]) =>
    withActor(operator, "write", run, { id: randomUUID(), name: "test.add" });
  const user = { organisation: north.slug, email, name: "Přidaný", role: "mentor", password } as const;
  await write((tx, me) => addUser(tx, me, user));
  await write((tx, me) => createToken(tx, me, { email, name: "stroj" }));
  const found = await read(operator, async (tx) => ({
    tokens: (await listTokens(tx)).filter((token) => token.email === email),
    users: (await listUsers(tx)).filter((one) => one.email === email),
    organisations: (await listOrganisations(tx)).filter(({ slug }) => slug === north.slug),
    cities: (await listCities(tx)).filter(({ id }) => id === north.id),
    projects: (await listProjectChoices(tx, north.slug)).choices.filter(({ slug }) => slug === north.slug),
    name: await organisationName(tx, north.id),
  }));
  expect(found).toMatchObject({
    tokens: [{ name: "stroj", revokedAt: null }],
    users: [{ name: "Přidaný", roles: ["mentor"], active: true }],
    organisations: [{ kind: "city" }],
    cities: [{ name: found.name }],
    projects: [{ organisation: found.name }],
  });
});

test("the server's checks are as they must be, its queues and its clock are told", async () => {
  const checks = await read(operator, async (tx) => [...(await serverChecks(tx)), ...(await securityChecks(tx))]);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(Math.abs((await read(operator, databaseClock)) - Date.now())).toBeLessThan(60_000);
  expect((await read(operator, runningState)).links).toBeGreaterThan(0);
  expect(await read(manager, auditProblems)).toEqual([]);
});

test("a server before whose database the superuser's second file was not run says so, with the command", async () => {
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [row] = await superuser`select current_database() as name`;
  const value = `as superuser: psql -d ${row?.name} -f db/database.sql`;
  const check = async (name: string) => (await read(operator, securityChecks)).find((one) => one.name === name);
  const database = `temporary on database ${row?.name}`;
  try {
    for (const [name, right] of [
      ["large objects that everybody may make", "execute on function lo_create(oid)"],
      ["temporary tables and types that everybody may make", database],
    ] as const) {
      expect(await check(name)).toEqual({ name, value: "none", ok: true });
      await superuser.unsafe(`grant ${right} to public`);
      expect(await check(name)).toEqual({ name, value, ok: false });
      await superuser.unsafe(readFileSync("db/database.sql", "utf8"));
      expect(await check(name)).toMatchObject({ ok: true });
    }
  } finally {
    await superuser`revoke execute on function lo_create(oid) from public`;
    await superuser.unsafe(`revoke ${database} from public`);
    await superuser.end();
  }
});

test("an unknown step of signing in waits for no code, and the newest backup has an age", async () => {
  expect(await isWaiting("unknown")).toBe(false);
  const { backupAge } = await read(operator, runningState);
  expect((await lastBackup()) === null).toBe(backupAge === null);
});
