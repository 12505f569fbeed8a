"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { type Sending, sendTicks } from "@/app/phone/outbox";
import { dropPages, isKept, keepPage, startWorker } from "@/app/phone/pages";
import {
  clearStore,
  dropOldLists,
  isTicked,
  type KeptList,
  type KeptTick,
  type KeptWalkIn,
  keepTick,
  openStore,
  type PhoneStore,
} from "@/app/phone/store";
import { noteUnsent } from "@/app/phone/unsent";
import { newCommandId } from "@/components/ui/command";

export type Attendee = { id: string; name: string };
export type Outcome = "done" | "already" | "undone" | "notStored";
type State = {
  /** Undefined until the store was read. */
  list: KeptList | null | undefined;
  ticks: readonly KeptTick[];
  /** Who came without a registration and was not sent yet. */
  walkIns: readonly KeptWalkIn[];
  sending: Sending | null;
  kept: boolean | null;
  worker: boolean;
  persistent: boolean;
  fault: "noStore" | "outdated" | null;
};
const begin: State = {
  list: undefined,
  ticks: [],
  walkIns: [],
  sending: null,
  kept: null,
  worker: true,
  persistent: true,
  fault: null,
};
/** Milliseconds between two tries to send what waits. */
const pause = 30_000;

/** What the page at the door knows and does: the list, what is unsent, and a tick that counts once it is stored. */
export function useDoor(slug: string, site: string) {
  const [state, setState] = useState(begin);
  const store = useRef<PhoneStore | null>(null);
  const key = `${slug}/${site}`;
  const tell = useCallback((news: Partial<State>) => setState((before) => ({ ...before, ...news })), []);

  const show = useCallback(
    async (from: PhoneStore) => {
      const [list, ticks, walkIns] = await Promise.all([
        from.lists.get(key),
        from.ticks.toArray(),
        from.walkIns.toArray(),
      ]);
      noteUnsent(ticks.length);
      tell({ list: list ?? null, ticks, walkIns });
    },
    [key, tell],
  );

  /** One thing after another: of two that send at once the second finds nothing left. */
  const queue = useRef(Promise.resolve());
  const inTurn = useCallback(
    (work: (from: PhoneStore) => Promise<Sending>) => {
      queue.current = queue.current.then(async () => {
        const from = store.current;
        if (!from?.isOpen()) return;
        try {
          const sending = await work(from);
          await show(from);
          tell({ sending });
        } catch {
          if (from.isOpen()) tell({ fault: "noStore" });
        }
      });
      return queue.current;
    },
    [show, tell],
  );

  /** Sends what waits of whoever the list belongs to. */
  const send = useCallback(
    () =>
      inTurn(async (from) => {
        const [list, ticks] = await Promise.all([from.lists.get(key), from.ticks.toArray()]);
        const own = ticks.filter(({ userId, unknown }) => userId === list?.userId && !unknown);
        for (const siteId of new Set(own.map((tick) => tick.siteId))) {
          const ended = await sendTicks(from, list?.userId ?? "", siteId);
          if (ended.kind !== "sent") return ended;
        }
        return { kind: "sent" };
      }),
    [inTurn, key],
  );

  /** Brings the list up to date and sends what waits; safe to call at any time. */
  const refresh = useCallback(async () => {
    let reached: Sending = { kind: "sent" };
    await inTurn(async (from) => {
      const fresh = await download(slug, site);
      if (fresh.list) await from.lists.put({ ...fresh.list, key, savedAt: new Date().toISOString() });
      else reached = fresh;
      return reached;
    });
    if (reached.kind === "sent") await send();
  }, [inTurn, key, send, site, slug]);

  useEffect(() => {
    if (loadedAsAnother()) return location.reload();
    const opened = openStore(() => tell({ fault: "outdated" }));
    store.current = opened;
    const work = async () => {
      try {
        if ((await dropOldLists(opened, Date.now())) === 0) await dropPages();
        await show(opened);
      } catch {
        return tell({ list: null, fault: "noStore" });
      }
      tell({ kept: await isKept() });
      await refresh();
      tell(await settleIn());
      tell({ persistent: await isPersistent() });
    };
    void work();
    const again = () => document.visibilityState === "visible" && void refresh();
    const timer = setInterval(again, pause);
    addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      opened.close();
    };
  }, [refresh, show, tell]);

  /** Ticks somebody at a block, or takes the tick back; what is said has been stored. */
  const decide = async (blockId: string, person: Attendee, present: boolean, walkIn?: KeptWalkIn): Promise<Outcome> => {
    const from = store.current;
    const { list } = state;
    if (!from || !list) return "notStored";
    try {
      const before = await from.ticks.toArray();
      if (present && isTicked(list, before, blockId, person.id)) return "already";
      const tick = {
        tickId: newCommandId(),
        blockId,
        attendeeId: person.id,
        state: present ? "present" : "undone",
      } as const;
      await keepTick(from, list, tick, walkIn);
    } catch {
      return "notStored";
    }
    await show(from).catch(() => tell({ fault: "noStore" }));
    void send();
    return present ? "done" : "undone";
  };

  const leave = async () => {
    if (store.current) await clearStore(store.current);
    await dropPages();
    noteUnsent(0);
    tell({ list: null, ticks: [], walkIns: [], kept: false });
  };
  return { state, decide, refresh, leave };
}

/**
 * Whether this document was loaded as another page, as after signing in: rights to the camera come with a document, so it
 * has to be loaded as this one.
 */
function loadedAsAnother(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry !== undefined && new URL(entry.name).pathname !== location.pathname;
}

type Download = (Sending & { list?: undefined }) | { kind: "list"; list: Omit<KeptList, "key" | "savedAt"> };

async function download(slug: string, site: string): Promise<Download> {
  try {
    const address = `/check-in/${encodeURIComponent(slug)}/list?site=${encodeURIComponent(site)}`;
    const answer = await fetch(address, { headers: { accept: "application/json" }, cache: "no-store" });
    if (answer.status === 401) return { kind: "signedOut" };
    if (answer.status === 403 || answer.status === 404) return { kind: "refused", sentence: undefined };
    if (!answer.ok) return { kind: "offline" };
    return { kind: "list", list: await answer.json() };
  } catch {
    return { kind: "offline" };
  }
}

/** Makes the page ready to be opened without a network, and asks the phone to keep what is in it. */
async function settleIn(): Promise<Partial<State>> {
  try {
    const worker = await startWorker();
    if (worker) await keepPage();
    return { worker, kept: worker };
  } catch {
    return { kept: await isKept() };
  }
}

/** Asks that the browser throws nothing away. Firefox asks its user first: nothing may wait for the answer. */
const isPersistent = async () => (await navigator.storage?.persist?.().catch(() => false)) ?? false;
