import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "@/db/accounts/sign-in";
import { type Credential, NotSignedIn, withActor } from "@/db/gate";
import { changePassword, endOwnSessions, prefer } from "@/db/mutations/account";
import { createToken } from "@/db/mutations/tokens";
import { findAccount, findOwnPreferences, listOwnSessions } from "@/db/queries/account";
import { type Cast, makeCast, password, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const next = "tři zelené lavičky";
const nowhere = { agent: "", device: "", address: "" };
const alive = (credential: Credential) =>
  withActor(credential, "read", async () => true).catch((error) => {
    if (error instanceof NotSignedIn) return false;
    throw error;
  });
async function enter(email: string, secret: string, agent = ""): Promise<Extract<Credential, { kind: "session" }>> {
  const outcome = await signIn(email, secret, { ...nowhere, agent });
  if (!("token" in outcome)) throw new Error(JSON.stringify(outcome));
  return { kind: "session", token: outcome.token };
}
const sessionsOf = (credential: Extract<Credential, { kind: "session" }>) =>
  withActor(credential, "read", (tx) => listOwnSessions(tx, credential.token));

test("a new password ends every session, begins one, and only it opens the account", async () => {
  const { email, id } = person(cast.north, "finance");
  const [one, other] = [await enter(email, password), await enter(email, password)];
  const before = await withActor(one, "read", (tx) => findAccount(tx, id));
  const outcome = await changePassword(one, { current: password, next, origin: { ...nowhere, agent: "Firefox" } });
  if (!("token" in outcome)) throw new Error(outcome.refused);
  const fresh = { kind: "session", token: outcome.token } as const;
  expect([await alive(one), await alive(other), await alive(fresh)]).toEqual([false, false, true]);
  expect(await signIn(email, password)).toEqual({ refused: "wrong" });
  expect(await alive(await enter(email, next))).toBe(true);
  const after = await withActor(fresh, "read", (tx) => findAccount(tx, id));
  expect(after.passwordChangedAt).not.toBe(before.passwordChangedAt);
  const logged = await row(
    cast.ministry.auditor.credential,
    sql`select action, actor_id from audit_entries where table_name = 'users' and row_id = ${id} order by id desc limit 1`,
  );
  expect(logged).toEqual({ action: "password.change", actor_id: id });
});

test("a wrong present password changes nothing, and guessing is slowed down", async () => {
  const { email } = person(cast.south, "finance");
  const session = await enter(email, password);
  const guess = () => changePassword(session, { current: "hádám", next, origin: nowhere });
  expect(await guess()).toEqual({ refused: "wrong" });
  for (let tries = 1; tries < 10; tries += 1) await guess();
  expect(await guess()).toEqual({ refused: "slow" });
  expect(await changePassword(session, { current: password, next, origin: nowhere })).toEqual({ refused: "slow" });
  expect(await alive(session)).toBe(true);
});

test("a password made of the account's own name is refused", async () => {
  const { email } = person(cast.south, "manager");
  const session = await enter(email, password);
  const made = `${email.split("@")[0]}-2024`;
  expect(made.length).toBeGreaterThan(5);
  expect(await refusal(changePassword(session, { current: password, next: made, origin: nowhere }))).toMatchObject({
    status: 422,
    fields: { next: "passwordHoldsName" },
  });
});

test("one sees the own sessions alone and ends one of them or all", async () => {
  const { email } = person(cast.north, "manager");
  const [one, other] = [await enter(email, password, "Firefox"), await enter(email, password, "Chrome")];
  const stranger = person(cast.north, "mentor").credential;
  const listed = await sessionsOf(one);
  expect(listed.filter(({ current }) => current).map(({ agent }) => agent)).toEqual(["Firefox"]);
  const id = listed.find(({ agent }) => agent === "Chrome")?.id ?? "";
  expect(await refusal(endOwnSessions(stranger, id))).toMatchObject({ status: 404 });
  expect(await alive(other)).toBe(true);
  await endOwnSessions(one, id);
  expect([await alive(other), await alive(one)]).toEqual([false, true]);
  expect(await refusal(endOwnSessions(one, id))).toMatchObject({ status: 404 });
  await endOwnSessions(one, null);
  expect([await alive(one), await alive(stranger)]).toEqual([false, true]);
});

test("the own name is changed, by the person and not by a token", async () => {
  const mentor = person(cast.south, "mentor");
  await send(mentor.credential, "account.rename", { name: "Kanár Přejmenovaný" });
  expect(await row(mentor.credential, sql`select name from users where id = ${mentor.id}`)).toEqual({
    name: "Kanár Přejmenovaný",
  });
  const token = await withActor({ kind: "operator" }, "write", (tx, me) =>
    createToken(tx, me, { email: mentor.email, name: "test" }),
  );
  const bearer = { kind: "token", token } as const;
  expect(await refusal(send(bearer, "account.rename", { name: "Stroj" }))).toMatchObject({ status: 403 });
  expect(await refusal(endOwnSessions(bearer, null))).toMatchObject({ status: 403 });
  expect(await refusal(changePassword(bearer, { current: password, next, origin: nowhere }))).toMatchObject({
    status: 403,
  });
  const bySql = withActor(bearer, "write", (tx) => tx.execute(sql`select sec.end_own_sessions(null)`));
  await expect(bySql).rejects.toThrow();
});

test("language and colours are kept with the account, and told only once they were chosen", async () => {
  const { credential, id } = person(cast.south, "mentor");
  const own = () => withActor(credential, "read", findOwnPreferences);
  expect(await own()).toBeNull();
  await prefer(credential, { locale: "en", theme: "dark" });
  expect(await own()).toEqual({ locale: "en", theme: "dark" });
  expect(await row(credential, sql`select locale, theme from users where id = ${id}`)).toEqual({
    locale: "en",
    theme: "dark",
  });
  const token = await withActor({ kind: "operator" }, "write", (tx, me) =>
    createToken(tx, me, { email: person(cast.south, "mentor").email, name: "test" }),
  );
  expect(await refusal(prefer({ kind: "token", token }, { locale: "cs", theme: "light" }))).toMatchObject({
    status: 403,
  });
});
