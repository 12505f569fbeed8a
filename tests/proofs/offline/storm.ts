import { afterAnswer, type OutboxEntry, type RawAnswer, readAnswer } from "@/lib/domain/outbox";
import { outboxFile, readOutboxFile } from "@/lib/domain/outbox-file";

type Way = { url: string; cookie: string; owner: { userId: string; organisationId: string }; sabotage: boolean };
/** What happens to one delivery: it goes through, its request or its answer is lost, or somebody else answers. */
const fates = ["through", "unsent", "unanswered", "cut", "portal"] as const;
type Fate = (typeof fates)[number];
/** Deliveries of one entry: one to ten, few of them many. */
const times = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 6, 10];
const lanes = 8;

/**
 * Delivers every entry as often as it is drawn, shuffled, from two tabs that share a store and know nothing of each other;
 * halfway the store is read again as the next version reads it; in the end what still waits goes until there is a receipt.
 */
export async function storm(entries: readonly OutboxEntry[], { url, cookie, owner, sabotage }: Way) {
  let store = new Map(entries.map((entry) => [entry.commandId, entry]));
  const tally = { deliveries: 0, requests: 0, replayed: 0, strangers: 0 };
  const random = dice(20_250_215);
  const draw = <T>(from: readonly T[], fallback: T): T => from[Math.floor(random() * from.length)] ?? fallback;
  const tasks = shuffle(
    entries.flatMap((entry) =>
      Array.from({ length: draw(times, 1) }, () => ({ entry, fate: draw<Fate>(fates, "through") })),
    ),
    random,
  );

  const deliver = async (entry: OutboxEntry, fate: Fate) => {
    tally.deliveries += 1;
    // A tab that read the entry before the other one deleted it sends it again.
    const known = store.get(entry.commandId);
    if (sabotage) store.delete(entry.commandId);
    if (fate === "unsent") return keep(known, { kind: "noAnswer" });
    tally.requests += 1;
    const answer = await post(url, cookie, entry.body);
    if (answer.replayed) tally.replayed += 1;
    if (fate === "unanswered") return keep(known, { kind: "noAnswer" });
    const seen = fate === "cut" ? { ...answer, text: answer.text.slice(0, -4) } : answer;
    const portal = { ...answer, type: "text/html", text: "<h1>Vítejte</h1>" };
    const reading = readAnswer(entry.commandId, fate === "portal" ? portal : seen);
    if (reading.kind === "stranger") tally.strangers += 1;
    if (reading.kind === "refused")
      throw new Error(`refused: ${reading.problem.code} ${JSON.stringify(reading.problem.fields)}`);
    keep(known, reading);
  };
  const keep = (known: OutboxEntry | undefined, reading: Parameters<typeof afterAnswer>[1]) => {
    if (!known || sabotage || !store.has(known.commandId)) return;
    const after = afterAnswer(known, reading);
    if (after) store.set(known.commandId, after);
    else store.delete(known.commandId);
  };
  const run = async (some: typeof tasks) => {
    const queue = some.values();
    await Promise.all(
      Array.from({ length: lanes }, async () => {
        for (const { entry, fate } of queue) await deliver(entry, fate);
      }),
    );
  };

  const middle = Math.floor(tasks.length / 2);
  await run(tasks.slice(0, middle));
  const upgraded = readOutboxFile(outboxFile(owner, [...store.values()]), owner);
  if ("fault" in upgraded) throw new Error(`the next version cannot read the store: ${upgraded.fault}`);
  store = new Map(upgraded.entries.map((entry) => [entry.commandId, entry]));
  await run(tasks.slice(middle));
  while (store.size > 0) await run([...store.values()].map((entry) => ({ entry, fate: "through" })));
  return tally;
}

async function post(url: string, cookie: string, body: string): Promise<RawAnswer> {
  const response = await fetch(`${url}/api/v1/commands/activity.log`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, cookie },
    body,
  });
  return {
    status: response.status,
    redirected: response.redirected,
    type: response.headers.get("content-type") ?? "",
    text: await response.text(),
    replayed: response.headers.has("idempotency-replayed"),
    retryAfter: response.headers.get("retry-after"),
  };
}

/** The same numbers in every run (mulberry32). */
function dice(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const shuffle = <T>(all: readonly T[], random: () => number): T[] =>
  all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
