import { z } from "zod";
import { dayOf, hourOf } from "./clock";
import { plusDays } from "./day";
import { by, reverse } from "./order";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/**
 * What a backup says about itself: manifest.json. Tables are in PostgreSQL's text form of COPY, a line a row; files are
 * listed in files.txt, a line "SHA-256 bytes" each. `lost` are files that rows name and that were missing or damaged when
 * the backup was made. Keys and passwords of the installation are in no backup.
 */
export const manifestSchema = z.strictObject({
  format: z.literal(2),
  product: z.literal("hlidka"),
  version: z.string(),
  /** The instant that the whole of it shows. */
  madeAt: z.iso.datetime({ offset: true }),
  postgres: z.string(),
  /** The newest migration of the database. */
  migration: z.string(),
  /** The counter of its functions and policies, and the steps that changed its data. */
  counter: count,
  steps: z.array(count),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^(public|sec)\.[a-z_0-9]+$/),
      columns: z.array(z.string().min(1)),
      rows: count,
      bytes: count,
      sha256: hash,
    }),
  ),
  sequences: z.array(
    z.strictObject({ name: z.string().regex(/^public\.[a-z_0-9]+$/), value: count, called: z.boolean() }),
  ),
  /** The heads of the audit log's chains. */
  heads: z.array(z.strictObject({ organisationId: z.uuid(), seq: count, hash })),
  files: z.strictObject({ count, bytes: count, listSha256: hash }),
  lost: z.array(hash),
  /** Tells whether an installation has the NEXTAUTH_SECRET that second factors and links in mails were made with. */
  secretMark: z.string(),
  /** Of a demo only, where it stands on the sign-in page anyway. */
  demoPassword: z.string().optional(),
});
export type Manifest = z.output<typeof manifestSchema>;
export type BackupTable = Manifest["tables"][number];

/** What is found when nothing else is asked for: names of backups in one folder. */
const namePattern = /^hlidka-(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/** The name of a backup by the instant it was begun, in UTC, so that names sort by age. */
export const backupName = (at: Date) => `hlidka-${at.toISOString().slice(0, 19).replaceAll(":", "")}Z`;

/** The instant in a backup's name; null for any other name. */
export function backupInstant(name: string): Date | null {
  const found = namePattern.exec(name);
  if (!found) return null;
  const at = new Date(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The Monday-based week of an instant in Prague, as a number that grows by one a week. */
const weekOf = (day: string) => Math.floor((Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 3) / 7);

/**
 * Which backups go, by their names: kept are the newest of each of the last `daily` days that have one and of each of
 * the last `weekly` weeks that have one, days and weeks of Prague. What is not named like a backup is never named.
 */
export function outdatedBackups(names: readonly string[], keep: { daily: number; weekly: number }): string[] {
  const newestFirst = names
    .flatMap((name) => {
      const at = backupInstant(name);
      return at ? [{ name, day: dayOf(at) }] : [];
    })
    .sort(reverse(by(({ name }) => name)));
  const newestOf = (period: (day: string) => string, most: number) => {
    const kept = new Map<string, string>();
    for (const { name, day } of newestFirst) if (!kept.has(period(day))) kept.set(period(day), name);
    return [...kept.values()].slice(0, most);
  };
  const kept = new Set([
    ...newestOf((day) => day, Math.max(keep.daily, 1)),
    ...newestOf((day) => String(weekOf(day)), keep.weekly),
  ]);
  return newestFirst.map(({ name }) => name).filter((name) => !kept.has(name));
}

/**
 * Whether a backup is due: the hour (of Prague) came, today or yesterday, and the newest good one is older than that.
 * `last` null: there is none yet, and one is due at once.
 */
export function isBackupDue(now: Date, hour: number, last: Date | null): boolean {
  if (!last) return true;
  const day = hourOf(now) >= hour ? dayOf(now) : plusDays(dayOf(now), -1);
  return dayOf(last) < day || (dayOf(last) === day && hourOf(last) < hour);
}
