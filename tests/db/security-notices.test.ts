import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { beginFactor, confirmFactor, finishSignIn, removeFactor } from "@/db/accounts/second-factor";
import { signIn } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { type Credential, withActor } from "@/db/gate";
import { changePassword } from "@/db/mutations/account";
import { orderPasswordReset, resetPassword, resetPath } from "@/db/mutations/password-reset";
import { findMail } from "@/db/queries/outbox";
import { findOwnFactor } from "@/db/queries/second-factor";
import { writeMail } from "@/server/mail/write";
import { type Cast, makeCast, type Person, password, person } from "../support/cast";
import { codeOf } from "../support/codes";
import { send } from "../support/command";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});
const nowhere = { agent: "", device: "", address: "" };
const next = "tři zelené lavičky";

/** What was told to somebody about his account, in order, and the mails' rows. */
async function told({ id }: { id: string }) {
  const db = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const rows = await db<{ id: string; event: string; codesLeft: number | null }[]>`
    select id, data ->> 'event' as event, (data ->> 'codesLeft')::int as "codesLeft" from outbox
    where template = 'security' and recipient_id = ${id} order by created_at`;
  await db.end();
  return rows;
}
const events = async (who: Person) => (await told(who)).map(({ event }) => event);
async function enter(email: string): Promise<Credential> {
  const outcome = await signIn(email, password);
  if (!("token" in outcome)) throw new Error(JSON.stringify(outcome));
  return { kind: "session", token: outcome.token };
}

test("a changed and a reset password are told to whose account it is, a wrong one is not", async () => {
  const who = person(cast.north, "finance");
  const session = await enter(who.email);
  await changePassword(session, { current: "hádám", next, origin: nowhere });
  expect(await events(who)).toEqual([]);
  await changePassword(session, { current: password, next, origin: nowhere });
  expect(await events(who)).toEqual(["password"]);
  await orderPasswordReset(who.email, "");
  expect(await events(who)).toEqual(["password"]);
  const db = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [ordered] =
    await db`select data ->> 'resetId' as id from outbox where template = 'password-reset' and recipient_id = ${who.id}`;
  await db.end();
  expect(await resetPassword(resetPath(ordered?.id).slice("/reset/".length), "čtyři zelené lavičky", "")).toBe(true);
  expect(await events(who)).toEqual(["password", "password"]);
});

test("the second step turned on and off, new codes and a used one are told, each once, in the reader's words", async () => {
  const who = person(cast.north, "mentor");
  const { credential, email } = who;
  const own = () => withActor(credential, "read", findOwnFactor);
  await beginFactor(credential);
  const { secret } = await own();
  expect(await confirmFactor(credential, codeOf(secret ?? "", -1), "")).toBe(true);
  expect(await events(who)).toEqual(["factor-on"]);
  const [code = ""] = (await own()).codes;
  const outcome = await signIn(email, password);
  if (!("step" in outcome)) throw new Error(JSON.stringify(outcome));
  expect(await finishSignIn(outcome.step, code, nowhere)).toHaveProperty("token");
  expect((await told(who)).at(-1)).toMatchObject({ event: "recovery", codesLeft: 9 });
  expect(await confirmFactor(credential, codeOf(secret ?? ""), "")).toBe(true);
  expect(await removeFactor(credential, { password, code: codeOf(secret ?? "", 1), device: "" })).toBe("ok");
  expect(await events(who)).toEqual(["factor-on", "recovery", "codes", "factor-off"]);
  const recovery = (await told(who))[1];
  const mail = await withActor({ kind: "worker" }, "read", (tx) => findMail(tx, recovery?.id ?? ""));
  const written = mail && (await writeMail(mail));
  if (!written || typeof written === "string") throw new Error("not written");
  expect(written.subject).toBe("Hlídka: přihlášení záchranným kódem");
  expect(written.text).toContain("Zbývá 9 záchranných kódů.");
  const links = [...written.html.matchAll(/href="[^"]*?\/\/[^/"]+([^"]*)"/g)].map(([, path]) => path);
  expect([...new Set(links)].sort()).toEqual(["", "/account", "/forgotten-password"]);
});

test("who takes an invitation, and who is erased or has no access, is told nothing", async () => {
  const manager = person(cast.north, "manager").credential;
  const dpo = person(cast.north, "dpo").credential;
  const who = person(cast.south, "mentor");
  await beginFactor(who.credential);
  const { secret } = await withActor(who.credential, "read", findOwnFactor);
  await confirmFactor(who.credential, codeOf(secret ?? "", -1), "");
  const before = await events(who);
  await withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      await tx.execute(sql`update users set active = false where id = ${who.id}`);
      await tx.execute(sql`select sec.reset_factor(${who.email})`);
    },
    { id: randomUUID(), name: "test.reset" },
  );
  expect(await events(who)).toEqual(before);
  const { userId = "" } = await send(manager, "user.invite", {
    organisationId: cast.north.id,
    email: `${randomUUID()}@notice.example`,
    name: "Pozvaná Osoba",
    role: "mentor",
  });
  await send(dpo, "person.erase", { kind: "user", personId: userId, reason: "request", confirm: true });
  expect(await told({ id: userId })).toEqual([]);
});
