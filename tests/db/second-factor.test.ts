import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { beginFactor, confirmFactor, finishSignIn, keepCodes, removeFactor } from "@/db/accounts/second-factor";
import { signIn } from "@/db/accounts/sign-in";
import { type Credential, NotSignedIn, withActor } from "@/db/gate";
import { resetFactor } from "@/db/mutations/users";
import { findOwnFactor } from "@/db/queries/second-factor";
import { type Cast, makeCast, password, person } from "../support/cast";
import { codeOf } from "../support/codes";
import { refusal } from "../support/command";
import { row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const origin = (device = "") => ({ agent: "Firefox", device, address: "" });
const fresh = () => randomBytes(32).toString("base64url");
const own = (credential: Credential) => withActor(credential, "read", findOwnFactor);
const opens = (token: string) =>
  withActor({ kind: "session", token }, "read", async (_, me) => me).catch((error) => {
    if (error instanceof NotSignedIn) return null;
    throw error;
  });

/** Sets it up with the code of the step before, so that the present one is still unused. */
async function setUp(credential: Credential) {
  expect(await beginFactor(credential)).toBe(true);
  const { secret } = await own(credential);
  if (!secret) throw new Error("no secret");
  expect(await confirmFactor(credential, codeOf(secret, -1), "")).toBe(true);
  return { secret, codes: (await own(credential)).codes };
}
async function stepOf(email: string, device = "") {
  const outcome = await signIn(email, password, origin(device));
  if (!("step" in outcome)) throw new Error(`no step: ${JSON.stringify(outcome)}`);
  return outcome.step;
}

test("it is set up by a right code only, once, and the log tells", async () => {
  const { credential, id } = person(cast.north, "finance");
  expect((await own(credential)).state).toBe("off");
  expect(await confirmFactor(credential, "123456", "")).toBe(false);
  expect(await beginFactor(credential)).toBe(true);
  const started = await own(credential);
  expect(started.state).toBe("started");
  expect(started.address).toContain(`secret=${started.secret}`);
  expect(await confirmFactor(credential, codeOf(started.secret ?? "", 5), "")).toBe(false);
  expect(await confirmFactor(credential, codeOf(started.secret ?? ""), "")).toBe(true);
  const on = await own(credential);
  expect([on.state, on.secret, on.codesLeft, new Set(on.codes).size]).toEqual(["on", null, 10, 10]);
  expect(await beginFactor(credential)).toBe(false);
  await keepCodes(credential);
  expect((await own(credential)).codes).toEqual([]);
  const logged = await row(
    cast.ministry.auditor.credential,
    sql`select action, after from audit_entries where table_name = 'users' and row_id = ${id} order by id desc limit 1`,
  );
  expect(logged?.action).toBe("factor.confirm");
  expect(JSON.stringify(logged)).not.toContain(started.secret);
});

test("a right password opens nothing until the code, which opens once", async () => {
  const { credential, email } = person(cast.north, "manager");
  const { secret } = await setUp(credential);
  const step = await stepOf(email);
  expect(await opens(step)).toBeNull();
  expect(await finishSignIn(step, "000000", origin())).toEqual({ refused: "wrong" });
  const code = codeOf(secret);
  const done = await finishSignIn(step, code, origin());
  if (!("token" in done)) throw new Error(done.refused);
  expect((await opens(done.token))?.email).toBe(email);
  expect(await finishSignIn(step, codeOf(secret, 1), origin())).toEqual({ refused: "over" });
  expect(await finishSignIn(await stepOf(email), code, origin())).toEqual({ refused: "wrong" });
  expect(await finishSignIn(await stepOf(email), codeOf(secret, -1), origin())).toEqual({ refused: "wrong" });
});

test("a recovery code opens once, and new ones take the place of the old", async () => {
  const { credential, email } = person(cast.north, "mentor");
  const { secret, codes } = await setUp(credential);
  const [one = "", two = ""] = codes;
  expect(await finishSignIn(await stepOf(email), one, origin())).toHaveProperty("token");
  expect(await finishSignIn(await stepOf(email), one, origin())).toEqual({ refused: "wrong" });
  expect((await own(credential)).codesLeft).toBe(9);
  expect(await confirmFactor(credential, codeOf(secret), "")).toBe(true);
  const renewed = (await own(credential)).codes;
  expect(await finishSignIn(await stepOf(email), two, origin())).toEqual({ refused: "wrong" });
  expect(await finishSignIn(await stepOf(email), renewed[0] ?? "", origin())).toHaveProperty("token");
  const stranger = person(cast.south, "mentor");
  await setUp(stranger.credential);
  expect(await finishSignIn(await stepOf(stranger.email), renewed[1] ?? "", origin())).toEqual({ refused: "wrong" });
});

test("codes are guessed ten times an hour at most, also all at once; a known browser has its own count", async () => {
  const { credential, email } = person(cast.south, "finance");
  const { codes } = await setUp(credential);
  const device = fresh();
  expect(await finishSignIn(await stepOf(email, device), codes[9] ?? "", origin(device))).toHaveProperty("token");
  const step = await stepOf(email);
  await Promise.all(Array.from({ length: 30 }, () => finishSignIn(step, "abcdefghijkl", origin())));
  expect(await finishSignIn(step, codes[0] ?? "", origin())).toEqual({ refused: "wrong" });
  expect(await finishSignIn(await stepOf(email, device), codes[0] ?? "", origin(device))).toHaveProperty("token");
});

test("taking it off asks for the password and a code", async () => {
  const { credential, email } = person(cast.south, "manager");
  const { secret, codes } = await setUp(credential);
  const code = codeOf(secret);
  const remove = (given: string, asked: string) =>
    removeFactor(credential, { password: given, code: asked, device: "" });
  expect(await remove("hádám", code)).toBe("password");
  expect(await remove(password, "000000")).toBe("code");
  expect(await remove(password, codes[3] ?? "")).toBe("ok");
  expect((await own(credential)).state).toBe("off");
  expect(await signIn(email, password)).toHaveProperty("token");
});

test("the operator lets one in who lost it; nobody else may", async () => {
  const { email } = person(cast.south, "mentor");
  const reset = (credential: Credential, who = email) =>
    withActor(credential, "write", (tx, me) => resetFactor(tx, me, who), {
      id: crypto.randomUUID(),
      name: "user.reset-factor",
    });
  expect(await refusal(reset(person(cast.north, "manager").credential))).toMatchObject({ status: 403 });
  expect(await refusal(reset({ kind: "operator" }, "nobody@nowhere.example"))).toMatchObject({ status: 404 });
  await reset({ kind: "operator" });
  const outcome = await signIn(email, password);
  expect(outcome).toHaveProperty("token");
});

class Undo extends Error {
  constructor(readonly seen: unknown) {
    super("undone");
  }
}

/** What the token's session opens on an installation that requires a second factor; nothing of it stays. */
async function whereRequired(token: string) {
  const work = withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      await tx.execute(sql`update settings set value = '"required"' where key = 'sign_in.second_factor'`);
      const [entered] = await tx.execute<{ me: { factorMissing?: boolean; roles: unknown[] } }>(
        sql`select sec.enter_session(${token}, null, null, 'test') as me`,
      );
      const counts: Record<string, unknown> = {};
      // But for one's own account, which is there to be set up.
      for (const table of ["projects", "users", "expenses", "organisations", "audit_entries"])
        counts[table] = (
          await tx.execute(
            sql`select count(*)::int as n from ${sql.identifier(table)} where id::text <> sec.user_id()::text`,
          )
        )[0]?.n;
      const changed = await tx.execute(sql`update projects set name = 'x' where slug = ${cast.north.slug} returning 1`);
      throw new Undo({ ...entered?.me, changed: changed.length, sees: Object.values(counts).some((n) => n !== 0) });
    },
    { id: crypto.randomUUID(), name: "test.settings" },
  );
  return work.catch((error: unknown) => {
    if (error instanceof Undo) return error.seen;
    throw error;
  });
}

test("where it is required, a session without one opens the own account alone, with one everything", async () => {
  const { email } = person(cast.south, "manager");
  const first = await signIn(email, password);
  if (!("token" in first)) throw new Error("no session");
  expect(await whereRequired(first.token)).toMatchObject({ factorMissing: true, roles: [], changed: 0, sees: false });
  await setUp({ kind: "session", token: first.token });
  const after = await whereRequired(first.token);
  expect(after).toMatchObject({ roles: [{ role: "manager" }], sees: true });
  expect(after).not.toHaveProperty("factorMissing");
});
