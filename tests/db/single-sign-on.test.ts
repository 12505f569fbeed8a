import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { beginFactor, confirmFactor } from "@/db/accounts/second-factor";
import { linkIdentity, signInByIdentity, unlinkIdentity } from "@/db/accounts/single-sign-on";
import { connect } from "@/db/connection";
import { type Credential, withActor } from "@/db/gate";
import { listOwnIdentities } from "@/db/queries/account";
import { findOwnFactor } from "@/db/queries/second-factor";
import { type Cast, makeCast, person } from "../support/cast";
import { codeOf } from "../support/codes";
import { refusal } from "../support/command";
import { row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const origin = { agent: "Firefox", device: "", address: "" };
const identity = (subject: string = randomUUID()) => ({ provider: "oidc", issuer: "https://id.example", subject });
function sessionOf(credential: Credential) {
  if (credential.kind !== "session") throw new Error("no session");
  return credential;
}
const me = (token: string) => withActor({ kind: "session", token }, "read", async (_, actor) => actor);
const listed = (credential: Credential) => withActor(credential, "read", listOwnIdentities);

test("only a linked subject of the same issuer opens the account; unlinked it opens nothing", async () => {
  const { credential, email, id } = person(cast.north, "finance");
  const who = identity();
  expect(await signInByIdentity(who, false, origin)).toBeNull();
  expect(await linkIdentity(sessionOf(credential), who)).toBe("ok");
  expect(await linkIdentity(sessionOf(credential), who)).toBe("ok");
  const opened = await signInByIdentity(who, false, origin);
  if (!opened || !("token" in opened)) throw new Error("not opened");
  expect((await me(opened.token)).email).toBe(email);
  expect(await signInByIdentity({ ...who, issuer: "https://other.example" }, true, origin)).toBeNull();
  expect(await signInByIdentity({ ...who, subject: email }, true, origin)).toBeNull();
  const [mine] = await listed(credential);
  expect(await refusal(unlinkIdentity(person(cast.north, "manager").credential, mine?.id ?? ""))).toMatchObject({
    status: 404,
  });
  await unlinkIdentity(credential, mine?.id ?? "");
  expect(await signInByIdentity(who, false, origin)).toBeNull();
  const logged = await withActor(cast.ministry.auditor.credential, "read", (tx) =>
    tx.execute(
      sql`select action from audit_entries where table_name = 'users' and row_id = ${id} order by id desc limit 2`,
    ),
  );
  expect(logged.map(({ action }) => action)).toEqual(["identity.unlink", "identity.link"]);
});

test("an identity belongs to one account, and no session links nothing", async () => {
  const who = identity();
  expect(await linkIdentity(sessionOf(person(cast.south, "finance").credential), who)).toBe("ok");
  expect(await linkIdentity(sessionOf(person(cast.north, "manager").credential), who)).toBe("taken");
  expect(await listed(person(cast.north, "manager").credential)).toEqual([]);
  await expect(linkIdentity({ kind: "session", token: "unknown" }, who)).rejects.toThrow();
});

test("a deactivated account does not open, and without the installation's key nothing does", async () => {
  const { credential, id } = person(cast.south, "mentor");
  const who = identity();
  await linkIdentity(sessionOf(credential), who);
  await withActor(
    { kind: "operator" },
    "write",
    (tx) => tx.execute(sql`update users set active = false where id = ${id}`),
    {
      id: randomUUID(),
      name: "test.deactivate",
    },
  );
  expect(await signInByIdentity(who, true, origin)).toBeNull();
  const app = connect(process.env.HLIDKA_TEST_DATABASE_URL ?? "", 1);
  const call = app`select sec.sign_in_identity('guessed', ${who.issuer}, ${who.subject}, true, 'token', '', '')`;
  await expect(call).rejects.toThrow(/key of this installation/);
  await app.end();
});

test("an own second factor is asked for unless the provider's counts", async () => {
  const { credential } = person(cast.south, "manager");
  const who = identity();
  await linkIdentity(sessionOf(credential), who);
  await beginFactor(credential);
  const { secret } = await withActor(credential, "read", findOwnFactor);
  expect(await confirmFactor(credential, codeOf(secret ?? ""), "")).toBe(true);
  expect(await signInByIdentity(who, false, origin)).toHaveProperty("step");
  const strong = await signInByIdentity(who, true, origin);
  if (!strong || !("token" in strong)) throw new Error("not opened");
  expect(await row({ kind: "session", token: strong.token }, sql`select count(*)::int as n from projects`)).toEqual({
    n: 1,
  });
});
