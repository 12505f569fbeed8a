import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test, vi } from "vitest";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { projectVersions } from "@/db/memo";
import { findProjectChoices, listProjectChoices, listProjectSlugs } from "@/db/queries/projects";
import { keptRows } from "@/server/kept-rows";
import { type PortfolioEntry, readPortfolio } from "@/server/views/portfolio";
import { type Cast, type City, makeCast, person } from "../support/cast";
import { asSuperOperator, asSuperuser } from "../support/superuser";

const asOf = "2024-06-30";
let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

/** A transaction that notes of how many projects the figures are computed. */
const counted = (tx: Tx, computed: number[]) =>
  new Proxy(tx, {
    get(target, name) {
      if (name !== "execute") return Reflect.get(target, name);
      return async (query: Parameters<Tx["execute"]>[0]) => {
        const rows = await target.execute(query);
        if (rows[0] && "regionCode" in rows[0]) computed.push(rows.length);
        return rows;
      };
    },
  }) as Tx;

/** What somebody reads, and of how many projects the figures were computed for it. */
const reading = (who: Credential, day = asOf) =>
  withActor(who, "read", async (tx, me) => {
    const computed: number[] = [];
    const entries = await readPortfolio(counted(tx, computed), me, day);
    return { entries, computed: computed.reduce((sum, count) => sum + count, 0) };
  });

const rename = (city: City) =>
  withActor(
    { kind: "operator" },
    "write",
    (tx) => tx.execute(sql`update projects set name = name || ' *' where id = ${city.projectId}`),
    { id: randomUUID(), name: "test.rename" },
  );

test("a write in one city recomputes the projects of that city alone, and who wrote sees it at once", async () => {
  const { auditor } = cast.ministry;
  const all = (await reading(auditor.credential)).entries.length;
  expect((await reading(auditor.credential)).computed).toBe(0);
  await rename(cast.north);
  const after = await reading(auditor.credential);
  expect([after.computed, after.entries.length]).toEqual([1, all]);
  expect(after.entries.find(({ line }) => line.id === cast.north.projectId)?.line.name).toContain(" *");
});

test("two who hold other rights never share what is remembered; two who hold the same do", async () => {
  const people = [
    person(cast.south, "mentor"),
    person(cast.south, "manager"),
    person(cast.south, "finance"),
    cast.ministry.auditor,
    cast.admin,
  ];
  const cold = [];
  for (const { credential } of people) cold.push(await reading(credential, "2024-05-31"));
  expect(cold.map(({ computed, entries }) => computed === entries.length && computed > 0)).toEqual(
    people.map(() => true),
  );
  const warm = [];
  for (const { credential } of [...people].reverse()) warm.unshift(await reading(credential, "2024-05-31"));
  expect(warm.map(({ computed }) => computed)).toEqual(people.map(() => 0));
  expect(warm.map(({ entries }) => entries)).toEqual(cold.map(({ entries }) => entries));
  expect(cold.slice(0, 3).map(({ entries }) => entries.map(({ line }) => line.slug))).toEqual(
    people.slice(0, 3).map(() => [cast.south.slug]),
  );
});

test("a version moves with its own city's rows alone, and with the settings", async () => {
  const look = () =>
    withActor(cast.ministry.auditor.credential, "read", async (tx) => {
      const versions = new Map((await projectVersions(tx)).map(({ id, version }) => [id, version]));
      return [versions.get(cast.north.projectId), versions.get(cast.south.projectId)];
    });
  const before = await look();
  await rename(cast.north);
  const after = await look();
  expect([before[0] === after[0], before[1] === after[1]]).toEqual([false, true]);
});

test("ten who ask at once for what nobody knows compute it once", async () => {
  const day = "2024-04-30";
  const all = await Promise.all(Array.from({ length: 10 }, () => reading(cast.ministry.auditor.credential, day)));
  const [first] = all;
  expect(all.reduce((sum, { computed }) => sum + computed, 0)).toBe(first?.entries.length);
  expect(all.every(({ entries }) => entries.length === first?.entries.length)).toBe(true);
});

