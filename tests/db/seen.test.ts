import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { attachEvidence } from "@/db/mutations/evidence";
import { listMeasurements } from "@/db/queries/indicator";
import { plusDays } from "@/lib/domain/day";
import { attachFile, type FileSubject } from "../support/attach";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip, type Field } from "../support/field";
import { measuredIndicator, row } from "../support/project";

let cast: Cast;
let field: Field;
let mentor: Credential;
let manager: Credential;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
});

const outdated = { key: "changedMeanwhile", status: 409 };
const shift = (more: Record<string, unknown> = {}) => ({
  projectId: cast.north.projectId,
  happenedOn: "2025-02-14",
  startsAt: "07:00",
  endsAt: "15:00",
  localityId: field.localityId,
  keyActivityId: field.keyActivityId,
  assistantIds: field.assistants.slice(0, 1),
  counts: [{ kind: "counselling", count: 2 }],
  ...more,
});
type Seen = { activityId: string; version: string };
let days = 0;
/** A shift of a day of its own, so that no two lie over each other. */
const log = (more: Record<string, unknown> = {}) => {
  days += 1;
  return send<Seen>(mentor, "activity.log", shift({ happenedOn: plusDays("2024-05-01", days), ...more }));
};
const stateOf = async (id: string) =>
  (await row(
    manager,
    sql`select state, (select count(*)::int from activity_decisions d where d.activity_id = a.id)
    as decisions from activities a where a.id = ${id}`,
  )) ?? null;
const attach = (who: Credential, subject: FileSubject) => attachFile(who, cast.north.projectId, subject);

test("who approves approves what he saw: not other counts, people, notes or files, and not one of many", async () => {
  const other = await log({ submit: true });
  const changes: [string, (seen: Seen) => Promise<unknown>][] = [
    [
      "count",
      (seen) => send(mentor, "activity.log", { ...shift({ counts: [{ kind: "counselling", count: 500 }] }), ...seen }),
    ],
    ["people", (seen) => send(mentor, "activity.log", { ...shift({ assistantIds: field.assistants }), ...seen })],
    ["note", (seen) => send(mentor, "activity.log", { ...shift({ note: "Jinak." }), ...seen })],
    ["file", ({ activityId }) => attach(mentor, { activityId })],
  ];
  for (const [what, change] of changes) {
    const seen = (({ activityId, version }) => ({ activityId, version }))(await log());
    await change(seen);
    await send(mentor, "activity.submit", { activityId: seen.activityId });
    const approve = { activities: [{ activityId: other.activityId }, seen] };
    expect([what, await refusal(send(manager, "activity.approve", approve))]).toMatchObject([what, outdated]);
    const back = { ...seen, reason: "other", note: "Jinak." };
    expect([what, await refusal(send(manager, "activity.return", back))]).toMatchObject([what, outdated]);
    expect([what, await stateOf(seen.activityId)]).toEqual([what, { state: "submitted", decisions: 1 }]);
    expect(await stateOf(other.activityId)).toEqual({ state: "submitted", decisions: 1 });
  }
});

test("a file that came after the manager looked stops him, one that is there when he looks does not", async () => {
  const { activityId, version } = await log({ submit: true });
  await send(mentor, "activity.withdraw", { activityId });
  await attach(mentor, { activityId });
  await send(mentor, "activity.submit", { activityId });
  const approve = (more: object) => send(manager, "activity.approve", { activities: [{ activityId, ...more }] });
  expect(await refusal(approve({ version }))).toMatchObject(outdated);
  expect(await approve({})).toEqual({ approved: 1 });
});

test("submitting and deleting name what was seen too", async () => {
  for (const name of ["activity.submit", "activity.delete"]) {
    const { activityId, version } = await log();
    await attach(mentor, { activityId });
    expect([name, await refusal(send(mentor, name, { activityId, version }))]).toMatchObject([name, outdated]);
    expect([name, await stateOf(activityId)]).toEqual([name, { state: "draft", decisions: 0 }]);
    await send(mentor, name, { activityId });
  }
});

