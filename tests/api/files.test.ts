import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import readXlsxFile from "read-excel-file/node";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { connect } from "@/db/connection";
import { openApiDocument } from "@/server/openapi/document";
import {
  importedSchema,
  intakeAnswerSchema,
  intakeSchema,
  previewSchema,
  problemSchema,
} from "@/server/openapi/schemas";
import { pdf } from "../support/sample-files";
import { cookieOf, get, serverUrl } from "../support/server";

const [mentor, manager, finance] = ["mentor", "manager", "finance"].map((role) => `${role}@sokolov.example`);
const foreign = (role: string) => `${role}@jirkov.example`;
const tag = randomUUID().slice(0, 8);
const csv = `Číslo dokladu;Položka rozpočtu;Popis;Datum vystavení;Datum úhrady;Částka;Druh\nAPI-${tag};1.1.1.1;Mzdy;10.2.2025;14.2.2025;1 234,50;mzdy\n`;

const ids = { project: "", activity: "", evidence: "" };
beforeAll(async () => {
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [row] = await sql`
    select p.id as project, (select id from activities a where a.project_id = p.id order by id limit 1) as activity,
      (select id from evidence e where e.project_id = p.id order by id limit 1) as evidence
    from projects p where p.slug = 'sokolov'`;
  await sql.end();
  Object.assign(ids, z.object({ project: z.uuid(), activity: z.uuid(), evidence: z.uuid() }).parse(row));
});

async function post(path: string, email: string | null | undefined, body: string | Uint8Array, type = "text/csv") {
  const cookie: Record<string, string> = email ? { cookie: await cookieOf(email) } : {};
  return fetch(`${serverUrl()}${path}`, {
    method: "POST",
    headers: {
      "content-type": type,
      "accept-language": "cs",
      origin: serverUrl(),
      "x-file-name": "list.pdf",
      "x-command-id": randomUUID(),
      ...cookie,
    },
    body: Buffer.from(body),
  });
}

const file = pdf("cizí");
const upload = (id: string) => `/api/uploads?projectId=${ids.project}&activityId=${id}&bytes=${file.length}`;
const importing = (slug: string) =>
  `/api/v1/projects/${slug}/expenses/import?commandId=${randomUUID()}&name=doklady-${tag}.csv`;
const page = () => readFileSync("tests/fixtures/sokolov.txt", "utf8");

/** Each route: asked for something of Sokolov, for something that is not there, and who of Sokolov may not. */
const routes: [
  name: string,
  ask: (email: string | null | undefined, there: boolean) => Promise<Response>,
  wrong?: string,
][] = [
  [
    "preview",
    (email, there) => post(`/api/v1/projects/${there ? "sokolov" : "nikde"}/expenses/preview`, email, csv),
    mentor,
  ],
  ["import", (email, there) => post(importing(there ? "sokolov" : "nikde"), email, csv), mentor],
  [
    "upload",
    (email, there) => post(upload(there ? ids.activity : randomUUID()), email, file, "application/octet-stream"),
    finance,
  ],
  ["download", (email, there) => get(`/api/uploads/${there ? ids.evidence : randomUUID()}`, email ?? null)],
  [
    "export of expenses",
    (email, there) => get(`/projects/${there ? "sokolov" : "nikde"}/budget/expenses/export?format=csv`, email ?? null),
  ],
  [
    "export of shifts",
    (email, there) => get(`/projects/${there ? "sokolov" : "nikde"}/activity/export?format=csv`, email ?? null),
  ],
  [
    "export of a month's sheet",
    (email, there) => get(`/projects/${there ? "sokolov" : "nikde"}/activity/sheets/export?format=csv`, email ?? null),
  ],
  [
    "template",
    (email, there) => get(`/projects/${there ? "sokolov" : "nikde"}/budget/import/template?format=csv`, email ?? null),
  ],
];

