import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findActivity } from "@/db/queries/activities";
import { shiftWarnings } from "@/lib/domain/shift";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip, type Field } from "../support/field";

let cast: Cast;
let field: Field;
beforeAll(async () => {
  cast = await makeCast();
  field = await equip(cast.north);
});

test("who looks at a shift is told who had less than eleven hours of rest before it", async () => {
  const [first = "", second = "", third = ""] = field.assistants;
  const mentor = person(cast.north, "mentor").credential;
  const log = async (happenedOn: string, startsAt: string, endsAt: string, assistantIds: string[]) => {
    const activityId = randomUUID();
    const place = { localityId: field.localityId, keyActivityId: field.keyActivityId };
    const shift = { activityId, projectId: cast.north.projectId, ...place, happenedOn, startsAt, endsAt, assistantIds };
    await send(mentor, "activity.log", shift);
    return activityId;
  };
  const evening = await log("2025-02-03", "14:00", "22:00", [first]);
  await log("2025-02-03", "14:00", "22:00", [third]);
  await log("2025-02-01", "14:00", "22:00", [first]);
  const morning = await log("2025-02-04", "06:00", "14:00", [first, second]);
  const found = await withActor(person(cast.north, "manager").credential, "read", (tx) =>
    findActivity(tx, cast.north.slug, morning, "cs"),
  );
  if (!found) throw new Error("the shift is there");
  expect(found.neighbours).toEqual([
    {
      id: evening,
      on: "2025-02-03",
      startsAt: "14:00",
      endsAt: "22:00",
      localityId: field.localityId,
      people: [first],
    },
  ]);
  expect(Object.keys(found.nameOf).sort()).toEqual([first, second].sort());
  const shift = { ...found, on: found.happenedOn, people: found.assistantIds, breakMinutes: 30 };
  expect(shiftWarnings(shift, found.neighbours)).toEqual([
    { key: "shortRest", personId: first, rest: 480, on: "2025-02-03" },
  ]);
});
