import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "@/server/openapi/document";
import { problemSchema } from "@/server/openapi/schemas";
import { cookieOf, get, send, serverUrl } from "../support/server";

const mentor = "mentor@sokolov.example";
const stranger = "mentor@jirkov.example";
let input: Record<string, unknown>;

const list = z.object({ items: z.array(z.object({ id: z.uuid(), assistantIds: z.array(z.uuid()) })) });

beforeAll(async () => {
  const ids = z.object({
    projectId: z.uuid(),
    localityId: z.uuid(),
    keyActivityId: z.uuid(),
    assistantIds: z.array(z.uuid()),
  });
  const { connect } = await import("@/db/connection");
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [row] = await sql`
    select p.id as "projectId", (select id from localities l where l.project_id = p.id order by id limit 1) as "localityId",
      (select id from key_activities k where k.project_id = p.id and k.code = 'KA 02') as "keyActivityId",
      array(select o.assistant_id from post_occupancies o where o.project_id = p.id
        and '2025-02-14' between o.starts_on and coalesce(o.ends_on, 'infinity') order by 1 limit 2) as "assistantIds"
    from projects p where p.slug = 'sokolov'`;
  await sql.end();
  input = {
    ...ids.parse(row),
    happenedOn: "2025-02-14",
    startsAt: "07:00",
    endsAt: "15:00",
    counts: [{ kind: "patrol", count: 3 }],
    another: true,
  };
});

const problemOf = async (response: Response) => problemSchema.parse(await response.json());

test("the same command twice does it once and answers the same, byte for byte", async () => {
  const commandId = randomUUID();
  const note = `twice ${commandId}`;
  const [first, second] = await Promise.all(
    [1, 2].map(() => send("activity.log", { ...input, note }, { email: mentor, commandId })),
  );
  expect([first?.status, second?.status]).toEqual([200, 200]);
  expect(await first?.text()).toBe(await second?.text());
  const body = await (await get("/api/v1/projects/sokolov/activities?limit=200", mentor)).json();
  expect(JSON.stringify(body).split(note).length - 1).toBe(1);
});

test("the same id with another content is a 409, and so is another person's", async () => {
  const commandId = randomUUID();
  expect((await send("activity.log", { ...input, note: "one" }, { email: mentor, commandId })).status).toBe(200);
  const changed = await send("activity.log", { ...input, note: "another" }, { email: mentor, commandId });
  expect([changed.status, (await problemOf(changed)).code]).toEqual([409, "commandReused"]);
  const foreign = await send(
    "activity.log",
    { ...input, note: "one" },
    { email: "manager@sokolov.example", commandId },
  );
  expect(foreign.status).toBe(409);
});

test("a foreign project is not there, whatever the role", async () => {
  const answer = await send("activity.log", input, { email: stranger });
  expect([404, 422]).toContain(answer.status);
});

test("the auditor is refused, nobody is asked to sign in", async () => {
  expect((await send("activity.log", input, { email: "auditor@mv.example" })).status).toBe(403);
  expect((await send("activity.log", input, {})).status).toBe(401);
});

test.each([
  ["an unknown field", { extra: 1 }, ""],
  ["30 February", { happenedOn: "2025-02-30" }, "happenedOn"],
  ["a day outside the project", { happenedOn: "2022-01-01" }, "happenedOn"],
  ["a NUL", { note: "a\u0000b" }, "note"],
  ["a lone surrogate", { note: "a\ud800b" }, "note"],
  ["a text of a million characters", { note: "x".repeat(1_000_000) }, "note"],
  ["a count of 10^16", { counts: [{ kind: "patrol", count: 1e16 }] }, "counts.0.count"],
  ["an array for a text", { note: ["x"] }, "note"],
  ["no locality", { localityId: undefined }, "localityId"],
  ["a made-up locality", { localityId: randomUUID() }, "localityId"],
])("%s is refused with its field and nothing is written", async (_, change, field) => {
  const before = list.parse(await (await get("/api/v1/projects/sokolov/activities?limit=1", mentor)).json());
  const response = await send("activity.log", { ...input, ...change }, { email: mentor });
  expect([413, 422, 404]).toContain(response.status);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  if (response.status === 422) expect(Object.keys((await problemOf(response)).fields).join(" ")).toContain(field);
  const after = list.parse(await (await get("/api/v1/projects/sokolov/activities?limit=1", mentor)).json());
  expect(after.items[0]?.id).toBe(before.items[0]?.id);
});

test.each([
  ["no JSON", "{", "application/json", 400],
  ["an array", "[]", "application/json", 422],
  ["no command id", '{"input":{}}', "application/json", 422],
  ["a plain text", "x", "text/plain", 415],
])("%s is refused", async (_, body, type, status) => {
  const response = await fetch(`${serverUrl()}/api/v1/commands/activity.log`, {
    method: "POST",
    headers: {
      "content-type": type,
      origin: serverUrl(),
      "sec-fetch-site": "same-origin",
      cookie: await cookieOf(mentor),
    },
    body,
  });
  expect(response.status).toBe(status);
});

test("an unknown command is not found, however it is called", async () => {
  for (const name of ["activity.unheard", "__proto__", "constructor", "toString"]) {
    expect((await send(name, {}, { email: mentor })).status, name).toBe(404);
  }
});

test("a form without scripts is answered 303 back with the coded error, or onwards", async () => {
  const post = async (fields: Record<string, string>) =>
    fetch(`${serverUrl()}/api/v1/commands/session.create`, {
      method: "POST",
      headers: {
        origin: serverUrl(),
        "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ commandId: randomUUID(), backTo: "/sign-in", ...fields }),
      redirect: "manual",
    });
  const wrong = await post({ email: mentor, password: "not this one" });
  expect([wrong.status, wrong.headers.get("location")]).toEqual([303, "/sign-in?error=signInWrong"]);
  const right = await post({ email: mentor, password: process.env.HLIDKA_TEST_PASSWORD ?? "", next: "/projects" });
  expect([right.status, right.headers.get("location")]).toEqual([303, "/projects"]);
  const elsewhere = await post({
    email: mentor,
    password: process.env.HLIDKA_TEST_PASSWORD ?? "",
    next: "//evil.example",
  });
  expect(elsewhere.headers.get("location")).toBe("/");
});

test("a forged session is no session", async () => {
  const all = (await cookieOf(mentor)).split("; ");
  const session = all.find((pair) => pair.startsWith("hlidka.session=")) ?? "";
  expect(session.length).toBeGreaterThan(50);
  const cookie = [`${session.slice(0, -4)}AAAA`, ...all.filter((pair) => pair !== session)].join("; ");
  const response = await fetch(`${serverUrl()}/api/v1/projects`, { headers: { cookie } });
  expect(response.status).toBe(401);
});

test("the OpenAPI document names every command", async () => {
  const served = z
    .object({ openapi: z.literal("3.1.0"), paths: z.record(z.string(), z.unknown()) })
    .parse(await (await get("/api/v1/openapi.json", null)).json());
  expect(Object.keys(served.paths)).toEqual(Object.keys(openApiDocument().paths));
  expect(served.paths).toHaveProperty("/api/v1/commands/activity.log");
});
