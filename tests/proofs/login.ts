// Guesses at passwords and codes are limited by account and by network, also across kills of the server; the rightful
// user gets in all the same; unknown, deactivated, locked and wrong are one answer in one time. The control does not
// count the guesses, and must be seen broken.
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { connect } from "@/db/connection";
import { codeOf } from "../support/codes";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { command, flood, type Jar, page, someAddress } from "./login/client";
import { age, askReset, compare, guess, hashTime, type Kind } from "./login/timing";

const quick = { guesses: 40, rounds: { fewest: 25, most: 400 }, second: { signing: 35, resets: 44 } };
const long = { guesses: 2_000, rounds: { fewest: 1_000, most: 1_000 }, second: { signing: 3_600, resets: 3_600 } };
const victim = "finance@sokolov.example";
const checked = 10;
const fromOneAddress = 100;

await prove("login", () => ({ env: { HLIDKA_PROXIES: "1" } }), login);

async function login(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const url = await stand.serve();
  const sql = connect(stand.superuserUrl, 2);
  if (sabotage) await countNothing(sql);
  const broken: string[] = [];
  const much = full ? long : quick;
  const known: Jar = new Map();
  const sign = (email: string, jar?: Jar, from?: string) =>
    command(url, "session.create", { email, password: stand.password }, { jar, from });
  if ((await sign(victim, known)).status !== 200) throw new Error("the rightful user cannot sign in at all");

  const kill = async () => {
    await sleep(700);
    const pid = stand.serverPid();
    if (pid) process.kill(pid, "SIGKILL");
  };
  const [guesses] = await Promise.all([
    flood(much.guesses, 6, () => guess(url, { name: "wrong", email: victim })),
    kill(),
  ]);
  const compared = await comparedOf(sql, "account", victim);
  if (compared > checked) broken.push(`${compared} passwords of one account were compared in an hour`);
  if (new Set(guesses.map(({ status }) => status)).size !== 1)
    broken.push("a guess was answered otherwise than another");
  if ((await sign(victim)).status !== 422)
    broken.push("a strange browser got in after the account's guesses were spent");
  if ((await sign(victim, known)).status !== 200) broken.push("the rightful user was locked out of a known browser");

  const address = someAddress();
  const [tried] = await Promise.all([
    flood(fromOneAddress + 30, 6, (index) =>
      command(url, "session.create", { email: `n${index}@nowhere.example`, password: "x" }, { from: address }),
    ),
    kill(),
  ]);
  const passed = tried.filter(({ status }) => status !== 429).length;
  if (passed > fromOneAddress) broken.push(`${passed} guesses passed from one address in an hour`);
  const refused = (email: string) => sign(email, undefined, address);
  const [one, other] = [await refused("mentor@sokolov.example"), await refused("nobody@nowhere.example")];
  if (one.said !== other.said) broken.push("a spent address tells a known account from an unknown one");
  if ((await sign("mentor@sokolov.example")).status !== 200) broken.push("another address was refused too");

  const codes = await proveCodes(url, stand.password, sql);
  broken.push(...codes.broken);
  const looks = await proveLooks(url, sql, much, stand.building);
  broken.push(...looks.broken);
  await sql.end();
  return {
    held: broken.length === 0,
    broken,
    figures: {
      guesses: guesses.length,
      compared,
      "passed from one address": passed,
      "codes compared": codes.compared,
      ...looks.figures,
      broken: broken.length,
    },
  };
}

/** How many guesses at something were compared. */
async function comparedOf(sql: Sql, kind: string, what: string): Promise<number> {
  const [row] =
    await sql`select count(*)::int as n from guesses where about = sec.guess_mark(${kind}, ${what}) and checked`;
  return row?.n ?? 0;
}

