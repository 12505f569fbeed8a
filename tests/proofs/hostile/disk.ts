import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/db/connection";
import { pdf } from "../../support/sample-files";
import type { Stand } from "../../support/stand";
import { type Tally, type Target, verdict } from "./sending";

/** A disk of three megabytes in place of a folder, and how to take it away; null where nothing may be mounted. */
function mountSmall(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m,mode=0700", "tmpfs", folder]).status !== 0) return null;
  const unmount = () => void spawnSync("umount", ["-l", folder]);
  process.once("exit", unmount);
  return unmount;
}

/** Fills a disk but for so many bytes; how to give the room back. */
function fill(folder: string, left: number): () => void {
  const path = join(folder, "filler");
  const file = openSync(path, "w");
  try {
    for (let { bavail, bsize } = statfsSync(folder); bavail * bsize > left; { bavail, bsize } = statfsSync(folder))
      writeSync(file, Buffer.alloc(Math.min(65_536, bavail * bsize - left)));
  } finally {
    closeSync(file);
  }
  return () => rmSync(path);
}

/** Whether an address answers with a status, or does so within some seconds, and its words if any are asked for. */
async function answers(
  target: Target,
  tally: Tally,
  what: string,
  path: string,
  status: number,
  seconds = 0,
  words = "",
) {
  const asked = () =>
    fetch(`${target.url}${path}`, { headers: { cookie: target.cookie, "accept-language": "cs" }, redirect: "manual" });
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(250))
    if ((await asked()).status === status) break;
  const { text } = await verdict(tally, what, asked, (seen) => seen === status);
  if (!text.includes(words)) tally.broken.push(`${what}: without the words "${words}"`);
}

/**
 * Disks that are really full. What needs one says so, the rest is served, nothing half-written stays, and with room all
 * is well again. `full`: without it the disks are small and empty, which must be noticed. Answers false where nothing may
 * be mounted.
 */
export async function fullDisks(stand: Stand, target: Target, ids: Record<string, string>, tally: Tally, full = true) {
  const files = join(stand.data, "files");
  const unmount = mountSmall(files);
  if (!unmount) return false;
  try {
    await withoutRoomForRows(stand, target, tally, full);
    const empty = full ? fill(files, 200_000) : () => {};
    const upload = () => attach(target, ids);
    const { text } = await verdict(tally, "a file on a full disk", upload, (status) => status === 507, "cs");
    if (!text.includes("došlo místo")) tally.broken.push(`a file on a full disk: ${text.slice(0, 200)}`);
    const left = readdirSync(join(files, "tmp"));
    if (left.length > 0) tally.broken.push(`a refused file left ${left.length} behind`);
    await answers(target, tally, "readiness on a full disk", "/api/health/ready", 503, 0, "disk full");
    await answers(target, tally, "a page of names beside a full disk of files", "/projects/sokolov/team", 200);
    empty();
    await verdict(tally, "the same file once there is room", upload, (status) => status === 201);
  } finally {
    unmount();
  }
  await answers(target, tally, "readiness with room again", "/api/health/ready", 200, 25);
  return true;
}

function attach({ url, cookie }: Target, { projectId = "", expenseId = "" }: Record<string, string>) {
  const bytes = pdf("x".repeat(1_000_000));
  const asked = new URLSearchParams({ projectId, expenseId, bytes: String(bytes.byteLength) });
  return fetch(`${url}/api/uploads?${asked}`, {
    method: "POST",
    headers: {
      "content-type": "application/octet-stream",
      "accept-language": "cs",
      origin: url,
      cookie,
      "x-file-name": "full.pdf",
      "x-command-id": randomUUID(),
    },
    body: new Uint8Array(bytes),
  });
}

/** The database finds no room to note who looks at names: such a page is not shown, and says why; others are. */
async function withoutRoomForRows(stand: Stand, target: Target, tally: Tally, full: boolean) {
  const folder = join(stand.data, "small");
  const unmount = mountSmall(folder);
  if (!unmount) return;
  const { uid, gid } = statSync(join(stand.data, "postgres"));
  chownSync(folder, uid, gid);
  const sql = connect(stand.superuserUrl, 1);
  try {
    await sql.unsafe(`create tablespace small location '${folder}'`);
    await sql.unsafe("alter table access_log set tablespace small");
    const empty = full ? fill(folder, 0) : () => {};
    // What is free in the last block of the table is used up too.
    const more = () =>
      sql`insert into access_log (organisation_id, user_id, page, subject) select organisation_id, id, '/', 'x' from users limit 1`;
    for (let room = full, rows = 0; room && rows < 1_000; rows += 1)
      room = await more().then(
        () => true,
        () => false,
      );
    const names = "/projects/sokolov/team";
    await answers(target, tally, "a page of names without room for rows", names, 507, 0, "došlo místo");
    await answers(target, tally, "readiness without room for rows", "/api/health/ready", 503, 0, "disk full");
    await answers(target, tally, "a page without names", "/projects/sokolov", 200);
    empty();
    await answers(target, tally, "a page of names with room again", names, 200);
    await sql.unsafe("alter table access_log set tablespace pg_default");
    await sql.unsafe("drop tablespace small");
  } finally {
    await sql.end();
    unmount();
  }
}
