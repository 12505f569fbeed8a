import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { migrate } from "@/db/migrate";
import { demoDay } from "@/db/seed/city";
import { demoBatches, fillDemo, isEmpty } from "@/db/seed/demo";

// A copy of the demo that the stand was filled with, and an empty database.
const { HLIDKA_TEST_DEMO_URL: demoUrl = "", HLIDKA_TEST_EMPTY_URL: emptyUrl = "", HLIDKA_KEY: key = "" } = process.env;
const filesFolder = join(process.env.HLIDKA_DATA ?? "", "files");
const sql = connect(demoUrl, 2);
afterAll(() => sql.end());

const fill = (ownerUrl: string, folder: string, progress: (done: number) => void = () => {}) =>
  fillDemo(ownerUrl, { password: "demo password", key, filesFolder: folder, progress });

test("a filling that breaks off leaves nothing", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hlidka-demo-"));
  await migrate(emptyUrl, key);
  const broken = fill(emptyUrl, folder, (done) => {
    if (done === 40) throw new Error("the power went out");
  });
  await expect(broken).rejects.toThrow("the power went out");
  expect(await isEmpty(emptyUrl)).toBe(true);
  await rm(folder, { recursive: true });
}, 120_000);

test("the demo is the same every time, ids included", async () => {
  const [once, again] = [await demoBatches(), await demoBatches()].map((demo) => JSON.stringify(demo));
  expect(once === again).toBe(true);
});

test("a filled database refuses a second filling", async () => {
  await expect(fill(demoUrl, filesFolder)).rejects.toThrow("only into an empty database");
});

test("budget, plan and sources sum to the total of a published project to the haléř", async () => {
  const rows = await sql`
    select p.slug, p.total_halere as total,
      (select sum(l.amount_halere)::bigint from budget_lines l where l.project_id = p.id and l.leaf <> 'chapter') as leaves,
      (select sum(m.planned_halere)::bigint from plan_months m where m.project_id = p.id) as plan,
      (select sum(s.amount_halere)::bigint from funding_sources s where s.project_id = p.id) as sources
    from projects p order by p.slug`;
  expect(rows).toHaveLength(3);
  for (const { slug, total, leaves, plan, sources } of rows) {
    expect([slug, leaves, plan]).toEqual([slug, total, total]);
    if (slug === "ukazkov") expect(sources).toBe(total - 100_000);
    else expect(sources).toBe(total);
  }
});

test("every chapter of a budget is the sum of the lines below it", async () => {
  const wrong = await sql`
    select c.code, c.amount_halere from budget_lines c
    where c.leaf = 'chapter'
      and c.amount_halere <> (select sum(l.amount_halere) from budget_lines l where l.parent_id = c.id)`;
  expect(wrong).toEqual([]);
});

test("Sokolov stands as its page prints it", async () => {
  const [project] = await sql`select p.*, p.starts_on::text, p.ends_on::text from projects p where slug = 'sokolov'`;
  expect(project).toMatchObject({
    registration_number: "CZ.03.02.01/00/22_018/0000388",
    starts_on: "2023-04-01",
    ends_on: "2026-03-31",
    total_halere: 1_367_629_200,
    origin: "published",
  });
  const sources = await sql`select kind, rate_per_100000, amount_halere, origin from funding_sources
    where project_id = ${project?.id} order by rate_per_100000 desc`;
  expect(sources.map((row) => Object.values(row))).toEqual([
    ["eu", 76_735, 1_049_450_267, "published"],
    ["state", 13_265, 181_416_013, "published"],
    ["own", 10_000, 136_762_920, "published"],
  ]);
});

test("Jirkov keeps its misprint and its haléř, only the own share is computed", async () => {
  const sources =
    await sql`select s.kind, s.amount_halere, s.origin from funding_sources s join projects p on p.id = s.project_id
    where p.slug = 'jirkov' and p.registration_number = 'CZ.03.2.01/00/22_018/0000321' order by s.rate_per_100000 desc`;
  expect(sources.map((row) => Object.values(row))).toEqual([
    ["eu", 631_863_002, "published"],
    ["state", 109_228_678, "published"],
    ["own", 82_343_520, "computed"],
  ]);
});

