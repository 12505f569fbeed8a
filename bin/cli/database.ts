import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { z } from "zod";
import { closePool } from "@/db/pool";
import { assertNotOld, SchemaRefused, schemaStateOf } from "@/db/schema-state";
import { openForCall } from "../start/database.mjs";
import { changeSecrets, loadSecrets, superuserUrl } from "../start/secrets.mjs";

export type Call = Awaited<ReturnType<typeof openForCall>> & { data: string };

const told = z.object({
  say: z.string().optional(),
  filled: z.boolean().optional(),
  refused: z.string().optional(),
});
export const tell = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Runs a command with the installation's database: joins the one of a running start, or starts and prepares it for this
 * call, and puts the settings in place. What was started is stopped again. Standard output stays the command's own.
 * A database of before the first baseline is refused in one sentence, with exit code 1.
 * prepare: how far a database that is started here is brought; "roles" leaves it as it is but for roles and database.
 */
export async function withDatabase(
  run: (call: Call) => Promise<number>,
  prepare: "demo" | "roles" = "demo",
): Promise<number> {
  const data = resolve(process.env.HLIDKA_DATA || ".data");
  const call = { ...(await openForCall(data, tell)), data };
  try {
    if (!call.joined) await prepareDatabase(call, prepare);
    Object.assign(process.env, { NEXTAUTH_URL: "http://127.0.0.1:3000" }, call.env, given(process.env));
    await refuseOldDatabase();
    return await run(call);
  } catch (error) {
    if (!(error instanceof SchemaRefused)) throw error;
    tell(`Nothing was done: ${error.message}.`);
    return 1;
  } finally {
    await closePool();
    await call.close();
  }
}

/** What a command would find in a database of before the first baseline is not what it expects; one that does not answer is its own matter. */
async function refuseOldDatabase(): Promise<void> {
  const state = await schemaStateOf(process.env.DATABASE_URL ?? "").catch(() => null);
  if (state) assertNotOld(state);
}

/** Roles, database, migrations and, into an empty embedded database, the demo; or the roles and the database alone. */
export async function prepareDatabase(call: Call, only: "demo" | "roles" = "demo"): Promise<void> {
  const secrets = loadSecrets(call.data);
  const passwords = { owner: secrets.ownerPassword, app: secrets.appPassword, backup: secrets.backupPassword };
  const superuser = call.databasePort
    ? {
        HLIDKA_SUPERUSER_URL: superuserUrl(secrets, call.databasePort),
        HLIDKA_ROLE_PASSWORDS: JSON.stringify(passwords),
        HLIDKA_PREPARE: only,
      }
    : {};
  const child = spawn(process.execPath, ["--import", "tsx", "bin/prepare.ts"], {
    env: { ...process.env, ...call.env, ...superuser },
    stdio: ["ignore", 2, 2, "ipc"],
  });
  let old = false;
  child.on("message", (message) => {
    const { say, filled, refused } = told.parse(message);
    if (say) tell(say);
    if (refused) old = true;
    if (filled) changeSecrets(call.data, { demoFilled: true });
  });
  const [code] = await once(child, "exit");
  if (old) throw new SchemaRefused("old");
  if (code !== 0) throw new Error("The database could not be prepared.");
}

/** What the caller's environment says wins over what was generated; an empty setting says nothing. */
const given = (source: NodeJS.ProcessEnv) => Object.fromEntries(Object.entries(source).filter(([, value]) => value));
