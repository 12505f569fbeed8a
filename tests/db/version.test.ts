import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { findActivity } from "@/db/queries/activities";
import { listBudgetLines } from "@/db/queries/budget";
import { findExpense } from "@/db/queries/expenses";
import { listMeasurements } from "@/db/queries/indicator";
import { listPlanMonths, planVersion } from "@/db/queries/plan";
import { findProjectSettings } from "@/db/queries/project-settings";
import { findTeam } from "@/db/queries/team";
import { DomainError } from "@/lib/domain/error";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip } from "../support/field";
import { decided, freshProject, type Input, row } from "../support/project";

let cast: Cast;
let manager: Credential;
let mentor: Credential;
let projectId: string;
let slug: string;
beforeAll(async () => {
  cast = await makeCast();
  manager = person(cast.north, "manager").credential;
  mentor = person(cast.north, "mentor").credential;
  projectId = await freshProject(cast, { trainingAreas: ["Mediace"] });
  slug = String((await row(manager, sql`select slug from projects where id = ${projectId}`))?.slug);
});

const outdated = { key: "changedMeanwhile", status: 409 };
/**
 * Two open the same form: the first one saves, the second one is told and nothing of his is written; from what it is now
 * he may save. Who names no version is refused.
 */
async function twoOpenOne(name: string, input: Input, version: () => Promise<string | undefined>, who = manager) {
  const seen = await version();
  expect([name, typeof seen]).toEqual([name, "string"]);
  await send(who, name, { ...input, version: seen });
  const now = await version();
  expect([name, now === seen]).toEqual([name, false]);
  expect([name, await refusal(send(who, name, { ...input, version: seen }))]).toMatchObject([name, outdated]);
  expect([name, await version()]).toEqual([name, now]);
  await send(who, name, { ...input, version: now });
  const blind = await refusal(send(who, name, { ...input, version: undefined }));
  expect([name, blind.status, Object.keys(blind.fields)]).toEqual([name, 422, ["version"]]);
}

test("in the settings of a project nobody writes over what he has not seen", async () => {
  await send(manager, "locality.add", { projectId, name: "U nádraží" });
  await send(manager, "milestone.add", { projectId, kind: "training", title: "Kurz", dueOn: "2024-05-02" });
  const measured = { name: "Přestupky", unit: "%", kind: "own", direction: "down", rule: "measured" };
  await send(manager, "indicator.add", { projectId, code: "SF-1", ...measured });
  await send(manager, "source.change", {
    projectId,
    sources: [{ kind: "eu", ratePer100000: 90_000, amountHalere: 3_240_000 }],
  });
  const settings = async () => {
    const found = await withActor(manager, "read", (tx) => findProjectSettings(tx, slug));
    if (!found) throw new Error("no settings");
    return found;
  };
  const { project, parts } = await settings();
  const days = { startsOn: "2023-04-01", endsOn: "2026-03-31" };
  const [period] = project.periods;
  await twoOpenOne(
    "source.change",
    // A source that is put in anew every time is a new version every time.
    { projectId, sources: [{ kind: "eu", ratePer100000: 90_000, amountHalere: 1 }] },
    async () => (await settings()).project.sourcesVersion,
  );
  await twoOpenOne(
    "goal.change",
    { goalId: project.goals[0]?.id, number: 1, text: "Cíl", rule: "measures" },
    async () => (await settings()).project.goals[0]?.version,
  );
  const activity = project.keyActivities[0];
  await twoOpenOne(
    "key-activity.change",
    { keyActivityId: activity?.id, code: "KA 01", name: "Výběr", ...days },
    async () => (await settings()).project.keyActivities[0]?.version,
  );
  await twoOpenOne(
    "period.change",
    {
      periodId: period?.id,
      startsOn: period?.startsOn,
      endsOn: period?.endsOn,
      reportDueOn: period?.reportDueOn,
      claimDueOn: period?.claimDueOn,
    },
    async () => (await settings()).project.periods[0]?.version,
  );
  await twoOpenOne(
    "locality.change",
    { localityId: parts.localities[0]?.id, name: "U nádraží", active: true },
    async () => (await settings()).parts.localities[0]?.version,
  );
  await twoOpenOne(
    "milestone.change",
    { milestoneId: parts.milestones[0]?.id, kind: "training", title: "Kurz", dueOn: "2024-05-02" },
    async () => (await settings()).parts.milestones[0]?.version,
  );
  await twoOpenOne(
    "indicator.change",
    { indicatorId: parts.indicators[0]?.id, code: "SF-1", ...measured },
    async () => (await settings()).parts.indicators[0]?.version,
  );
  await twoOpenOne(
    "post.change",
    { postId: parts.posts[0]?.id, ...days },
    async () => (await settings()).parts.posts[0]?.version,
  );
  await twoOpenOne(
    "training-area.change",
    { areaId: parts.trainingAreas[0]?.id, name: "Mediace" },
    async () => (await settings()).parts.trainingAreas[0]?.version,
  );
  await twoOpenOne(
    "project.change",
    { projectId, ...decided({ slug, totalHalere: 3_600_000 }), state: "running" },
    async () => (await settings()).project.version,
  );
});