/** A code is good once, and ten an hour are compared; a known browser has its own count. */
async function proveCodes(url: string, password: string, sql: Sql) {
  const email = "manager@jirkov.example";
  const broken: string[] = [];
  const owner: Jar = new Map();
  const sign = async (jar: Jar) => (await command(url, "session.create", { email, password }, { jar })).status;
  const confirm = (code: string, jar: Jar) => command(url, "session.confirm", { code }, { jar });
  await sign(owner);
  await command(url, "factor.begin", {}, { jar: owner });
  const html = await page(url, "/account/second-factor", owner);
  const secret = (/<code[^>]*>([A-Z2-7-]+)<\/code>/.exec(html)?.[1] ?? "").replaceAll("-", "");
  if (!secret) throw new Error("the second factor cannot be set up");
  await command(url, "factor.confirm", { code: codeOf(secret, -1) }, { jar: owner });
  const recovery = [
    ...(await page(url, "/account/second-factor", owner)).matchAll(/<li>([a-z2-7]{4}(?:-[a-z2-7]{4}){2})</g),
  ];
  if (recovery.length !== 10) throw new Error(`${recovery.length} recovery codes`);

  const code = codeOf(secret);
  const [first, second]: [Jar, Jar] = [new Map(), new Map()];
  await sign(first);
  await sign(second);
  if ((await page(url, "/projects", first)).includes("jirkov")) broken.push("the password alone opened the session");
  if ((await confirm(code, first)).status !== 200) broken.push("a right code was refused");
  if ((await confirm(code, second)).status === 200) broken.push("a code was good twice");
  await flood(40, 6, (index) => confirm(String(index).padStart(6, "0"), new Map(second)));
  const [user] = await sql`select id from users where email = ${email}`;
  const compared = await comparedOf(sql, "code", user?.id ?? "");
  if (compared > checked) broken.push(`${compared} codes of one account were compared in an hour`);
  if ((await confirm(recovery[0]?.[1] ?? "", second)).status === 200)
    broken.push("a strange browser got in after the codes were spent");
  await sign(first);
  if ((await confirm(recovery[1]?.[1] ?? "", first)).status !== 200)
    broken.push("the rightful user was locked out by codes");
  return { compared, broken };
}

/** Whether an account is there, locked or deactivated shows neither in the answer nor in the time it takes. */
async function proveLooks(url: string, sql: Sql, much: typeof quick, building: () => number) {
  const broken: string[] = [];
  const kinds: Kind[] = [
    { name: "unknown", email: "nobody@looks.example" },
    { name: "wrong", email: "mentor@jirkov.example" },
    { name: "locked", email: "finance@jirkov.example", stays: true },
    { name: "deactivated", email: "mentor@ukazkov.example" },
  ];
  // Past the triggers of the log, which has no part in this.
  await sql`alter table users disable trigger user`;
  await sql`update users set active = false where email = 'mentor@ukazkov.example'`;
  await sql`alter table users enable trigger user`;
  for (let tries = 0; tries < checked; tries += 1)
    await guess(url, { name: "locked", email: "finance@jirkov.example" });
  const hash = await hashTime();
  const most = hash * 0.05;
  const before = (second: number) => ({ ...much.rounds, until: () => process.uptime() - building() / 1000 > second });
  const signing = await compare(url, sql, kinds, before(much.second.signing), most, guess);
  const askers = kinds.filter(({ stays }) => !stays);
  const asking = await compare(url, sql, askers, before(much.second.resets), most, askReset);
  await age(sql, "finance@jirkov.example");
  for (const [what, { answers, gap }] of Object.entries({ "sign-in": signing, reset: asking })) {
    if (answers !== 1) broken.push(`${what}: ${answers} different answers`);
    if (gap >= most) broken.push(`${what}: ${gap.toFixed(2)} ms between medians, ${most.toFixed(2)} are allowed`);
  }
  const figures = {
    rounds: signing.rounds,
    "hash ms": hash.toFixed(1),
    "sign-in ms": signing.medians.map((ms) => ms.toFixed(1)).join("/"),
    "gap ms": signing.gap.toFixed(2),
    "reset ms": asking.medians.map((ms) => ms.toFixed(1)).join("/"),
    "reset gap ms": asking.gap.toFixed(2),
    "allowed ms": most.toFixed(2),
  };
  return { broken, figures };
}

/** The control: nothing that was guessed is remembered. */
async function countNothing(sql: Sql) {
  await sql.unsafe(`create or replace function sec.take_guess(guessed bytea, came_from bytea, most int default 10, out guess uuid, out checked boolean)
    language plpgsql security definer set search_path = '' as $$
    begin
      checked := true;
      insert into public.guesses (about, checked) values (guessed, true) returning id into guess;
    end $$`);
}