test.each(routes)(
  "%s: 401 without a session, a foreign one and a missing one alike 404, a wrong role 403",
  async (_, ask, wrong) => {
    const nobody = await ask(null, true);
    expect(nobody.status).toBe(401);
    expect(problemSchema.parse(await nobody.json()).code).toBe("notSignedIn");
    const role = wrong === finance ? "mentor" : "finance";
    const [stranger, missing] = [await ask(foreign(role), true), await ask(foreign(role), false)];
    expect([stranger.status, missing.status]).toEqual([404, 404]);
    expect(await stranger.text()).toBe(await missing.text());
    for (const email of wrong ? [wrong, "auditor@mv.example"] : []) {
      const refused = await ask(email, true);
      expect([email, refused.status, problemSchema.parse(await refused.json()).code]).toEqual([
        email,
        403,
        "forbidden",
      ]);
    }
  },
);

test("the template is there in both formats, and opens with the headings that the import reads", async () => {
  const path = "/projects/sokolov/budget/import/template?format=";
  const csv = await (await get(`${path}csv`, finance ?? null)).text();
  const workbook = await get(`${path}xlsx`, finance ?? null);
  expect(workbook.status).toBe(200);
  const [sheet, codes] = await readXlsxFile(Buffer.from(await workbook.arrayBuffer()));
  expect(csv.replace("\ufeff", "").split("\r\n")[0]?.split(";")).toEqual(sheet?.data[0]);
  expect(codes?.data.map((row) => row[1])).toContain("1.1.1.1");
});

test("the month's sheet as a file, read by another reader, adds up to what the database has", async () => {
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [inLog] = await sql`
    select sum(a.minutes)::int as minutes, count(distinct a.id)::int as shifts
    from activities a join activity_assistants x on x.activity_id = a.id
    where a.project_id = ${ids.project} and a.state = 'approved' and a.happened_on between '2025-01-01' and '2025-01-31'`;
  await sql.end();
  const log = z.object({ minutes: z.int().positive(), shifts: z.int().positive() }).parse(inLog);
  const answer = await get("/projects/sokolov/activity/sheets/export?format=xlsx&month=2025-01", mentor ?? null);
  expect(answer.status).toBe(200);
  const [days, people] = await readXlsxFile(Buffer.from(await answer.arrayBuffer()));
  const figures = (row: readonly unknown[] | undefined) =>
    (row ?? []).map((cell) => Math.round(Number(cell ?? 0) * 100));
  const sum = (items: readonly number[]) => items.reduce((all, item) => all + item, 0);
  const hours = Math.round((log.minutes * 100) / 60);
  const rows = days?.data.slice(1, 32) ?? [];
  const at = (days?.data[0]?.length ?? 0) - 3;
  expect(sum(rows.flatMap((row) => figures(row.slice(2, at))))).toBe(hours);
  expect(sum(rows.map((row) => figures(row)[at] ?? 0))).toBe(hours);
  expect(figures(days?.data.at(-1))[at]).toBe(hours);
  expect(people?.data.at(-1)?.[2]).toBe(log.shifts);
  expect(figures(people?.data.at(-1))[3]).toBe(hours);
});

test("an assistant's sheet holds the groups of his work report, which add up to the minutes approved for him", async () => {
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [inLog] = await sql`
    select x.assistant_id as id, sum(a.minutes)::int as minutes, count(distinct a.key_activity_id)::int as groups
    from activities a join activity_assistants x on x.activity_id = a.id
    where a.project_id = ${ids.project} and a.state = 'approved' and a.happened_on between '2025-01-01' and '2025-01-31'
    group by 1 order by 2 desc limit 1`;
  await sql.end();
  const log = z.object({ id: z.uuid(), minutes: z.int().positive(), groups: z.int().positive() }).parse(inLog);
  const path = `/projects/sokolov/activity/sheets/export?format=xlsx&month=2025-01&assistant=${log.id}`;
  const answer = await get(path, mentor ?? null);
  expect(answer.status).toBe(200);
  const [, report] = await readXlsxFile(Buffer.from(await answer.arrayBuffer()));
  // An empty row parts the totals from what they sum up.
  const filled = (report?.data ?? []).slice(1).filter((row) => row.some((cell) => cell !== null));
  const hours = filled.map((row) => Math.round(Number(row[1]) * 100));
  expect(hours).toHaveLength(log.groups + 1);
  expect(hours.slice(0, -1).reduce((sum, part) => sum + part, 0)).toBe(Math.round((log.minutes * 100) / 60));
  expect(hours.at(-1)).toBe(Math.round((log.minutes * 100) / 60));
});