test("nor on a line of the budget, in the plan, on an expense or on a score", async () => {
  const lines = () => withActor(manager, "read", (tx) => listBudgetLines(tx, projectId, "2024-06-30"));
  const [line] = await lines();
  await twoOpenOne(
    "budget-line.change",
    { budgetLineId: line?.id, code: "1", name: "Výdaje" },
    async () => (await lines())[0]?.version,
  );
  const months = await withActor(manager, "read", (tx) => listPlanMonths(tx, projectId));
  const plan = () => withActor(manager, "read", (tx) => planVersion(tx, projectId));
  const seen = await plan();
  const input = { projectId, months: months.slice(1) };
  await send(manager, "plan.change", { ...input, version: seen });
  expect(await refusal(send(manager, "plan.change", { ...input, version: seen }))).toMatchObject(outdated);
  await send(manager, "plan.change", { ...input, version: await plan() });

  const expense = {
    budgetLineId: line?.id,
    kind: "document",
    documentNumber: "FA-1",
    description: "Kurz",
    issuedOn: "2024-05-02",
    amountHalere: 100,
  };
  const { expenseId = "" } = await send(manager, "expense.record", { projectId, ...expense });
  await twoOpenOne("expense.change", { expenseId, ...expense }, () =>
    withActor(manager, "read", async (tx) => (await findExpense(tx, projectId, expenseId))?.version),
  );

  const { assistantId } = await send(manager, "assistant.add", {
    projectId,
    name: "Anna",
    postId: String((await row(manager, sql`select id from posts where project_id = ${projectId} limit 1`))?.id),
    startsOn: "2023-05-01",
  });
  const areaId = (await row(manager, sql`select id from training_areas where project_id = ${projectId}`))?.id;
  const score = { assessedOn: "2024-05-01", score: 50 };
  const { assessmentId } = await send(mentor, "assessment.record", { assistantId, areaId, phase: "entry", ...score });
  await twoOpenOne("assessment.change", { assessmentId, ...score }, async () => {
    const { people } = await withActor(manager, "read", (tx) => findTeam(tx, projectId, "2024-12-31"));
    return people[0]?.scores[0]?.version;
  });
});

