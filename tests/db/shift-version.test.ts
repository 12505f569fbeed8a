import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findActivity } from "@/db/queries/activities";
import { openActivities } from "@/db/queries/home";
import { listActivityRecords } from "@/db/queries/project-records";
import { attachFile } from "../support/attach";
import { makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip } from "../support/field";
import { row } from "../support/project";

test("a shift has one version, whether it was logged, is looked at or stands in a list", async () => {
  const cast = await makeCast();
  const field = await equip(cast.south);
  const who = person(cast.south, "mentor").credential;
  const logged = await send<{ activityId: string; version: string }>(who, "activity.log", {
    projectId: cast.south.projectId,
    happenedOn: "2025-02-14",
    startsAt: "08:00",
    endsAt: "12:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 2),
    counts: [
      { kind: "patrol", count: 2 },
      { kind: "counselling", count: 5 },
    ],
  });
  const versions = () =>
    withActor(who, "read", async (tx) => {
      const of = await row(who, sql`select slug from projects where id = ${cast.south.projectId}`);
      const [one, list, records] = [
        await findActivity(tx, String(of?.slug), logged.activityId, "cs"),
        await openActivities(tx, "cs"),
        await listActivityRecords(tx, String(of?.slug), "2025-02-15", null, 50),
      ];
      const same = ({ id }: { id: string }) => id === logged.activityId;
      return [one?.version, list.find(same)?.version, records.find(same)?.version];
    });
  expect(await versions()).toEqual([logged.version, logged.version, logged.version]);
  await attachFile(who, cast.south.projectId, { activityId: logged.activityId });
  const [withFile, ...others] = await versions();
  expect(withFile).not.toBe(logged.version);
  expect(others).toEqual([withFile, withFile]);
  await send(who, "activity.submit", { activityId: logged.activityId, version: withFile });
});
