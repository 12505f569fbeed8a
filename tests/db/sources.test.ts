import type { Sql } from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { migrate } from "@/db/migrate";
import { type Product, product } from "@/db/product";
import { SchemaRefused, schemaStateOf } from "@/db/schema-state";
import { catalogueOf } from "../support/catalogue";

const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
const key = "s".repeat(64);
const open: Sql[] = [];
// The databases go with the cluster of the tests: to drop one waits for the disk.
afterAll(async () => {
  await Promise.all(open.map((sql) => sql.end()));
  await superuser.end();
});

/** A database of its own, empty or like another one, and two ways to it: as the owner and as the role of run time. */
async function database(name: string, template = "template1") {
  await superuser.unsafe(`create database ${name} template ${template} owner hlidka_owner`);
  const at = (url = "") => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const url = at(process.env.DATABASE_OWNER_URL);
  const sql = connect(url, 2);
  open.push(sql);
  return { url, appUrl: at(process.env.DATABASE_URL), sql };
}

const version = async (change: (own: Product) => Partial<Product>): Promise<Product> => {
  const own = await product();
  return { ...own, ...change(own) };
};

/** What an empty database needs: every migration, the sources, every step. */
const allOf = async () => {
  const { migrations, steps } = await product();
  const tags = migrations.map(({ tag }) => tag);
  return [...tags, "functions and policies", ...steps.map(({ number, name }) => `step ${number} ${name}`)];
};

/** The sources with something changed in them, as a newer version brings them. */
const laterSources = ({ sources }: Product, change: Partial<Product["sources"]>) => ({
  sources: { ...sources, counter: sources.counter + 1, hash: "later", ...change },
});

/** A database that was brought up to date and has no rows of its own. */
const migrated = (name: string) => database(name, "hlidka_fresh");

beforeAll(async () => {
  const { url, sql } = await database("hlidka_fresh");
  await migrate(url, key);
  await sql.end();
});

test("a fresh database fits, also by the eyes of the role of run time, and a second start finds nothing to do", async () => {
  const { url, appUrl } = await database("hlidka_begun");
  expect((await schemaStateOf(appUrl)).kind).toBe("behind");
  expect(await migrate(url, key)).toEqual(await allOf());
  expect(await schemaStateOf(appUrl)).toEqual({ kind: "fits" });
  expect(await migrate(url, key)).toEqual([]);
});

test("the sources applied twice leave the same catalogue", async () => {
  const { url, sql } = await migrated("hlidka_twice");
  const once = await catalogueOf(sql);
  expect(once.length).toBeGreaterThan(1000);
  await sql`delete from sec.sources`;
  await sql`delete from sec.protected`;
  expect(await migrate(url, key)).toEqual(["functions and policies"]);
  expect(await catalogueOf(sql)).toEqual(once);
});

test("a polluted database ends like a fresh one", async () => {
  const { url, sql } = await migrated("hlidka_polluted");
  const fresh = await catalogueOf(sql);
  await sql.unsafe(`
    create policy everybody on expenses for select to hlidka_app using (true);
    create policy widens on user_passwords to public using (true);
    drop policy reads on projects;
    alter policy updates on budget_lines using (true);
    alter table claims no force row level security;
    alter table evidence disable row level security;
    grant select, delete on user_passwords to hlidka_app;
    grant update (name) on assistants to public;
    grant update (project_id) on expenses to hlidka_app;
    grant select on sec.keys to hlidka_app;
    revoke select on organisations from hlidka_app;
    create function sec.leak() returns setof public.users language sql security definer as 'select * from public.users';
    grant execute on function sec.leak() to hlidka_app;
    create function sec.verify(uuid, text) returns text language sql as 'select ''holds''';
    create procedure sec.open() language sql as 'select 1';
    create function sec.nothing() returns trigger language plpgsql as 'begin return null; end';
    create trigger swallow before insert on audit_entries for each row execute function sec.nothing();
    drop trigger audit_update on expenses;
    alter table users disable trigger audit_insert;
    grant execute on all functions in schema sec to public;
    alter function sec.writes(text) security invoker;
    alter function sec.context() reset search_path;
    create or replace function sec.stands_for() returns uuid language sql as 'select null::uuid';
    insert into sec.audited values ('municipalities', '{}');
    update sec.audited set personal = '{}' where table_name = 'users';
  `);
  expect(await catalogueOf(sql)).not.toEqual(fresh);
  await sql`delete from sec.sources`;
  await migrate(url, key);
  expect(await catalogueOf(sql)).toEqual(fresh);
});

