import { appendFileSync } from "node:fs";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { type Actor, actorSchema } from "@/lib/domain/actor";
import { dayOf } from "@/lib/domain/clock";
import { env } from "@/lib/env";
import { type Database, execute, onPool, statementCount } from "./pool";
import { readerKey, rememberedReader, rememberReader } from "./readers";
import { onReader } from "./replicas";

/** How a request proves who it is; the database decides what that opens. */
export type Credential =
  | { kind: "session"; token: string }
  | { kind: "token"; token: string }
  /** Reads as a person who is away: by the address of his calendar, or for the digest that the worker writes him. */
  | { kind: "calendar"; token: string }
  | { kind: "digest"; userId: string }
  /** Anybody, from a network address by which what he sends is counted. */
  | { kind: "public"; address?: string }
  | { kind: "worker" }
  | { kind: "operator" };

export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** The credential opens nothing: unknown, expired, idle or revoked. */
export class NotSignedIn extends Error {}

/** What a transaction belongs to in the log; with the hash of its content it is claimed, so that it happens once. */
export type CommandMark = { id: string; name: string; hash?: string };
const claimed = z.object({ hash: z.string().nullable(), result: z.unknown() });
/** What the id of a command was used for before; the hash is null when somebody else used it. */
export type Replay = z.output<typeof claimed>;

/**
 * The only door to the database at run time: one transaction (read-only for reads) entered as the actor.
 * The callback gets the transaction, who acts, and the replay when the command was claimed before. The statements of a
 * look are sent behind the entrance without waiting for it; they see what the actor sees.
 * Throws NotSignedIn when the credential opens nothing.
 */
export async function withActor<T>(
  credential: Credential,
  mode: "read" | "write",
  run: (tx: Tx, me: Actor, replay: Replay | null) => Promise<T>,
  command: CommandMark | null = null,
  look?: (tx: Tx) => Promise<unknown>,
): Promise<T> {
  // The same as "set transaction read only", without a round trip of its own.
  const readOnly = mode === "read" ? sql`, set_config('transaction_read_only', 'on', true)` : sql``;
  const claim = command?.hash
    ? sql`, sec.claim_command(e.me, ${command.id}, ${command.name}, ${command.hash}) as replay`
    : sql``;
  const place = mode === "read" && isAsked(credential) ? onReader : onPool;
  return withTrace(
    async (settle) =>
      place((database) =>
        database.transaction(async (tx) => {
          const entered = tx
            .execute<Entrance & { replay?: unknown }>(
              sql`select e.me${readOnly}${claim} from ${entrance(credential, command)}`,
            )
            .then(([row]) => row);
          // Whoever waits for it hears of its failure.
          look?.(tx).catch(() => {});
          const row = await entered;
          return run(tx, settle(letIn(row)), row?.replay ? claimed.parse(row.replay) : null);
        }),
      ),
    credential,
  );
}

/**
 * Who asks, and what a project's rows are at the moment, or those of all that he sees where none is named (db/memo.ts): a
 * null version when these eyes may not see the project. One cheap statement where the rights are those that let the same credential in before; else one more enters.
 * Throws NotSignedIn when the credential opens nothing.
 */
export async function peekProject(
  credential: Credential,
  slug: string | null,
): Promise<{ me: Actor; version: string | null }> {
  const look = lookOf(credential, slug);
  const peek = async (database: Database, settle: Settle) => {
    const [seen] = look ? await database.execute<{ rights: string | null; version: string | null }>(look.query) : [];
    const me = look && seen?.rights ? rememberedReader(look.key, seen.rights) : null;
    if (me) return { me: settle(me), version: me.factorMissing ? null : (seen?.version ?? null) };
    const [row] = await database.execute<Entrance & { version: string | null }>(
      sql`select e.me, sec.project_version(e.me, ${slug}) as version from ${entrance(credential, null)}`,
    );
    const entered = settle(letIn(row));
    if (look && seen?.rights) rememberReader(look.key, seen.rights, entered);
    return { me: entered, version: row?.version ?? null };
  };
  return withTrace((settle) => onReader((database) => peek(database, settle)), credential);
}

