import type { Sql } from "postgres";
import { keyOf } from "@/db/password";
import { type Answer, command } from "./client";

export type Kind = { name: string; email: string };

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

/**
 * The same command for each kind of account in turn, in rotating order. Answers what was said besides, and the largest
 * difference of a kind's median from the first one's, by rounds, so that the machine's own moods fall out.
 */
export async function compare(
  url: string,
  sql: Sql,
  kinds: readonly Kind[],
  rounds: number,
  ask: (url: string, kind: Kind) => Promise<Answer>,
  fresh: (kind: Kind) => boolean,
) {
  const times = new Map<string, number[]>(kinds.map(({ name }) => [name, []]));
  const said = new Map<string, Set<string>>();
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < kinds.length; turn += 1) {
      const kind = kinds[(round + turn) % kinds.length];
      if (!kind) continue;
      // The same statement before every sample, so that it disturbs all alike.
      await age(sql, fresh(kind) ? kind.email : "nobody");
      const answer = await ask(url, kind);
      times.get(kind.name)?.push(answer.ms);
      said.set(answer.said, (said.get(answer.said) ?? new Set()).add(kind.name));
    }
  }
  const [first] = kinds;
  const base = times.get(first?.name ?? "") ?? [];
  const gaps = kinds.map(({ name }) =>
    Math.abs(median((times.get(name) ?? []).map((ms, round) => ms - (base[round] ?? 0)))),
  );
  return {
    answers: said.size,
    said,
    gap: Math.max(...gaps),
    medians: kinds.map(({ name }) => median(times.get(name) ?? [])),
  };
}

export const guess = (url: string, { email }: Kind) =>
  command(url, "session.create", { email, password: "hádám heslo" });
export const askReset = (url: string, { email }: Kind) => command(url, "password.forgotten", { email });
