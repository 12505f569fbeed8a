import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { runOne } from "@/lib/worker";
import { makeCast } from "../support/cast";

const operator = { kind: "operator" } as const;

test("a job of an unknown kind is tried again later and never lost", async () => {
  const cast = await makeCast();
  const id = await withActor(operator, "write", async (tx) => {
    const [row] = await tx.execute<{ id: string }>(sql`
      insert into jobs (organisation_id, kind, data, run_at) values (${cast.north.id}, 'unheard-of', '{}', '2000-01-01') returning id`);
    return row?.id ?? "";
  });
  expect(await runOne()).toBe(true);
  const [job] = await withActor(operator, "read", (tx) =>
    tx.execute<{ state: string; attempts: number; later: boolean }>(
      sql`select state, attempts, run_at > now() as later from jobs where id = ${id}`,
    ),
  );
  expect(job).toEqual({ state: "waiting", attempts: 1, later: true });
});

test("housekeeping is done and put in again for later", async () => {
  await withActor(operator, "write", async (tx) => {
    const [org] = await tx.execute<{ id: string }>(sql`select id from organisations where kind = 'operator' limit 1`);
    await tx.execute(sql`update jobs set state = 'done' where kind = 'housekeeping' and state = 'waiting'`);
    await tx.execute(
      sql`insert into jobs (organisation_id, kind, data, run_at) values (${org?.id}, 'housekeeping', '{}', '2000-01-02')`,
    );
  });
  expect(await runOne()).toBe(true);
  const [waiting] = await withActor(operator, "read", (tx) =>
    tx.execute<{ n: number }>(
      sql`select count(*) as n from jobs where kind = 'housekeeping' and state = 'waiting' and run_at > now()`,
    ),
  );
  expect(waiting?.n).toBe(1);
});

test("a stranger cannot clean up, nor see the jobs", async () => {
  const cast = await makeCast();
  const jobs = await withActor(cast.admin.credential, "read", (tx) => tx.execute(sql`select * from jobs`));
  expect(jobs).toHaveLength(0);
  await expect(
    withActor(cast.admin.credential, "write", (tx) => tx.execute(sql`select sec.clean_up()`)),
  ).rejects.toThrow();
});
