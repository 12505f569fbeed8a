import { sql } from "drizzle-orm";
import type { Tx } from "./gate";

/** What was changed behind the application's back, where no link of the log tells it, shows after this time at the latest. */
const lifetimeMs = 60_000;

/** What a project's rows are at the moment, as one text (sec.project_version); null when these eyes may not see it. */
export async function projectVersion(tx: Tx, slug: string): Promise<string | null> {
  const [row] = await tx.execute<{ version: string | null }>(sql`select sec.project_version('{}', ${slug}) as version`);
  return row?.version ?? null;
}

export type ProjectVersion = { id: string; version: string };

/** What the rows of every project that these eyes see are at the moment (sec.project_versions); by city and name. */
export const projectVersions = (tx: Tx) =>
  tx.execute<ProjectVersion>(sql`select v.id, v.version from sec.project_versions() v`);

/** What settings and catalogue say, as one mark: where their rows lie, as in a version, tells it within one database alone. */
export async function contentsOfSettings(tx: Tx): Promise<string> {
  const [row] = await tx.execute<{ contents: string }>(sql`
    select md5(concat((select string_agg(s::text, '' order by s::text) from settings s),
      (select string_agg(k::text, '' order by k::text) from activity_kinds k))) as contents`);
  return row?.contents ?? "";
}

/**
 * Remembers, in this process, what was computed for a version of a project's rows. The version is read under the
 * reader's own rights, and whoever sees a project sees all of its rows but for notes of shifts that are not approved: a
 * value that holds one names its reader in its key (rememberedAnswer in server/api.ts), the others hold none. So nobody
 * gets what is not theirs. A change that lands meanwhile moves the version, so nothing outdated is given out. At most
 * `most` values, the oldest go first.
 */
export function memo<T>(most: number) {
  const kept = new Map<string, { until: number; value: T }>();
  return async (version: string, key: string, compute: () => Promise<T>): Promise<T> => {
    const name = `${key}:${version}`;
    const known = kept.get(name);
    if (known && known.until > Date.now()) return known.value;
    const value = await compute();
    kept.delete(name);
    const oldest = kept.keys().next();
    if (kept.size >= most && !oldest.done) kept.delete(oldest.value);
    kept.set(name, { until: Date.now() + lifetimeMs, value });
    return value;
  };
}
