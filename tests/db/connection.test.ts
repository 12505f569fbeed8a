import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test, vi } from "vitest";
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

test("what comes first in a transaction is sent with its BEGIN, in one piece and inside of it", async () => {
  const sizes: number[] = [];
  const send = Socket.prototype.write;
  const both = () =>
    sql.begin((tx) =>
      Promise.all([tx`select pg_current_xact_id()::text as a`, tx`select pg_current_xact_id()::text as b`]),
    );
  // The first time a statement is described to the driver, which takes a way of its own.
  await both();
  const watch = vi.spyOn(Socket.prototype, "write").mockImplementation(function (this: Socket, ...given) {
    sizes.push(Buffer.from(String(given[0])).length);
    return Reflect.apply(send, this, given);
  });
  const [[first], [second]] = await both().finally(() => watch.mockRestore());
  // BEGIN with both statements, and COMMIT.
  expect(sizes).toHaveLength(2);
  expect(first?.a).toBe(second?.b);
});

test("a transaction whose connection is gone fails, and the next one works", async () => {
  const two = connect(process.env.HLIDKA_TEST_OWNER_URL ?? "", 2);
  const lost = two.begin(async (tx) => {
    const [own] = await tx`select pg_backend_pid() as pid`;
    await sql`select pg_terminate_backend(${own?.pid})`;
    await sleep(100);
    return tx`select 1`;
  });
  await expect(lost).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  await expect(two.begin((tx) => tx`select 1 as one`)).resolves.toMatchObject([{ one: 1 }]);
  await two.end();
});
