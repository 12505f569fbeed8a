import { randomUUID } from "node:crypto";
import { commands } from "@/server/commands";
import { post, refused, type Tally, type Target, together, verdict } from "./sending";
import { hostile, type Node, sample, shapeOf } from "./values";

/** Every field of every command × every value that it must not take, the rest as good as can be. */
export async function hostileCommands(target: Target, ids: Record<string, string>, tally: Tally, full: boolean) {
  const jobs: (() => Promise<unknown>)[] = [];
  for (const [name, { input }] of Object.entries(commands)) {
    const shape = shapeOf(input);
    const good = sample(shape, "", ids);
    const cases = fieldsOf(shape).flatMap(({ path, shape: inner }) =>
      hostile(inner).map(([what, value]): [string, unknown] => [
        `${name} ${path.join(".")}: ${what}`,
        withValue(good, path, value),
      ]),
    );
    const most = full ? cases.length : 10;
    const step = Math.max(1, Math.floor(cases.length / most));
    const chosen = cases.filter((_, index) => index % step === 0);
    chosen.push([`${name}: an unknown field`, Object.assign({}, good, { surprise: 1 })], [`${name}: a list`, []]);
    for (const [what, input] of chosen) {
      const locale = jobs.length % 2 === 0 ? "cs" : "en";
      const send = () => post(target, name, { commandId: randomUUID(), input }, locale);
      jobs.push(() => verdict(tally, what, send, refused, locale));
    }
  }
  await together(jobs);
}

function fieldsOf(shape: Node, path: string[] = []): { path: string[]; shape: Node }[] {
  const inner = Object.entries(shape.properties ?? {}).flatMap(([key, field]) => fieldsOf(field, [...path, key]));
  const items = shape.items ? fieldsOf(shape.items, [...path, "0"]) : [];
  return [...(path.length > 0 ? [{ path, shape }] : []), ...inner, ...items];
}

function withValue(from: unknown, path: string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(from)) return [withValue(from[0], rest, value)];
  const record: Record<string, unknown> = typeof from === "object" && from !== null ? { ...from } : {};
  return { ...record, [key]: withValue(record[key], rest, value) };
}

/** Addresses of the product × queries that nobody's link carries. */
export async function hostileReads(target: Target, paths: readonly string[], tally: Tally, full: boolean) {
  const queries = [
    "k=2024-02-30",
    "k=9999-99-99",
    "k=%F0%9F%92%A9",
    "k=1&k=2",
    "limit=-1",
    "limit=1e9",
    "cursor=AAAA",
    "page=NaN",
  ];
  queries.push(
    "sort=__proto__",
    "q=%27%3Bdrop%20table",
    "q=%E2%80%AE",
    "from=x&to=y",
    `q=${"a".repeat(1500)}`,
    "month=2024-99",
  );
  // The short form walks the diagonal: every address and every query, not every pair.
  const near = (row: number, column: number) => full || (row + column) % 5 === 0;
  const jobs = paths.flatMap((path, row) =>
    queries.filter((_, column) => near(row, column)).map((query) => `${path}?${query}`),
  );
  await together(
    jobs.map((path) => () => {
      const send = () => fetch(`${target.url}${path}`, { headers: { cookie: target.cookie }, redirect: "manual" });
      return verdict(tally, `GET ${path}`, send, (status) => status < 500);
    }),
  );
}
