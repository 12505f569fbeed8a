import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signIn } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { makeCast, password, person } from "../support/cast";

const from = (address: string, device = "") => ({ agent: "", device, address });
const strange = () => `198.51.100.7/${randomUUID()}`;

test("ten guesses an hour are checked, one by one or all at once, and a known browser still gets in", async () => {
  const cast = await makeCast();
  const device = randomBytes(32).toString("base64url");
  const { email } = person(cast.north, "finance");
  expect(await signIn(email, password, from("", device))).toHaveProperty("token");
  const guesses = await Promise.all(Array.from({ length: 25 }, () => signIn(email, "hádám", from(""))));
  expect(guesses.every((outcome) => "refused" in outcome && outcome.refused === "wrong")).toBe(true);
  expect(await signIn(email, password, from(""))).toEqual({ refused: "wrong" });
  expect(await signIn(email, password, from("", device))).toHaveProperty("token");
  const other = person(cast.north, "manager").email;
  expect(await signIn(other, password, from(""))).toHaveProperty("token");
  for (let tries = 0; tries < 10; tries += 1) await signIn(email, "hádám", from("", device));
  expect(await signIn(email, password, from("", device))).toEqual({ refused: "wrong" });
}, 60_000);

test("a hundred guesses an hour come from one network, whatever the accounts; another one gets in", async () => {
  const cast = await makeCast();
  const address = strange();
  const { email } = person(cast.south, "finance");
  const sql = connect(process.env.HLIDKA_TEST_DATABASE_URL ?? "", 1);
  for (let tries = 0; tries < 100; tries += 1)
    await sql`select sec.begin_sign_in(${`nobody-${tries}@nowhere.example`}, ${address}, '')`;
  await sql.end();
  expect(await signIn(email, password, from(address))).toEqual({ refused: "slow" });
  expect(await signIn("nobody@nowhere.example", password, from(address))).toEqual({ refused: "slow" });
  expect(await signIn(email, password, from(strange()))).toHaveProperty("token");
});

test("a guess is compared once and only with what it was counted for", async () => {
  const cast = await makeCast();
  const { email } = person(cast.south, "mentor");
  const sql = connect(process.env.HLIDKA_TEST_DATABASE_URL ?? "", 1);
  const begin = async (account: string) =>
    (await sql`select sec.begin_sign_in(${account}, '', '') ->> 'guess' as guess`)[0]?.guess;
  const compare = async (guess: string, account: string) =>
    (await sql`select sec.sign_in(${account}, '\\x00', ${guess}, ${randomUUID()}, '', '') as said`)[0]?.said;
  const guess = await begin(email);
  expect(await compare(guess, email)).toBe("wrong");
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const used = await superuser`select used, checked from guesses where id = ${guess}`;
  expect(used[0]).toMatchObject({ used: true, checked: true });
  const strangers = await begin("other@nowhere.example");
  await compare(strangers, email);
  expect((await superuser`select used from guesses where id = ${strangers}`)[0]).toMatchObject({ used: false });
  const kept = await superuser`select encode(about, 'escape') as about from guesses where id = ${guess}`;
  expect(JSON.stringify(kept)).not.toContain(email);
  await expect(sql`select 1 from guesses`).rejects.toThrow(/permission denied/);
  await Promise.all([sql.end(), superuser.end()]);
});
