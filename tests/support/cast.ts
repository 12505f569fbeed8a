import { randomBytes, randomUUID, scryptSync } from "node:crypto";
import { sql } from "drizzle-orm";
import { signIn } from "@/db/accounts/sign-in";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { itemStatements } from "@/db/reference/fill";
import type { Role } from "@/lib/domain/actor";

/** Every test's people: two cities that must never see each other, a ministry and the operator. */
export type City = { id: string; slug: string; projectId: string; users: Partial<Record<Role, Person>> };
export type Person = { id: string; email: string; credential: Credential };
export type Cast = {
  north: City;
  south: City;
  ministry: { id: string; auditor: Person; organiser: Person };
  admin: Person;
};

export const password = "a long enough password for tests";
let derived: { salt: Buffer; key: Buffer } | undefined;

/** Fills two small cities with one person of each role; every call makes new ones, so that tests do not meet. */
export async function makeCast(): Promise<Cast> {
  const tag = randomUUID().slice(0, 8);
  const operator: Credential = { kind: "operator" };
  const command = { id: randomUUID(), name: "test.cast" };
  const made = await withActor(
    operator,
    "write",
    async (tx) => {
      const operatorId = await ensureOperator(tx);
      const ministryId = await addOrganisation(tx, "ministry", `ministry-${tag}`);
      return {
        operatorId,
        ministryId,
        north: await addCity(tx, `north-${tag}`),
        south: await addCity(tx, `south-${tag}`),
        auditor: await addUser(tx, ministryId, "auditor", `auditor@${tag}.example`),
        organiser: await addUser(tx, ministryId, "organiser", `organiser@${tag}.example`),
        admin: await addUser(tx, operatorId, "admin", `admin@${tag}.example`),
      };
    },
    command,
  );
  const enter = async (person: Omit<Person, "credential">): Promise<Person> => {
    const outcome = await signIn(person.email, password);
    if (!("token" in outcome)) throw new Error(`${person.email} cannot sign in`);
    return { ...person, credential: { kind: "session", token: outcome.token } };
  };
  const city = async (raw: Awaited<ReturnType<typeof addCity>>): Promise<City> => {
    const users: City["users"] = {};
    for (const [role, person] of raw.users) users[role] = await enter(person);
    return { ...raw, users };
  };
  return {
    north: await city(made.north),
    south: await city(made.south),
    ministry: { id: made.ministryId, auditor: await enter(made.auditor), organiser: await enter(made.organiser) },
    admin: await enter(made.admin),
  };
}

/** A person of a role in a city of the cast. */
export function person(city: City, role: Role): Person {
  const found = city.users[role];
  if (!found) throw new Error(`no ${role} in ${city.slug}`);
  return found;
}

async function ensureOperator(tx: Tx): Promise<string> {
  const [there] = await tx.execute<{ id: string }>(
    sql`select id from organisations where kind = 'operator' order by slug limit 1`,
  );
  if (there) return there.id;
  const id = await addOrganisation(tx, "operator", "operator");
  for (const statement of itemStatements(id)) await tx.execute(statement);
  return id;
}

async function addOrganisation(tx: Tx, kind: string, slug: string): Promise<string> {
  const id = randomUUID();
  await tx.execute(
    sql`insert into organisations (id, kind, slug, name, invented) values (${id}, ${kind}, ${slug}, ${`Canary ${slug}`}, true)`,
  );
  return id;
}

async function addUser(tx: Tx, organisationId: string, role: Role, email: string) {
  derived ??= (() => {
    const salt = randomBytes(16);
    return { salt, key: scryptSync(password, salt, 32, { N: 1024, r: 8, p: 1 }) };
  })();
  const id = randomUUID();
  await tx.execute(
    sql`insert into users (id, organisation_id, email, name) values (${id}, ${organisationId}, ${email}, ${`Canary ${email}`})`,
  );
  await tx.execute(
    sql`insert into role_assignments (organisation_id, user_id, role, valid_from) values (${organisationId}, ${id}, ${role}, '2020-01-01')`,
  );
  await tx.execute(sql`select sec.set_password(${id}, ${derived.salt}, 1024, 8, 1, ${derived.key})`);
  return { id, email };
}

async function addCity(tx: Tx, slug: string) {
  const id = await addOrganisation(tx, "city", slug);
  const projectId = randomUUID();
  await tx.execute(sql`
    insert into projects (id, organisation_id, slug, registration_number, name, beneficiary, starts_on, ends_on, total_halere, origin)
    values (${projectId}, ${id}, ${slug}, ${`CZ.03.02.01/00/22_018/${slug}`}, ${`Canary project ${slug}`}, ${slug}, '2023-04-01', '2026-03-31', 100000000, 'invented')`);
  const users: [Role, { id: string; email: string }][] = [];
  for (const role of ["mentor", "manager", "finance", "dpo"] as const)
    users.push([role, await addUser(tx, id, role, `${role}@${slug}.example`)]);
  return { id, slug, projectId, users };
}
