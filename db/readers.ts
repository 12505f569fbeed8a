import { createHash } from "node:crypto";
import type { Actor } from "@/lib/domain/actor";

/** What was changed behind the application's back shows after this time at the latest, as in db/memo.ts. */
const lifetimeMs = 60_000;
const most = 1000;

type Reader = { until: number; rights: string; me: Actor };
const known = new Map<string, Reader>();

/** A credential as it is kept here: its token is worth nothing to whoever reads the memory of names. */
export const readerKey = (kind: string, token: string, day: string | null) =>
  createHash("sha256").update(`${kind}\n${day}\n${token}`).digest("base64");

/** Who a credential let in while these rights held; null when they are others by now, or nobody is remembered. */
export function rememberedReader(key: string, rights: string): Actor | null {
  const reader = known.get(key);
  return reader && reader.rights === rights && reader.until > Date.now() ? reader.me : null;
}

/** Remembers who was let in after these rights were read. The oldest go first. */
export function rememberReader(key: string, rights: string, me: Actor): void {
  known.delete(key);
  const oldest = known.keys().next();
  if (known.size >= most && !oldest.done) known.delete(oldest.value);
  known.set(key, { until: Date.now() + lifetimeMs, rights, me });
}
