"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { outboxChannel } from "@/app/phone/forget";
import { bringLists } from "@/app/phone/log-lists";
import { entriesOf, type Round, sendEntries, type Told } from "@/app/phone/log-outbox";
import type { Owner } from "@/app/phone/owner";
import { isKept, keepPage, startWorker } from "@/app/phone/pages";
import { type KeptLists, openStore, type PhoneStore } from "@/app/phone/store";
import { noteWaiting } from "@/app/phone/unsent";
import type { OutboxEntry } from "@/lib/domain/outbox";

export type OutboxState = {
  /** Undefined until the store was read. */
  entries: readonly OutboxEntry[] | undefined;
  /** Shifts that the server confirmed while this page is open, the newest first. */
  arrived: readonly Told[];
  /** The shifts around them by the server's rows of now, for telling over which of them they lie. */
  served: KeptLists["place"]["recent"];
  ended: Round["ended"] | null;
  /** Whether this can be opened without a network; null: not known yet. */
  kept: boolean | null;
  persistent: boolean;
  fault: "noStore" | "outdated" | "signedOut" | null;
};
const begin: OutboxState = {
  entries: undefined,
  arrived: [],
  served: [],
  ended: null,
  kept: null,
  persistent: true,
  fault: null,
};
/** Milliseconds between two tries to send what waits. */
const pause = 30_000;

/** What waits on this phone of somebody, sent at the start, on focus, with the network and every half a minute. */
export function useOutbox(owner: Owner, slug: string) {
  const [state, setState] = useState(begin);
  const store = useRef<PhoneStore | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  const { userId, organisationId } = owner;
  const tell = useCallback((news: Partial<OutboxState>) => setState((before) => ({ ...before, ...news })), []);

  const show = useCallback(async () => {
    if (!store.current) return;
    const entries = await entriesOf(store.current, { userId, organisationId });
    noteWaiting(entries.length);
    tell({ entries });
  }, [organisationId, tell, userId]);

  /** Says to this page and to the others that something of the store has changed. */
  const changed = useCallback(async () => {
    await show();
    channel.current?.postMessage("changed");
  }, [show]);

  const send = useCallback(
    async (pressed = false): Promise<Round | null> => {
      if (!store.current) return null;
      const round = await sendEntries(store.current, { userId, organisationId }, pressed);
      const arrived = round.told.filter(({ reading }) => reading.kind === "receipt");
      if (round.ended !== "busy")
        setState((before) => ({
          ...before,
          ended: round.ended,
          arrived: [...arrived.toReversed(), ...before.arrived],
        }));
      if (round.told.length > 0) await changed();
      if (arrived.length > 0 && (await bringLists(store.current, slug)) === "there")
        tell({ served: (await store.current?.logLists.get([userId, slug]))?.place.recent ?? [] });
      return round;
    },
    [changed, organisationId, slug, tell, userId],
  );

  useEffect(() => {
    const opened = openStore(() => tell({ fault: "outdated" }));
    store.current = opened;
    const talk = new BroadcastChannel(outboxChannel);
    channel.current = talk;
    talk.onmessage = ({ data }) => {
      if (data === "signedOut") tell({ fault: "signedOut", entries: [], arrived: [] });
      else void show().catch(() => undefined);
    };
    const quietly = () => void send().catch(() => tell({ fault: "noStore" }));
    const work = async () => {
      try {
        await show();
      } catch {
        return tell({ entries: [], fault: "noStore" });
      }
      quietly();
      tell({ kept: await makeReady(opened, slug) });
      tell({ persistent: (await navigator.storage?.persist?.().catch(() => false)) ?? false });
    };
    // Who leaves the page in the middle of it closes the store under it; the next page begins anew.
    void work().catch(() => undefined);
    const again = () => document.visibilityState === "visible" && quietly();
    const timer = setInterval(again, pause);
    addEventListener("online", again);
    addEventListener("focus", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
      removeEventListener("focus", again);
      document.removeEventListener("visibilitychange", again);
      talk.close();
      channel.current = null;
      opened.close();
      store.current = null;
    };
  }, [send, show, slug, tell]);

  return { state, store, send, changed, tell };
}

/** The page without names, the one that chooses a project, and the lists: all that a visit without a network needs. */
async function makeReady(store: PhoneStore, slug: string): Promise<boolean> {
  const page = `/log/${slug}`;
  try {
    if (!(await startWorker())) return false;
    await bringLists(store, slug);
    await keepPage(page);
    await keepPage("/log");
  } catch {
    // What was kept before still stands.
  }
  return (await isKept(page)) && (await store.logLists.where({ slug }).count()) > 0;
}
