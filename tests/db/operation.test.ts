import { beforeAll, expect, test } from "vitest";
import { lastBackup, withActor } from "@/db/gate";
import { operationState } from "@/db/queries/running";
import { type Cast, makeCast, person } from "../support/cast";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

test("the administrator is told of mail, jobs and backups, nobody else is", async () => {
  expect(await withActor(cast.admin.credential, "read", operationState)).toEqual({
    failedMails: expect.any(Number),
    lateMails: expect.any(Number),
    failedJobs: expect.any(Number),
    lateJobs: expect.any(Number),
    backupAt: (await lastBackup())?.toISOString().replace(/\.\d+Z$/, "Z") ?? null,
    backupFailed: false,
  });
  for (const role of ["manager", "mentor", "finance", "dpo"] as const)
    expect(await withActor(person(cast.north, role).credential, "read", operationState)).toBeNull();
});
