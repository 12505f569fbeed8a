import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { indicatorByMonth } from "@/db/queries/indicator-months";
import { indicatorRowGroups, indicatorRows } from "@/db/queries/indicator-rows";
import { indicatorValues } from "@/db/queries/indicator-values";
import { indicatorRules } from "@/lib/domain/indicator";
import { type Cast, makeCast, person } from "../support/cast";
import { equip } from "../support/field";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
  await fill();
}, 60_000);

/** A year of a small city in which every rule has rows that count and rows that do not. */
async function fill() {
  const { north } = cast;
  const field = await equip(north);
  const own = sql`${north.id}::uuid, ${north.projectId}::uuid`;
  const manager = person(north, "manager").id;
  const author = person(north, "mentor").id;
  const indicators = new Map(indicatorRules.map((rule) => [rule, randomUUID()]));
  const shift = async (
    tx: Tx,
    day: string,
    state: string,
    assistants: string[],
    counts: [string, number][],
    minutes = 450,
  ) => {
    const id = randomUUID();
    await tx.execute(sql`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, state, author_id)
      values (${id}, ${own}, ${day}, '08:00', '16:00', ${minutes}, ${field.localityId}, ${field.keyActivityId}, ${state}, ${author})`);
    for (const assistant of assistants)
      await tx.execute(
        sql`insert into activity_assistants (organisation_id, project_id, activity_id, assistant_id) values (${own}, ${id}, ${assistant})`,
      );
    for (const [kind, count] of counts)
      await tx.execute(sql`insert into activity_counts (organisation_id, project_id, activity_id, kind_id, count)
        select ${own}, ${id}, k.id, ${count} from activity_kinds k where k.code = ${kind}`);
    const decide = (decision: string, days: number) =>
      tx.execute(sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, reason, note, decided_by, decided_at)
        values (${own}, ${id}, ${decision}, ${decision === "returned" ? "counts" : null}, 'proč', ${decision === "submitted" ? author : manager}, ${`${day}T18:00:00+01:00`}::timestamptz + ${days} * interval '1 day')`);
    if (state !== "draft") await decide("submitted", 0);
    if (state === "approved" || state === "returned") await decide(state, 6);
    return id;
  };
  const [first = "", second = "", third = ""] = field.assistants;
  await withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      for (const [rule, id] of indicators)
        await tx.execute(sql`insert into indicators (id, organisation_id, project_id, code, name, unit, kind, rule, baseline, target)
          values (${id}, ${own}, ${rule}, ${rule}, 'kusy', 'own', ${rule}, 0, 10)`);
      const proven = await shift(
        tx,
        "2024-01-10",
        "approved",
        [first, second],
        [
          ["patrol", 3],
          ["counselling", 4],
        ],
      );
      await shift(tx, "2024-02-10", "approved", [first, third], [["patrol", 5]], 435);
      await shift(tx, "2024-02-11", "approved", [second], [["counselling", 2]], 20);
      await shift(tx, "2024-02-28", "approved", [second, third], [["counselling", 9]]);
      await shift(tx, "2024-02-12", "draft", [first], [["counselling", 50]]);
      await shift(tx, "2024-02-13", "submitted", [first], [["counselling", 60]]);
      await shift(tx, "2024-02-14", "returned", [first], [["counselling", 70]]);
      await shift(tx, "2024-12-24", "approved", [first], [["counselling", 80]]);
      await tx.execute(sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, activity_id, uploaded_by)
        values (${own}, ${"a".repeat(64)}, 'list.pdf', 'application/pdf', 10, ${proven}, ${manager})`);
      await tx.execute(sql`insert into milestones (organisation_id, project_id, kind, title, due_on, done_on) values
        (${own}, 'training', 'Kurz', '2024-01-20', '2024-01-21'), (${own}, 'supervision', 'Supervize', '2024-03-01', '2024-03-01'),
        (${own}, 'supervision', 'Zrušená', '2024-01-25', null), (${own}, 'meeting', 'Setkání', '2024-01-30', '2024-01-30')`);
      for (const [day, value] of [
        ["2023-12-31", 61.5],
        ["2024-01-31", 58.25],
        ["2024-12-31", 40],
      ] as const)
        await tx.execute(sql`insert into indicator_measurements (organisation_id, project_id, indicator_id, measured_on, value, state, author_id)
          values (${own}, ${indicators.get("measured")}, ${day}, ${value}, 'verified', ${manager})`);
      // Files of the first value prove nothing of those that came after it.
      await tx.execute(sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, measurement_id, uploaded_by)
        select ${own}, repeat('b', 64), 'protokol.pdf', 'application/pdf', 10, m.id, ${manager} from indicator_measurements m
        where m.indicator_id = ${indicators.get("measured")} and m.measured_on < '2024-12-31'`);
      const areas = [1, 2, 3].map((number) => ({ number, id: randomUUID() }));
      for (const { number, id } of areas)
        await tx.execute(
          sql`insert into training_areas (id, organisation_id, project_id, number, name) values (${id}, ${own}, ${number}, ${`Oblast ${number}`})`,
        );
      const score = (who: string, area: number, phase: string, day: string, points: number) =>
        tx.execute(sql`insert into assessments (organisation_id, project_id, assistant_id, area_id, phase, assessed_on, score)
          values (${own}, ${who}, ${areas[area]?.id}, ${phase}, ${day}, ${points})`);
      for (const area of [0, 1, 2]) {
        await score(first, area, "entry", "2023-05-01", 40);
        await score(second, area, "entry", "2023-05-01", 40);
        await score(first, area, "mid", "2024-01-15", 52);
        await score(second, area, "mid", "2024-02-20", area === 0 ? 60 : 45);
        await score(second, area, "exit", "2024-11-20", 70);
      }
      await score(third, 0, "entry", "2023-05-01", 10);
      // A file of everybody's entry: it proves those who improved.
      await tx.execute(sql`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, assessment_id, uploaded_by)
        select ${own}, repeat('c', 64), 'test.pdf', 'application/pdf', 10, s.id, ${manager} from assessments s
        where s.project_id = ${north.projectId} and s.phase = 'entry' and s.area_id = ${areas[0]?.id}`);
      // The one who left comes back: the same person is counted once.
      await tx.execute(sql`insert into post_occupancies (organisation_id, project_id, post_id, assistant_id, starts_on)
        select organisation_id, project_id, post_id, assistant_id, '2024-02-05' from post_occupancies where assistant_id = ${field.left}`);
    },
    { id: randomUUID(), name: "test.fill" },
  );
}

const days = ["2023-03-31", "2023-06-30", "2024-01-15", "2024-02-15", "2024-02-29", "2024-03-31", "2025-12-31"];

test.each(indicatorRules)("the rows of %s add up to its value on any day", async (rule) => {
  await withActor(cast.ministry.auditor.credential, "read", async (tx) => {
    for (const day of days) {
      const indicator = (await indicatorValues(tx, cast.north.projectId, day)).find((item) => item.rule === rule);
      if (!indicator) throw new Error("no such indicator");
      const of = { id: indicator.id, projectId: cast.north.projectId, rule };
      const groups = await indicatorRowGroups(tx, of, day);
      const counted = groups.find(({ reason }) => reason === null);
      expect(counted?.amount ?? (rule === "measured" ? null : 0), `${rule} on ${day}`).toEqual(indicator.value);
      expect(counted?.files ?? 0, `files of ${rule} on ${day}`).toBe(indicator.evidenceCount);
      const months = await indicatorByMonth(tx, of, day);
      expect(months).toHaveLength(36);
      if (day >= "2023-04-01") expect(months.findLast((row) => row.month <= day)?.value).toBe(indicator.value);
      expect(months.some((row) => row.month > day && row.value !== null)).toBe(false);
      for (const group of groups) {
        const rows = await indicatorRows(tx, of, day, { reason: group.reason, limit: 1000 });
        expect(rows).toHaveLength(group.rows);
        const total = rows.reduce((sum, row) => sum + row.amount, 0);
        expect(total).toBeCloseTo(group.amount, 9);
        expect(rows.reduce((sum, row) => sum + row.files.length, 0)).toBe(group.files);
      }
    }
  });
});

const reasonsOn = (rule: (typeof indicatorRules)[number], day: string) =>
  withActor(cast.ministry.auditor.credential, "read", async (tx) => {
    const indicator = (await indicatorValues(tx, cast.north.projectId, day)).find((item) => item.rule === rule);
    const groups = await indicatorRowGroups(
      tx,
      { id: indicator?.id ?? "", projectId: cast.north.projectId, rule },
      day,
    );
    return Object.fromEntries(groups.map(({ reason, rows, amount }) => [reason ?? "counted", [rows, amount]]));
  });

test("what is left out is said with its reason, and what it would have added", async () => {
  expect(await reasonsOn("contacts", "2025-02-15")).toEqual({
    counted: [4, 95],
    draft: [1, 50],
    submitted: [1, 60],
    returned: [1, 70],
    "adds-nothing": [1, 0],
  });
  expect(await reasonsOn("contacts", "2024-02-29")).toMatchObject({ "after-day": [1, 80] });
  expect(await reasonsOn("training-events", "2024-02-15")).toEqual({
    counted: [1, 1],
    "not-done": [1, 1],
    "other-kind": [1, 1],
    "after-day": [1, 1],
  });
  expect(await reasonsOn("people-improved", "2024-02-29")).toEqual({
    counted: [1, 1],
    "too-few-areas": [1, 1],
    "no-later-assessment": [1, 1],
    "no-entry-assessment": [1, 1],
  });
  expect(await reasonsOn("people-in-posts", "2024-02-29")).toEqual({ counted: [4, 4], "counted-once": [1, 1] });
  expect(await reasonsOn("measured", "2024-02-29")).toEqual({
    counted: [1, 58.25],
    replaced: [1, 61.5],
    "after-day": [1, 40],
  });
});

test("a shift counts from the day it was approved, not from the day it was logged", async () => {
  expect(await reasonsOn("shifts", "2024-01-12")).toMatchObject({ submitted: [1, 1] });
  expect(await reasonsOn("shifts", "2024-01-16")).toMatchObject({ counted: [1, 1] });
});

test("only rows with a file are told when asked so, each with its file", async () => {
  await withActor(cast.ministry.auditor.credential, "read", async (tx) => {
    const indicator = (await indicatorValues(tx, cast.north.projectId, "2025-02-15")).find(
      ({ rule }) => rule === "shifts",
    );
    const of = { id: indicator?.id ?? "", projectId: cast.north.projectId, rule: "shifts" } as const;
    const rows = await indicatorRows(tx, of, "2025-02-15", { reason: null, withFiles: true, limit: 50 });
    expect(rows.map((row) => row.files.map(({ name }) => name))).toEqual([["list.pdf"]]);
    expect(rows.map(({ startsAt, posts }) => [startsAt, posts])).toEqual([["08:00", "1 + 2"]]);
  });
});

test("what took place before the project's first month counts from that month on", async () => {
  const { north } = cast;
  await withActor(
    { kind: "operator" },
    "write",
    (tx) =>
      tx.execute(sql`insert into milestones (organisation_id, project_id, kind, title, due_on, done_on) values
        (${north.id}, ${north.projectId}, 'training', 'Předem', '2023-03-10', '2023-03-10')`),
    { id: randomUUID(), name: "test.early" },
  );
  await withActor(cast.ministry.auditor.credential, "read", async (tx) => {
    const found = await indicatorValues(tx, north.projectId, "2025-02-15");
    const of = { id: found.find((one) => one.rule === "training-events")?.id ?? "", projectId: north.projectId };
    const months = await indicatorByMonth(tx, { ...of, rule: "training-events" }, "2024-02-15");
    const at = (month: string) => months.find((row) => row.month === month)?.value;
    expect(["2023-04", "2023-12", "2024-01", "2024-02", "2024-03"].map(at)).toEqual([1, 1, 2, 2, null]);
  });
});
