import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { sqlState } from "@/db/failure";
import { type Credential, withActor } from "@/db/gate";
import { ensureJob } from "@/db/mutations/jobs";
import { runOne } from "@/server/jobs/worker";
import { makeCast, person } from "../support/cast";

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

test("nobody else puts a job in or orders a mail, but for an administrator's test to himself", async () => {
  const cast = await makeCast();
  const mentor = person(cast.north, "mentor");
  const job = sql`insert into jobs (organisation_id, kind, data)
    values (${cast.north.id}, 'forget-files', ${JSON.stringify({ files: ["ab".repeat(32)], mails: [] })})`;
  const mail = (organisationId: string, template: string, to: string) =>
    sql`select sec.queue_mail(${organisationId}, ${template}, ${to}, ${randomUUID()}, '{}')`;
  const tried = (who: Credential, statement: SQL) =>
    withActor(who, "write", (tx) => tx.execute(statement)).then(
      () => "let in",
      (error: unknown) => sqlState(error)?.code,
    );
  const { admin, ministry } = cast;
  const of = async (who: Credential) => [
    await tried(who, job),
    await tried(who, mail(cast.north.id, "invitation", mentor.id)),
    await tried(who, mail(cast.north.id, "test", mentor.id)),
  ];
  for (const who of [mentor, person(cast.north, "manager"), ministry.auditor, admin])
    expect(await of(who.credential)).toEqual(["42501", "42501", "42501"]);
  expect(await tried(admin.credential, mail(cast.north.id, "invitation", admin.id))).toBe("42501");
  expect(await tried(admin.credential, mail(cast.north.id, "test", admin.id))).toBe("let in");
});

test("two workers take every job once, and put a recurring one in once", async () => {
  const cast = await makeCast();
  const kind = `unheard-of-${cast.north.slug}`;
  await withActor(operator, "write", (tx) =>
    tx.execute(sql`
      insert into jobs (organisation_id, kind, data, run_at)
      select ${cast.north.id}, ${kind}, '{}', '2000-01-01' from generate_series(1, 30)`),
  );
  const worker = async () => {
    while (await runOne()) {}
  };
  await Promise.all([worker(), worker(), worker()]);
  const jobs = await withActor(operator, "read", (tx) =>
    tx.execute<{ attempts: number }>(sql`select attempts from jobs where kind = ${kind}`),
  );
  expect(jobs.map(({ attempts }) => attempts)).toEqual(Array(30).fill(1));
  const recurring = `recurring-${cast.north.slug}`;
  await Promise.all(
    Array.from({ length: 4 }, () => withActor(operator, "write", (tx) => ensureJob(tx, recurring, 60))),
  );
  const put = await withActor(operator, "read", (tx) => tx.execute(sql`select from jobs where kind = ${recurring}`));
  expect(put).toHaveLength(1);
});
