import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { findPersonCard } from "@/db/queries/person-card";
import { listMentors, listSelections } from "@/db/queries/selection";
import { goalStanding } from "@/lib/domain/development";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

type Input = Record<string, unknown>;
let cast: Cast;
let mentor: Credential;
let manager: Credential;
const ids: Record<string, string> = {};
const one = (query: ReturnType<typeof sql>) =>
  withActor(manager, "read", async (tx) => (await tx.execute<Record<string, unknown>>(query))[0]);

beforeAll(async () => {
  cast = await makeCast();
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
  ids.project =
    (
      await send(manager, "project.create", {
        organisationId: cast.north.id,
        slug: `t-${randomUUID().slice(0, 8)}`,
        name: "Projekt",
        beneficiary: "město",
        startsOn: "2023-04-01",
        endsOn: "2026-03-31",
        totalHalere: 1000,
        assistants: 1,
        trainingAreas: ["mediace"],
      })
    ).projectId ?? "";
  const found = await one(sql`select (select id from posts where project_id = ${ids.project}) as post,
    (select id from training_areas where project_id = ${ids.project}) as area`);
  Object.assign(ids, found);
  ids.anna =
    (
      await send(mentor, "assistant.add", {
        projectId: ids.project,
        name: "Anna",
        postId: ids.post,
        startsOn: "2024-01-01",
      })
    ).assistantId ?? "";
  ids.mentor =
    (
      await send(manager, "mentor.assign", {
        projectId: ids.project,
        userId: person(cast.north, "mentor").id,
        startsOn: "2024-01-01",
      })
    ).projectMentorId ?? "";
});

test("verbs of plans, evaluations, lessons, contracts and rounds: strangers, other roles, what cannot be, twice the same", async () => {
  const goal = { title: "Vede rozhovor", setOn: "2024-02-01", dueOn: "2024-08-01" };
  const { developmentGoalId } = await send(mentor, "development.set", {
    assistantId: ids.anna,
    areaId: ids.area,
    ...goal,
  });
  const { evaluationId } = await send(mentor, "evaluation.record", {
    assistantId: ids.anna,
    month: "2024-02",
    verdict: "good",
    note: "Dobrá práce.",
  });
  const lesson = { projectMentorId: ids.mentor, kind: "training", title: "Kurz", heldOn: "2024-03-05", minutes: 480 };
  const { lessonId } = await send(mentor, "lesson.add", lesson);
  const contract = { projectMentorId: ids.mentor, municipality: "538434", startsOn: "2024-01-01" };
  const { mentorContractId } = await send(manager, "mentor-contract.add", contract);
  const round = { projectId: ids.project, wanted: 2, announcedOn: "2024-01-10", closesOn: "2024-02-10" };
  const { selectionId } = await send(mentor, "selection.open", round);
  const decided = { selectionId, candidates: 9, invited: 4, chosen: 1, decidedOn: "2024-02-20", outcome: "partly" };
  const verbs: [name: string, input: Input, wrong: [change: Input, field: string, key: string][]][] = [
    [
      "development.set",
      { assistantId: ids.anna, ...goal },
      [
        [{ dueOn: "2024-01-31" }, "dueOn", "endBeforeStart"],
        [{ setOn: "2023-03-31" }, "setOn", "outsideProjectDays"],
        [{ areaId: randomUUID() }, "areaId", "areaMissing"],
        [{ title: " " }, "title", "required"],
      ],
    ],
    [
      "development.change",
      { developmentGoalId, ...goal, title: "Vede rozhovor sám" },
      [[{ title: "" }, "title", "required"]],
    ],
    [
      "development.review",
      { developmentGoalId, reviewedOn: "2024-05-01", verdict: "on-way" },
      [
        [{ reviewedOn: "2099-01-01" }, "reviewedOn", "dayAhead"],
        [{ reviewedOn: "2024-01-31" }, "reviewedOn", "reviewedBeforeGoal"],
        [{ verdict: "fine" }, "verdict", "notOffered"],
      ],
    ],
    [
      "evaluation.record",
      { assistantId: ids.anna, month: "2024-03", verdict: "needs-help", note: "Potřebuje pomoc." },
      [
        [{ month: "2023-12" }, "month", "notInPostThen"],
        [{ month: "2024-02" }, "month", "evaluatedAlready"],
        [{ month: "2099-01" }, "month", "monthNotOver"],
        [{ note: "" }, "note", "required"],
      ],
    ],
    ["evaluation.change", { evaluationId, verdict: "strong", note: "Opraveno." }, [[{ note: "" }, "note", "required"]]],
    [
      "lesson.add",
      { ...lesson, heldOn: "2024-04-05" },
      [
        [{ heldOn: "2023-12-31" }, "heldOn", "beforeMentor"],
        [{ heldOn: "2099-01-01" }, "heldOn", "dayAhead"],
        [{ minutes: 0 }, "minutes", "tooSmall"],
      ],
    ],
    ["lesson.remove", { lessonId }, []],
    [
      "selection.open",
      round,
      [
        [{ closesOn: "2024-01-09" }, "closesOn", "endBeforeStart"],
        [{ closesOn: "2026-04-01" }, "closesOn", "outsideProjectDays"],
        [{ wanted: 0 }, "wanted", "tooSmall"],
      ],
    ],
    [
      "selection.decide",
      decided,
      [
        [{ invited: 10 }, "invited", "moreThanCandidates"],
        [{ chosen: 5 }, "chosen", "moreThanInvited"],
        [{ outcome: "filled" }, "outcome", "outcomeDiffers"],
        [{ decidedOn: "2024-01-01" }, "decidedOn", "endBeforeStart"],
      ],
    ],
    [
      "mentor-contract.add",
      contract,
      [
        [{ municipality: "000000" }, "municipality", "municipalityMissing"],
        [{ endsOn: "2023-12-31" }, "endsOn", "endBeforeStart"],
      ],
    ],
    [
      "mentor-contract.change",
      { mentorContractId, startsOn: "2024-01-01", endsOn: "2025-01-31", consentedOn: "2024-01-15" },
      [[{ endsOn: "2023-12-31" }, "endsOn", "endBeforeStart"]],
    ],
  ];
  for (const [name, input, wrong] of verbs) {
    const who = name.startsWith("mentor-contract") ? manager : mentor;
    const stranger = person(cast.south, who === manager ? "manager" : "mentor").credential;
    expect([name, await refusal(send(stranger, name, input))]).toMatchObject([name, { key: "notFound", status: 404 }]);
    for (const other of [person(cast.north, "finance"), cast.ministry.auditor])
      expect([name, await refusal(send(other.credential, name, input))]).toMatchObject([name, { status: 403 }]);
    for (const [change, field, key] of wrong)
      expect([name, field, (await refusal(send(who, name, { ...input, ...change }))).fields[field]]).toEqual([
        name,
        field,
        key,
      ]);
    const id = randomUUID();
    const first = await send(who, name, input, id);
    expect([name, await send(who, name, input, id)]).toEqual([name, first]);
    if (/change|remove|decide/.test(name))
      expect([name, (await refusal(send(who, name, { ...input, version: "1" }))).status]).toEqual([
        name,
        name === "lesson.remove" ? 404 : 409,
      ]);
  }
  const card = await withActor(mentor, "read", (tx) =>
    findPersonCard(tx, ids.project ?? "", ids.anna ?? "", "2025-02-15"),
  );
  expect(card?.goals.map(({ title }) => title).sort()).toEqual(["Vede rozhovor", "Vede rozhovor sám"]);
  expect(card?.evaluations.map(({ month, verdict }) => [month, verdict])).toEqual([
    ["2024-03", "needs-help"],
    ["2024-02", "strong"],
  ]);
  expect(await one(sql`select count(*)::int as lessons from mentor_lessons where project_id = ${ids.project}`)).toEqual(
    { lessons: 1 },
  );
});

