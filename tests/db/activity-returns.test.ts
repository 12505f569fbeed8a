import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { findActivity, nextToDecide } from "@/db/queries/activities";
import { usualCounts } from "@/db/queries/activity-sums";
import { findMail } from "@/db/queries/outbox";
import { hearsOfReturns } from "@/db/queries/subscriptions";
import { plusDays } from "@/lib/domain/day";
import { writeMail } from "@/server/mail/write";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { equip, type Field } from "../support/field";
import { asSuperuser } from "../support/superuser";

let cast: Cast;
let north: Field;
let mentor: Credential;
let manager: Credential;
beforeAll(async () => {
  cast = await makeCast();
  north = await equip(cast.north);
  await equip(cast.south);
  mentor = person(cast.north, "mentor").credential;
  manager = person(cast.north, "manager").credential;
});

let days = 0;
type Seen = { activityId: string; version: string };
/** A shift that waits for a decision, on a day of its own. */
const sent = async (counts = [{ kind: "patrol", count: 2 }]): Promise<Seen> => {
  days += 2;
  const { activityId, version } = await send<Seen>(mentor, "activity.log", {
    projectId: cast.north.projectId,
    happenedOn: plusDays("2024-12-01", days % 60),
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: north.localityId,
    keyActivityId: north.keyActivityId,
    assistantIds: north.assistants.slice(0, 2),
    counts,
    another: true,
    submit: true,
  });
  return { activityId, version };
};
const why = { reason: "other", note: "Doplňte prosím místo." };
const state = (id: string) =>
  withActor(manager, "read", async (tx) => (await findActivity(tx, cast.north.slug, id, "cs"))?.state);
/** The mails on returned shifts that are ordered for the mentor. */
const mails = () =>
  asSuperuser((tx) =>
    tx.execute<{ id: string }>(sql`select id from outbox where template = 'activity-returned'
      and recipient_id = ${person(cast.north, "mentor").id} order by created_at`),
  );

test("several are returned for one reason, and their author gets one mail with days and reasons alone", async () => {
  const [one, two] = [await sent(), await sent()];
  expect(await send(manager, "activity.return-several", { activities: [one, two], ...why })).toEqual({ returned: 2 });
  expect([await state(one.activityId), await state(two.activityId)]).toEqual(["returned", "returned"]);
  const ordered = await mails();
  expect(ordered).toHaveLength(1);
  const order = await withActor({ kind: "worker" }, "read", (tx) => findMail(tx, ordered[0]?.id ?? ""));
  if (!order) throw new Error("no mail");
  const written = await writeMail(order);
  if (typeof written === "string") throw new Error(written);
  expect(written.text).toContain("7:00");
  expect(written.text.match(/\/activity\/[0-9a-f-]{36}/g)).toHaveLength(2);
  expect(written.text).not.toContain("Doplňte prosím místo");
});

test("who wants no such mail gets none, and nobody gets one of what he returned himself", async () => {
  const before = (await mails()).length;
  await send(mentor, "account.returned-mail", { returned: false });
  expect(await withActor(mentor, "read", (tx) => hearsOfReturns(tx))).toBe(false);
  const one = await sent();
  await send(manager, "activity.return", { ...one, ...why });
  expect(await mails()).toHaveLength(before);
  await send(mentor, "account.returned-mail", { returned: true });
  expect(await withActor(mentor, "read", (tx) => hearsOfReturns(tx))).toBe(true);
  const two = await sent();
  await send(manager, "activity.return", { ...two, ...why });
  expect(await mails()).toHaveLength(before + 1);
});

test("all or none are returned: an outdated look, a stranger's and one that is decided refuse the whole", async () => {
  const [one, two] = [await sent(), await sent()];
  const refused = (activities: unknown) => refusal(send(manager, "activity.return-several", { activities, ...why }));
  expect(await refused([one, { ...two, version: "x" }])).toMatchObject({ status: 409, key: "changedMeanwhile" });
  expect(await refused([one, { ...two, version: undefined }])).toMatchObject({ status: 422 });
  const stranger = person(cast.south, "manager").credential;
  expect(await refusal(send(stranger, "activity.return-several", { activities: [one], ...why }))).toMatchObject({
    status: 404,
  });
  expect(await refusal(send(mentor, "activity.return-several", { activities: [one], ...why }))).toMatchObject({
    status: 403,
  });
  await send(manager, "activity.approve", { activities: [two] });
  expect(await refused([one, two])).toMatchObject({ status: 409, key: "activityWrongState" });
  expect(
    await refusal(send(manager, "activity.return-several", { activities: [one], ...why, reason: "none" })),
  ).toMatchObject({ status: 422 });
  expect(await state(one.activityId)).toBe("submitted");
});

test("after a decision comes the one that waits longest, and none of one's own", async () => {
  const own = await makeCast();
  const field = await equip(own.north);
  const [logs, decides] = [person(own.north, "mentor").credential, person(own.north, "manager").credential];
  const on = async (who: Credential, happenedOn: string) =>
    (
      await send<Seen>(who, "activity.log", {
        projectId: own.north.projectId,
        happenedOn,
        startsAt: "07:00",
        endsAt: "15:00",
        localityId: field.localityId,
        keyActivityId: field.keyActivityId,
        assistantIds: field.assistants.slice(0, 1),
        counts: [{ kind: "patrol", count: 1 }],
        submit: true,
      })
    ).activityId;
  const ownOne = await on(decides, "2025-01-01");
  const later = await on(logs, "2025-01-20");
  const first = await on(logs, "2025-01-10");
  const next = (beside: string) => withActor(decides, "read", (tx) => nextToDecide(tx, own.north.slug, beside));
  expect(await next(ownOne)).toBe(first);
  expect(await next(first)).toBe(later);
  await send(decides, "activity.approve", {
    activities: await Promise.all(
      [first, later].map(async (activityId) => ({
        activityId,
        version: (await withActor(decides, "read", (tx) => findActivity(tx, own.north.slug, activityId, "cs")))
          ?.version,
      })),
    ),
  });
  expect(await next(ownOne)).toBeNull();
});

test("what is usual is the average of approved shifts of late", async () => {
  const own = await makeCast();
  const field = await equip(own.north);
  const [logs, decides] = [person(own.north, "mentor").credential, person(own.north, "manager").credential];
  for (const [happenedOn, count] of [
    ["2025-01-10", 4],
    ["2025-01-20", 8],
    ["2024-06-01", 500],
  ] as const) {
    const seen = await send<Seen>(logs, "activity.log", {
      projectId: own.north.projectId,
      happenedOn,
      startsAt: "07:00",
      endsAt: "15:00",
      localityId: field.localityId,
      keyActivityId: field.keyActivityId,
      assistantIds: field.assistants.slice(0, 1),
      counts: [{ kind: "patrol", count }],
      submit: true,
    });
    await send(decides, "activity.approve", { activities: [{ activityId: seen.activityId, version: seen.version }] });
  }
  expect(await withActor(decides, "read", (tx) => usualCounts(tx, own.north.projectId, "2025-02-15"))).toEqual({
    patrol: 6,
  });
  expect(await withActor(decides, "read", (tx) => usualCounts(tx, own.north.projectId, "2024-04-15"))).toEqual({});
});