test("no decision without a version", async () => {
  const { activityId } = await log({ submit: true });
  const blind = { activityId, version: undefined };
  const decisions: [string, object, string][] = [
    ["activity.approve", { activities: [blind] }, "activities.0.version"],
    ["activity.return", { ...blind, reason: "other", note: "x" }, "version"],
    ["activity.submit", blind, "version"],
    ["activity.delete", blind, "version"],
    ["expense.delete", { expenseId: randomUUID(), version: undefined }, "version"],
    ["measurement.verify", { measurementId: randomUUID(), version: undefined }, "version"],
    ["budget-line.remove", { budgetLineId: randomUUID(), version: undefined }, "version"],
    ["milestone.remove", { milestoneId: randomUUID(), version: undefined }, "version"],
    ["training-area.remove", { areaId: randomUUID(), version: undefined }, "version"],
    ["project.reopen", { projectId: randomUUID(), version: undefined }, "version"],
  ];
  for (const [name, input, path] of decisions)
    expect([name, await refusal(send(manager, name, input))]).toMatchObject([
      name,
      { status: 422, fields: { [path]: "required" } },
    ]);
  const over = await refusal(
    send(mentor, "activity.log", { ...shift(), activityId: (await log()).activityId, version: undefined }),
  );
  expect(over).toMatchObject({ status: 422, fields: { version: "versionNeeded" } });
});

test("a value is verified with the files that were seen, an expense deleted as it was seen", async () => {
  const indicatorId = await measuredIndicator(manager, cast.north.projectId);
  const value = { indicatorId, measuredOn: "2024-05-02", value: 61 };
  const { measurementId = "", version } = await send(mentor, "measurement.record", value);
  await attach(mentor, { measurementId });
  const verify = (seen: object) => send(manager, "measurement.verify", { measurementId, ...seen });
  expect(await refusal(verify({ version }))).toMatchObject(outdated);
  const [listed] = await withActor(manager, "read", (tx) => listMeasurements(tx, indicatorId, "2024-12-31"));
  expect(await verify({ version: listed?.version })).toMatchObject({ state: "verified" });
  const { budgetLineId = "" } = await send(manager, "budget-line.add", {
    projectId: cast.north.projectId,
    code: "8",
    name: "Služby",
    leaf: "direct",
    amountHalere: 100_00,
  });
  const expense = {
    budgetLineId,
    kind: "document",
    documentNumber: "FA-8",
    description: "Kurz",
    issuedOn: "2024-05-02",
  };
  const { expenseId = "" } = await send(manager, "expense.record", {
    projectId: cast.north.projectId,
    ...expense,
    amountHalere: 100,
  });
  const seen = await row(manager, sql`select xmin::text as version from expenses where id = ${expenseId}`);
  await send(manager, "expense.change", { expenseId, ...expense, amountHalere: 200 });
  expect(await refusal(send(manager, "expense.delete", { expenseId, ...seen }))).toMatchObject(outdated);
  await send(manager, "expense.delete", { expenseId });
});

test("a file that is being attached while somebody hands the shift in is seen", async () => {
  const { activityId, version } = await log();
  let sending: Promise<unknown> = Promise.resolve();
  await withActor(
    mentor,
    "write",
    async (tx, me) => {
      await attachEvidence(tx, me, {
        projectId: cast.north.projectId,
        activityId,
        fileName: "list.pdf",
        bytes: 3,
        sha256: "cd".repeat(32),
        mediaType: "application/pdf",
      });
      sending = refusal(send(mentor, "activity.submit", { activityId, version }));
      await new Promise((resolve) => setTimeout(resolve, 300));
    },
    { id: randomUUID(), name: "evidence.attach" },
  );
  expect(await sending).toMatchObject(outdated);
});