test("the switcher has the first projects and the one at hand, and finds others by every word of city, name or number", async () => {
  const read = <T>(who: Credential, run: (tx: Tx) => Promise<T>) => withActor(who, "read", run);
  const { credential } = cast.ministry.auditor;
  const { choices, more } = await read(credential, (tx) => listProjectChoices(tx, cast.south.slug));
  expect(choices.length).toBeLessThanOrEqual(13);
  expect(more).toBe((await reading(credential)).entries.length > 12);
  expect(choices.map(({ slug }) => slug)).toContain(cast.south.slug);
  const own = await read(person(cast.north, "mentor").credential, (tx) => listProjectChoices(tx, cast.south.slug));
  expect([own.choices.map(({ slug }) => slug), own.more]).toEqual([[cast.north.slug], false]);
  const [south] = choices.filter(({ slug }) => slug === cast.south.slug);
  const words = `${south?.name} ${south?.organisation}`.toUpperCase();
  const find = (who: Credential, asked: string) => read(who, (tx) => findProjectChoices(tx, asked));
  expect((await find(credential, words)).map(({ slug }) => slug)).toContain(cast.south.slug);
  expect(await find(person(cast.north, "mentor").credential, words)).toEqual([]);
  expect(await find(credential, "%_")).toEqual([]);
});

test("the addresses that are taken are those of the projects in sight", async () => {
  const slugs = (who: Credential) => withActor(who, "read", listProjectSlugs);
  expect(await slugs(cast.ministry.auditor.credential)).toEqual(
    expect.arrayContaining([cast.north.slug, cast.south.slug]),
  );
  expect(await slugs(person(cast.north, "mentor").credential)).toEqual([cast.north.slug]);
});

test("what is kept on disk holds no person's name, and the next process gives it out as it was", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hlidka-kept-"));
  const complain = vi.fn();
  const newRows = () =>
    keptRows<PortfolioEntry>({
      path: join(folder, "rows"),
      secret: "s".repeat(32),
      build: "b",
      mostBytes: 48_000_000,
      complain,
    });
  const read = (reading: typeof readPortfolio, who: Credential) =>
    withActor(who, "read", async (tx, me) => {
      const computed: number[] = [];
      const rows = newRows();
      const entries = await reading(counted(tx, computed), me, me.today, { rows, fewest: 1 });
      await rows.written();
      return { entries, computed: computed.reduce((sum, count) => sum + count, 0) };
    });
  /** What a process knows that has just begun. */
  const anew = async () => {
    vi.resetModules();
    return (await import("@/server/views/portfolio")).readPortfolio;
  };
  try {
    const { credential } = cast.ministry.auditor;
    const first = await read(await anew(), credential);
    expect(first.computed).toBe(first.entries.length);
    const kept = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "utf8"))
      .join();
    for (const { line } of first.entries) expect(kept).toContain(JSON.stringify(line.name));
    const people = await asSuperuser((tx) =>
      tx.execute<{ name: string }>(sql`select name from users union select name from assistants`),
    );
    expect(people.length).toBeGreaterThan(5);
    expect(people.filter(({ name }) => kept.includes(name))).toEqual([]);

    const again = await read(await anew(), credential);
    expect(again.computed).toBe(0);
    expect(again.entries).toStrictEqual(first.entries);
    // Another one's rights are another row, and a write in a city leaves the other cities' rows alone.
    const own = await read(await anew(), person(cast.north, "finance").credential);
    expect(own.computed).toBe(own.entries.length);
    await rename(cast.north);
    const after = await read(await anew(), credential);
    expect(after.computed).toBe(1);
    expect(after.entries.find(({ line }) => line.id === cast.north.projectId)?.line.name).toContain(" *");
    await asSuperOperator(sql`update settings set value = value where key = (select min(key) from settings)`);
    expect((await read(await anew(), credential)).computed).toBe(first.entries.length);
    expect(complain).not.toHaveBeenCalled();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
