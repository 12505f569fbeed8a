import { randomBytes, type ScryptOptions, scrypt } from "node:crypto";
import { appendFileSync } from "node:fs";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Actor, actorSchema } from "@/lib/domain/actor";
import { dayOf } from "@/lib/domain/day";
import { env } from "@/lib/env";
import { type Database, onPool, statementCount } from "./pool";

/** How a request proves who it is; the database decides what that opens. */
export type Credential =
  | { kind: "session"; token: string }
  | { kind: "token"; token: string }
  | { kind: "public" }
  | { kind: "worker" }
  | { kind: "operator" };

export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** The credential opens nothing: unknown, expired, idle or revoked. */
export class NotSignedIn extends Error {}

/**
 * The only door to the database at run time: one transaction (read-only for reads) entered as the actor.
 * The callback gets the transaction and who acts. Throws NotSignedIn when the credential opens nothing.
 */
export async function withActor<T>(
  credential: Credential,
  mode: "read" | "write",
  run: (tx: Tx, me: Actor) => Promise<T>,
  command: { id: string; name: string } | null = null,
): Promise<T> {
  let stale = false;
  const began = performance.now();
  const before = statementCount();
  const result = await onPool((database) =>
    database.transaction(
      async (tx) => {
        const me = await enter(tx, credential, command);
        stale = me.stale === true;
        return run(tx, me);
      },
      mode === "read" ? { accessMode: "read only" } : undefined,
    ),
  );
  const trace = env().HLIDKA_SQL_TRACE;
  if (trace) appendFileSync(trace, `${statementCount() - before} ${(performance.now() - began).toFixed(1)}\n`);
  if (stale && credential.kind === "session") await execute(sql`select sec.touch_session(${credential.token})`);
  return result;
}

const execute = <Row extends Record<string, unknown>>(query: SQL) => onPool((database) => database.execute<Row>(query));

async function enter(tx: Tx, credential: Credential, command: { id: string; name: string } | null): Promise<Actor> {
  const day = businessDay();
  const id = command?.id ?? null;
  const name = command?.name ?? null;
  const call = {
    session: () => sql`sec.enter_session(${token(credential)}, ${day}, ${id}, ${name})`,
    token: () => sql`sec.enter_token(${token(credential)}, ${day}, ${id}, ${name})`,
    public: () => sql`sec.enter_public(${day})`,
    worker: () => sql`sec.enter_machine('worker', ${env().HLIDKA_KEY}, ${day}, ${id}, ${name})`,
    operator: () => sql`sec.enter_machine('operator', ${env().HLIDKA_KEY}, ${day}, ${id}, ${name})`,
  }[credential.kind]();
  const [row] = await tx.execute<{ me: unknown }>(sql`select ${call} as me`);
  if (!row?.me) throw new NotSignedIn();
  return actorSchema.parse(row.me);
}

const token = (credential: Credential) => ("token" in credential ? credential.token : "");

function businessDay(): string | null {
  const today = env().HLIDKA_TODAY;
  return today ? (today.length === 10 ? today : dayOf(new Date(today))) : null;
}

const derive = (password: string, salt: Buffer, options: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
const parameters = z.object({ salt: z.hex(), cost: z.number(), blockSize: z.number(), parallelization: z.number() });

/**
 * Signs in with a password and returns a new session's opaque token (shown to nobody else: the database keeps its
 * SHA-256), or why not. Unknown accounts cost the same work as known ones.
 */
export async function signIn(
  email: string,
  password: string,
): Promise<{ token: string } | { refused: "wrong" | "slow" }> {
  const account = email.trim().toLowerCase();
  const [row] = await execute<{ p: unknown }>(sql`select sec.password_parameters(${account}) as p`);
  const { salt, cost, blockSize, parallelization } = parameters.parse(row?.p);
  const key = await derive(password, Buffer.from(salt, "hex"), { N: cost, r: blockSize, p: parallelization });
  const newToken = randomBytes(32).toString("base64url");
  const [outcome] = await execute<{ outcome: string }>(
    sql`select sec.sign_in(${account}, ${key}, ${newToken}) as outcome`,
  );
  if (outcome?.outcome === "ok") return { token: newToken };
  return { refused: outcome?.outcome === "slow" ? "slow" : "wrong" };
}

/** Ends the session of a token; an unknown one is left as it is. */
export async function endSession(sessionToken: string): Promise<void> {
  await execute(sql`select sec.end_session(${sessionToken})`);
}

/** Whether the database answers; throws when it does not. */
export async function ping(): Promise<void> {
  await execute(sql`select 1`);
}
