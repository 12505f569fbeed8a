import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { setEmblem } from "@/db/mutations/organisations";
import { findEmblem, findMunicipalities, listKept, municipalityOf, ownEmblem } from "@/db/queries/organisations";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
const manager = () => person(cast.north, "manager").credential;
const change = (more: Record<string, unknown> = {}) => ({
  organisationId: cast.north.id,
  name: `Canary ${cast.north.slug}`,
  ico: "00007064",
  municipalityCode: "560286",
  officeName: "Odbor sociálních věcí",
  officePhone: "+420 123 456 789",
  officeEmail: "odbor@sever.example",
  ...more,
});

test("a manager keeps his own city, the administrator all", async () => {
  const kept = await withActor(manager(), "read", listKept);
  expect(kept.map(({ id }) => id)).toEqual([cast.north.id]);
  const written = { ico: "000 07 064", municipalityCode: "Sokolov, okres Sokolov (560286)" };
  await send(manager(), "organisation.change", change({ ...written, version: kept[0]?.version }));
  const [after] = await withActor(manager(), "read", listKept);
  expect(after).toMatchObject({
    ico: "00007064",
    municipality: "Sokolov, okres Sokolov",
    officeEmail: "odbor@sever.example",
  });
  const code = (id: string | null) => withActor(manager(), "read", (tx) => municipalityOf(tx, id));
  expect([await code(cast.north.id), await code(cast.south.id), await code(null)]).toEqual(["560286", null, null]);
  expect(await refusal(send(manager(), "organisation.change", change({ version: kept[0]?.version })))).toMatchObject({
    key: "changedMeanwhile",
  });
  await send(
    cast.admin.credential,
    "organisation.change",
    change({ organisationId: cast.ministry.id, name: "Ministerstvo", ico: "" }),
  );
  expect(
    await row(cast.admin.credential, sql`select name, ico from organisations where id = ${cast.ministry.id}`),
  ).toEqual({
    name: "Ministerstvo",
    ico: null,
  });
});

test.each([
  [{ ico: "00007065" }, { ico: "badIco" }],
  [{ municipalityCode: "nesmyslov" }, { municipalityCode: "municipalityUnknown" }],
  [{ municipalityCode: "999999" }, { municipalityCode: "municipalityUnknown" }],
  [{ officePhone: "volejte paní Novou" }, { officePhone: "badFormat" }],
  [{ name: " " }, { name: "required" }],
])("%j is refused beside its field", async (more, fields) => {
  expect(await refusal(send(manager(), "organisation.change", change(more)))).toMatchObject({ status: 422, fields });
});

test("a stranger's city is not there, other roles may not, and the same command twice does it once", async () => {
  const foreign = change({ organisationId: cast.south.id });
  expect((await refusal(send(manager(), "organisation.change", foreign))).status).toBe(404);
  for (const role of ["mentor", "finance", "dpo"] as const)
    expect((await refusal(send(person(cast.north, role).credential, "organisation.change", change()))).status).toBe(
      403,
    );
  const id = randomUUID();
  const once = await send(manager(), "organisation.change", change(), id);
  expect(await send(manager(), "organisation.change", change(), id)).toEqual(once);
});

test("an emblem is set and taken away by who keeps the city, and seen by its people", async () => {
  const emblem = { sha256: "a".repeat(64), mediaType: "image/png" } as const;
  const set = (credential: ReturnType<typeof manager>, organisationId: string) =>
    withActor(credential, "write", (tx, me) => setEmblem(tx, me, { organisationId, emblem }), {
      id: randomUUID(),
      name: "emblem.set",
    });
  await set(manager(), cast.north.id);
  const mentor = person(cast.north, "mentor").credential;
  expect(await withActor(mentor, "read", (tx, me) => ownEmblem(tx, me.organisationId))).toBe("a".repeat(12));
  const stranger = person(cast.south, "manager").credential;
  expect(await withActor(stranger, "read", (tx) => findEmblem(tx, cast.north.id))).toBeNull();
  expect((await refusal(set(stranger, cast.north.id))).status).toBe(404);
  expect((await refusal(set(mentor, cast.north.id))).status).toBe(403);
  await send(manager(), "emblem.remove", { organisationId: cast.north.id });
  expect(await withActor(mentor, "read", (tx, me) => ownEmblem(tx, me.organisationId))).toBeNull();
});

test("municipalities are found by a part of the name, the exact one first", async () => {
  const find = (asked: string) => withActor(manager(), "read", (tx) => findMunicipalities(tx, asked));
  expect((await find("sokolov"))[0]).toMatchObject({ code: "560286", name: "Sokolov" });
  expect((await find("560286")).map(({ name }) => name)).toEqual(["Sokolov"]);
  expect((await find("ostrov")).filter(({ name }) => name === "Ostrov").length).toBeGreaterThan(3);
  expect(await find("xyzxyz")).toEqual([]);
});

test("an administrator adds a city, sees it and invites there; others may not, a taken short name is refused", async () => {
  const input = { kind: "city", slug: `nove-mesto-${randomUUID().slice(0, 8)}`, name: "Město Nové", ico: "000 07 064" };
  const id = randomUUID();
  const { organisationId } = await send(cast.admin.credential, "organisation.add", input, id);
  expect(await send(cast.admin.credential, "organisation.add", input, id)).toEqual({ organisationId });
  const kept = await withActor(cast.admin.credential, "read", listKept);
  expect(kept.find((one) => one.id === organisationId)).toMatchObject({ name: "Město Nové", ico: "00007064" });
  expect((await refusal(send(cast.admin.credential, "organisation.add", input))).status).toBe(409);
  expect((await refusal(send(cast.admin.credential, "organisation.add", { ...input, kind: "operator" }))).status).toBe(
    409,
  );
  for (const role of ["manager", "mentor", "finance"] as const)
    expect((await refusal(send(person(cast.north, role).credential, "organisation.add", input))).status).toBe(403);
  const log = sql`select action from audit_entries where organisation_id = ${organisationId} and table_name = 'organisations'`;
  expect(await row(cast.admin.credential, log)).toEqual({ action: "organisation.add" });
});
