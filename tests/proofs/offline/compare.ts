import type { Sql } from "postgres";
import { inputOf, type OutboxEntry } from "@/lib/domain/outbox";

type Row = { id: string; on: string; from: string; to: string; note: string; counts: string };

/** What differs between the entries that were written and the shifts that are there: missing, twice or altered. */
export async function compare(sql: Sql, entries: readonly OutboxEntry[]): Promise<string[]> {
  const mark = String(inputOf(entries[0] ?? { body: "" }).note)
    .split(" ")
    .slice(0, 1)
    .join(" ");
  const rows = await sql<Row[]>`
    select a.id, a.happened_on::text as on, to_char(a.starts_at, 'HH24:MI') as from, to_char(a.ends_at, 'HH24:MI') as to, n.note,
      (select string_agg(k.code || ' ' || c.count, ',') from activity_counts c join activity_kinds k on k.id = c.kind_id
        where c.activity_id = a.id) as counts
    from activity_notes n join activities a on a.id = n.activity_id where n.note like ${`${mark} %`}`;
  const broken: string[] = [];
  const found = new Map<string, Row[]>();
  for (const row of rows) found.set(row.note, [...(found.get(row.note) ?? []), row]);
  for (const entry of entries) {
    const { note, counts } = inputOf(entry);
    const own = found.get(String(note)) ?? [];
    const [row] = own;
    const count = Array.isArray(counts) ? counts.map((one) => `${one.kind} ${one.count}`).join() : "";
    if (!row) broken.push(`lost: ${note}`);
    else if (own.length > 1) broken.push(`${own.length} times: ${note}`);
    else if (
      row.id !== entry.activityId ||
      row.on !== entry.happenedOn ||
      `${row.from}–${row.to}` !== entry.hours ||
      row.counts !== count
    )
      broken.push(`altered: ${JSON.stringify(row)}`);
  }
  if (rows.length > entries.length) broken.push(`${rows.length} rows of ${entries.length} entries`);
  return broken;
}
