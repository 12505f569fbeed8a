import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openApiDocument } from "@/server/openapi/document";
import { fileRoutes } from "@/server/openapi/files";
import { addressesOf, askers, type Documented, documentedGets, makeThings } from "../support/documented";
import { openCsv, openers, openXlsx, sha256 } from "../support/open-file";
import { get, serverUrl } from "../support/server";

let made: Awaited<ReturnType<typeof makeThings>>;
beforeAll(async () => {
  made = await makeThings();
});
afterAll(() => made?.end());

const { components, servers, paths } = openApiDocument();

/** What stands for `{slug}`: the meeting of the demo, or a project. */
const slugFor = (path: string) => (path.startsWith("/meetings/") ? "setkani-apk-2025" : "sokolov");

/** A schema of the document that takes no property without a name in it. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  if ("$ref" in schema) return closed(components.schemas.Problem);
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in inside ? { additionalProperties: false, ...inside } : inside;
}
const schemas = new Map<unknown, z.ZodType>();
function schemaOf(schema: unknown): z.ZodType {
  const known = schemas.get(schema) ?? z.fromJSONSchema(closed(schema) as never);
  schemas.set(schema, known);
  return known;
}

/** What of an answer the document does not say. */
async function strange({ responses }: Documented, response: Response): Promise<string | null> {
  const said = responses[response.status];
  if (!said) return `${response.status} is not in the document`;
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  const bytes = await response.arrayBuffer();
  if (!said.content) return null;
  const content = said.content[type] ?? said.content["*/*"];
  if (!content) return `${type} is not in the document`;
  if (!type.endsWith("json") || z.object({ format: z.literal("binary") }).safeParse(content.schema).success)
    return null;
  return schemaOf(content.schema).safeParse(JSON.parse(new TextDecoder().decode(bytes))).error?.message ?? null;
}

test.each(documentedGets.map((operation) => [operation.path, operation] as const))(
  "GET %s answers everybody what the document says",
  async (path, operation) => {
    const statuses = new Set<number>();
    const wrong: string[] = [];
    const slugs = path.includes("{slug}") ? [slugFor(path), "ukazkov", "nikde"] : [""];
    const ask = async (address: string, asker: string | null) => {
      const response = await get(address, asker);
      statuses.add(response.status);
      const said = await strange(operation, response);
      if (said) wrong.push(`${asker} ${address}: ${said}`);
    };
    for (const address of slugs.flatMap((slug) => addressesOf(operation, slug, made.things)))
      await Promise.all(askers.map((asker) => ask(address, asker)));
    expect(wrong).toEqual([]);
    // The server of the tests has no token for its metrics.
    expect(statuses.has(200)).toBe(path !== "/api/metrics");
  },
);

const nonsense: Record<string, string> = { k: "2025-02-30", limit: "0", cursor: "no/nsense", format: "doc", q: "x" };
const refused = documentedGets.flatMap((operation) =>
  operation.parameters
    .filter(({ name, required }) => name in nonsense && (required || name !== "q"))
    .map(({ name }) => [operation.path, name, operation] as const),
);

test.each(refused)("GET %s refuses a nonsense in %s as the document says", async (_, name, operation) => {
  const address = new URL(addressesOf(operation, slugFor(operation.path), made.things)[0] ?? "", serverUrl());
  address.searchParams.set(name, nonsense[name] ?? "");
  const response = await get(`${address.pathname}${address.search}`, "admin@hlidka.example");
  expect([400, 422]).toContain(response.status);
  expect(await strange(operation, response)).toBeNull();
});

test("every operation has a name of its own that a program can take, and the document says where it is served", async () => {
  const names = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(names.length).toBeGreaterThan(80);
  expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  const document = new URL("/api/v1/openapi.json", serverUrl());
  const served = servers.map(
    ({ url }) => new URL(`${new URL(url, document)}`.replace(/\/$/, "").concat("/api/v1/projects")),
  );
  expect(await Promise.all(served.map(async (url) => (await fetch(url)).status))).toEqual([401]);
});

const signedIn = askers.filter((asker) => asker !== null);
const [admin, dpo] = ["admin@hlidka.example", "dpo@sokolov.example"];
/** The organiser has no projects, and the other city is the other city. */
const ofSokolov = signedIn.filter((email) => !/^organiser|jirkov/.test(email));

/** Who gets each file of Sokolov; the others that are signed in are `refused`, nobody gets 401 unless `open`. */
const rows: Record<string, { gets: readonly (string | undefined)[]; refused?: number; open?: number }> = {
  exportProjects: { gets: signedIn },
  exportActivities: { gets: ofSokolov, refused: 404 },
  exportShiftSheet: { gets: ofSokolov, refused: 404 },
  exportExpenses: { gets: ofSokolov, refused: 404 },
  downloadTemplate: { gets: ofSokolov, refused: 404 },
  exportLog: { gets: ofSokolov, refused: 404 },
  downloadFile: { gets: ofSokolov, refused: 404 },
  downloadEmblem: { gets: ofSokolov, refused: 404 },
  downloadMail: { gets: [admin], refused: 404 },
  exportRegistrations: { gets: ["organiser@mv.example"], refused: 403 },
  exportPaper: { gets: ["organiser@mv.example"], refused: 403 },
  exportPractice: { gets: signedIn },
  exportAccessLog: { gets: [dpo, admin], refused: 403 },
  exportPerson: { gets: [dpo, admin], refused: 403 },
  readCalendar: { gets: signedIn, open: 200 },
  // Behind the token of a setting that the server of the tests does not have (running.test.ts has it).
  readMetrics: { gets: [], refused: 404, open: 404 },
};

test("every route that gives a file has a row here", () => {
  const given = fileRoutes.filter(({ method, answer }) => method === "get" && Array.isArray(answer));
  expect(given.map(({ id }) => id).sort()).toEqual(Object.keys(rows).sort());
});

test.each(Object.entries(rows))(
  "%s: everybody gets what is his in every format, and the file opens",
  async (id, row) => {
    const operation = documentedGets.find(({ operationId }) => operationId === id);
    if (!operation) throw new Error(`${id} is not in the document`);
    const meant = (asker: string | null) => {
      if (asker === null) return row.open ?? 401;
      return row.gets.includes(asker) ? 200 : row.refused;
    };
    const wrong: string[] = [];
    const ask = async (address: string, asker: string | null) => {
      const answer = await get(address, asker);
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (answer.status !== meant(asker)) wrong.push(`${asker} ${address}: ${answer.status}, not ${meant(asker)}`);
      if (answer.status !== 200) return;
      expect(answer.headers.get("content-disposition"), address).toMatch(/^attachment/);
      const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
      if (id === "downloadFile") expect(sha256(bytes)).toBe(made.things.sha256);
      else if (openers[type]) await openers[type](bytes);
      else wrong.push(`${address}: nobody here opens ${type}`);
    };
    for (const address of addressesOf(operation, slugFor(operation.path), made.things))
      await Promise.all(askers.map((asker) => ask(address, asker)));
    expect(wrong).toEqual([]);
  },
);

test.each(["exportProjects", "exportActivities", "exportExpenses", "downloadTemplate", "exportLog", "exportAccessLog"])(
  "%s: both formats have the same headings",
  async (id) => {
    const operation = documentedGets.find(({ operationId }) => operationId === id);
    const [csv, xlsx] = operation ? addressesOf(operation, slugFor(operation.path), made.things) : [];
    const bytes = async (address = "") => Buffer.from(await (await get(address, admin ?? null)).arrayBuffer());
    expect(await openXlsx(await bytes(xlsx))).toEqual(openCsv(await bytes(csv)));
  },
);
