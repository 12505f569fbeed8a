import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { type Tx, withActor } from "@/db/gate";
import { findActivity, logPlace } from "@/db/queries/activities";
import {
  type ActivityAsk,
  activityDays,
  activityPlace,
  listActivities,
  returnedActivities,
} from "@/db/queries/activity-list";
import { activityListTotals } from "@/db/queries/activity-list-totals";
import { openActivities, waitingForDecision, weekRows } from "@/db/queries/home";
import { listActivityRecords, type RecordFilter } from "@/db/queries/project-records";
import { type ActivityFilter, parseActivityFilter } from "@/lib/domain/activity-filter";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";

const today = "2025-02-15";
let cast: Cast;
let field: Field;
const ids: string[] = [];

/** Three shifts: two people 7,5 h with 2 + 5 counts, one person 4 h with 3 talks, a draft of two without counts. */
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
  const [a, b, c] = field.assistants;
  const shifts = [
    {
      happenedOn: "2025-01-31",
      assistantIds: [a, b],
      startsAt: "07:00",
      endsAt: "15:00",
      counts: [
        { kind: "patrol", count: 2 },
        { kind: "counselling", count: 5 },
      ],
      submit: true,
    },
    {
      happenedOn: "2025-02-10",
      assistantIds: [c],
      startsAt: "22:00",
      endsAt: "02:00",
      counts: [{ kind: "counselling", count: 3 }],
      submit: true,
    },
    { happenedOn: "2025-02-10", assistantIds: [a, b], startsAt: "07:00", endsAt: "15:00", counts: [], submit: false },
  ];
  const mentor = person(cast.north, "mentor").credential;
  const manager = person(cast.north, "manager").credential;
  for (const shift of shifts) {
    ids.push(randomUUID());
    await send(mentor, "activity.log", {
      activityId: ids.at(-1),
      projectId: cast.north.projectId,
      localityId: field.localityId,
      keyActivityId: field.keyActivityId,
      ...shift,
    });
  }
  await send(manager, "activity.approve", { activities: [{ activityId: ids[0] }] });
  const nowhere = send(manager, "activity.return", { activityId: ids[1], reason: "no-such", note: "Noc byla delší." });
  await expect(nowhere).rejects.toMatchObject({ fields: { reason: { key: "notOffered" } } });
  await send(manager, "activity.return", { activityId: ids[1], reason: "time", note: "Noc byla delší." });
  // The decisions were taken just now; as of the demo's days they belong to the days they are about.
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  await superuser.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${process.env.HLIDKA_KEY ?? ""}, null, ${randomUUID()}, 'test.decisions')`;
    await tx`update activity_decisions d
      set decided_at = case when d.decision = 'submitted' then a.happened_on else a.happened_on + 7 end
      from activities a where a.id = d.activity_id and a.project_id = ${cast.north.projectId}`;
  });
  await superuser.end();
});

const ask = (params: Record<string, string> = {}, asOf = today): ActivityAsk => {
  const filter: ActivityFilter | null = parseActivityFilter(params);
  if (!filter) throw new Error("no filter");
  return { projectId: cast.north.projectId, filter, asOf, today, locale: "cs" };
};
const read = <T>(run: (tx: Tx) => Promise<T>, who = person(cast.north, "mentor")) =>
  withActor(who.credential, "read", run);
const listed = async (params: Record<string, string>, asOf = today) =>
  (await read((tx) => listActivities(tx, ask(params, asOf), 50))).map(({ id }) => ids.indexOf(id)).sort();

test("the sums count hours of everybody and say what is approved", async () => {
  expect(await read((tx) => activityListTotals(tx, ask()))).toEqual({
    shifts: 3,
    minutes: 2 * 450 + 240 + 2 * 450,
    contacts: 8,
    approved: 1,
    submitted: 0,
    returned: 1,
    drafts: 1,
  });
});

test.each<[Record<string, string>, number[]]>([
  [{ month: "2025-02" }, [1, 2]],
  [{ from: "2025-01-31", to: "2025-01-31" }, [0]],
  [{ kind: "patrol" }, [0]],
  [{ state: "returned" }, [1]],
  [{ month: "2025-02", state: "draft" }, [2]],
])("the filter %j chooses %j", async (params, expected) => {
  expect(await listed(params)).toEqual(expected);
});

test.each<[RecordFilter, number[]]>([
  [{}, [0, 1, 2]],
  [{ from: "2025-02-01" }, [1, 2]],
  [{ from: "2025-01-31", to: "2025-01-31" }, [0]],
  [{ kind: "patrol" }, [0]],
  [{ state: "returned" }, [1]],
  [{ state: "draft", kind: "patrol" }, []],
])("the list of the API is narrowed by %j to %j", async (filter, expected) => {
  const rows = await read((tx) => listActivityRecords(tx, cast.north.slug, today, null, 50, filter));
  expect(rows.map(({ id }) => ids.indexOf(id)).sort()).toEqual(expected);
});

test("the list of the API is narrowed to an assistant and a locality", async () => {
  const of = (filter: RecordFilter) => read((tx) => listActivityRecords(tx, cast.north.slug, today, null, 50, filter));
  expect((await of({ assistant: field.assistants[2] })).map(({ id }) => ids.indexOf(id))).toEqual([1]);
  expect(await of({ locality: field.localityId })).toHaveLength(3);
  expect(await of({ locality: randomUUID() })).toEqual([]);
});

test("the filters by person, locality and key activity", async () => {
  expect(await listed({ assistant: field.assistants[2] ?? "" })).toEqual([1]);
  expect(await listed({ locality: field.localityId })).toEqual([0, 1, 2]);
  expect(await listed({ ka: randomUUID() })).toEqual([]);
});

test("as of a day only its rows count, in the state that the decisions by its end gave them", async () => {
  const sums = await read((tx) => activityListTotals(tx, ask({}, "2025-02-06")));
  expect(sums).toMatchObject({ shifts: 1, submitted: 1, approved: 0 });
  expect(await read((tx) => activityListTotals(tx, ask({}, "2025-02-07")))).toMatchObject({
    shifts: 1,
    submitted: 0,
    approved: 1,
  });
  expect(await listed({ state: "draft" }, "2025-02-12")).toEqual([2]);
});

test("the list goes on from a row, the days of a month are counted", async () => {
  const [first] = await read((tx) => listActivities(tx, ask(), 1));
  const place = { side: "after", day: first?.happenedOn ?? null, id: first?.id ?? "" } as const;
  const rest = await read((tx) => listActivities(tx, ask(), 50, place));
  expect(rest.length).toBe(2);
  expect(rest.map(({ id }) => id)).not.toContain(first?.id);
  expect(await read((tx) => activityDays(tx, ask(), "2025-02"))).toEqual([
    { day: "2025-02-10", shifts: 2, contacts: 3 },
  ]);
});

test("a row tells people, counts and why it was returned", async () => {
  const [row] = await read((tx) => returnedActivities(tx, cast.north.projectId, "en"));
  expect(row).toMatchObject({
    id: ids[1],
    people: ["Canary assistant 3"],
    minutes: 240,
    together: 240,
    contacts: 3,
    reason: "The time does not agree",
    reasonNote: "Noc byla delší.",
  });
  const detail = await read((tx) => findActivity(tx, cast.north.slug, ids[1] ?? "", "cs"));
  expect(detail?.decisions.map(({ decision }) => decision)).toEqual(["submitted", "returned"]);
});

test("the home page and the form are told of the same rows", async () => {
  expect((await read((tx) => openActivities(tx, "cs"))).map(({ id }) => ids.indexOf(id))).toEqual([1, 2]);
  expect(await read((tx) => waitingForDecision(tx))).toEqual([]);
  const [week] = await read((tx) => weekRows(tx, today));
  expect([week?.served.length, week?.people.length]).toEqual([2, 3]);
  const place = await read((tx) => logPlace(tx, cast.north.slug, today, "cs"));
  expect([place?.recent.length, place?.people.length, place?.contactGoal]).toEqual([2, 4, null]);
});

test("to a stranger there is nothing", async () => {
  const stranger = person(cast.south, "mentor");
  expect(await read((tx) => activityPlace(tx, cast.north.slug, "cs"), stranger)).toBeNull();
  expect(await read((tx) => logPlace(tx, cast.north.slug, today, "cs"), stranger)).toBeNull();
  expect(await read((tx) => findActivity(tx, cast.north.slug, ids[0] ?? "", "cs"), stranger)).toBeNull();
  expect(await read((tx) => listActivities(tx, ask(), 50), stranger)).toEqual([]);
  expect(await read((tx) => openActivities(tx, "cs"), stranger)).toEqual([]);
});

test.each([
  { month: "2025-13" },
  { from: "2025-02-30" },
  { assistant: "x" },
  { state: "gone" },
  { after: "x" },
  { before: "2025-01-01" },
])("%j is no filter", (params) => expect(parseActivityFilter(params)).toBeNull());

test("a submitted shift names the shifts that would count its people twice, over midnight too", async () => {
  const [a, b, c] = field.assistants;
  const mentor = person(cast.north, "mentor").credential;
  const shift = (day: string, startsAt: string, endsAt: string, people: readonly (string | undefined)[]) => {
    const { projectId } = cast.north;
    const input = {
      activityId: randomUUID(),
      projectId,
      localityId: field.localityId,
      happenedOn: day,
      startsAt,
      endsAt,
    };
    const counts = [{ kind: "patrol", count: 1 }];
    return send(mentor, "activity.log", {
      ...input,
      keyActivityId: field.keyActivityId,
      assistantIds: people,
      counts,
      submit: true,
    });
  };
  const night = await shift("2025-02-12", "22:00", "06:00", [a, b]);
  const early = await shift("2025-02-13", "05:00", "09:00", [b, c]);
  await shift("2025-02-13", "09:00", "12:00", [b]);
  const rows = await read((tx) => listActivities(tx, ask({ from: "2025-02-12", to: "2025-02-13" }), 50));
  const clashes = new Map(rows.map((row) => [row.id, row.clashes]));
  expect(clashes.get(night.activityId ?? "")).toMatchObject([
    { id: early.activityId, on: "2025-02-13", startsAt: "05:00", endsAt: "09:00", people: [expect.any(String)] },
  ]);
  expect(clashes.get(early.activityId ?? "")).toMatchObject([{ id: night.activityId, people: [expect.any(String)] }]);
  expect([...clashes.values()].filter((found) => found.length > 0)).toHaveLength(2);
});
