import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { schemaStateOf } from "@/db/schema-state";
import { restoreBackup } from "@/server/backup/restore";
import { verifyBackup } from "@/server/backup/verify";

const home = mkdtempSync(join(tmpdir(), "hlidka-oldest-"));
const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
afterAll(async () => {
  await superuser.unsafe("drop database if exists hlidka_oldest with (force)");
  await superuser.end();
  rmSync(home, { recursive: true });
});

// The oldest version that is supported made it: the invented city of the demo, on the baseline alone. It is never made
// anew; a change that it does not survive is a change that no installation survives.
test("the backup of the oldest supported version is restored, brought up to date and verified, with the figures it had", async () => {
  execFileSync("tar", ["-xzf", "tests/fixtures/backup-2026-11.tgz", "-C", home]);
  expect((await verifyBackup(home)).problems).toEqual([]);
  await superuser.unsafe("create database hlidka_oldest owner hlidka_owner");
  const ownerUrl = Object.assign(new URL(process.env.DATABASE_OWNER_URL ?? ""), { pathname: "/hlidka_oldest" }).href;
  const manifest = await restoreBackup(home, { ownerUrl, key: process.env.HLIDKA_KEY ?? "" });
  expect(manifest).toMatchObject({ format: 2, migration: "0000_baseline", counter: 4 });
  expect(await schemaStateOf(ownerUrl)).toEqual({ kind: "fits" });
  const sql = connect(ownerUrl, 1);
  try {
    const [figures] = await sql`
      select (select count(*) from sec.verify()) as broken,
        (select total_halere from projects) as total,
        (select sum(amount_halere) from expenses) as spent,
        (select count(*) from activities) as shifts,
        (select sum(minutes) from activities where state = 'approved') as approved_minutes,
        (select sum(c.count) from activity_counts c join activities a on a.id = c.activity_id and a.state = 'approved') as counts,
        (select sum(value) from indicator_measurements) as measured,
        (select count(*) from activity_notes n join activities a on a.id = n.activity_id and n.approved = (a.state = 'approved')
          and n.author_ids = array[a.author_id]) as notes,
        (select md5(string_agg(note, '|' order by activity_id)) from activity_notes) as said,
        (select count(*) from audit_entries where action = 'demo.fill') as told,
        (select count(*) from catalogue_items where code = '670021') as retired`;
    expect(figures).toEqual({
      broken: 0,
      total: 735_840_000,
      spent: "249997198",
      shifts: 575,
      approved_minutes: 255_870,
      counts: 4_996,
      measured: "685.000",
      notes: 91,
      said: "400525d0e99872b28d504fc1a6dac3a5",
      told: 5_480,
      retired: 0,
    });
  } finally {
    await sql.end();
  }
}, 240_000);
