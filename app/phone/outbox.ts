import { newCommandId, sendCommand } from "@/components/ui/command";
import { type KeptTick, type PhoneStore, settleTicks } from "./store";

/** How sending ended: all was taken, or what stands in the way. What was not taken is kept in any case. */
export type Sending =
  | { kind: "sent" | "offline" | "signedOut" | "otherUser" }
  | { kind: "refused"; sentence: string | undefined };

/** Ticks that are sent at once. */
const batch = 200;
const deviceKey = "hlidka.device";

/** A name of this phone's own, to tell two phones apart in the rows. */
function deviceName(): string {
  const known = localStorage.getItem(deviceKey);
  if (known) return known;
  const made = `phone-${newCommandId().slice(0, 8)}`;
  localStorage.setItem(deviceKey, made);
  return made;
}

/**
 * Sends what somebody's ticks of a site are waiting for, the oldest first. Every tick has its own id, so what is sent again,
 * since an answer was lost or two tabs are open, is taken once. Ticks that somebody else made on this phone stay for him.
 */
export async function sendTicks(store: PhoneStore, userId: string, siteId: string): Promise<Sending> {
  for (;;) {
    const waiting = await waitingOf(store, userId, siteId);
    if (waiting.length === 0) return { kind: "sent" };
    const walkIns = await store.walkIns.where({ userId, siteId }).toArray();
    const answer = await sendCommand("attendance.send", newCommandId(), {
      siteId,
      userId,
      device: deviceName(),
      sentAt: new Date().toISOString(),
      walkIns: walkIns.map(({ userId: _, siteId: __, ...person }) => person),
      ticks: waiting.map(({ userId: _, siteId: __, ...tick }) => tick),
    });
    if (answer.kind === "notSent") return { kind: "offline" };
    if (answer.kind === "refused") {
      if (answer.status >= 500 || answer.status === 429) return { kind: "offline" };
      if (answer.code === "notSignedIn") return { kind: "signedOut" };
      if (answer.code === "attendanceOtherUser") return { kind: "otherUser" };
      return { kind: "refused", sentence: answer.sentence };
    }
    await settleTicks(store, waiting, answer.result.unknown?.split(" ").filter(Boolean) ?? []);
  }
}

async function waitingOf(store: PhoneStore, userId: string, siteId: string): Promise<KeptTick[]> {
  const all = await store.ticks.where({ userId, siteId }).sortBy("madeAt");
  return all.filter(({ unknown }) => !unknown).slice(0, batch);
}
