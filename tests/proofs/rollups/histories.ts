import { randomInt, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { isConnectionLost, sqlState } from "@/db/failure";
import { type Credential, type Tx, withActor } from "@/db/gate";
import { plusDays } from "@/lib/domain/day";
import { DomainError } from "@/lib/domain/error";
import { execute } from "@/server/command";
import { commands } from "@/server/commands";
import { attachFile } from "../../support/attach";
import { type Cast, type City, person } from "../../support/cast";
import { equip, type Field } from "../../support/field";
import { type Place, placeIn, tellShift } from "../../support/rollups";
import { asSeen } from "../../support/seen";

/** refused: by a rule; lost: with its connection; broken: what is neither. */
export type Tally = { done: number; refused: number; lost: number; broken: string[] };
export type Town = {
  place: Place;
  city: City;
  field: Field;
  keys: string[];
  mentor: Credential;
  manager: Credential;
  dpo: Credential;
};

export async function town(cast: Cast): Promise<Town> {
  const { north: city } = cast;
  const of = (role: "mentor" | "manager" | "dpo") => person(city, role).credential;
  const field = await equip(city);
  const second = randomUUID();
  await raw((tx) =>
    tx.execute(sql`insert into key_activities (id, organisation_id, project_id, code, name, starts_on, ends_on)
      values (${second}, ${city.id}, ${city.projectId}, 'KA 03', 'Druhá', '2023-04-01', '2026-03-31')`),
  );
  return {
    city,
    field,
    place: placeIn(cast, field),
    keys: [field.keyActivityId, second],
    mentor: of("mentor"),
    manager: of("manager"),
    dpo: of("dpo"),
  };
}

export const raw = <T>(work: (tx: Tx) => Promise<T>) =>
  withActor({ kind: "operator" }, "write", work, { id: randomUUID(), name: "proof.raw" });

export async function send<Result>(who: Credential, name: string, input: unknown): Promise<Result> {
  const of = commands[name];
  if (!of) throw new Error(`no command ${name}`);
  return (await execute(who, of, name, randomUUID(), await asSeen(name, input))) as Result;
}

export const one = <T>(list: readonly T[]): T => {
  const found = list[randomInt(list.length)];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
};
/** A day of the project until the demo's day; often the first or the last of a month. */
export function anyDay(): string {
  const day = plusDays("2023-04-01", randomInt(686));
  const edge = randomInt(4);
  const first = `${day.slice(0, 7)}-01`;
  if (edge === 0) return first;
  return edge === 1 && first > "2023-04-01" ? plusDays(first, -1) : day;
}
/** An instant of the past, sometimes half an hour from Prague's midnight. */
const anyInstant = () =>
  randomInt(3)
    ? `${anyDay()}T${String(randomInt(24)).padStart(2, "0")}:15:00Z`
    : `${anyDay()}T${one(["21:30", "22:30", "23:30"])}:00Z`;

/** What somebody logs: free hours, so that few shifts lie over each other. */
function logged({ city, field, keys }: Town) {
  const from = randomInt(20);
  const clock = (hour: number) => `${String(hour % 24).padStart(2, "0")}:${one(["00", "20", "40"])}`;
  return {
    projectId: city.projectId,
    happenedOn: anyDay(),
    startsAt: clock(from),
    endsAt: clock(from + 1 + randomInt(6)),
    localityId: field.localityId,
    keyActivityId: one(keys),
    assistantIds: one([field.assistants.slice(0, 2), field.assistants.slice(1, 3), [one(field.assistants)]]),
    counts: one([["patrol"], ["counselling"], ["patrol", "counselling"]]).map((kind) => ({
      kind,
      count: 1 + randomInt(30),
    })),
    another: true,
  };
}

type Step = (town: Town, activityId: string) => Promise<unknown>;
/** Every verb that touches a counted row, by whoever may. */
const steps: readonly Step[] = [
  (at, activityId) => send(at.mentor, "activity.log", { ...logged(at), activityId, submit: randomInt(2) === 1 }),
  (at, activityId) => send(at.mentor, "activity.log", { ...logged(at), activityId, note: "Zkouška" }),
  ({ mentor }, activityId) => send(mentor, "activity.submit", { activityId }),
  ({ mentor }, activityId) => send(mentor, "activity.submit", { activityId }),
  ({ mentor }, activityId) => send(mentor, "activity.withdraw", { activityId }),
  ({ manager }, activityId) => send(manager, "activity.return", { activityId, reason: "counts", note: "Proč?" }),
  ({ manager }, activityId) => send(manager, "activity.approve", { activities: [{ activityId }] }),
  ({ manager }, activityId) => send(manager, "activity.approve", { activities: [{ activityId }] }),
  ({ mentor }, activityId) => send(mentor, "activity.delete", { activityId }),
  ({ mentor, city }, activityId) =>
    attachFile(mentor, city.projectId, { activityId }, randomUUID().replaceAll("-", "").repeat(2)),
  async ({ mentor, city }, activityId) => {
    const [file] = await withActor(mentor, "read", (tx) =>
      tx.execute<{ id: string }>(
        sql`select id from evidence where activity_id = ${activityId} and project_id = ${city.projectId} limit 1`,
      ),
    );
    if (file) await send(mentor, "evidence.remove", { evidenceId: file.id });
  },
  // What is typed later than the day it is about, and what somebody mends by hand.
  (at) =>
    raw((tx) =>
      tellShift(tx, at.place, {
        day: anyDay(),
        startsAt: `${String(randomInt(15)).padStart(2, "0")}:00`,
        decisions: past(),
      }),
    ),
  (_, activityId) => mend(activityId, sql`update activities set happened_on = ${anyDay()} where id = ${activityId}`),
  (at, activityId) =>
    mend(
      activityId,
      sql`update activities set key_activity_id = ${one(at.keys)}, minutes = ${1 + randomInt(900)} where id = ${activityId}`,
    ),
  (_, activityId) =>
    mend(activityId, sql`update activity_counts set count = ${1 + randomInt(90)} where activity_id = ${activityId}`),
  (_, activityId) =>
    mend(activityId, sql`update activity_decisions set decided_at = ${anyInstant()} where activity_id = ${activityId}`),
  // As an erasure takes a name out of what was written.
  (_, activityId) =>
    mend(activityId, sql`update activity_decisions set note = note || '[vymazáno]' where activity_id = ${activityId}`),
  (at, activityId) =>
    raw((tx) =>
      tx.execute(sql`insert into activity_decisions (organisation_id, project_id, activity_id, decision, reason, note, decided_by, decided_at)
      select organisation_id, project_id, id, 'returned', 'counts', 'Proč?', ${person(at.city, "manager").id}, ${anyInstant()} from activities where id = ${activityId}`),
    ),
  // A project that is closed takes nothing, until it is opened again.
  async ({ manager, city }, activityId) => {
    await send(manager, "project.close", {
      projectId: city.projectId,
      closedOn: "2025-02-15",
      closingNote: "Zkouška.",
    });
    await Promise.allSettled([send(manager, "activity.approve", { activities: [{ activityId }] })]);
    await send(manager, "project.reopen", { projectId: city.projectId });
  },
];

/** Whoever changes what is there holds its shift first, as the verbs do. */
const mend = (activityId: string, statement: SQL) =>
  raw(async (tx) => {
    await tx.execute(sql`select from activities where id = ${activityId} for update`);
    await tx.execute(statement);
  });
function past(): [string, string][] {
  const at = [anyInstant(), anyInstant(), anyInstant()].sort();
  const states = one([
    ["submitted"],
    ["submitted", "approved"],
    ["submitted", "returned", "submitted"],
    ["submitted", "draft"],
  ]);
  return states.map((state, n) => [state, at[n] ?? ""]);
}

/** One life of a shift: it is logged, then up to seven things happen to it, sometimes two at once. */
export async function history(at: Town, tally: Tally): Promise<void> {
  const activityId = randomUUID();
  await tried(() => send(at.mentor, "activity.log", { ...logged(at), activityId, submit: randomInt(2) === 1 }), tally);
  for (let left = 1 + randomInt(7); left > 0; left -= 1) {
    const now = randomInt(5) === 0 ? [one(steps), one(steps)] : [one(steps)];
    await Promise.all(now.map((step) => tried(() => step(at, activityId), tally)));
  }
}

/** Erases an assistant who left a while ago, whose shifts stay. */
export const eraseOne = (at: Town, tally: Tally) =>
  tried(
    () =>
      send(at.dpo, "person.erase", {
        kind: "assistant",
        personId: at.field.left,
        reason: "time",
        inNotes: true,
        confirm: true,
      }),
    tally,
  );

export async function tried(work: () => Promise<unknown>, tally: Tally): Promise<void> {
  try {
    await work();
    tally.done += 1;
  } catch (error) {
    if (error instanceof DomainError && error.status < 500) tally.refused += 1;
    else if (isConnectionLost(error) || (error instanceof DomainError && error.key === "unavailable")) tally.lost += 1;
    else if (isGuard(error)) tally.refused += 1;
    else
      tally.broken.push(
        error instanceof Error ? `${error.name} ${String(error.cause ?? error.message).slice(0, 200)}` : String(error),
      );
  }
}

/** What the database refuses to whoever mends by hand: an overlap, a day outside, a state without its decision, a shift that is gone. */
const isGuard = (error: unknown): boolean => ["23514", "23P01", "23503", "42501"].includes(sqlState(error)?.code ?? "");
