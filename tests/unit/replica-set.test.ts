import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { askedOnce, type Position, replicaSet } from "@/db/replica-set";

type Server = { at: number; line: string; replica: boolean; mute?: boolean; down?: boolean; asked: number };
const silence = new Promise<never>(() => {});
const server = (more: Partial<Server> = {}): Server => ({ at: 100, line: "7/1", replica: true, asked: 0, ...more });

function setOf(primary: Server, ...replicas: Server[]) {
  const ask = async (of: Server): Promise<Position> => {
    of.asked += 1;
    if (of.mute) return silence;
    if (of.down) throw Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
    const { at, line, replica } = of;
    await sleep(1);
    return { at, line, replica };
  };
  const set = replicaSet<Server>(
    replicas.map((replica, n) => ({
      name: `replica ${n + 1}`,
      open: async () => {
        if (replica.down) throw Object.assign(new Error("gone"), { code: "ECONNREFUSED" });
        return replica;
      },
      ask,
      close: () => {},
    })),
    () => ask(primary),
  );
  const from = () =>
    set.read<number | string>(
      async (place) => place.at,
      async () => "primary",
    );
  return { ...set, from, left: () => set.states().map(({ left }) => left) };
}

const failure = (code: string, severity = "ERROR") => Object.assign(new Error("failed"), { code, severity });

test("a replica is read from once it was looked at, and the next one after it", async () => {
  const [one, two] = [server({ at: 100 }), server({ at: 101 })];
  const set = setOf(server({ replica: false }), one, two);
  expect(await set.from()).toBe("primary");
  await set.look();
  expect([await set.from(), await set.from(), await set.from()]).toEqual([100, 101, 100]);
  expect(set.states()).toMatchObject([
    { name: "replica 1", used: true, reads: 2, lagSeconds: 0 },
    { name: "replica 2", used: true, reads: 1 },
  ]);
});

test("one that lacks what was acknowledged is waited for a moment, then left until it has caught up", async () => {
  const primary = server({ replica: false });
  const replica = server();
  const set = setOf(primary, replica);
  await set.look();
  primary.at = 200;
  setTimeout(() => {
    replica.at = 200;
  }, 8);
  expect(await set.from()).toBe(200);

  primary.at = 300;
  expect(await set.from()).toBe("primary");
  expect(set.states()).toMatchObject([{ used: false, lagBytes: 100, left: { behind: 1 } }]);
  const { asked } = replica;
  expect(await set.from()).toBe("primary");
  expect(replica.asked).toBe(asked);
  await set.look();
  expect(await set.from()).toBe("primary");
  // Looked at again by itself, soon after it was left.
  await sleep(150);
  expect(replica.asked).toBeGreaterThan(asked);
  replica.at = 300;
  await set.look();
  expect(await set.from()).toBe(300);
});

test("what is of another history is not read from, however far its log reaches: after a fail-over, or no replica at all", async () => {
  const primary = server({ replica: false, line: "7/2" });
  const set = setOf(
    primary,
    server({ at: 900 }),
    server({ at: 900, line: "8/2" }),
    server({ at: 900, replica: false }),
  );
  await set.look();
  expect(await set.from()).toBe("primary");
  expect(set.states().every(({ used }) => !used)).toBe(true);

  const old = setOf(server({ replica: false }), server());
  await old.look();
  expect(await old.from()).toBe(100);
});

test("a replica that is left behind by a fail-over is left by the next read", async () => {
  const primary = server({ replica: false });
  const set = setOf(primary, server({ at: 900 }));
  await set.look();
  expect(await set.from()).toBe(900);
  primary.line = "7/2";
  primary.at = 90;
  expect(await set.from()).toBe("primary");
  expect(set.left()).toMatchObject([{ stranger: 1 }]);
});

test("a read that a replica breaks off is done again by the primary, once; what the primary would answer alike is not", async () => {
  const set = setOf(server({ replica: false }), server());
  for (const [code, reason, severity] of [
    ["40001", "cancelled"],
    ["40001", "lost", "FATAL"],
    ["40P01", "cancelled"],
    ["25006", "refused"],
    ["57P01", "lost"],
    ["CONNECTION_CLOSED", "lost"],
    ["53300", "lost"],
  ] as const) {
    await set.look();
    const before = set.left()[0]?.[reason] ?? 0;
    expect(
      await set.read(
        () => Promise.reject(new Error("Failed query", { cause: failure(code, severity) })),
        async () => "primary",
      ),
    ).toBe("primary");
    expect(set.left()[0]?.[reason]).toBe(before + 1);
  }
  for (const error of [failure("57014"), failure("42501"), failure("22012"), new Error("not found")]) {
    await set.look();
    const again = () => Promise.reject(new Error("asked the primary too"));
    await expect(set.read(() => Promise.reject(error), again)).rejects.toBe(error);
  }
});

