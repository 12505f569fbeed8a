import type { Sql } from "postgres";
import { openZip } from "@/lib/import/unzip";

/**
 * What names a city and nobody else: texts by the slug of the organisation, and the organisation of each id. A note that is
 * not approved is of `SLUG notes`, which few of the city see.
 */
export type Canaries = {
  texts: Map<string, string>;
  ids: Map<string, string>;
  /** The texts by their first characters, and which pairs of characters any of them begins with: most begin none. */
  byStart: Map<string, string[]>;
  pairs: Uint8Array;
};

const startLength = 5;
const pairAt = (text: string, at: number) => ((text.charCodeAt(at) & 255) << 8) | (text.charCodeAt(at + 1) & 255);
const shared = ["settings", "activity_kinds", "catalogue_items"];
/** Columns whose values are nobody else's: a value that two organisations have is no canary. */
const named: Record<string, readonly string[]> = {
  organisations: ["name"],
  projects: ["name", "registration_number", "beneficiary"],
  users: ["email", "name"],
  assistants: ["name"],
  localities: ["name"],
  expenses: ["document_number"],
  evidence: ["sha256"],
};

/** Reads the canaries of every organisation as the superuser. */
export async function readCanaries(sql: Sql): Promise<Canaries> {
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'organisations'
      and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('id', 'organisation_id')
        and a.atttypid = 'uuid'::regtype and not a.attisdropped) = 2`;
  const ids = new Map<string, string>();
  for (const { id, slug } of await sql<{ id: string; slug: string }[]>`select id, slug from organisations`)
    ids.set(id, slug);
  for (const { name } of tables.filter((table) => !shared.includes(table.name))) {
    const rows = await sql`
      select t.id, o.slug from ${sql(name)} t join organisations o on o.id = t.organisation_id`;
    for (const { id, slug } of rows) ids.set(id, slug);
  }
  // What every office reads is nobody's: meetings from their opening on, and what was published of the exchange of practice.
  for (const { id } of await sql<{ id: string }[]>`
    select id from meetings where state <> 'draft' union all select id from practices where state = 'published'`)
    ids.delete(id);
  const owners = new Map<string, Set<string>>();
  for (const [table, columns] of Object.entries(named))
    for (const column of columns) {
      const org = table === "organisations" ? sql`t.id` : sql`t.organisation_id`;
      const rows = await sql`
        select distinct t.${sql(column)} as text, o.slug from ${sql(table)} t join organisations o on o.id = ${org}
        where length(t.${sql(column)}) > ${startLength}`;
      for (const { text, slug } of rows) owners.set(text, (owners.get(text) ?? new Set()).add(slug));
    }
  for (const { note, slug } of await sql`
    select n.note, o.slug from activity_notes n join organisations o on o.id = n.organisation_id where n.note like 'Kept %'`)
    owners.set(note, new Set([keptNotes(slug)]));
  const texts = new Map<string, string>();
  const byStart = new Map<string, string[]>();
  const pairs = new Uint8Array(65_536);
  for (const [text, slugs] of owners) {
    const [slug] = slugs;
    if (!slug || slugs.size > 1) continue;
    texts.set(text, slug);
    const start = text.slice(0, startLength);
    byStart.set(start, [...(byStart.get(start) ?? []), text]);
    pairs[pairAt(text, 0)] = 1;
  }
  return { texts, ids, byStart, pairs };
}

export const keptNotes = (slug: string) => `${slug} notes`;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every canary in the text: what it is and whose. */
export function findCanaries(text: string, canaries: Canaries): { what: string; slug: string }[] {
  const found = new Map<string, string>();
  for (const [id] of text.matchAll(uuid)) {
    const slug = canaries.ids.get(id);
    if (slug) found.set(id, slug);
  }
  for (let at = 0; at + startLength <= text.length; at += 1) {
    if (!canaries.pairs[pairAt(text, at)]) continue;
    for (const candidate of canaries.byStart.get(text.slice(at, at + startLength)) ?? [])
      if (text.startsWith(candidate, at)) found.set(candidate, canaries.texts.get(candidate) ?? "");
  }
  return [...found].map(([what, slug]) => ({ what, slug }));
}

/** The text that an answer holds: entities decoded, a workbook unpacked. */
export function readable(body: Buffer): string {
  if (body.subarray(0, 4).toString("latin1") === "PK\u0003\u0004") {
    const parts: string[] = [];
    for (const [name, part] of openZip(body, 50_000_000)) parts.push(name, part().toString("utf8"));
    return decoded(parts.join("\n"));
  }
  return decoded(body.toString("utf8"));
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
const decoded = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) =>
    name ? (entities[name] ?? all) : String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
  );
