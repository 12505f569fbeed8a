import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Credential } from "@/db/gate";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { decided, freshProject, row } from "../support/project";

let cast: Cast;
let manager: Credential;
beforeAll(async () => {
  cast = await makeCast();
  manager = person(cast.north, "manager").credential;
});
const one = (query: ReturnType<typeof sql>) => row(manager, query);
const half = { startsOn: "2025-10-01", endsOn: "2026-03-31", reportDueOn: "2026-05-30", claimDueOn: "2026-05-31" };

test("a longer project takes along what ended with it, and there is room for another period", async () => {
  const id = await freshProject(cast);
  await send(manager, "project.change", { projectId: id, ...decided({ endsOn: "2026-09-30" }), state: "running" });
  expect(
    await one(sql`select (select min(ends_on)::text from key_activities where project_id = ${id}) as activities,
      (select min(ends_on)::text from posts where project_id = ${id}) as posts,
      (select max(report_due_on)::text from monitoring_periods where project_id = ${id}) as due`),
  ).toEqual({ activities: "2026-09-30", posts: "2026-09-30", due: "2026-11-29" });
  const [last] = [await one(sql`select id from monitoring_periods where project_id = ${id} and number = 6`)];
  await send(manager, "period.change", { periodId: last?.id, ...half });
  const added = { startsOn: "2026-04-01", endsOn: "2026-09-30", reportDueOn: "2026-11-29", claimDueOn: "2026-11-29" };
  await send(manager, "period.add", { projectId: id, ...added });
});

test("a shorter project keeps its plan to the haléř and leaves nothing outside", async () => {
  const id = await freshProject(cast);
  const shorter = (endsOn: string) =>
    send(manager, "project.change", {
      projectId: id,
      ...decided({ endsOn, totalHalere: 7_200_000 }),
      state: "running",
    });
  await shorter("2026-02-28");
  expect(
    await one(sql`select max(month)::text as last, count(*) as months, sum(planned_halere)::int as sum,
      (select jsonb_agg(amount_halere) from budget_lines where project_id = ${id}) as lines
      from plan_months where project_id = ${id}`),
  ).toEqual({ last: "2026-02-01", months: 35, sum: 7_200_000, lines: [7_200_000] });
  expect((await refusal(shorter("2025-03-31"))).fields).toEqual({ endsOn: "recordsOutside" });
});

test("a closed project changes no more until it is opened again", async () => {
  const id = await freshProject(cast);
  const close = { projectId: id, closedOn: "2025-02-01", closingNote: "Závěrečná zpráva schválena." };
  const stranger = person(cast.south, "manager").credential;
  expect(await refusal(send(stranger, "project.close", close))).toMatchObject({ key: "notFound" });
  expect(await refusal(send(person(cast.north, "mentor").credential, "project.close", close))).toMatchObject({
    status: 403,
  });
  expect((await refusal(send(manager, "project.close", { ...close, closingNote: "" }))).fields).toEqual({
    closingNote: "required",
  });
  expect((await refusal(send(manager, "project.close", { ...close, closedOn: "2099-01-01" }))).fields).toEqual({
    closedOn: "dayAhead",
  });
  expect(await refusal(send(manager, "project.reopen", { projectId: id }))).toMatchObject({ key: "projectNotClosed" });
  const commandId = randomUUID();
  await send(manager, "project.close", close, commandId);
  await send(manager, "project.close", close, commandId);
  expect(await refusal(send(manager, "project.close", close))).toMatchObject({ key: "projectClosed", status: 409 });
  const change = { projectId: id, ...decided(), state: "running" };
  expect(await refusal(send(manager, "project.change", change))).toMatchObject({ key: "projectClosed" });
  expect(await refusal(send(manager, "locality.add", { projectId: id, name: "X" }))).toMatchObject({
    key: "projectClosed",
  });
  expect(await refusal(send(stranger, "project.reopen", { projectId: id }))).toMatchObject({ key: "notFound" });
  await send(cast.admin.credential, "project.reopen", { projectId: id });
  await send(manager, "project.change", change);
});

test("an amount that was printed stays printed while only its rate is changed", async () => {
  const id = await freshProject(cast, {
    sources: [{ kind: "eu", ratePer100000: 100_000, amountHalere: 5, origin: "published" }],
  });
  const set = (amountHalere: number, kind = "eu") =>
    send(manager, "source.change", { projectId: id, sources: [{ kind, ratePer100000: 90_000, amountHalere }] });
  const stored = () =>
    one(
      sql`select jsonb_agg(kind || ' ' || amount_halere || ' ' || origin) as all from funding_sources where project_id = ${id}`,
    );
  await set(5);
  expect(await stored()).toEqual({ all: ["eu 5 published"] });
  await set(6);
  expect(await stored()).toEqual({ all: ["eu 6 entered"] });
  await set(7, "own");
  expect(await stored()).toEqual({ all: ["own 7 entered"] });
});