test("nor on a shift, whose people and counts belong to it", async () => {
  const field = await equip(cast.north);
  const shift = {
    activityId: randomUUID(),
    projectId: cast.north.projectId,
    happenedOn: "2025-02-14",
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 2),
    counts: [{ kind: "patrol", count: 2 }],
  };
  await send(mentor, "activity.log", shift);
  const found = () => withActor(mentor, "read", (tx) => findActivity(tx, cast.north.slug, shift.activityId, "cs"));
  await twoOpenOne("activity.log", shift, async () => (await found())?.version, mentor);
  const { version } = (await found()) ?? {};
  await send(manager, "activity.log", { ...shift, counts: [{ kind: "patrol", count: 5 }], version });
  const late = { ...shift, note: "Jinak", version };
  expect(await refusal(send(mentor, "activity.log", late))).toMatchObject(outdated);
  expect(await found()).toMatchObject({ note: "", counts: [{ count: 5 }] });
});

test("a waiting value typed by another is replaced only by who has seen it", async () => {
  const { indicatorId = "" } = await send(manager, "indicator.add", {
    projectId,
    code: "M-1",
    name: "Pocit bezpečí",
    unit: "%",
    kind: "own",
    direction: "up",
    rule: "measured",
  });
  const value = { indicatorId, measuredOn: "2024-05-02", value: 60 };
  const { version } = await send(mentor, "measurement.record", value);
  await send(mentor, "measurement.record", { ...value, value: 61, version });
  const blind = await refusal(send(manager, "measurement.record", { ...value, value: 70 }));
  expect(blind).toMatchObject({ status: 422, fields: { version: "versionNeeded" } });
  expect(await refusal(send(manager, "measurement.record", { ...value, value: 70, version }))).toMatchObject(outdated);
  const listed = () => withActor(manager, "read", (tx) => listMeasurements(tx, indicatorId, "2024-12-31"));
  const [seen] = await listed();
  await send(manager, "measurement.record", { ...value, value: 70, version: seen?.version });
  expect(await listed()).toMatchObject([{ value: 70 }]);
  const mine = { ...value, value: 62, version: seen?.version };
  expect(await refusal(send(mentor, "measurement.record", mine))).toMatchObject(outdated);
});

test("two who type the first value of a day at once do not write over each other", async () => {
  const { indicatorId = "" } = await send(manager, "indicator.add", {
    projectId,
    code: "M-2",
    name: "Pocit bezpečí večer",
    unit: "%",
    kind: "own",
    direction: "up",
    rule: "measured",
  });
  for (const day of ["01", "02", "03", "04", "05", "06", "07", "08"]) {
    const value = { indicatorId, measuredOn: `2024-05-${day}` };
    const told = await Promise.all(
      [
        send(mentor, "measurement.record", { ...value, value: 1 }),
        send(manager, "measurement.record", { ...value, value: 2 }),
      ].map((work) =>
        work.then(
          () => "kept",
          (error: unknown) => (error instanceof DomainError ? error.key : error),
        ),
      ),
    );
    expect(told.filter((word) => word === "kept")).toHaveLength(1);
    expect(["changedMeanwhile", "invalidInput"]).toContain(told.find((word) => word !== "kept"));
  }
});

test("who verifies a value verifies the one that he looked at", async () => {
  const { indicatorId = "" } = await send(manager, "indicator.add", {
    projectId,
    code: "M-3",
    name: "Pocit bezpečí v parku",
    unit: "%",
    kind: "own",
    direction: "up",
    rule: "measured",
  });
  const value = { indicatorId, measuredOn: "2024-05-02" };
  const { measurementId, version } = await send(mentor, "measurement.record", { ...value, value: 60 });
  const listed = () => withActor(manager, "read", (tx) => listMeasurements(tx, indicatorId, "2024-12-31"));
  const [seen] = await listed();
  await send(mentor, "measurement.record", { ...value, value: 95, version });
  const verify = (version?: string) => send(manager, "measurement.verify", { measurementId, version });
  expect(await refusal(verify())).toMatchObject({ status: 422, fields: { version: "required" } });
  expect(await refusal(verify(seen?.version))).toMatchObject(outdated);
  expect(await listed()).toMatchObject([{ value: 95, state: "submitted" }]);
  await verify((await listed())[0]?.version);
  expect(await listed()).toMatchObject([{ value: 95, state: "verified" }]);
});
