import { expect, test } from "vitest";
import { sharedMemo } from "@/db/shared-memo";

/** A computation that ends when it is told to. */
function held() {
  let finish = () => {};
  let fail = () => {};
  const promise = new Promise<void>((resolve, reject) => {
    finish = () => resolve();
    fail = () => reject(new Error("the leader failed"));
  });
  return { promise, finish, fail };
}
const memo = (most = 1_000, patience = 5_000) => sharedMemo<string>(most, (value) => value.length, patience);
const counted = (wait: Promise<void> = Promise.resolve()) => {
  const asked: string[][] = [];
  const compute = async (keys: readonly string[]) => {
    asked.push([...keys]);
    await wait;
    return new Map(keys.map((key) => [key, `value of ${key}`]));
  };
  return { asked, compute };
};

test("what is known is not computed again, and of many keys only those that are missing", async () => {
  const { ask } = memo();
  const { asked, compute } = counted();
  await ask(["a", "b"], compute);
  expect(await ask(["a", "c", "b"], compute)).toEqual(new Map(["a", "b", "c"].map((key) => [key, `value of ${key}`])));
  expect(asked).toEqual([["a", "b"], ["c"]]);
});

test("of those who ask at once one computes", async () => {
  const { ask, held: state } = memo();
  const gate = held();
  const { asked, compute } = counted(gate.promise);
  const all = Promise.all(Array.from({ length: 10 }, () => ask(["a", "b"], compute)));
  gate.finish();
  expect((await all).map((found) => found.get("b"))).toEqual(Array.from({ length: 10 }, () => "value of b"));
  expect(asked).toEqual([["a", "b"]]);
  expect(state().running).toBe(0);
});

test("who waits for one that fails does not fail with him, one of the others computes, and no failure is kept", async () => {
  const { ask, held: state } = memo();
  const gate = held();
  const first = ask(["a"], async () => {
    await gate.promise;
    return new Map();
  });
  const { asked, compute } = counted();
  const others = Promise.all(Array.from({ length: 9 }, () => ask(["a"], compute)));
  gate.fail();
  await expect(first).rejects.toThrow("the leader failed");
  expect((await others).map((found) => found.get("a"))).toEqual(Array.from({ length: 9 }, () => "value of a"));
  expect(asked).toEqual([["a"]]);
  expect(state().running).toBe(0);
});

test("who waits for one that never ends waits so long and no longer", async () => {
  const { ask, held: state } = memo(1_000, 20);
  const gate = held();
  const gone = ask(["a"], counted(gate.promise).compute);
  const { compute } = counted();
  expect((await ask(["a"], compute)).get("a")).toBe("value of a");
  gate.finish();
  await gone;
  expect(state()).toMatchObject({ keys: 1, running: 0 });
});

test("a key that is missing in what was computed is asked for once more and then left out", async () => {
  const { ask } = memo();
  const gate = held();
  const first = ask(["gone"], async () => {
    await gate.promise;
    return new Map<string, string>();
  });
  const second = ask(["gone"], async () => new Map<string, string>());
  gate.finish();
  expect([(await first).size, (await second).size]).toEqual([0, 0]);
});

test("the bytes that are kept stay below their limit; what was not asked for longest goes first", async () => {
  const { ask, held: state } = memo("value of a".length * 3);
  const { asked, compute } = counted();
  for (const key of ["a", "b", "c"]) await ask([key], compute);
  await ask(["a"], compute);
  await ask(["d"], compute);
  expect(state()).toEqual({ keys: 3, bytes: 30, running: 0 });
  await ask(["a", "c", "d"], compute);
  expect(asked).toEqual([["a"], ["b"], ["c"], ["d"]]);
  await ask(["b"], compute);
  expect(asked.at(-1)).toEqual(["b"]);
});
