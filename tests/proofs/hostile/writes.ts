import { randomUUID } from "node:crypto";
import { connect } from "@/db/connection";
import { commands } from "@/lib/commands";
import { hostile, type Node, sample, shapeOf } from "./values";

export type Tally = { sent: number; broken: string[]; slowest: number };
type Target = { url: string; cookie: string };

const verdict = async (
  tally: Tally,
  what: string,
  send: () => Promise<Response>,
  allowed: (status: number) => boolean,
) => {
  const began = performance.now();
  tally.sent += 1;
  try {
    const response = await send();
    const text = await response.text();
    const took = performance.now() - began;
    tally.slowest = Math.max(tally.slowest, took);
    if (!allowed(response.status)) tally.broken.push(`${what}: ${response.status} ${text.slice(0, 120)}`);
    if (/\n\s+at .*:\d+:\d+/.test(text)) tally.broken.push(`${what}: a stack in the answer`);
    if (took > 10_000) tally.broken.push(`${what}: ${Math.round(took)} ms`);
    return { status: response.status, text };
  } catch (error) {
    tally.broken.push(`${what}: no answer (${error instanceof Error ? error.message : error})`);
    return { status: 0, text: "" };
  }
};
const refused = (status: number) => status >= 400 && status < 500;

const post = ({ url, cookie }: Target, name: string, body: unknown) =>
  fetch(`${url}/api/v1/commands/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, cookie },
    body: JSON.stringify(body),
  });

/** Every field of every command × every value that it must not take, the rest as good as can be. */
export async function hostileCommands(target: Target, ids: Record<string, string>, tally: Tally, full: boolean) {
  const jobs: (() => Promise<unknown>)[] = [];
  for (const [name, { schema }] of Object.entries(commands)) {
    const shape = shapeOf(schema);
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
      jobs.push(() => verdict(tally, what, () => post(target, name, { commandId: randomUUID(), input }), refused));
    }
  }
  const work = async () => {
    for (let job = jobs.pop(); job; job = jobs.pop()) await job();
  };
  await Promise.all(Array.from({ length: 4 }, work));
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
  const work = async () => {
    for (let path = jobs.pop(); path; path = jobs.pop()) {
      const address = `${target.url}${path}`;
      const send = () => fetch(address, { headers: { cookie: target.cookie }, redirect: "manual" });
      await verdict(tally, `GET ${path}`, send, (status) => status > 0 && status < 500);
    }
  };
  await Promise.all(Array.from({ length: 4 }, work));
}

/** The same command id with the same content answers the same bytes; with another content it is a conflict. */
export async function replays(target: Target, ids: Record<string, string>, tally: Tally) {
  const input = sample(shapeOf(commands["activity.log"]?.schema ?? fail()), "", ids);
  const body = (note: string) => ({
    commandId,
    input: Object.assign({}, input, {
      note,
      endsAt: "15:00",
      breakMinutes: 30,
      handedTo: undefined,
      activityId: undefined,
      assistantIds: [],
      counts: [],
      submit: false,
    }),
  });
  const commandId = randomUUID();
  const send = (note: string) => () => post(target, "activity.log", body(note));
  const first = await verdict(tally, "a first sending", send("once"), (status) => status === 200);
  const second = await verdict(tally, "the same again", send("once"), (status) => status === 200);
  if (first.text !== second.text) tally.broken.push("a replay answers other bytes");
  await verdict(tally, "the same id, another content", send("twice"), (status) => status === 409);
}

function fail(): never {
  throw new Error("no such command");
}

/** Rows of every business table: what a refused command must leave as it was. */
export async function rowCounts(superuserUrl: string): Promise<Record<string, number>> {
  const sql = connect(superuserUrl, 1);
  try {
    const tables = await sql`select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('sessions', 'sign_in_failures', 'access_log', 'jobs')`;
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await sql`select count(*)::int as n from ${sql(name)}`;
      counts[name] = row?.n;
    }
    return counts;
  } finally {
    await sql.end();
  }
}

/** Ids of Sokolov's records by the name of the field that asks for them. */
export async function realIds(superuserUrl: string): Promise<Record<string, string>> {
  const sql = connect(superuserUrl, 1);
  try {
    const [project] = await sql`select id, organisation_id from projects where slug = 'sokolov'`;
    const ids: Record<string, string> = { projectId: project?.id, organisationId: project?.organisation_id };
    const tables = await sql`select table_name as name from information_schema.columns c
      where table_schema = 'public' and column_name = 'project_id' and exists (select from information_schema.columns
        where table_schema = 'public' and table_name = c.table_name and column_name = 'id')`;
    for (const { name } of tables) {
      const [row] = await sql`select id from ${sql(name)} where project_id = ${project?.id} limit 1`;
      const noun = String(name).replace(/ies$/, "y").replace(/s$/, "");
      if (row) ids[`${noun.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`] = row.id;
    }
    const [day] =
      await sql`select locality_id, key_activity_id from activities where project_id = ${project?.id} limit 1`;
    return { ...ids, localityId: day?.locality_id, keyActivityId: day?.key_activity_id };
  } finally {
    await sql.end();
  }
}