test("the list of projects as a file holds only those that its reader sees", async () => {
  expect((await get("/portfolio/export?format=csv", null)).status).toBe(401);
  const own = await (await get("/portfolio/export?format=csv", foreign("mentor"))).text();
  expect(own).toContain("Jirkov");
  expect(own).not.toContain("Sokolov");
});

test("reading a page is for who may make a project, and is answered as the document says", async () => {
  expect((await post("/api/v1/intake", null, page(), "text/plain")).status).toBe(401);
  for (const email of [mentor, finance, "auditor@mv.example"])
    expect((await post("/api/v1/intake", email, page(), "text/plain")).status, email).toBe(403);
  const read = await post("/api/v1/intake", manager, page(), "text/plain");
  expect(read.status).toBe(200);
  expect(z.strictObject(intakeSchema.shape).parse(await read.json()).result.total).toBe("13676292.00");
});

test("a list of projects is searched, and its one project is read like a page", async () => {
  const rows = readFileSync("tests/fixtures/intake/list-of-operations-rows.txt", "utf8").trimEnd();
  const one = await post("/api/v1/intake", manager, rows, "application/octet-stream");
  expect(z.strictObject(intakeSchema.shape).parse(await one.json()).result.start).toBe("2023-05-01");
  const other = rows.split("\n")[1]?.replace("0000999", "0000998").replaceAll("Vzorov", "Lhota");
  const list = await post("/api/v1/intake?q=lhota", manager, `${rows}\n${other}`, "text/csv");
  expect(intakeAnswerSchema.parse(await list.json())).toMatchObject({
    list: { kind: "operations", count: 2, found: 1, projects: [{ result: { beneficiary: "Město Lhota" } }] },
  });
});

test("a preview and the import after it are answered as the document says", async () => {
  const preview = await post("/api/v1/projects/sokolov/expenses/preview", finance, csv);
  expect(z.strictObject(previewSchema.shape).parse(await preview.json())).toMatchObject({
    ok: { count: 1, sumHalere: 123_450 },
    bad: { count: 0 },
    imported: null,
  });
  const done = await post(importing("sokolov"), finance, csv);
  expect(z.strictObject(importedSchema.shape).parse(await done.json()).result).toMatchObject({ added: 1, skipped: 0 });
  const again = await post(importing("sokolov"), finance, csv);
  expect([again.status, problemSchema.parse(await again.json()).code]).toEqual([409, "fileImported"]);
});

test("the OpenAPI document names every route that takes or gives data", () => {
  const undocumented = [
    "/api/auth/{...nextauth}",
    "/api/preferences",
    "/api/sso/{provider}",
    "/api/mail/off/{token}",
    "/api/v1/openapi.json",
    "/api/v1/commands/{name}",
    // What only the page beside them asks for.
    "/check-in/{slug}/list",
    "/log/{slug}/lists",
    "/log/{slug}/shift",
    "/portfolio/choices",
    "/m/{slug}/r/{link}/certificate",
  ];
  const routes = readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) =>
      `/${file}`
        .replace(/\/route\.ts$/, "")
        .replace(/\/\([^)]+\)/g, "")
        .replace(/\[([^\]]+)\]/g, "{$1}"),
    );
  const { paths } = openApiDocument();
  expect(routes.length).toBeGreaterThan(15);
  expect(routes.filter((route) => !(route in paths) && !undocumented.includes(route))).toEqual([]);
});
