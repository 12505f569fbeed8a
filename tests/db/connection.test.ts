import { afterAll, expect, test } from "vitest";
import { connect } from "@/db/connection";

const sql = connect(process.env.HLIDKA_TEST_OWNER_URL ?? "", 1);
afterAll(() => sql.end());

test("days and instants stay text on the way out, and may be text or a Date on the way in", async () => {
  const given = new Date("2024-03-31T01:30:00Z");
  const [row] = await sql`
    select '2024-02-29'::date as day, ${given}::timestamptz at time zone 'UTC' as moment, ${"2024-02-29"}::date as same,
      ${given}::timestamptz = ${"2024-03-31 02:30+01"}::timestamptz as equal`;
  expect(row).toEqual({ day: "2024-02-29", moment: "2024-03-31 01:30:00", same: "2024-02-29", equal: true });
});

test("a whole number that JavaScript cannot hold is refused, never rounded", async () => {
  expect(await sql`select 9007199254740991::bigint as most`).toMatchObject([{ most: 9_007_199_254_740_991 }]);
  await expect(sql`select 9007199254740993::bigint as more`).rejects.toThrow("9007199254740993");
});
