import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { listNamedFiles } from "@/db/queries/evidence";
import { mediaTypes, nameByType } from "@/lib/domain/evidence";
import { env } from "@/lib/env";
import { storedPath } from "@/server/files/store";
import { sweepUnnamed } from "@/server/files/sweep";
import { readUpload, storeUpload } from "@/server/files/uploads";
import { makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { equip } from "../support/field";
import { pdf, png } from "../support/sample-files";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const temporary = () => readdirSync(join(env().HLIDKA_DATA, "files", "tmp"));

async function mentorWithDraft() {
  const cast = await makeCast();
  const field = await equip(cast.north);
  const mentor = person(cast.north, "mentor").credential;
  const activityId = randomUUID();
  const { projectId } = cast.north;
  await send(mentor, "activity.log", {
    activityId,
    projectId,
    happenedOn: "2025-02-14",
    startsAt: "07:00",
    endsAt: "15:00",
    localityId: field.localityId,
    keyActivityId: field.keyActivityId,
    assistantIds: field.assistants.slice(0, 1),
    counts: [{ kind: "patrol", count: 1 }],
  });
  const store = (bytes: Buffer, fileName: string, commandId = randomUUID()) =>
    storeUpload(mentor, commandId, { projectId, activityId, fileName, bytes: bytes.length }, chunk(bytes));
  return { mentor, activityId, projectId, store };
}

/** Behind the back of the log, as a row of an earlier version; no right of the product can do it. */
async function rename(evidenceId: string, name: string) {
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  await superuser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update evidence set file_name = ${name} where id = ${evidenceId}`;
  });
  await superuser.end();
}

async function* chunk(bytes: Buffer) {
  yield bytes;
}

test("a file is called by what it is, whatever it came as; one of an earlier day too", async () => {
  const { mentor, store } = await mentorWithDraft();
  const named = async (bytes: Buffer, name: string) =>
    (await readUpload(mentor, (await store(bytes, name)).evidenceId)).fileName;
  expect(await named(pdf(randomUUID()), "faktura.html")).toBe("faktura.html.pdf");
  expect(await named(pdf(randomUUID()), "Faktura.PDF")).toBe("Faktura.PDF");
  const { evidenceId } = await store(png, "obrázek");
  await rename(evidenceId, "obrázek.exe");
  expect((await readUpload(mentor, evidenceId)).fileName).toBe("obrázek.exe.png");
  await rename(evidenceId, "obrázek.png");
});

test.each(mediaTypes)("a name of any length ends as %s does", (type) => {
  for (const name of ["a", ".pdf", "a".repeat(200), `${"😀".repeat(100)}`]) {
    const given = nameByType(name, type);
    expect(given.length).toBeLessThanOrEqual(200);
    expect(given).toMatch(/.\.[a-z]+$/);
    expect(given).not.toMatch(/\p{Cs}/u);
    expect(nameByType(given, type)).toBe(given);
  }
});

test("an upload that is refused after its bytes came leaves none, one that is taken has them and is taken once", async () => {
  const { mentor, activityId, store } = await mentorWithDraft();
  const taken = pdf(randomUUID());
  const commandId = randomUUID();
  const first = await store(taken, "a.pdf", commandId);
  expect(existsSync(storedPath(sha256(taken)))).toBe(true);
  expect(await store(taken, "a.pdf", commandId)).toEqual(first);
  const refused = pdf(randomUUID());
  // The same command id with other bytes: refused when the bytes are there.
  await expect(store(refused, "a.pdf", commandId)).rejects.toMatchObject({ status: 409 });
  expect(existsSync(storedPath(sha256(refused)))).toBe(false);
  expect(temporary()).toEqual([]);
  expect(
    await withActor(mentor, "read", (tx) => tx.execute(sql`select id from evidence where activity_id = ${activityId}`)),
  ).toHaveLength(1);
});

test("bytes without a row go after a day, others stay; where rows name none at all, nothing goes", async () => {
  const { store } = await mentorWithDraft();
  const lay = (hours: number) => {
    const bytes = pdf(randomUUID());
    const path = storedPath(sha256(bytes));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    const then = Date.now() / 1000 - hours * 3600;
    utimesSync(path, then, then);
    return path;
  };
  const mine = pdf(randomUUID());
  await store(mine, "a.pdf");
  const named = storedPath(sha256(mine));
  utimesSync(named, 0, 0);
  const [old, young] = [lay(25), lay(23)];
  // A database that names none of the files: here whoever may see no row.
  expect(await withActor({ kind: "public" }, "read", sweepUnnamed)).toBe(0);
  expect([named, old, young].map(existsSync)).toEqual([true, true, true]);
  const sweep = () => withActor({ kind: "worker" }, "read", sweepUnnamed);
  expect(await withActor({ kind: "worker" }, "read", (tx) => listNamedFiles(tx, [sha256(mine)]))).toHaveLength(1);
  expect(await sweep()).toBeGreaterThanOrEqual(1);
  expect([named, old, young].map(existsSync)).toEqual([true, false, true]);
  expect(await sweep()).toBe(0);
});
