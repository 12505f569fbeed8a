import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/bin/start/ports.mjs";
import { connect } from "@/db/connection";
import { relay } from "../../support/relay";
import { startSecondServer } from "../../support/second-server";
import type { Stand } from "../../support/stand";
import { makeStandby } from "../../support/standby";
import { type Entry, type Ledger, load, post, signInAs } from "../crash/load";
import { anyShape } from "./writers";

/** Milliseconds for which the replica hears nothing before the primary dies. */
const unheard = 400;

/**
 * The primary dies under a load of writes; its replica is promoted, the address is led to it, and the same server process
 * goes on. What was acknowledged and is gone is counted: with asynchronous replication it is told, with synchronous it has
 * to be none. Every command that is not there can be sent again under its id. Another replica, which still follows the dead
 * one and has gone further than the new one, is not read from.
 */
export async function failOver(stand: Stand, broken: string[]) {
  const asynchronous = await once(stand, false, broken);
  const synchronous = await once(stand, true, broken);
  if (synchronous.lost > 0)
    broken.push(`${synchronous.lost} acknowledged writes are lost with synchronous replication`);
  return {
    "lost asynchronously": `${asynchronous.lost} of ${asynchronous.acknowledged}`,
    "lost synchronously": `${synchronous.lost} of ${synchronous.acknowledged}`,
    "fail-over ms": `${asynchronous.outage} and ${synchronous.outage}`,
  };
}

async function once(stand: Stand, synchronous: boolean, broken: string[]) {
  const undo: (() => Promise<unknown>)[] = [];
  try {
    // The stand's own cluster is started again when it dies; this copy of it is not.
    const primary = await makeStandby(stand.superuserUrl);
    undo.push(primary.remove);
    await primary.promote();
    const chief = primary.at(stand.superuserUrl);
    const stream = await relay(primary.port);
    undo.push(stream.stop);
    const heir = await makeStandby(stream.of(chief));
    undo.push(heir.remove);
    const other = await makeStandby(chief);
    undo.push(other.remove);
    const superuser = connect(chief, 1);
    if (synchronous) {
      // The heir, and nobody else.
      await superuser.unsafe(`alter system set synchronous_standby_names = 'standby_${heir.port}'`);
      await superuser`select pg_reload_conf()`;
    }
    const shape = await anyShape(superuser);
    await superuser.end();

    const address = await relay(primary.port);
    undo.push(address.stop);
    const { PORT: _port, NEXTAUTH_URL: _url, ...env } = stand.env;
    const server = await startSecondServer(await freePort(), {
      ...env,
      DATABASE_URL: address.of(stand.databaseUrl),
      DATABASE_REPLICA_URLS: other.at(stand.databaseUrl),
    });
    undo.push(server.stop);
    const cookie = await signInAs(server.url, "mentor@sokolov.example", stand.password);
    const target = { url: server.url, cookie, name: "activity.log" };
    const make = (): Entry => {
      const id = randomUUID();
      const input = { ...shape, activityId: id, happenedOn: "2024-05-14", startsAt: "07:00", endsAt: "15:00" };
      return { commandId: randomUUID(), note: id, input, acknowledged: false };
    };
    const ledger: Ledger = { entries: [], surprises: [] };
    const stopLoad = load(target, ledger, make, 8);
    await sleep(2_500);
    stream.hold();
    await sleep(unheard);
    const died = Date.now();
    await primary.kill();
    stream.cut();
    await heir.promote();
    // Answers of the dead primary may still be on their way; the new one is not reached yet.
    await sleep(200);
    const before = ledger.entries.filter(({ acknowledged }) => acknowledged);
    address.to(heir.port);
    const first = make();
    for (let status = 0; status !== 200 && Date.now() - died < 60_000; ) {
      status = await post(target, first);
      if (status !== 200) await sleep(50);
    }
    const outage = Date.now() - died;
    await sleep(1_000);
    const read = await fetch(`${server.url}/api/v1/projects/sokolov`, { headers: { cookie } });
    if (read.status !== 200) broken.push(`a read after the fail-over was answered ${read.status}`);
    await stopLoad();
    broken.push(...ledger.surprises.map((what) => `while the primary was replaced: ${what}`));

    const there = await activitiesIn(heir.at(stand.superuserUrl));
    const lost = before.filter(({ note }) => !there.has(note));
    const later = ledger.entries.filter((entry) => entry.acknowledged && !before.includes(entry));
    for (const { note } of later)
      if (!there.has(note)) broken.push(`${note} was acknowledged by the new primary and is gone`);
    for (const entry of [...lost, ...ledger.entries.filter(({ acknowledged }) => !acknowledged)]) {
      const status = await post(target, entry);
      if (status !== 200) broken.push(`sent again after the fail-over: ${status}`);
    }
    const all = await activitiesIn(heir.at(stand.superuserUrl));
    for (const { note } of ledger.entries)
      if (!all.has(note)) broken.push(`${note} is not there after it was sent again`);
    return { lost: lost.length, acknowledged: before.length, outage };
  } finally {
    for (const step of undo.reverse()) await step().catch(() => {});
  }
}

async function activitiesIn(url: string): Promise<Set<string>> {
  const sql = connect(url, 1);
  const rows = await sql<{ id: string }[]>`select id from activities`;
  await sql.end();
  return new Set(rows.map(({ id }) => id));
}
