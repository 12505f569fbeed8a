import postgres from "postgres";

/** How many files of database tests run at once, each in a copy that nobody else uses meanwhile. */
export const dbWorkers = 2;

/**
 * Copies for the tests, made from the prepared database of the stand before its server starts: `hlidka_demo`, which
 * stays as it is, as the template of more; `hlidka_db_N` for the database tests of one worker; `hlidka_filled` and
 * `hlidka_empty` for the test of the demo, `hlidka_own` as a server of somebody's own. Answers the environment of each kind of suite.
 * @param {{ env: Record<string, string>, superuserUrl: string, password: string }} stand
 * @param {{ db: boolean }} wanted
 */
export async function testDatabases(stand, wanted) {
  const sql = postgres(stand.superuserUrl, { max: 1, onnotice: () => {} });
  // The rights of a database are not those of its template.
  const create = async (/** @type {string} */ name, template = "template1") => {
    await sql.unsafe(`create database ${name} template ${template} owner hlidka_owner`);
    await sql.unsafe(`revoke create, temporary on database ${name} from public`);
  };
  try {
    await create("hlidka_demo", "hlidka");
    if (wanted.db) {
      for (let worker = 1; worker <= dbWorkers; worker += 1) await create(`hlidka_db_${worker}`, "hlidka_demo");
      await create("hlidka_filled", "hlidka_demo");
      await create("hlidka_empty");
      await create("hlidka_own");
    }
  } finally {
    await sql.end();
  }
  const named = (/** @type {string | undefined} */ url, /** @type {string} */ name) => {
    const address = new URL(url ?? "");
    address.pathname = `/${name}`;
    return address.href;
  };
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner, DATABASE_BACKUP_URL: backup } = stand.env;
  const tests = (/** @type {string} */ name) => ({
    HLIDKA_TEST_DATABASE_URL: named(app, name),
    HLIDKA_TEST_OWNER_URL: named(owner, name),
    HLIDKA_TEST_SUPERUSER_URL: named(stand.superuserUrl, name),
    HLIDKA_TEST_DEMO_URL: named(owner, "hlidka_filled"),
    HLIDKA_TEST_EMPTY_URL: named(owner, "hlidka_empty"),
    HLIDKA_TEST_OWN_URL: named(app, "hlidka_own"),
    HLIDKA_TEST_OWN_OWNER_URL: named(owner, "hlidka_own"),
    HLIDKA_TEST_PASSWORD: stand.password,
    HLIDKA_TEST_SERVER: stand.env.NEXTAUTH_URL ?? "",
  });
  // tests/support/own-database.ts gives each worker its number.
  const copy = {
    ...stand.env,
    DATABASE_URL: named(app, "hlidka_db"),
    DATABASE_OWNER_URL: named(owner, "hlidka_db"),
    DATABASE_BACKUP_URL: named(backup, "hlidka_db"),
  };
  return {
    db: { ...copy, ...tests("hlidka_db"), NODE_ENV: "test" },
    server: { ...stand.env, ...tests("hlidka"), NODE_ENV: "test" },
  };
}
