import { z } from "zod";
import { DomainError } from "./error";
import { sourceInput } from "./project";
import { versionInput } from "./version";

export const changeSourcesInput = z.strictObject({
  projectId: z.uuid(),
  sources: z.array(sourceInput).min(1).max(3),
  version: versionInput,
});
export type ChangeSources = z.output<typeof changeSourcesInput>;

/** Throws 422 when a kind comes twice or the rates are more than the whole. Amounts are not compared: see the page. */
export function assertSources({ sources }: ChangeSources): void {
  const kinds = sources.map(({ kind }) => kind);
  const twice = kinds.findIndex((kind, index) => kinds.indexOf(kind) < index);
  if (twice >= 0) throw new DomainError("invalidInput", 422, {}, { [`sources.${twice}.kind`]: { key: "listedTwice" } });
  const rates = sources.reduce((sum, { ratePer100000 }) => sum + ratePer100000, 0);
  if (rates > 100_000) {
    const last = `sources.${sources.length - 1}.ratePer100000`;
    throw new DomainError("invalidInput", 422, {}, { [last]: { key: "ratesOverWhole" } });
  }
}
