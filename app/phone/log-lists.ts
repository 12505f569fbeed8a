import { dayOf } from "@/lib/domain/clock";
import type { KeptLists, PhoneStore } from "./store";

/** Brings the lists of a project to the phone; what stands in the way, if they did not come. */
export async function bringLists(
  store: PhoneStore,
  slug: string,
): Promise<"there" | "signedOut" | "gone" | "noAnswer"> {
  try {
    const answer = await fetch(`/log/${encodeURIComponent(slug)}/lists`, {
      headers: { accept: "application/json" },
      cache: "no-store",
    });
    if (answer.status === 401) return "signedOut";
    if (answer.status === 403 || answer.status === 404) return "gone";
    const isOurs = (answer.headers.get("content-type") ?? "").startsWith("application/json");
    if (!answer.ok || answer.redirected || !isOurs) return "noAnswer";
    const lists: Omit<KeptLists, "savedOn" | "savedAt"> = await answer.json();
    const now = new Date();
    await store.transaction("rw", store.logLists, async () => {
      await store.logLists.filter(({ userId }) => userId !== lists.userId).delete();
      await store.logLists.put({ ...lists, savedOn: dayOf(now), savedAt: now.toISOString() });
    });
    return "there";
  } catch {
    return "noAnswer";
  }
}
