import Dexie, { type Table } from "dexie";
import type { LogPlace } from "@/db/queries/activities";
import type { AttendanceState } from "@/lib/domain/attendance";
import type { DoorList } from "@/lib/domain/badge";
import type { OutboxEntry } from "@/lib/domain/outbox";

/**
 * What a phone keeps, to go on without a network: lists that it downloaded, and what was written down and not sent yet.
 * Names leave with the end of a meeting and with signing out; what is unsent never leaves by itself.
 */
export type KeptBlock = { id: string; title: string };
export type KeptList = DoorList & {
  /** Meeting and site in one, as the address of the page has them. */
  key: string;
  title: string;
  siteId: string;
  siteName: string;
  siteDays: string;
  /** Who downloaded it: in his name its ticks are made. */
  userId: string;
  blocks: readonly KeptBlock[];
  /** Who was at which block by the server's rows, as `block person`. */
  attended: readonly string[];
  /** The instant of the download by the phone's clock. */
  savedAt: string;
  /** Days until the meeting is over, when it was downloaded. */
  daysLeft: number;
};
export type KeptTick = {
  tickId: string;
  userId: string;
  siteId: string;
  blockId: string;
  attendeeId: string;
  state: AttendanceState;
  madeAt: string;
  /** The server did not know the person or the block: kept to be read, not sent again. */
  unknown?: true;
};
export type KeptWalkIn = {
  attendeeId: string;
  userId: string;
  siteId: string;
  name: string;
  role: string;
  municipality: string;
};
/** What the form of a shift offers, on the phone of who may log there: names of the own team, places and kinds. */
export type KeptLists = {
  userId: string;
  organisationId: string;
  slug: string;
  /** The business day when they came. */
  today: string;
  receivers: { value: string; label: string }[];
  place: LogPlace;
  /** The day of the download in Prague by the phone's clock, and its instant. */
  savedOn: string;
  savedAt: string;
};

export type PhoneStore = Dexie & {
  lists: Table<KeptList, string>;
  ticks: Table<KeptTick, string>;
  walkIns: Table<KeptWalkIn, string>;
  /** Shifts that wait for their receipt. */
  entries: Table<OutboxEntry, string>;
  /** What the form of a shift offers, by whom it was downloaded. */
  logLists: Table<KeptLists, [string, string]>;
};

/**
 * The versions of the store, the oldest first. A later one adds to the one before and changes none of its tables, so what
 * an old version left unsent is there for the new one, and an old page beside it goes on until it is closed.
 */
export const storeVersions: Record<string, string>[] = [
  { lists: "key", ticks: "tickId, [userId+siteId]", walkIns: "attendeeId, [userId+siteId]" },
  { entries: "commandId, [userId+organisationId], order", logLists: "[userId+slug], slug" },
];

/** Opens the store; outdated: another tab brought a newer version, so this page has to be loaded anew. */
export function openStore(outdated: () => void, versions = storeVersions): PhoneStore {
  // A tick counts once it is on the disk, not before.
  const store = new Dexie("hlidka-phone", { chromeTransactionDurability: "strict" });
  for (const [index, tables] of versions.entries()) store.version(index + 1).stores(tables);
  store.on("versionchange", () => {
    store.close();
    outdated();
  });
  return Object.assign(store, {
    lists: store.table<KeptList, string>("lists"),
    ticks: store.table<KeptTick, string>("ticks"),
    walkIns: store.table<KeptWalkIn, string>("walkIns"),
    entries: store.table<OutboxEntry, string>("entries"),
    logLists: store.table<KeptLists, [string, string]>("logLists"),
  });
}

let last = 0;
/** This moment, and never twice the same: of two ticks of one phone it is always known which was the later. */
const nextMoment = () => {
  last = Math.max(Date.now(), last + 1);
  return new Date(last).toISOString();
};

type NewTick = Pick<KeptTick, "tickId" | "blockId" | "attendeeId" | "state">;
/** Keeps a tick, and who came without a registration; resolves once they are stored, and throws when they are not. */
export async function keepTick(store: PhoneStore, list: KeptList, tick: NewTick, walkIn?: KeptWalkIn): Promise<void> {
  const { userId, siteId } = list;
  const made = { ...tick, userId, siteId, madeAt: nextMoment() };
  await store.transaction("rw", store.ticks, store.walkIns, async () => {
    if (walkIn) await store.walkIns.add(walkIn);
    await store.ticks.add(made);
  });
}

/** Whether somebody is ticked at a block: by the server's rows and what this phone decided since. */
export function isTicked(list: KeptList, unsent: readonly KeptTick[], blockId: string, attendeeId: string): boolean {
  const own = unsent.filter((tick) => tick.blockId === blockId && tick.attendeeId === attendeeId && !tick.unknown);
  const newest = own.reduce<KeptTick | null>(
    (found, tick) => (found && found.madeAt > tick.madeAt ? found : tick),
    null,
  );
  return newest ? newest.state === "present" : list.attended.includes(`${blockId} ${attendeeId}`);
}

/** Takes out what the server has, and shows it by the list from then on; what it does not know stays, marked. */
export function settleTicks(store: PhoneStore, sent: readonly KeptTick[], unknown: readonly string[]): Promise<void> {
  return store.transaction("rw", store.ticks, store.walkIns, store.lists, async () => {
    const strange = new Set(unknown);
    const taken = sent.filter(({ tickId }) => !strange.has(tickId));
    await store.ticks.bulkDelete(taken.map(({ tickId }) => tickId));
    for (const tickId of unknown) await store.ticks.update(tickId, { unknown: true });
    const [first] = taken;
    if (!first) return;
    const walkIns = await store.walkIns.bulkGet([...new Set(taken.map(({ attendeeId }) => attendeeId))]);
    const came = walkIns.filter((person) => person !== undefined);
    await store.walkIns.bulkDelete(came.map(({ attendeeId }) => attendeeId));
    await store.lists
      .filter(({ siteId }) => siteId === first.siteId)
      .modify((list) => {
        const attended = new Set(list.attended);
        for (const { blockId, attendeeId, state } of taken)
          attended[state === "present" ? "add" : "delete"](`${blockId} ${attendeeId}`);
        list.attended = [...attended];
        const known = new Set(list.people.map(({ id }) => id));
        const added = came.filter(({ attendeeId }) => !known.has(attendeeId));
        list.people = [...list.people, ...added.map(({ attendeeId, name }) => ({ id: attendeeId, name, secret: "" }))];
      });
  });
}

/** Takes away the lists of meetings that are over, a network or not; how many are left. */
export async function dropOldLists(store: PhoneStore, now: number): Promise<number> {
  const over = ({ savedAt, daysLeft }: KeptList) => now > Date.parse(savedAt) + (daysLeft + 1) * 86_400_000;
  await store.lists.filter(over).delete();
  return store.lists.count();
}

/** Takes away everything: the lists, and what was not sent. */
export const clearStore = (store: PhoneStore) =>
  store.transaction("rw", store.lists, store.ticks, store.walkIns, async () => {
    await Promise.all([store.lists.clear(), store.ticks.clear(), store.walkIns.clear()]);
  });
