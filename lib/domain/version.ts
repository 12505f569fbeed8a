import { z } from "zod";
import { DomainError } from "./error";

/**
 * The version of what a form was filled from, as its page got it. Who sends it back is told when somebody has changed
 * the record since; who leaves it out (a client that knows no better) writes over.
 */
export const versionInput = z.string().max(64).optional();

/** Throws 409 changedMeanwhile unless a record still has the version that a change was made from. */
export function assertVersion(now: string, from: string | undefined): void {
  if (from !== undefined && from !== now) throw new DomainError("changedMeanwhile", 409);
}
