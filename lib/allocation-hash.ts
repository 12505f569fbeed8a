import { createHash } from "node:crypto";
import { canonicalText } from "./domain/allocation/canonical";
import type { Allocation } from "./domain/allocation/input";

/** What names the input of a run: the SHA-256 of its canonical text. */
export const inputHashOf = (allocation: Allocation): string =>
  createHash("sha256").update(canonicalText(allocation)).digest("hex");
