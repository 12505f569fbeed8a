// Brings the database to where the product needs it: roles and database (embedded only), migrations and,
// into an empty embedded database, the demo.
// Started by bin/start/prepare.mjs with the addresses in the environment; tells its parent how far it is.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { connect } from "@/db/connection";
import { migrate } from "@/db/migrate";
import { refusalSentence } from "@/db/refusal";
import { assertUsable, pendingNames, SchemaRefused, schemaStateOf } from "@/db/schema-state";
import { demoAccounts } from "@/lib/domain/demo";
import { failureOf } from "@/server/log";

const settings = z
  .object({
    DATABASE_URL: z.string(),
    DATABASE_OWNER_URL: z.string().optional(),
    HLIDKA_KEY: z.string(),
    HLIDKA_DATA: z.string(),
    HLIDKA_DEMO_PASSWORD: z.string().default(""),
    /** "1": it has been filled before; then its code need not even be loaded. */
    HLIDKA_DEMO_FILLED: z.string().optional(),
    /** "roles": nothing is migrated or filled. */
    HLIDKA_PREPARE: z.string().optional(),
    /** "1": another key than the database's takes its place. */
    HLIDKA_REPLACE_KEY: z.string().optional(),
    /** Only for the embedded database: who may create roles, and the passwords to give them. */
    HLIDKA_SUPERUSER_URL: z.string().optional(),
    HLIDKA_ROLE_PASSWORDS: z
      .string()
      .transform((text) => JSON.parse(text))
      .pipe(z.record(z.enum(["owner", "app", "backup"]), z.string()))
      .optional(),
  })
  .parse(process.env);

type Message = { say: string } | { refused: string } | { filled: true } | { accounts: string[] };
const tell = (message: Message) => process.send?.(message);
const say = (line: string) => tell({ say: line });

async function fillOnce(ownerUrl: string) {
  if (settings.HLIDKA_DEMO_FILLED === "1") return;
  const { fillDemo, isEmpty } = await import("@/db/seed/demo");
  if (!(await isEmpty(ownerUrl))) return tell({ filled: true });
  say("Filling the demo …");
  let told = Date.now();
  await fillDemo(ownerUrl, {
    password: settings.HLIDKA_DEMO_PASSWORD,
    key: settings.HLIDKA_KEY,
    filesFolder: join(settings.HLIDKA_DATA, "files"),
    progress(done, total, what) {
      if (Date.now() - told < 2000) return;
      told = Date.now();
      say(`  demo: ${done} of ${total} (${what})`);
    },
  });
  tell({ filled: true });
  if (!settings.HLIDKA_SUPERUSER_URL) return;
  // So that a crash soon after the first start need not replay the whole filling.
  const sql = connect(settings.HLIDKA_SUPERUSER_URL, 1);
  await sql`checkpoint`.finally(() => sql.end({ timeout: 5 }));
}

/** Whether the demo's accounts are there: an installation restored from a backup may be somebody's own. */
async function isDemo(ownerUrl: string): Promise<boolean> {
  const sql = connect(ownerUrl, 1);
  const [row] = await sql`select exists (select from settings where key = 'demo.today') as demo`.finally(() =>
    sql.end({ timeout: 5 }),
  );
  return row?.demo === true;
}

/** Roles with their present passwords, and the database. Idempotent. */
async function createRolesAndDatabase(superuserUrl: string) {
  const sql = connect(superuserUrl, 1);
  try {
    for (const [role, password] of Object.entries(settings.HLIDKA_ROLE_PASSWORDS ?? {})) {
      await sql`select set_config(${`hlidka.${role}_password`}, ${password}, false)`;
    }
    await sql.unsafe(readFileSync("db/roles.sql", "utf8")).simple();
    const [there] = await sql`select from pg_database where datname = 'hlidka'`;
    if (!there) await sql.unsafe("create database hlidka owner hlidka_owner");
    await sql.unsafe("revoke all on database hlidka from public");
    await sql.unsafe("grant connect on database hlidka to hlidka_app, hlidka_backup");
  } finally {
    await sql.end({ timeout: 5 });
  }
  const inside = connect(Object.assign(new URL(superuserUrl), { pathname: "/hlidka" }).href, 1);
  await inside.unsafe(readFileSync("db/database.sql", "utf8")).finally(() => inside.end({ timeout: 5 }));
}

/** Brings the schema up to date; a newer one than ours is left as it is, and who serves says that it is not ready. */
async function bringUpToDate(ownerUrl: string) {
  try {
    const applied = await migrate(ownerUrl, settings.HLIDKA_KEY, {
      say,
      replaceKey: settings.HLIDKA_REPLACE_KEY === "1",
    });
    if (applied.length > 0) say(`Applied to the database: ${applied.join(", ")}`);
  } catch (error) {
    if (!(error instanceof SchemaRefused && error.kind === "newer")) throw error;
    say(`Nothing was migrated: ${error.message}.`);
  }
}

async function prepare() {
  if (settings.HLIDKA_SUPERUSER_URL) await createRolesAndDatabase(settings.HLIDKA_SUPERUSER_URL);
  // What comes next is a restore or a backup: the schema stays as it is.
  if (settings.HLIDKA_PREPARE === "roles") return;
  if (settings.DATABASE_OWNER_URL) {
    await bringUpToDate(settings.DATABASE_OWNER_URL);
    if (!settings.HLIDKA_SUPERUSER_URL) return;
    await fillOnce(settings.DATABASE_OWNER_URL);
    if (await isDemo(settings.DATABASE_OWNER_URL)) tell({ accounts: demoAccounts.map((account) => account.email) });
    return;
  }
  const state = await schemaStateOf(settings.DATABASE_URL);
  assertUsable(state);
  const pending = pendingNames(state);
  if (pending.length > 0)
    say(`Pending migrations (DATABASE_OWNER_URL is not set, so nothing was migrated): ${pending.join(", ")}`);
}

try {
  await prepare();
} catch (error) {
  const refused = refusalSentence(error);
  if (refused) tell({ refused });
  // The message of a failed statement quotes its parameters, which may be secrets.
  else console.error(failureOf(error));
  process.exitCode = 1;
}
