import { z } from "zod";
import { DomainError, fieldError } from "./error";

/**
 * The version of what somebody looked at, as a page or a read gave it out. A change, a decision and a removal name it, so
 * that nobody writes over or decides on what he has not seen.
 */
export const versionInput = z.string().min(1).max(64);

/**
 * Throws 409 changedMeanwhile unless a record still has the version that was looked at, 422 versionNeeded when none is
 * named (who makes a record names none, and it was there already).
 */
export function assertVersion(now: string, from: string | undefined): void {
  if (from === undefined) throw fieldError("version", "versionNeeded");
  if (from !== now) throw new DomainError("changedMeanwhile", 409);
}