/** Whether somebody asks who waits for the answer: the worker reads what it is told to do where it was written. */
const isAsked = ({ kind }: Credential) => !["worker", "operator", "digest"].includes(kind);

/** What is asked about a credential that may have let somebody in before, and under which key he is remembered. */
function lookOf(credential: Credential, slug: string | null): { query: SQL; key: string } | null {
  if (credential.kind !== "session" && credential.kind !== "token") return null;
  const day = businessDay();
  const by = credential.kind === "session" ? sql`sec.look_by_session` : sql`sec.look_by_token`;
  return {
    query: sql`select rights, version from ${by}(${credential.token}, ${day}, ${slug})`,
    key: readerKey(credential.kind, credential.token, day),
  };
}

/** Who entered; a column more where the entrance makes the transaction read-only. */
type Entrance = { me: unknown; set_config?: string };
type Settle = (me: Actor) => Actor;

function letIn(row: Entrance | undefined): Actor {
  if (!row?.me) throw new NotSignedIn();
  return actorSchema.parse(row.me);
}

/** Runs one visit to the database: counts it when asked to, and notes afterwards that the session is in use. */
async function withTrace<T>(visit: (settle: Settle) => Promise<T>, credential: Credential): Promise<T> {
  let stale = false;
  const began = performance.now();
  const before = statementCount();
  const result = await visit((me) => {
    stale = me.stale === true;
    return me;
  });
  const trace = env().HLIDKA_SQL_TRACE;
  if (trace) appendFileSync(trace, `${statementCount() - before} ${(performance.now() - began).toFixed(1)}\n`);
  if (stale && credential.kind === "session") await execute(sql`select sec.touch_session(${credential.token})`);
  return result;
}

/** The entrance as a row of its own, so that the rest of the statement runs after it. */
function entrance(credential: Credential, command: CommandMark | null): SQL {
  const day = businessDay();
  const id = command?.id ?? null;
  const name = command?.name ?? null;
  const call = {
    session: () => sql`sec.enter_session(${token(credential)}, ${day}, ${id}, ${name})`,
    token: () => sql`sec.enter_token(${token(credential)}, ${day}, ${id}, ${name})`,
    calendar: () => sql`sec.enter_calendar(${token(credential)}, ${day})`,
    digest: () => sql`sec.enter_digest(${reader(credential)}, ${env().HLIDKA_KEY}, ${day})`,
    public: () => sql`sec.enter_visitor(${day}, ${businessInstant()}, ${network(credential)}, ${id}, ${name})`,
    worker: () => sql`sec.enter_machine('worker', ${env().HLIDKA_KEY}, ${day}, ${id}, ${name})`,
    operator: () => sql`sec.enter_machine('operator', ${env().HLIDKA_KEY}, ${day}, ${id}, ${name})`,
  }[credential.kind]();
  return sql`(select ${call} as me offset 0) e`;
}

const token = (credential: Credential) => ("token" in credential ? credential.token : "");
const network = (credential: Credential) => ("address" in credential ? (credential.address ?? "") : "");
const reader = (credential: Credential) => ("userId" in credential ? credential.userId : null);

function businessDay(): string | null {
  const today = env().HLIDKA_TODAY;
  return today ? (today.length === 10 ? today : dayOf(new Date(today))) : null;
}

/** The instant that the installation is asked to be at, where it names more than a day. */
function businessInstant(): string | null {
  const today = env().HLIDKA_TODAY;
  return today && today.length > 10 ? today : null;
}

/** When the newest good backup saw the database, null when there is none; throws when the database does not answer. */
export async function lastBackup(): Promise<Date | null> {
  const [row] = await execute<{ at: string | null }>(sql`select sec.last_backup() as at`);
  return row?.at ? new Date(row.at) : null;
}
