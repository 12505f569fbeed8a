import { by } from "../order";
import type { Allocation } from "./input";

/**
 * What is allocated as one text, whatever order it came in: the ordered input with its defaults as JSON without spaces, the
 * keys of every object by their code units. Its SHA-256 names the input of a run.
 */
export const canonicalText = (allocation: Allocation): string => written(allocation);

/** Written by hand, since an object of JavaScript puts keys that look like numbers first. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(by(([key]) => key));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`).join(",")}}`;
}