test("pages of mentors and of the selection read what was written, another city nothing", async () => {
  const projectId = ids.project ?? "";
  const read = (credential: Credential) =>
    withActor(credential, "read", async (tx) => ({
      mentors: await listMentors(tx, projectId),
      rounds: await listSelections(tx, projectId),
    }));
  const { mentors, rounds } = await read(mentor);
  expect(mentors).toMatchObject([
    {
      from: "2024-01-01",
      lessons: [{ kind: "training", title: "Kurz", on: "2024-04-05", minutes: 480 }],
      contracts: [{ municipality: "Svatava", region: "Karlovarský" }, { municipality: "Svatava" }],
    },
  ]);
  expect(
    rounds.map(({ number, wanted, candidates, chosen, outcome }) => [number, wanted, candidates, chosen, outcome]),
  ).toEqual([
    [2, 2, null, null, "open"],
    [1, 2, 9, 1, "partly"],
  ]);
  expect(await read(person(cast.south, "mentor").credential)).toEqual({ mentors: [], rounds: [] });
});

test("a goal that is reached is closed, and no look comes before the last one", async () => {
  const { developmentGoalId } = await send(mentor, "development.set", {
    assistantId: ids.anna,
    title: "Zkouška",
    setOn: "2024-02-01",
    dueOn: "2024-08-01",
  });
  const review = (reviewedOn: string, verdict: string) =>
    send(mentor, "development.review", { developmentGoalId, reviewedOn, verdict });
  await review("2024-05-01", "behind");
  expect((await refusal(review("2024-04-30", "on-way"))).fields).toEqual({ reviewedOn: "reviewedLater" });
  expect((await refusal(review("2024-05-01", "on-way"))).fields).toEqual({ reviewedOn: "reviewedAlready" });
  await review("2024-06-01", "reached");
  expect((await refusal(review("2024-07-01", "on-way"))).fields).toEqual({ verdict: "goalClosed" });
});

test("where a goal stands: new, as its last look says, late after its day, closed for good", () => {
  const stands = (day: string, ...reviews: { on: string; verdict: "on-way" | "behind" | "reached" }[]) =>
    goalStanding({ dueOn: "2025-02-15", reviews }, day);
  expect(stands("2025-02-15")).toBe("new");
  expect(stands("2025-02-15", { on: "2025-02-01", verdict: "behind" }, { on: "2025-01-01", verdict: "on-way" })).toBe(
    "behind",
  );
  expect(stands("2025-02-16", { on: "2025-02-01", verdict: "on-way" })).toBe("late");
  expect(stands("2025-02-16", { on: "2025-02-01", verdict: "reached" })).toBe("reached");
});
