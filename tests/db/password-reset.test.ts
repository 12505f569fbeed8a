import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { NotSignedIn, type Tx, withActor } from "@/db/gate";
import { orderPasswordReset, resetPassword, resetPath } from "@/db/mutations/password-reset";
import { type Cast, makeCast, password, person } from "../support/cast";
import { refusal } from "../support/command";
import { row } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

const next = "tři zelené lavičky";
const superuser = () => connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);

/** Whether a stranger becomes known by a link that was used before. */
async function knowBrowser(tx: Tx, resetId: string): Promise<boolean> {
  await tx.execute(sql`select sec.know_browser(${resetId}, ${"strange browser ".repeat(3)})`);
  const db = superuser();
  const [found] =
    await db`select count(*)::int as n from known_devices d join password_resets r on r.user_id = d.user_id
    where r.id = ${resetId} and d.token_hash = sec.hash(${"strange browser ".repeat(3)})`;
  await db.end();
  return found?.n !== 0;
}

/** The links that were ordered by mail for somebody, the latest first. */
async function linksOf(userId: string): Promise<string[]> {
  const db = superuser();
  const rows = await db`select data ->> 'resetId' as id from outbox
    where template = 'password-reset' and recipient_id = ${userId} order by created_at desc`;
  await db.end();
  return rows.map(({ id }) => resetPath(id).slice("/reset/".length));
}

test("the link of the mail sets a new password once and ends every session; the log tells whose doing it was", async () => {
  const { email, id, credential } = person(cast.north, "finance");
  expect(await orderPasswordReset(` ${email.toUpperCase()} `, "")).toBe("done");
  const [link = ""] = await linksOf(id);
  expect(await resetPassword(`${link.startsWith("1") ? "2" : "1"}${link.slice(1)}`, next, "")).toBe(false);
  expect(await refusal(resetPassword(link, `${email.split("@")[0]}-2024`, ""))).toMatchObject({ status: 422 });
  expect(await resetPassword(link, next, "")).toBe(true);
  expect(await resetPassword(link, "čtyři zelené lavičky", "")).toBe(false);
  await expect(withActor(credential, "read", async () => true)).rejects.toThrow(NotSignedIn);
  expect(await signIn(email, password)).toEqual({ refused: "wrong" });
  expect(await signIn(email, next)).toHaveProperty("token");
  const logged = await row(
    cast.ministry.auditor.credential,
    sql`select action, actor_id from audit_entries where table_name = 'users' and row_id = ${id} order by id desc limit 1`,
  );
  expect(logged).toEqual({ action: "password.reset", actor_id: id });
});

test("nobody's and a deactivated account are answered the same and mailed nothing; three an hour are", async () => {
  const { email, id } = person(cast.south, "finance");
  const db = superuser();
  const mails = async () => (await db`select count(*)::int as n from outbox where template = 'password-reset'`)[0]?.n;
  const before = await mails();
  expect(await orderPasswordReset(`nobody-${randomUUID()}@nowhere.example`, "")).toBe("done");
  await withActor(
    { kind: "operator" },
    "write",
    (tx) => tx.execute(sql`update users set active = false where id = ${id}`),
    { id: randomUUID(), name: "test.deactivate" },
  );
  expect(await orderPasswordReset(email, "")).toBe("done");
  expect(await mails()).toBe(before);
  const other = person(cast.south, "manager");
  for (let tries = 0; tries < 5; tries += 1) expect(await orderPasswordReset(other.email, "")).toBe("done");
  expect(await linksOf(other.id)).toHaveLength(3);
  await db.end();
});

test("whoever spent the guesses of strange browsers does not keep the owner out after a reset", async () => {
  const { email, id } = person(cast.south, "mentor");
  for (let tries = 0; tries < 10; tries += 1) await signIn(email, "hádám heslo");
  expect(await signIn(email, password)).toEqual({ refused: "wrong" });
  await orderPasswordReset(email, "");
  const [link = ""] = await linksOf(id);
  const device = "own browser ".repeat(4);
  expect(await resetPassword(link, next, device)).toBe(true);
  expect(await signIn(email, next, { agent: "", device, address: "" })).toHaveProperty("token");
  expect(await signIn(email, next)).toEqual({ refused: "wrong" });
  expect(await withActor({ kind: "public" }, "write", (tx) => knowBrowser(tx, link.slice(0, 36)))).toBe(false);
});

test("a used link takes the others along, an old one has ended, and twenty an hour come from one network", async () => {
  const { email, id } = person(cast.north, "manager");
  await orderPasswordReset(email, "");
  await orderPasswordReset(email, "");
  const [latest = "", earlier = ""] = await linksOf(id);
  expect(await resetPassword(latest, next, "")).toBe(true);
  expect(await resetPassword(earlier, next, "")).toBe(false);
  const aged = person(cast.north, "mentor");
  await orderPasswordReset(aged.email, "");
  const [link = ""] = await linksOf(aged.id);
  const db = superuser();
  await db`update password_resets set expires_at = now() - interval '1 second' where user_id = ${aged.id}`;
  await db.end();
  expect(await resetPassword(link, next, "")).toBe(false);
  const address = `192.0.2.1/${randomUUID()}`;
  for (let tries = 0; tries < 20; tries += 1) await orderPasswordReset(`n${tries}@nowhere.example`, address);
  expect(await orderPasswordReset("n21@nowhere.example", address)).toBe("slow");
  expect(await orderPasswordReset(aged.email, address)).toBe("slow");
});
