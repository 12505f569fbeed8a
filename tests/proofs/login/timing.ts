import type { Sql } from "postgres";
import { keyOf } from "@/db/accounts/password";
import { type Answer, command } from "./client";

/** stays: its guesses are not aged, so that it stays locked. */
export type Kind = { name: string; email: string; stays?: boolean };

export const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** Milliseconds that the hash of a password takes on this machine now. */
export async function hashTime(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const began = performance.now();
    await keyOf("hádám", { salt: "00".repeat(16), cost: 16_384, blockSize: 8, parallelization: 1 });
    times.push(performance.now() - began);
  }
  return median(times);
}

/** Makes an account's guesses an hour older, as if that hour had passed. */
export const age = (sql: Sql, email: string) =>
  sql`update guesses set at = at - interval '61 minutes' where about in (sec.guess_mark('account', ${email}), sec.guess_mark('reset', ${email}))`;

export type Rounds = { fewest: number; most: number; until: () => boolean };

/**
 * The same command for each kind of account in turn, in rotating order. Answers what was said besides, and the largest
 * difference of a kind's median from the first one's, by rounds, so that the machine's own moods fall out. While that is
 * not below `allowed`, more rounds are taken, as long as there is time: a true difference does not go away by that.
 */
export async function compare(
  url: string,
  sql: Sql,
  kinds: readonly Kind[],
  { fewest, most, until }: Rounds,
  allowed: number,
  ask: (url: string, kind: Kind) => Promise<Answer>,
) {
  const times = new Map<string, number[]>(kinds.map(({ name }) => [name, []]));
  const said = new Set<string>();
  const timesOf = ({ name }: Kind) => times.get(name) ?? [];
  const gap = () => {
    const base = kinds[0] ? timesOf(kinds[0]) : [];
    const gaps = kinds.map((kind) => Math.abs(median(timesOf(kind).map((ms, round) => ms - (base[round] ?? 0)))));
    return Math.max(...gaps);
  };
  let round = 0;
  for (; round < fewest || (round < most && !until() && gap() >= allowed); round += 1) {
    for (let turn = 0; turn < kinds.length; turn += 1) {
      const kind = kinds[(round + turn) % kinds.length];
      if (!kind) continue;
      // The same statement before every sample, so that it disturbs all alike.
      await age(sql, kind.stays ? "nobody" : kind.email);
      const answer = await ask(url, kind);
      timesOf(kind).push(answer.ms);
      said.add(answer.said);
    }
  }
  return { rounds: round, answers: said.size, gap: gap(), medians: kinds.map((kind) => median(timesOf(kind))) };
}

export const guess = (url: string, { email }: Kind) =>
  command(url, "session.create", { email, password: "hádám heslo" });
export const askReset = (url: string, { email }: Kind) => command(url, "password.forgotten", { email });
