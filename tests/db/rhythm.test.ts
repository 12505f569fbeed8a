import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { gridMinutes, type RhythmAsk } from "@/lib/domain/rhythm";
import { shiftMinutes } from "@/lib/domain/shift";
import { readRhythm } from "@/server/views/rhythm";

const read = (slug: string, ask: Partial<RhythmAsk> = {}) =>
  withActor({ kind: "operator" }, "read", (tx) =>
    readRhythm(tx, slug, { months: undefined, ...ask }, "2025-02-15", "cs"),
  );
type Row = { on: string; startsAt: string; endsAt: string; count: number };

test("hours of days and places are those of the shifts, and kinds by month those of the counts", async () => {
  const rhythm = await read("sokolov");
  if (!rhythm) throw new Error("the demo has Sokolov");
  const rows = await withActor({ kind: "operator" }, "read", (tx) =>
    tx.execute<Row>(sql`
      select a.happened_on as on, to_char(a.starts_at, 'HH24:MI') as "startsAt", to_char(a.ends_at, 'HH24:MI') as "endsAt",
        (1 + (select count(*) from activity_places w where w.activity_id = a.id))::int as count
      from activities a join projects p on p.id = a.project_id
      where p.slug = 'sokolov' and a.state in ('submitted', 'approved') and a.happened_on between '2024-11-16' and '2025-02-15'`),
  );
  const minutes = (of: (row: Row) => number) =>
    rows.reduce((sum, row) => sum + of(row) * shiftMinutes(row.on, row.startsAt, row.endsAt), 0);
  expect(rhythm.shifts).toBe(rows.length);
  expect(gridMinutes(rhythm.all)).toBe(minutes(() => 1));
  expect(rhythm.places.reduce((sum, place) => sum + place.minutes, 0)).toBe(minutes(({ count }) => count));
  const kinds = await withActor({ kind: "operator" }, "read", (tx) =>
    tx.execute<{ code: string; count: number }>(sql`
      select k.code, sum(n.count)::int as count from activities a join projects p on p.id = a.project_id
        join activity_counts n on n.activity_id = a.id join activity_kinds k on k.id = n.kind_id
      where p.slug = 'sokolov' and a.state in ('submitted', 'approved') and a.happened_on between '2025-01-01' and '2025-01-31' group by k.code`),
  );
  expect(rhythm.whole.at(-1)).toBe("2025-01");
  expect(Object.fromEntries(rhythm.kinds.filter(({ last }) => last > 0).map(({ code, last }) => [code, last]))).toEqual(
    Object.fromEntries(kinds.map(({ code, count }) => [code, count])),
  );
});

test("of a past day nothing that came later is told", async () => {
  const [now, then] = [await read("sokolov", { months: 12 }), await read("sokolov", { months: 12, k: "2024-06-30" })];
  expect(then?.asOf).toBe("2024-06-30");
  expect(then?.from).toBe("2023-07-01");
  expect(then?.span.at(-1)).toBe("2024-06");
  expect(then?.shifts).toBeGreaterThan(0);
  expect(now?.span.at(-1)).toBe("2025-02");
});

test("a city whose records stopped has its people named, in another's eyes there is no such project", async () => {
  const gaps = (await read("ukazkov"))?.gaps ?? [];
  expect(gaps[0]?.days).toBeGreaterThanOrEqual(3);
  expect(gaps.flatMap(({ people }) => people).every((name) => name.length > 0)).toBe(true);
  expect(await read("nowhere")).toBeNull();
});
