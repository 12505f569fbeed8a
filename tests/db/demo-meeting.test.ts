import { afterAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import type { AllocationRun } from "@/db/queries/allocation";
import { demoDay } from "@/db/seed/city";
import { inputHashOf } from "@/lib/allocation-hash";
import { readAllocation } from "@/lib/domain/allocation/input";
import { allocate } from "@/server/allocation/allocate";
import { verdictAgain } from "@/server/allocation/commands";

// The meeting of the demo that is over, in a copy of the demo that the stand was filled with.
const { HLIDKA_TEST_DEMO_URL: demoUrl = "", HLIDKA_KEY: key = "" } = process.env;
const sql = connect(demoUrl, 2);
afterAll(() => sql.end());
const meeting = sql`(select id from meetings where slug = 'setkani-apk-2024')`;

test("each variant of its allocation comes out of the solver as it is stored", async () => {
  const runs = await sql<
    Pick<AllocationRun, "variant" | "input" | "inputHash" | "method" | "versions" | "placement" | "objective">[]
  >`
    select variant, input, input_hash as "inputHash", method, versions, placement, objective from allocation_runs
    where meeting_id = ${meeting} order by variant`;
  expect(runs.map(({ variant }) => variant)).toEqual(["balanced", "together", "wishes"]);
  for (const run of runs) {
    expect(await verdictAgain(run)).toBe("same");
    const again = await allocate(readAllocation(run.input));
    expect([run.inputHash, run.versions, run.objective]).toEqual([again.inputHash, again.versions, again.objective]);
    expect(inputHashOf(readAllocation(run.input))).toBe(run.inputHash);
  }
});

test("who sits there is who the last decision gave a seat, and both sites are full", async () => {
  const seats = await sql`select registration_id as id, site_id from seats where meeting_id = ${meeting} order by 1`;
  const decided = await sql`
    select id, site_id from (
      select distinct on (registration_id) registration_id as id, site_id from seat_decisions where meeting_id = ${meeting}
      order by registration_id, number desc) d
    where site_id is not null order by 1`;
  expect([...seats]).toEqual([...decided]);
  const [free] = await sql`
    select sum(capacity)::int - ${seats.length}::int as seats from meeting_sites where meeting_id = ${meeting}`;
  expect(free?.seats).toBe(0);
  const kinds =
    await sql`select decision, count(*)::int as n from seat_decisions where meeting_id = ${meeting} group by 1 order by 1`;
  expect(kinds.map((row) => Object.values(row))).toEqual([
    ["declined", 1],
    ["placed", 110],
    ["promoted", 1],
    ["queued", 31],
    ["substituted", 2],
  ]);
});

test("its places are not taken back any more, although no mail of it is kept", async () => {
  const [row] = await sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, ${demoDay}, gen_random_uuid(), 'test.read')`;
    return tx`select sec.publication_left(id) as left, (select count(*)::int from outbox) as mails from publications where meeting_id = ${meeting}`;
  });
  expect(row).toEqual({ left: true, mails: 0 });
});

test("a certificate says what its holder attended, one of them in a second issue, and who came unasked has one too", async () => {
  const rows = await sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, ${demoDay}, gen_random_uuid(), 'test.read')`;
    return tx`
      select s.code, count(*)::int as people, count(c.id)::int as certificates, count(a.walk_in_id)::int as walk_ins, max(c.issue) as issue
      from meeting_sites s cross join lateral sec.attended_blocks(s.id) a left join certificates c on c.site_id = s.id and c.ended_at is null
        and coalesce(c.registration_id, c.walk_in_id) = coalesce(a.registration_id, a.walk_in_id)
        and (c.name, c.blocks, c.minutes) = (a.name, a.blocks, a.minutes)
      where s.meeting_id = ${meeting} group by 1 order by 1`;
  });
  expect(rows).toMatchObject([
    { code: "cervena", walk_ins: 1, issue: 2 },
    { code: "kutna-hora", walk_ins: 0, issue: 1 },
  ]);
  for (const { people, certificates } of rows) expect([certificates, people > 45]).toEqual([people, true]);
});

test("a mentor has taken two certificates into the record of his people, with their hours; the rest of his team waits", async () => {
  const taken = await sql`
    select a.name, sum(t.minutes)::int = max(c.minutes) as whole from training_attendances t
      join assistants a on a.id = t.assistant_id join certificates c on c.id = t.certificate_id and c.name = a.name
    group by 1 order by 1`;
  expect(taken.map((row) => Object.values(row))).toEqual([
    ["Jana Gáborová", true],
    ["Milan Horváth", true],
  ]);
  const waiting = await sql`
    select c.name from certificates c join registrations r on r.id = c.registration_id
    where r.team_id is not null and c.ended_at is null and not exists (
      select from training_attendances t where t.certificate_id = c.id)`;
  expect(waiting.length).toBeGreaterThan(1);
});

test("nothing of it is older than the product keeps it", async () => {
  const due = await sql
    .begin(async (tx) => {
      await tx`select sec.enter_machine('worker', ${key}, ${demoDay}, gen_random_uuid(), 'test.purge')`;
      const [row] = await tx`
        select sec.purge_registrations() as people, sec.purge_walk_ins() as walk_ins, sec.purge_list_lines() as lines`;
      throw { row };
    })
    .catch((thrown) => thrown.row);
  expect(due).toEqual({ people: { coordinators: 0, needs: 0, registrations: 0 }, walk_ins: 0, lines: 0 });
});
