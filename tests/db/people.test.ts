import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { findProjectSettings } from "@/db/queries/project-settings";
import { type Cast, makeCast, person } from "../support/cast";
import { freshProject, row } from "../support/project";

let cast: Cast;
let slug: string;
let guest: { id: string; name: string };

const names = (credential: Credential) =>
  withActor(credential, "read", async (tx) => {
    const found = await tx.execute<{ id: string; name: string }>(sql`select id, name from sec.people()`);
    return new Map(found.map(({ id, name }) => [id, name]));
  });

beforeAll(async () => {
  cast = await makeCast();
  slug = `guest-${randomUUID().slice(0, 8)}`;
  const projectId = await freshProject(cast, { slug });
  const mentor = person(cast.south, "mentor");
  guest = { id: mentor.id, name: `Canary ${mentor.email}` };
  await withActor(
    { kind: "operator" },
    "write",
    (tx) =>
      tx.execute(sql`insert into project_mentors (organisation_id, project_id, user_id, starts_on)
        values (${cast.north.id}, ${projectId}, ${guest.id}, '2024-01-01')`),
    { id: randomUUID(), name: "test.guest" },
  );
});

test("a mentor of another city is named in the project he serves", async () => {
  const seen = await withActor(person(cast.north, "manager").credential, "read", (tx) => findProjectSettings(tx, slug));
  expect(seen?.parts.mentors.map(({ name }) => name)).toEqual([guest.name]);
});

test("his account stays unseen there: a name, no e-mail", async () => {
  const { credential } = person(cast.north, "manager");
  expect(await row(credential, sql`select email from users where id = ${guest.id}`)).toBeUndefined();
  await expect(row(credential, sql`select email from sec.people() where id = ${guest.id}`)).rejects.toThrow();
});

test("nobody else of his city is named, and his city names nobody of the other", async () => {
  const north = await names(person(cast.north, "manager").credential);
  const south = await names(person(cast.south, "manager").credential);
  expect(north.get(guest.id)).toBe(guest.name);
  for (const role of ["manager", "finance"] as const) {
    expect(north.has(person(cast.south, role).id)).toBe(false);
    expect(south.has(person(cast.north, role).id)).toBe(false);
  }
});

test("who may read no city is told no name, the public neither", async () => {
  expect((await names({ kind: "public" })).size).toBe(0);
  const organiser = await names(cast.ministry.organiser.credential);
  expect(organiser.has(guest.id) || organiser.has(person(cast.north, "mentor").id)).toBe(false);
});
