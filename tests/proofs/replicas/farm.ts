import { randomUUID } from "node:crypto";
import { freePort } from "@/bin/start/ports.mjs";
import { connect } from "@/db/connection";
import { startSecondServer } from "../../support/second-server";
import type { Stand } from "../../support/stand";
import { makeStandby, type Standby } from "../../support/standby";
import { startPooler } from "../crash/pooler";
import { startProxy } from "./proxy";

export type Farm = {
  /** What people open: nginx, and behind it each server process by itself. */
  url: string;
  servers: readonly string[];
  standbys: readonly Standby[];
  /** Reads that replicas answered, and those that left them by reason, of all processes. */
  counted(): Promise<{ reads: number; left: Record<string, number> }>;
  stop(): Promise<void>;
};
type Programs = { proxy: string; pooler: string };

const token = `metrics-${randomUUID()}`;

/** Two server processes behind nginx, on a primary and two replicas, each behind a PgBouncer of its own. */
export async function startFarm(stand: Stand, { proxy, pooler }: Programs): Promise<Farm> {
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.reverse()) await step().catch(() => {});
  };
  const keep = <T extends { stop(): Promise<unknown> }>(thing: T): T => {
    undo.push(thing.stop);
    return thing;
  };
  try {
    // Whoever is in the way of replaying is broken off at once, so that this is met too.
    const make = () => makeStandby(stand.superuserUrl, { max_standby_streaming_delay: "0" });
    const standbys = await Promise.all([make(), make()]);
    for (const { remove } of standbys) undo.push(remove);
    const poolers = await Promise.all(
      [stand.databaseUrl, ...standbys.map(({ at }) => at(stand.databaseUrl))].map((url) => startPooler(pooler, url)),
    );
    poolers.forEach(keep);
    const [primary, ...replicas] = poolers.map(({ url }) => url);
    const ports = [await freePort(), await freePort()];
    const front = await freePort();
    const { PORT: _port, ...env } = stand.env;
    const settings = {
      ...env,
      DATABASE_URL: primary ?? "",
      DATABASE_REPLICA_URLS: replicas.join(","),
      HLIDKA_METRICS_TOKEN: token,
      HLIDKA_PROXIES: "1",
      NEXTAUTH_URL: `http://127.0.0.1:${front}`,
    };
    const servers = await Promise.all(ports.map((port) => startSecondServer(port, settings)));
    servers.forEach(keep);
    const { url } = keep(await startProxy(proxy, front, ports));
    const own = ports.map((port) => `http://127.0.0.1:${port}`);
    return { url, servers: own, standbys, counted: () => countIn(own), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function countIn(servers: readonly string[]) {
  const left: Record<string, number> = {};
  let reads = 0;
  for (const server of servers) {
    const answer = await fetch(`${server}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
    for (const line of (await answer.text()).split("\n")) {
      const [, name, reason = "", value] =
        /^hlidka_replica_(reads|left)_total\{[^}]*?(?:reason="(\w+)")?\} (\d+)$/.exec(line) ?? [];
      if (name === "reads") reads += Number(value);
      if (name === "left") left[reason] = (left[reason] ?? 0) + Number(value);
    }
  }
  return { reads, left };
}

type Disturbance = { paused: number; lagged: number; killed: number; cleaned: number };

/** Both replicas lag until it is over. */
export async function lagBehind(farm: Pick<Farm, "standbys">, _: string, isOver: () => boolean): Promise<Disturbance> {
  for (const standby of farm.standbys) await standby.lag(400);
  while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const standby of farm.standbys) await standby.lag(0);
  return { paused: 0, lagged: farm.standbys.length, killed: 0, cleaned: 0 };
}

/** What happens to replicas under load, one after another until it is over: they stand still, lag, die, are cleaned under. */
export async function disturb(
  farm: Pick<Farm, "standbys">,
  superuserUrl: string,
  isOver: () => boolean,
): Promise<Disturbance> {
  const [one, two] = farm.standbys;
  if (!one || !two) throw new Error("there are not two replicas");
  const done = { paused: 0, lagged: 0, killed: 0, cleaned: 0 };
  const rest = async (milliseconds: number) => {
    for (const end = Date.now() + milliseconds; Date.now() < end && !isOver(); )
      await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const primary = connect(superuserUrl, 1);
  try {
    await rest(800);
    while (!isOver()) {
      await one.pause();
      done.paused += 1;
      await rest(700);
      await one.resume();
      await two.lag(400);
      done.lagged += 1;
      await rest(1_200);
      await two.lag(0);
      await primary`vacuum activities`;
      done.cleaned += 1;
      await rest(500);
      await two.kill();
      done.killed += 1;
      await rest(800);
      await two.start();
      await rest(1_000);
    }
  } finally {
    await primary.end({ timeout: 1 });
  }
  return done;
}
