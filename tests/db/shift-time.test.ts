import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { plusDays } from "@/lib/domain/day";
import { shiftTime } from "@/lib/domain/shift";
import { asSuperuser } from "../support/superuser";

const halfHours = Array.from(
  { length: 48 },
  (_, half) => `${String(half >> 1).padStart(2, "0")}:${half % 2 ? "30" : "00"}`,
);
/** The last Sunday of a month. */
const lastSunday = (year: number, month: string) => {
  const last = new Date(`${year}-${month}-31T12:00:00Z`);
  return plusDays(`${year}-${month}-31`, -last.getUTCDay());
};

type Asked = [on: string, startsAt: string, endsAt: string];
function* asked(): Generator<Asked> {
  for (let year = 2020; year <= 2040; year += 1)
    for (const sunday of [lastSunday(year, "03"), lastSunday(year, "10")])
      for (const endsAt of [...halfHours.slice(0, 12), "06:00", "14:00", "23:30"]) {
        for (const startsAt of halfHours.slice(40)) yield [plusDays(sunday, -1), startsAt, endsAt];
        for (const startsAt of halfHours.slice(0, 10)) yield [sunday, startsAt, endsAt];
      }
  const time = () => `${String(randomInt(24)).padStart(2, "0")}:${String(randomInt(60)).padStart(2, "0")}`;
  for (let count = 0; count < 3000; count += 1) yield [plusDays("2020-01-01", randomInt(7670)), time(), time()];
}

test("the database and the phone reckon one time: every half hour around the changes of clocks from 2020 to 2040, and random others", async () => {
  const all = [...asked()];
  const spans = await asSuperuser((tx) =>
    tx.execute<{ from: number | null; to: number | null }>(sql`
      select extract(epoch from lower(s.span))::float8 * 1000 as "from", extract(epoch from upper(s.span))::float8 * 1000 as "to"
      from jsonb_array_elements(${JSON.stringify(all)}::jsonb) with ordinality as x (shift, at)
        left join lateral (select sec.shift_span((x.shift ->> 0)::date, (x.shift ->> 1)::time, (x.shift ->> 2)::time) as span) s on true
      order by x.at`),
  );
  const differ = all.flatMap(([on, startsAt, endsAt], index) => {
    const time = shiftTime(on, startsAt, endsAt);
    const ours = "missing" in time || time.minutes === 0 ? [null, null] : [time.from.getTime(), time.to.getTime()];
    const theirs = [spans[index]?.from, spans[index]?.to];
    return ours[0] === theirs[0] && ours[1] === theirs[1] ? [] : [{ shift: [on, startsAt, endsAt], ours, theirs }];
  });
  expect(differ).toEqual([]);
  expect(all.length).toBeGreaterThan(14_000);
});