test("every table and sequence has its paragraph in the sources, and every paragraph its table", async () => {
  const { sql } = await migrated("hlidka_paragraphs");
  const there = await sql<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'sec') and c.relkind in ('r', 'p', 'S', 'v', 'm')`;
  const { tables } = (await product()).sources;
  expect(tables.map(({ name }) => name).sort()).toEqual(there.map(({ name }) => name).sort());
});

test("a function that changed touches no table: whoever holds them all is not waited for", async () => {
  const { url, sql } = await migrated("hlidka_untouched");
  const names = (await product()).sources.tables.map(({ name }) => name).filter((name) => !name.endsWith("_ids"));
  const changed = await version((own) =>
    laterSources(own, {
      functions: [...own.sources.functions, "create function sec.later() returns int language sql as 'select 1';"],
    }),
  );
  await sql.begin(async (tx) => {
    await tx.unsafe(`lock table ${names.filter((name) => name.startsWith("public.")).join(", ")} in access share mode`);
    expect(await migrate(url, key, { version: changed })).toEqual(["functions and policies"]);
  });
  const [later] = await sql`select sec.later() as one`;
  expect(later?.one).toBe(1);
});

test("while somebody reads a table that changes, others go on reading; when he is done, it changes", async () => {
  const { url, sql } = await migrated("hlidka_held");
  const changed = await version((own) =>
    laterSources(own, {
      tables: own.sources.tables.map((table) =>
        table.name === "public.goals" ? { ...table, text: `${table.text}drop policy deletes on public.goals;` } : table,
      ),
    }),
  );
  const other = connect(url, 1);
  open.push(other);
  const said: string[] = [];
  let migrating: Promise<string[]> | undefined;
  let slowest = 0;
  await sql.begin(async (tx) => {
    await tx`lock table goals in access share mode`;
    migrating = migrate(url, key, { version: changed, say: (line) => said.push(line) });
    while (said.length === 0) {
      const began = Date.now();
      await other`select count(*) from goals`;
      slowest = Math.max(slowest, Date.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  expect(await migrating).toEqual(["functions and policies"]);
  expect(said).toEqual([expect.stringContaining("Somebody holds the tables")]);
  expect(slowest).toBeLessThan(2_500);
  expect(await sql`select from pg_policies where tablename = 'goals' and policyname = 'deletes'`).toHaveLength(0);
}, 60_000);

test("of two starts at once one does it all and the other finds it done", async () => {
  const { url } = await database("hlidka_two");
  const both = await Promise.all([migrate(url, key), migrate(url, key)]);
  expect(both.map((applied) => applied.length).sort()).toEqual([0, (await allOf()).length]);
});

test("a database that knows more is left as it is: a higher counter, another migration, another step", async () => {
  const { url, appUrl, sql } = await migrated("hlidka_newer");
  const was = await catalogueOf(sql);
  const later = [
    ["update sec.sources set counter = counter + 1", "update sec.sources set counter = counter - 1"],
    [
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)",
      "delete from drizzle.__drizzle_migrations where hash = 'x'",
    ],
    ["insert into sec.steps (number, name) values (999, 'later')", "delete from sec.steps where number = 999"],
  ] as const;
  for (const [come, gone] of later) {
    await sql.unsafe(`${come}; create policy of_later on goals using (true)`);
    expect(await schemaStateOf(appUrl)).toEqual({ kind: "newer" });
    await expect(migrate(url, key)).rejects.toThrow(new SchemaRefused("newer"));
    expect(await sql`drop policy of_later on goals`).toBeDefined();
    await sql.unsafe(gone);
  }
  expect(await schemaStateOf(appUrl)).toEqual({ kind: "fits" });
  expect(await catalogueOf(sql)).toEqual(was);
});

test("a database of before the first baseline is refused and not touched", async () => {
  const { url, appUrl, sql } = await database("hlidka_old");
  await sql.unsafe(`create schema drizzle; grant usage on schema drizzle to hlidka_app;
    create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
    grant select on drizzle.__drizzle_migrations to hlidka_app;
    insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1795247721157)`);
  expect(await schemaStateOf(appUrl)).toEqual({ kind: "old" });
  await expect(migrate(url, key)).rejects.toThrow(new SchemaRefused("old"));
  expect(await sql`select from pg_namespace where nspname = 'sec'`).toHaveLength(0);
});

test("a migration changes a column that policies and triggers name", async () => {
  const { url, sql } = await migrated("hlidka_column");
  const was = await catalogueOf(sql);
  const typed = await version(({ migrations }) => ({
    migrations: [
      ...migrations,
      {
        tag: "0001_narrow",
        when: 9_000_000_000_000,
        hash: "narrow",
        statements: [
          'ALTER TABLE "outbox" ALTER COLUMN "state" SET DATA TYPE varchar(20);',
          'ALTER TABLE "user_factors" ALTER COLUMN "codes_batch" SET DATA TYPE text;',
        ],
      },
    ],
  }));
  expect(await migrate(url, key, { version: typed })).toEqual(["0001_narrow"]);
  const differ = (await catalogueOf(sql)).filter((line) => !was.includes(line)).map((line) => line.split(":")[0]);
  const [policies] = await sql`select count(*)::int as n from pg_policies where tablename = 'outbox'`;
  expect(policies?.n).toBe(6);
  expect(differ).toEqual(expect.arrayContaining(["columns outbox.state", "columns user_factors.codes_batch"]));
});

test("a migration alters a table whose checks would wait for the end of the transaction", async () => {
  const { url, sql } = await migrated("hlidka_waiting");
  const filled = await version(({ migrations }) => ({
    migrations: [
      ...migrations,
      {
        tag: "0001_waiting",
        when: 9_000_000_000_000,
        hash: "waiting",
        statements: [
          "create table one (id int primary key); insert into one values (1)",
          "create table other (id int references one deferrable initially deferred); insert into other values (1)",
          "alter table other add column more int",
        ],
      },
    ],
  }));
  expect(await migrate(url, key, { version: filled })).toEqual(["0001_waiting"]);
  expect([...(await sql`select * from other`)]).toEqual([{ id: 1, more: null }]);
});

test("a step changes data as the operator, once, and the log tells it", async () => {
  const { url, sql } = await migrated("hlidka_step");
  await sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, null, null, 'test')`;
    await tx`insert into organisations (kind, slug, name) values ('operator', 'operator', 'Operator')`;
  });
  let times = 0;
  const later = await version(({ steps }) => ({
    steps: [
      ...steps,
      {
        number: 99,
        name: "rename_operator",
        async run(tx) {
          times += 1;
          await tx.execute("update organisations set name = 'Provozovatel' where kind = 'operator'");
          return ["Look at the operator's name."];
        },
      },
    ],
  }));
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  expect(await migrate(url, key, { version: later, say })).toEqual(["step 99 rename_operator"]);
  expect(said).toEqual(["Look at the operator's name."]);
  expect(await migrate(url, key, { version: later })).toEqual([]);
  expect(times).toBe(1);
  const entries = await sql`select actor_kind, table_name from audit_entries where action = 'step.99'`;
  expect([...entries]).toEqual([{ actor_kind: "operator", table_name: "organisations" }]);
  expect(await sql`select from sec.verify()`).toHaveLength(0);
});

test("what fails on the way leaves the database as it was", async () => {
  const { url, appUrl, sql } = await migrated("hlidka_failing");
  const was = await catalogueOf(sql);
  const broken = await version((own) => ({
    ...laterSources(own, {
      functions: [...own.sources.functions, "create function sec.half() returns int language sql as 'select 1';"],
    }),
    steps: [
      ...own.steps,
      {
        number: 99,
        name: "fails",
        async run() {
          throw new Error("the power went out");
        },
      },
    ],
  }));
  await expect(migrate(url, key, { version: broken })).rejects.toThrow("the power went out");
  expect(await catalogueOf(sql)).toEqual(was);
  expect(await schemaStateOf(appUrl)).toEqual({ kind: "fits" });
});
