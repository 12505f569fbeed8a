import postgres from "postgres";

/**
 * Copies for the tests, made from the prepared database of the stand before its server starts: `hlidka_db` with the demo
 * for database tests, `hlidka_empty` for the test that fills it, `hlidka_own` as a server of somebody's own. Answers the environment of each kind of suite.
 * @param {{ env: Record<string, string>, superuserUrl: string, password: string }} stand
 * @param {(line: string) => void} say
 */
export async function testDatabases(stand, say) {
  const sql = postgres(stand.superuserUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe("create database hlidka_db template hlidka owner hlidka_owner");
    await sql.unsafe("create database hlidka_empty owner hlidka_owner");
    await sql.unsafe("create database hlidka_own owner hlidka_owner");
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
    HLIDKA_TEST_DEMO_URL: named(owner, "hlidka_empty"),
    HLIDKA_TEST_OWN_URL: named(app, "hlidka_own"),
    HLIDKA_TEST_OWN_OWNER_URL: named(owner, "hlidka_own"),
    HLIDKA_TEST_PASSWORD: stand.password,
    HLIDKA_TEST_SERVER: stand.env.NEXTAUTH_URL ?? "",
  });
  const copy = {
    ...stand.env,
    DATABASE_URL: named(app, "hlidka_db"),
    DATABASE_OWNER_URL: named(owner, "hlidka_db"),
    DATABASE_BACKUP_URL: named(backup, "hlidka_db"),
  };
  say("ready");
  return {
    db: { ...copy, ...tests("hlidka_db"), NODE_ENV: "test" },
    server: { ...stand.env, ...tests("hlidka"), NODE_ENV: "test" },
  };
}
