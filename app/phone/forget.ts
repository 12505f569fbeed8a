import { forgetOwner, knownOwner } from "./owner";
import { dropPages } from "./pages";
import { openStore } from "./store";
import { noteWaiting } from "./unsent";

/** Where every open page hears that somebody signed out or that what waits has changed. */
export const outboxChannel = "hlidka-outbox";

/**
 * Takes names and pages off the phone, and the shifts and drafts of who signs out. Ticks at a door that were not sent stay,
 * for whoever made them.
 */
export async function forgetNames(): Promise<void> {
  const owner = knownOwner();
  const store = openStore(() => undefined);
  await store.transaction("rw", store.lists, store.logLists, store.entries, async () => {
    await store.lists.clear();
    await store.logLists.clear();
    if (owner) await store.entries.filter(({ userId }) => userId === owner.userId).delete();
  });
  store.close();
  if (owner)
    for (const key of Object.keys(localStorage))
      if (key.startsWith(`hlidka.draft.${owner.userId}`)) localStorage.removeItem(key);
  forgetOwner();
  noteWaiting(0);
  await dropPages();
  const channel = new BroadcastChannel(outboxChannel);
  channel.postMessage("signedOut");
  channel.close();
}

/** Somebody else signed in over a session that had ended: the lists of before leave, what was written waits for its owner. */
export async function forgetOthers(userId: string): Promise<void> {
  const store = openStore(() => undefined);
  await store.logLists.filter((lists) => lists.userId !== userId).delete();
  noteWaiting(await store.entries.filter((entry) => entry.userId === userId).count());
  store.close();
}
