import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { z } from "zod";
import { closePool } from "@/db/pool";
import { DatabaseRefused } from "@/db/refusal";
import { assertUsable, schemaStateOf } from "@/db/schema-state";
import { openForCall } from "../start/database.mjs";
import { changeSecrets, loadSecrets, superuserUrl } from "../start/secrets.mjs";

export type Call = Awaited<ReturnType<typeof openForCall>> & { data: string };

const told = z.object({
  say: z.string().optional(),
  filled: z.boolean().optional(),
  refused: z.string().optional(),
});
type Settings = Record<string, string>;
export const tell = (line: string) => process.stderr.write(`${line}\n`);

/**
 * Runs a command with the installation's database: joins the one of a running start, or starts and prepares it for this
 * call, and puts the settings in place. What was started is stopped again. Standard output stays the command's own.
 * Throws DatabaseRefused for a database with which nothing can be done.
 * prepare: how far a database that is started here is brought; "roles" leaves it as it is but for roles and database.
 * makes: an embedded database may be made where none is.
 */
export async function withDatabase(
  run: (call: Call) => Promise<number>,
  { prepare = "demo", makes = false }: { prepare?: "demo" | "roles"; makes?: boolean } = {},
): Promise<number> {
  const data = resolve(process.env.HLIDKA_DATA || ".data");
  const call = { ...(await openForCall(data, { say: tell, makes })), data };
  try {
    if (!call.joined) await prepareDatabase(call, prepare);
    Object.assign(process.env, { NEXTAUTH_URL: "http://127.0.0.1:3000" }, call.env, given(process.env));
    assertUsable(await schemaStateOf(process.env.DATABASE_URL ?? ""));
    return await run(call);
  } finally {
    await closePool();
    await call.close();
  }
}

/** Roles, database, migrations and, into an empty embedded database, the demo; or the roles and the database alone. */
export async function prepareDatabase(call: Call, only: "demo" | "roles" = "demo", more: Settings = {}): Promise<void> {
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
    env: { ...process.env, ...call.env, ...superuser, ...more },
    stdio: ["ignore", 2, 2, "ipc"],
  });
  let refusal = "";
  child.on("message", (message) => {
    const { say, filled, refused } = told.parse(message);
    if (say) tell(say);
    if (refused) refusal = refused;
    if (filled) changeSecrets(call.data, { demoFilled: true });
  });
  const [code] = await once(child, "exit");
  if (refusal) throw new DatabaseRefused(refusal);
  if (code !== 0) throw new Error("The database could not be prepared.");
}

/** What the caller's environment says wins over what was generated; an empty setting says nothing. */
const given = (source: NodeJS.ProcessEnv) => Object.fromEntries(Object.entries(source).filter(([, value]) => value));
