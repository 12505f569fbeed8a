import {
  afterAnswer,
  anew,
  type Draft,
  endsRound,
  entryOf,
  type OutboxEntry,
  type RawAnswer,
  type Reading,
  readAnswer,
} from "@/lib/domain/outbox";
import type { Owner } from "./owner";
import type { PhoneStore } from "./store";

export type Told = { entry: OutboxEntry; reading: Reading | { kind: "noAnswer" } };
/** How a round ended: all was asked, or what stands in the way. told: what became of each entry. */
export type Round = {
  ended: "sent" | "noAnswer" | "stranger" | "signedOut" | "otherUser" | "later" | "busy";
  told: readonly Told[];
};

/** Milliseconds in which an answer has to come. */
const patience = 30_000;
const lockName = "hlidka-outbox";
/** Until when the server asked not to be asked, by the clock of this page that only goes forward. */
let notBefore = 0;

/** Writes a shift down; resolves once it is on the disk. The same one a second time is the one that is there. */
export function keepEntry(store: PhoneStore, draft: Draft): Promise<OutboxEntry> {
  return store.transaction("rw", store.entries, async () => {
    const all = await entriesOf(store, draft);
    const last = await store.entries.orderBy("order").last();
    const entry = entryOf(draft, (last?.order ?? 0) + 1, new Date().toISOString());
    const same = all.find(
      (one) => one.state === "waiting" && one.activityId === entry.activityId && sameInput(one, entry),
    );
    if (same) return same;
    await store.entries.add({ ...entry });
    return entry;
  });
}

const sameInput = (one: OutboxEntry, other: OutboxEntry) =>
  one.body.replace(one.commandId, "") === other.body.replace(other.commandId, "");

/** What somebody wrote here and has no receipt for, in the order of writing. */
export const entriesOf = (store: PhoneStore, { userId, organisationId }: Owner): Promise<OutboxEntry[]> =>
  store.entries.where({ userId, organisationId }).sortBy("order");

/**
 * Sends what waits of who is signed in, one after another. One tab at a time does it. An entry leaves only by its receipt;
 * one that is refused stays until its owner decides and holds up no other. pressed: somebody asks for it now.
 */
export async function sendEntries(store: PhoneStore, owner: Owner, pressed = false): Promise<Round> {
  if (!pressed && performance.now() < notBefore) return { ended: "later", told: [] };
  if (!navigator.locks) return sendAll(store, owner);
  return navigator.locks.request(lockName, pressed ? {} : { ifAvailable: true }, (lock) =>
    lock ? sendAll(store, owner) : Promise.resolve<Round>({ ended: "busy", told: [] }),
  );
}

async function sendAll(store: PhoneStore, owner: Owner): Promise<Round> {
  const told: Told[] = [];
  let ended: Round["ended"] = "sent";
  for (const { commandId } of await entriesOf(store, owner)) {
    // Another tab may have sent it, or its owner thrown it away, since the list was read.
    const entry = await store.entries.get(commandId);
    if (entry?.state !== "waiting") continue;
    const reading = await deliver(entry);
    await settle(store, entry, reading);
    told.push({ entry, reading });
    if (reading.kind === "later") {
      ended = "later";
      notBefore = performance.now() + reading.seconds * 1000;
      if (reading.seconds > 0) break;
    } else if (endsRound(reading.kind)) {
      ended =
        reading.kind === "receipt" || reading.kind === "refused" || reading.kind === "conflict" ? ended : reading.kind;
      break;
    }
  }
  return { ended, told };
}

/** Writes down what the answer means; deletes the entry if it is a receipt, and in no other case. */
async function settle(store: PhoneStore, entry: OutboxEntry, reading: Told["reading"]): Promise<void> {
  const after = afterAnswer(entry, reading);
  await store.transaction("rw", store.entries, async () => {
    if (after)
      await store.entries
        .where("commandId")
        .equals(entry.commandId)
        .modify({ ...after });
    else await store.entries.delete(entry.commandId);
  });
}

async function deliver(entry: OutboxEntry): Promise<Told["reading"]> {
  try {
    const response = await fetch(`/api/v1/commands/${entry.name}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: entry.body,
      signal: AbortSignal.timeout(patience),
    });
    const answer: RawAnswer = {
      status: response.status,
      redirected: response.redirected,
      type: response.headers.get("content-type") ?? "",
      text: await response.text(),
      replayed: response.headers.has("idempotency-replayed"),
      retryAfter: response.headers.get("retry-after"),
    };
    return readAnswer(entry.commandId, answer);
  } catch {
    return { kind: "noAnswer" };
  }
}

/** Lets an entry go that its owner threw away. */
export const dropEntry = (store: PhoneStore, commandId: string) => store.entries.delete(commandId);

/** The same shift once more with something changed, in place of the one that was refused. */
export const changeEntry = (
  store: PhoneStore,
  entry: OutboxEntry,
  commandId: string,
  changes: Readonly<Record<string, unknown>>,
) =>
  store.transaction("rw", store.entries, async () => {
    await store.entries.add(anew(entry, commandId, changes));
    await store.entries.delete(entry.commandId);
  });

/** Takes in what a file brought, each under its own id; how many were new. */
export const takeIn = (store: PhoneStore, entries: readonly OutboxEntry[]): Promise<number> =>
  store.transaction("rw", store.entries, async () => {
    const known = await store.entries.bulkGet(entries.map(({ commandId }) => commandId));
    const fresh = entries.filter((_, at) => known[at] === undefined);
    const last = (await store.entries.orderBy("order").last())?.order ?? 0;
    for (const [at, entry] of fresh.entries()) await store.entries.add({ ...entry, order: last + at + 1 });
    return fresh.length;
  });