test("one that says nothing is left after a moment, and whoever waits for it is answered by the primary", async () => {
  const primary = server({ replica: false });
  const replica = server();
  const set = setOf(primary, replica);
  await set.look();
  const waiting = set.read(
    () => silence,
    async () => "primary",
  );
  await sleep(10);
  replica.mute = true;
  const began = Date.now();
  expect(await set.from()).toBe("primary");
  expect(Date.now() - began).toBeLessThan(1_500);
  await set.look();
  expect(await waiting).toBe("primary");
  expect(set.states()).toMatchObject([{ used: false, left: { silent: 1, lost: 1 } }]);
  replica.mute = false;
  await set.look();
  expect(await set.from()).toBe(100);
});

test("one that is dead costs nothing, and is taken when it is back", async () => {
  const replica = server({ down: true });
  const set = setOf(server({ replica: false }), replica);
  await set.look();
  expect(await set.from()).toBe("primary");
  expect(set.states()).toMatchObject([{ used: false, lagSeconds: null }]);
  replica.down = false;
  await set.look();
  expect(await set.from()).toBe(100);
});

test("while the primary does not answer nothing is read from a replica: whose right was taken away is not known", async () => {
  const primary = server({ replica: false });
  const set = setOf(primary, server());
  await set.look();
  primary.down = true;
  expect(await set.from()).toBe("primary");
  await set.look();
  primary.down = false;
  expect(await set.from()).toBe(100);
});

test("who asks shares a question with others, but never one that began before he came", async () => {
  let state = 0;
  let questions = 0;
  const ask = askedOnce(async () => {
    questions += 1;
    const seen = state;
    await sleep(5);
    return seen;
  });
  const first = ask();
  state = 1;
  const others = [ask(), ask(), ask()];
  expect(await Promise.all([first, ...others])).toEqual([0, 1, 1, 1]);
  expect(questions).toBe(2);
  const failing = askedOnce(() => Promise.reject(new Error("down")));
  await expect(Promise.all([failing(), failing()])).rejects.toThrow("down");
  await expect(failing()).rejects.toThrow("down");
});

test("among writes, lags and outages nobody reads anything older than what was there when he asked", async () => {
  const primary = server({ replica: false, at: 0 });
  const replicas = [server({ at: 0 }), server({ at: 0 })];
  const set = setOf(primary, ...replicas);
  await set.look();
  let over = false;
  const write = async () => {
    for (let n = 1; !over; n += 1) {
      primary.at += 1;
      await sleep(Math.random() * 4);
      // Now and then nobody writes until all is replayed and looked at, so that replicas are read on a busy machine too.
      if (n % 20 > 0) continue;
      while (!over && replicas.some(({ at }) => at < primary.at)) await sleep(1);
      await sleep(30);
    }
  };
  const replay = async (replica: Server) => {
    while (!over) {
      await sleep(Math.random() < 0.1 ? 60 : Math.random() * 6);
      replica.at = primary.at;
      replica.down = Math.random() < 0.05;
    }
  };
  const look = async () => {
    while (!over) {
      await set.look();
      await sleep(5);
    }
  };
  const old: string[] = [];
  const places = { replica: 0, primary: 0 };
  const deadline = Date.now() + 60_000;
  const read = async () => {
    // A busy machine lets the timers of replaying wait, so that nothing is read from a replica for a while.
    for (let n = 0; n < 60 || (places.replica <= 20 && Date.now() < deadline); n += 1) {
      const least = primary.at;
      const [place, at] = await set.read<["replica" | "primary", number]>(
        async (replica) => {
          if (replica.down) throw failure("CONNECTION_CLOSED");
          return ["replica", replica.at];
        },
        async () => ["primary", primary.at],
      );
      places[place] += 1;
      if (at < least) old.push(`${place} ${at} after ${least}`);
    }
  };
  const others = [write(), look(), ...replicas.map(replay)];
  await Promise.all(Array.from({ length: 8 }, read));
  over = true;
  await Promise.all(others);
  expect(old).toEqual([]);
  expect(places.replica).toBeGreaterThan(20);
  expect(places.primary).toBeGreaterThan(0);
}, 70_000);
