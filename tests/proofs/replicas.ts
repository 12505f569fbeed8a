// Behind nginx, on a primary and two replicas with a PgBouncer before each, nobody is shown anything older than what was
// acknowledged when he asked, and nothing fails: while replicas stand still, lag, are killed and cleaned under, whoever
// wrote finds what he wrote, so does whom he told of it, by the other process too, and a right that was taken away is gone
// at once. With --full more of it, every page of the product, and a fail-over that tells what is lost. The control is a
// primary that no longer tells how far its log reaches.
import { setTimeout as sleep } from "node:timers/promises";
import { connect } from "@/db/connection";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { signInAs } from "./crash/load";
import { findPooler } from "./crash/pooler";
import { failOver } from "./replicas/failover";
import { disturb, type Farm, lagBehind, startFarm } from "./replicas/farm";
import { openPages } from "./replicas/pages";
import { findProxy } from "./replicas/proxy";
import { revokeRights } from "./replicas/rights";
import { anyShape, type Tally, writeAndRead } from "./replicas/writers";
import { makePerson } from "./revoke/people";

/** Writes and seconds, of which the first that is reached ends it; rights that are taken away meanwhile. */
const quick = { clients: 4, writes: 400, seconds: 13, rights: 5 };
const long = { clients: 12, writes: 5_000, seconds: 1_800, rights: 30 };

await prove("replicas", () => ({ settings: { max_wal_senders: "10" } }), replicas);

async function replicas(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const [proxy, pooler] = [findProxy(), findPooler()];
  if (!proxy || !pooler)
    return { held: true, figures: {}, notRun: "anything: nginx or PgBouncer is not here and could not be installed" };
  await stand.build();
  const superuser = connect(stand.superuserUrl, 2);
  if (sabotage) await silence(superuser);
  const farm = await startFarm(stand, { proxy, pooler });
  try {
    const broken: string[] = [];
    const figures: Finding["figures"] = {};
    const add = (more: Finding["figures"]) => void Object.assign(figures, more);
    if (full) add(await openPages(farm, stand, broken));
    // Where positions are not compared, replicas that only lag show it at every step.
    const disturbance = sabotage ? lagBehind : disturb;
    add(await storm(farm, stand, superuser, full ? long : quick, disturbance, broken));
    if (full) add(await failOver(stand, broken));
    return { held: broken.length === 0, broken, figures: { ...figures, broken: broken.length } };
  } finally {
    await superuser.end({ timeout: 1 });
    await farm.stop();
  }
}

/** Writers, readers and people who lose their rights, while replicas are disturbed. */
async function storm(
  farm: Farm,
  stand: Stand,
  superuser: ReturnType<typeof connect>,
  most: typeof quick,
  disturbance: typeof disturb,
  broken: string[],
) {
  const [writer, manager, shape, person] = await Promise.all([
    signInAs(farm.url, "mentor@sokolov.example", stand.password),
    signInAs(farm.url, "manager@sokolov.example", stand.password),
    anyShape(superuser),
    makePerson(superuser, stand, "role"),
  ]);
  const tally: Tally = { writes: 0, reads: 0, pages: 0, milliseconds: [], broken };
  await sleep(1_500);
  const before = await farm.counted();
  const end = Date.now() + most.seconds * 1000;
  const enough = () => tally.writes >= most.writes || Date.now() > end || broken.length > 50;
  const readers = [{ cookie: manager }, person.session, person.token];
  let over = false;
  const disturbed = disturbance(farm, stand.superuserUrl, () => over);
  disturbed.catch(() => {});
  const writing = Array.from({ length: most.clients }, () =>
    writeAndRead(farm, { shape, writer, readers, enough }, tally),
  );
  const rights = await revokeRights(farm.url, stand, superuser, { rounds: most.rights, enough }, broken);
  await Promise.all(writing);
  over = true;
  const done = await disturbed;
  const after = await farm.counted();
  const left = Object.fromEntries(
    Object.entries(after.left).map(([reason, n]) => [`left ${reason}`, n - (before.left[reason] ?? 0)]),
  );
  if (after.reads === before.reads) broken.push("no read went to a replica");
  if (left["left refused"]) broken.push("a replica was asked for what no replica does");
  const sorted = tally.milliseconds.sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return {
    writes: tally.writes,
    reads: tally.reads,
    pages: tally.pages,
    "answered by replicas": after.reads - before.reads,
    ...left,
    ...done,
    ...rights,
    "median ms": at(0.5),
    "p95 ms": at(0.95),
  };
}

/** The control: every replica seems to have everything. */
async function silence(superuser: ReturnType<typeof connect>): Promise<void> {
  const [found] = await superuser<{ text: string }[]>`
    select pg_get_functiondef('sec.log_position'::regproc) as text`;
  const loosened = found?.text.replace("at := pg_current_wal_flush_lsn() - '0/0'::pg_lsn", "at := 0");
  if (!loosened || loosened === found?.text) throw new Error("sec.log_position does not say what it said");
  await superuser.unsafe(loosened);
}
