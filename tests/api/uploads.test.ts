import { createHash, randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { connect } from "@/db/connection";
import { html, pdf, png } from "../support/sample-files";
import { cookieOf, get, send, serverUrl } from "../support/server";
import { zip } from "../support/zip";

const mentor = "mentor@sokolov.example";
const stranger = "mentor@jirkov.example";
let projectId: string;
let activityId: string;
let expenseId: string;

beforeAll(async () => {
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [row] = await sql`
    select p.id as "projectId", (select id from expenses e where e.project_id = p.id order by id limit 1) as "expenseId",
      (select id from localities l where l.project_id = p.id order by id limit 1) as "localityId",
      (select id from key_activities k where k.project_id = p.id and k.code = 'KA 02') as "keyActivityId"
    from projects p where p.slug = 'sokolov'`;
  await sql.end();
  const ids = z
    .object({ projectId: z.uuid(), expenseId: z.uuid(), localityId: z.uuid(), keyActivityId: z.uuid() })
    .parse(row);
  [projectId, expenseId, activityId] = [ids.projectId, ids.expenseId, randomUUID()];
  const { localityId, keyActivityId } = ids;
  const shift = {
    projectId,
    activityId,
    localityId,
    keyActivityId,
    happenedOn: "2025-02-14",
    startsAt: "07:00",
    endsAt: "15:00",
  };
  expect((await send("activity.log", shift, { email: mentor })).status).toBe(200);
});

type Options = {
  email?: string | null;
  name?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
};
const answer = z.looseObject({ evidenceId: z.uuid(), sha256: z.string(), mediaType: z.string(), bytes: z.int() });

async function upload(
  bytes: Uint8Array,
  { email = mentor, name = "list.pdf", query = {}, headers = {} }: Options = {},
) {
  const asked = new URLSearchParams({ projectId, activityId, bytes: String(bytes.byteLength), ...query });
  const cookie: Record<string, string> = email ? { cookie: await cookieOf(email) } : {};
  return fetch(`${serverUrl()}/api/uploads?${asked}`, {
    method: "POST",
    headers: {
      "content-type": "application/octet-stream",
      "accept-language": "cs",
      origin: serverUrl(),
      "x-file-name": encodeURIComponent(name),
      "x-command-id": randomUUID(),
      ...cookie,
      ...headers,
    },
    body: new Uint8Array(bytes),
    redirect: "manual",
  });
}
const refused = async (response: Response) => {
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const { code, status } = z.looseObject({ code: z.string(), status: z.int() }).parse(await response.json());
  expect(status).toBe(response.status);
  return [status, code];
};

test("a file is stored by its hash and comes back as it was, to be saved and never shown", async () => {
  const bytes = pdf(`list ${randomUUID()}`);
  const response = await upload(bytes, { name: "směna „noc“ 14. 2.pdf" });
  expect(response.status).toBe(201);
  const stored = answer.parse(await response.json());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(stored).toMatchObject({ sha256, mediaType: "application/pdf", bytes: bytes.byteLength });
  const back = await get(`/api/uploads/${stored.evidenceId}`, mentor);
  expect(Buffer.from(await back.arrayBuffer())).toEqual(bytes);
  expect(Object.fromEntries(back.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="smena -noc- 14. 2.pdf"; filename*=UTF-8''${encodeURIComponent("směna „noc“ 14. 2.pdf")}`,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
  });
  expect(back.headers.get("content-security-policy")).toContain("sandbox; default-src 'none'");
  const page = await get(`/projects/sokolov/activity/${activityId}`, mentor);
  expect(await page.text()).toContain(`/api/uploads/${stored.evidenceId}`);
});

test("the same command twice stores one row, and so does the same file on the same record", async () => {
  const bytes = pdf(`twice ${randomUUID()}`);
  const headers = { "x-command-id": randomUUID() };
  const ids: string[] = [];
  for (const options of [{ headers }, { headers }, {}])
    ids.push(answer.parse(await (await upload(bytes, options)).json()).evidenceId);
  expect(new Set(ids).size).toBe(1);
  expect(await refused(await upload(pdf("other"), { headers }))).toEqual([409, "commandReused"]);
});

test("to a stranger neither the record nor the file is there; nobody is told to sign in", async () => {
  expect(await refused(await upload(pdf(), { email: stranger }))).toEqual([404, "notFound"]);
  expect(await refused(await upload(pdf(), { email: null }))).toEqual([401, "notSignedIn"]);
  const { evidenceId } = answer.parse(await (await upload(pdf("mine"))).json());
  const foreign = await get(`/api/uploads/${evidenceId}`, stranger);
  const missing = await get(`/api/uploads/${randomUUID()}`, stranger);
  expect([foreign.status, await foreign.text()]).toEqual([missing.status, await missing.text()]);
  expect(foreign.status).toBe(404);
  expect(await refused(await get(`/api/uploads/${evidenceId}`, null))).toEqual([401, "notSignedIn"]);
  expect((await get("/api/uploads/not-an-id", mentor)).status).toBe(404);
});

test("a role attaches only to its own records", async () => {
  const toExpense = new URLSearchParams({ projectId, expenseId });
  expect(await refused(await upload(pdf(), { email: "finance@sokolov.example" }))).toEqual([403, "forbidden"]);
  expect(await refused(await upload(pdf(), { email: "auditor@mv.example" }))).toEqual([403, "forbidden"]);
  const asked = `${serverUrl()}/api/uploads?${toExpense}&bytes=${pdf().byteLength}`;
  const headers = { origin: serverUrl(), "x-file-name": "faktura.pdf", "content-type": "application/octet-stream" };
  const by = async (email: string) =>
    fetch(asked, {
      method: "POST",
      headers: { ...headers, "x-command-id": randomUUID(), cookie: await cookieOf(email) },
      body: pdf(),
    });
  expect((await by(mentor)).status).toBe(403);
  expect((await by("finance@sokolov.example")).status).toBe(201);
});

test.each<[string, Uint8Array, Options, unknown[]]>([
  ["a page that calls itself PDF", html, { name: "x.pdf" }, [415, "uploadType"]],
  ["a bare archive", zip([{ name: "readme.txt", content: "x" }]), { name: "x.docx" }, [415, "uploadType"]],
  ["an empty file", new Uint8Array(), {}, [422, "invalidInput"]],
  ["less than was said", png, { query: { bytes: "70000" } }, [400, "uploadLength"]],
  ["more than was said", pdf("longer than that"), { query: { bytes: "10" } }, [400, "uploadLength"]],
  ["a length over the limit", png, { query: { bytes: "26214401" } }, [413, "uploadTooLarge"]],
  ["a length that is none", png, { query: { bytes: "much" } }, [422, "invalidInput"]],
  ["two records at once", png, { query: { expenseId: randomUUID() } }, [422, "invalidInput"]],
  ["an unknown field", png, { query: { path: "/etc/passwd" } }, [422, "invalidInput"]],
  ["a name of nothing", png, { name: "../" }, [422, "invalidInput"]],
  ["a name with a control character", png, { name: "a\u0000b.png" }, [422, "invalidInput"]],
  ["a name that turns around", png, { name: "a\u202egnp.exe" }, [422, "invalidInput"]],
  ["a name that does not decode", png, { headers: { "x-file-name": "%E0%A4%A" } }, [400, "malformed"]],
  ["no command id", png, { headers: { "x-command-id": "" } }, [422, "invalidInput"]],
  ["a form", png, { headers: { "content-type": "multipart/form-data; boundary=x" } }, [415, "unsupportedType"]],
])("refused: %s", async (_, bytes, options, expected) => {
  expect(await refused(await upload(bytes, options))).toEqual(expected);
});

test("a path in the name is not followed, it becomes a part of the name", async () => {
  const { evidenceId } = answer.parse(
    await (await upload(pdf(randomUUID()), { name: "..\\..\\etc/heslo.pdf" })).json(),
  );
  const back = await get(`/api/uploads/${evidenceId}`, mentor);
  expect(back.headers.get("content-disposition")).toContain('filename="etc-heslo.pdf"');
  await back.arrayBuffer();
});

test("another site cannot send a file on behalf of who is signed in", async () => {
  const response = await upload(pdf(), { headers: { origin: "https://elsewhere.example" } });
  expect(response.status).toBe(403);
});
