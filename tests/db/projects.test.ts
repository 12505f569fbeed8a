import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
let manager: Credential;
beforeAll(async () => {
  cast = await makeCast();
  manager = person(cast.north, "manager").credential;
});

const rows = <T extends Record<string, unknown>>(credential: Credential, query: ReturnType<typeof sql>) =>
  withActor(credential, "read", async (tx) => [...(await tx.execute<T>(query))]);

const decided = (more: Record<string, unknown> = {}) => ({
  organisationId: cast.north.id,
  slug: `p-${randomUUID().slice(0, 8)}`,
  name: "Asistenti prevence kriminality",
  registrationNumber: `CZ.${randomUUID().slice(0, 12)}`,
  beneficiary: "město Sever",
  startsOn: "2023-04-01",
  endsOn: "2026-03-31",
  totalHalere: 1_367_629_200,
  sources: [
    { kind: "eu", ratePer100000: 76_735, amountHalere: 1_049_450_267, origin: "published" },
    { kind: "state", ratePer100000: 13_265, amountHalere: 181_416_013, origin: "published" },
    { kind: "own", ratePer100000: 10_000, amountHalere: 136_762_920, origin: "computed" },
  ],
  assistants: 9,
  keyActivities: [
    { code: "KA 01", name: "Výběr" },
    { code: "KA 02", name: "Monitoring" },
  ],
  goals: [
    { number: 1, text: "Zvýšení znalostí" },
    { number: 2, text: "Pocit bezpečí" },
  ],
  trainingAreas: ["finanční gramotnost", "komunikační dovednosti"],
  ...more,
});

describe("creating a project", () => {
  test("a manager creates it whole in his own city", async () => {
    const input = decided();
    const { projectId } = await send(manager, "project.create", input);
    const [made] = await rows(
      manager,
      sql`
      select (select count(*) from posts where project_id = p.id) as posts,
        (select count(*) from key_activities where project_id = p.id and ends_on = p.ends_on) as activities,
        (select jsonb_agg(rule order by number) from goals where project_id = p.id) as rules,
        (select sum(amount_halere)::bigint from funding_sources where project_id = p.id) as sources,
        (select count(*) from monitoring_periods where project_id = p.id) as periods,
        (select max(report_due_on)::text from monitoring_periods where project_id = p.id) as last_due,
        (select count(*) from plan_months where project_id = p.id) as months,
        (select sum(planned_halere)::bigint from plan_months where project_id = p.id) as planned,
        (select jsonb_agg(amount_halere) from budget_lines where project_id = p.id) as lines
      from projects p where p.id = ${projectId}`,
    );
    expect(made).toEqual({
      posts: 9,
      activities: 2,
      rules: ["assessments", "measures"],
      sources: 1_367_629_200,
      periods: 6,
      last_due: "2026-05-30",
      months: 36,
      planned: 1_367_629_200,
      lines: [1_367_629_200],
    });
  });

  test("days within months, a project of one month and missing sources are taken as they are", async () => {
    const late = decided({ startsOn: "2023-04-15", endsOn: "2024-10-31", sources: [], totalHalere: 100 });
    const { projectId } = await send(manager, "project.create", late);
    expect(
      await rows(
        manager,
        sql`select starts_on::text as s, ends_on::text as e from monitoring_periods
        where project_id = ${projectId} order by number`,
      ),
    ).toEqual([
      { s: "2023-04-15", e: "2023-09-30" },
      { s: "2023-10-01", e: "2024-03-31" },
      { s: "2024-04-01", e: "2024-09-30" },
      { s: "2024-10-01", e: "2024-10-31" },
    ]);
    const [plan] = await rows(
      manager,
      sql`select min(month)::text as first, sum(planned_halere)::int as sum
      from plan_months where project_id = ${projectId}`,
    );
    expect(plan).toEqual({ first: "2023-05-01", sum: 100 });
    await send(manager, "project.create", decided({ startsOn: "2024-05-02", endsOn: "2024-05-20" }));
  });

  test("an administrator creates it for any city, nobody for an office that is none", async () => {
    const made = await send(cast.admin.credential, "project.create", decided({ organisationId: cast.south.id }));
    expect(made.projectId).toBeDefined();
    const office = decided({ organisationId: cast.ministry.id });
    expect(await refusal(send(cast.admin.credential, "project.create", office))).toMatchObject({
      status: 422,
      fields: { organisationId: "notOffered" },
    });
  });

  test("a stranger's city is not found, a wrong role is refused", async () => {
    const stranger = person(cast.south, "manager").credential;
    expect(await refusal(send(stranger, "project.create", decided()))).toMatchObject({ key: "notFound", status: 404 });
    for (const credential of [person(cast.north, "mentor").credential, cast.ministry.auditor.credential])
      expect(await refusal(send(credential, "project.create", decided()))).toMatchObject({ status: 403 });
  });

  test("what cannot be is refused beside its field and nothing is left behind", async () => {
    const input = decided();
    await send(manager, "project.create", input);
    const cases: [Record<string, unknown>, number, string, string][] = [
      [{ endsOn: "2023-04-01" }, 422, "endsOn", "endBeforeStart"],
      [{ endsOn: "2043-04-01" }, 422, "endsOn", "projectTooLong"],
      [{ startsOn: "2023-02-30" }, 422, "startsOn", "badDate"],
      [{ slug: "Žluťoučký" }, 422, "slug", "badSlug"],
      [{ slug: "new" }, 422, "slug", "slugTaken"],
      [{ slug: input.slug }, 409, "slug", "slugTaken"],
      [{ registrationNumber: input.registrationNumber }, 409, "registrationNumber", "registrationNumberTaken"],
      [{ totalHalere: 1e16 }, 422, "totalHalere", "tooBig"],
      [{ totalHalere: 1.5 }, 422, "totalHalere", "wrongType"],
      [{ assistants: 0 }, 422, "assistants", "tooSmall"],
      [
        {
          keyActivities: [
            { code: "A", name: "1" },
            { code: "A", name: "2" },
          ],
        },
        422,
        "keyActivities.1.code",
        "listedTwice",
      ],
      [{ name: "a\u0000b" }, 422, "name", "badCharacters"],
    ];
    for (const [more, status, field, key] of cases) {
      const found = await refusal(send(manager, "project.create", decided({ ...more })));
      expect({ status: found.status, [field]: found.fields[field] }).toEqual({ status, [field]: key });
    }
    const [count] = await rows(manager, sql`select count(*) as n from projects where slug = ${input.slug}`);
    expect(count).toEqual({ n: 1 });
  });

  test("the same command twice creates one project", async () => {
    const input = decided();
    const id = randomUUID();
    const first = await send(manager, "project.create", input, id);
    expect(await send(manager, "project.create", input, id)).toEqual(first);
    expect(await refusal(send(manager, "project.create", decided(), id))).toMatchObject({ key: "commandReused" });
  });
});
