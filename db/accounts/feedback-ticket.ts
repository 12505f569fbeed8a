import { createHash, timingSafeEqual } from "node:crypto";
import { linkToken } from "./link-token";

/**
 * The ticket that the form of a wave is answered with: always the same for one registration, so that nobody answers twice
 * and whoever closed the page comes back to it. It names the wave and a number that only the installation's secret turns
 * into a person; the database keeps its hash once it is used.
 */
export function feedbackTicket(waveId: string, registrationId: string): string {
  const number = linkToken("feedback-number", `${waveId} ${registrationId}`);
  return `${waveId}.${number}.${markOf(waveId, number)}`;
}

const markOf = (waveId: string, number: string) => linkToken("feedback-ticket", `${waveId} ${number}`);
const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})\.([\w-]{43})$/;

/** The wave of a ticket that this installation made, and its hash; null for any other text. */
export function readTicket(ticket: string): { waveId: string; hash: Buffer } | null {
  const [, waveId = "", number = "", mark = ""] = form.exec(ticket) ?? [];
  if (!waveId || !timingSafeEqual(Buffer.from(mark), Buffer.from(markOf(waveId, number)))) return null;
  return { waveId, hash: createHash("sha256").update(number).digest() };
}