test("the drawn share is believable, and twenty points short in the city in trouble", async () => {
  const rows = await sql`
    select p.slug, (1 + p.flat_rate_per_100000 / 100000.0)::float8 *
      (select sum(e.amount_halere) from expenses e where e.project_id = p.id and e.paid_on <= ${demoDay})::float8 / p.total_halere as drawn,
      (select sum(m.planned_halere) from plan_months m where m.project_id = p.id and m.month <= ${demoDay})::float8 / p.total_halere as planned
    from projects p order by p.slug`;
  const [jirkov, sokolov, ukazkov] = rows;
  expect(sokolov?.drawn).toBeGreaterThan(0.57);
  expect(sokolov?.drawn).toBeLessThan(0.62);
  expect(sokolov?.planned - sokolov?.drawn).toBeLessThan(0.03);
  expect(jirkov?.planned - jirkov?.drawn).toBeLessThan(0.04);
  expect(ukazkov?.planned - ukazkov?.drawn).toBeGreaterThan(0.15);
});

test("nothing is itemised on a flat line, and where the rate lies on staff costs only those are evidenced", async () => {
  const rows = await sql`
    select p.slug, p.cost_regime, p.cost_regime_origin, array_agg(distinct e.kind || ' ' || l.leaf order by e.kind || ' ' || l.leaf) as found
    from expenses e join budget_lines l on l.id = e.budget_line_id join projects p on p.id = e.project_id
    group by 1, 2, 3 order by 1`;
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["jirkov", "flat", "inferred", ["payroll direct"]],
    ["sokolov", "flat", "inferred", ["payroll direct"]],
    ["ukazkov", "indirect", "entered", ["document direct", "payroll direct"]],
  ]);
});

test("an occupied post has 15 to 25 shifts in every whole month", async () => {
  const rows = await sql`
    select o.post_id, to_char(a.happened_on, 'YYYY-MM') as month, count(*)::int as shifts
    from post_occupancies o
      join activity_assistants s on s.assistant_id = o.assistant_id
      join activities a on a.id = s.activity_id
      join projects p on p.id = o.project_id
    where p.slug in ('sokolov', 'jirkov') and a.happened_on < '2025-02-01'
      and o.starts_on <= date_trunc('month', a.happened_on)
      and coalesce(o.ends_on, 'infinity') >= date_trunc('month', a.happened_on) + interval '1 month - 1 day'
    group by 1, 2`;
  expect(rows.length).toBeGreaterThan(250);
  expect(rows.filter(({ shifts }) => shifts < 15 || shifts > 25)).toEqual([]);
});

test("nobody serves twice a day, in nobody's place or after the demo's day", async () => {
  const twice =
    await sql`select s.assistant_id, a.happened_on from activity_assistants s join activities a on a.id = s.activity_id
    group by 1, 2 having count(*) > 1`;
  const withoutPost = await sql`select a.id from activity_assistants s join activities a on a.id = s.activity_id
    where not exists (select from post_occupancies o where o.assistant_id = s.assistant_id
      and a.happened_on between o.starts_on and coalesce(o.ends_on, 'infinity'))`;
  const later = await sql`select id from activities where happened_on > ${demoDay}`;
  expect([twice, withoutPost, later].map(({ length }) => length)).toEqual([0, 0, 0]);
});

test("on the demo's day Sokolov has 9 of 9 posts filled and a vacancy behind it; Ukázkov lacks two", async () => {
  const filled =
    await sql`select p.slug, count(*)::int as filled from post_occupancies o join projects p on p.id = o.project_id
    where ${demoDay} between o.starts_on and coalesce(o.ends_on, 'infinity') group by 1 order by 1`;
  expect(filled.map((row) => Object.values(row))).toEqual([
    ["jirkov", 6],
    ["sokolov", 9],
    ["ukazkov", 3],
  ]);
});

test("six of nine assistants of Sokolov are better in two areas by ten points", async () => {
  const rows = await sql`
    with last as (
      select distinct on (s.assistant_id, s.area_id) s.* from assessments s where s.phase <> 'entry'
      order by s.assistant_id, s.area_id, s.assessed_on desc)
    select last.assistant_id from last
      join assessments entry on entry.assistant_id = last.assistant_id and entry.area_id = last.area_id and entry.phase = 'entry'
      join projects p on p.id = last.project_id
    where p.slug = 'sokolov' and last.score - entry.score >= 10
    group by 1 having count(*) >= 2`;
  expect(rows).toHaveLength(6);
});

test("the file of every evidence row is there under its hash", async () => {
  const rows = await sql`select distinct sha256 from evidence`;
  const stored = await readdir(filesFolder, { recursive: true });
  for (const { sha256 } of rows) expect(stored).toContain(join(sha256.slice(0, 2), sha256));
  expect(rows.length).toBeGreaterThan(4);
});

test("the audit log of the demo holds", async () => {
  const broken = await sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, ${demoDay}, gen_random_uuid(), 'test.verify')`;
    return tx`select * from sec.verify()`;
  });
  expect([...broken]).toEqual([]);
});
