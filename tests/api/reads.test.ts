import { expect, test } from "vitest";
import { z } from "zod";
import { reads } from "@/server/openapi/document";
import { problemSchema, projectSchema } from "@/server/openapi/schemas";
import { get } from "../support/server";

const auditor = "auditor@mv.example";
const mentor = "mentor@sokolov.example";

test.each(reads.map((read) => [read.path, read.answer] as const))(
  "%s answers what the OpenAPI document says",
  async (path, schema) => {
    const response = await get(path.replace("{slug}", "sokolov"), auditor);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(
      z
        .strictObject(schema instanceof z.ZodObject ? schema.shape : {})
        .loose()
        .safeParse(await response.json()).error,
    ).toBeUndefined();
  },
);

test("Sokolov's published figures come out to the haléř", async () => {
  const project = projectSchema.parse(await (await get("/api/v1/projects/sokolov", mentor)).json());
  expect(project).toMatchObject({
    registrationNumber: "CZ.03.02.01/00/22_018/0000388",
    month: 23,
    months: 36,
    totalHalere: 1367629200,
    posts: 9,
    asOf: "2025-02-15",
  });
  expect(project.sources.map((source) => [source.kind, source.amountHalere, source.ratePer100000])).toEqual([
    ["eu", 1049450267, 76735],
    ["state", 181416013, 13265],
    ["own", 136762920, 10000],
  ]);
  const drawn = project.sources.reduce((total, source) => total + source.drawnHalere, 0);
  expect(drawn).toBe(project.drawnHalere);
});

test("as of an earlier day less is drawn, and the drawdown's month says the same", async () => {
  const at = async (k: string) =>
    projectSchema.parse(await (await get(`/api/v1/projects/sokolov?k=${k}`, mentor)).json());
  const [early, late] = await Promise.all([at("2023-12-31"), at("2024-12-31")]);
  expect(early.drawnHalere).toBeLessThan(late.drawnHalere);
  const drawdown = z.object({ months: z.array(z.object({ month: z.string(), paidHalere: z.number().nullable() })) });
  const { months } = drawdown.parse(await (await get("/api/v1/projects/sokolov/drawdown?k=2024-12-31", mentor)).json());
  expect(months.find((row) => row.month === "2024-12")?.paidHalere).toBe(late.drawnHalere);
  expect(months.find((row) => row.month === "2025-01")?.paidHalere).toBeNull();
});

test("a foreign project and a missing one are answered alike, byte for byte", async () => {
  for (const path of ["", "/drawdown", "/indicators", "/activities", "/expenses"]) {
    const [foreign, missing] = await Promise.all(
      ["jirkov", "nikde"].map((slug) => get(`/api/v1/projects/${slug}${path}`, mentor)),
    );
    expect([foreign?.status, missing?.status], path).toEqual([404, 404]);
    expect(await foreign?.text(), path).toBe(await missing?.text());
  }
});

test("a list is paged without a gap or a double", async () => {
  const page = z.object({
    items: z.array(z.object({ id: z.string(), happenedOn: z.string() })),
    nextCursor: z.string().nullable(),
  });
  const seen: string[] = [];
  let cursor: string | null = "";
  for (let pages = 0; cursor !== null && pages < 3; pages += 1) {
    const response = await get(
      `/api/v1/projects/sokolov/activities?limit=20${cursor ? `&cursor=${cursor}` : ""}`,
      mentor,
    );
    const body: z.output<typeof page> = page.parse(await response.json());
    seen.push(...body.items.map((item) => item.id));
    cursor = body.nextCursor;
  }
  expect(seen).toHaveLength(60);
  expect(new Set(seen).size).toBe(60);
});

test("the list of activities is narrowed by state, span, kind and assistant, and paged within it", async () => {
  const row = z.object({
    id: z.string(),
    happenedOn: z.string(),
    state: z.string(),
    assistantIds: z.array(z.string()),
    counts: z.array(z.object({ kind: z.string(), count: z.number() })),
  });
  const list = z.object({ items: z.array(row), nextCursor: z.string().nullable() });
  const read = async (query: string) =>
    list.parse(await (await get(`/api/v1/projects/sokolov/activities?limit=40&${query}`, mentor)).json());
  const { items: all } = await read("from=2024-07-01&to=2024-07-31");
  expect(all.length).toBe(40);
  expect(all.every(({ happenedOn }) => happenedOn.startsWith("2024-07"))).toBe(true);
  const [assistant = ""] = all[0]?.assistantIds ?? [];
  const query = `from=2024-07-01&to=2024-07-31&state=approved&kind=patrol&assistant=${assistant}`;
  const first = await read(query);
  const rest = first.nextCursor ? await read(`${query}&cursor=${first.nextCursor}`) : { items: [] };
  const found = [...first.items, ...rest.items];
  expect(found.length).toBeGreaterThan(0);
  for (const one of found) {
    expect(one.state).toBe("approved");
    expect(one.assistantIds).toContain(assistant);
    expect(one.counts.map(({ kind }) => kind)).toContain("patrol");
  }
  const fits = all.filter(
    ({ state, assistantIds, counts }) =>
      state === "approved" && assistantIds.includes(assistant) && counts.some(({ kind }) => kind === "patrol"),
  );
  expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining(fits.map(({ id }) => id)));
  expect((await read(`locality=${assistant}`)).items).toEqual([]);
});

test.each([
  ["/api/v1/projects/sokolov?k=2025-02-30", 400, "k"],
  ["/api/v1/projects/sokolov/activities?limit=0", 400, "limit"],
  ["/api/v1/projects/sokolov/activities?cursor=nonsense", 400, "cursor"],
  ["/api/v1/projects/sokolov/activities?from=2025-02-30", 400, "from"],
  ["/api/v1/projects/sokolov/activities?to=tomorrow", 400, "to"],
  ["/api/v1/projects/sokolov/activities?state=gone", 400, "state"],
  ["/api/v1/projects/sokolov/activities?kind=A%20B", 400, "kind"],
  ["/api/v1/projects/sokolov/activities?locality=x", 400, "locality"],
  ["/api/v1/projects/sokolov/activities?assistant=x", 400, "assistant"],
  ["/api/v1/projects/sokolov/expenses?state=approved", 400, ""],
  ["/api/v1/projects/sokolov?unheard=of", 400, ""],
])("%s is refused with the field", async (path, status, field) => {
  const response = await get(path, mentor);
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(Object.keys(problemSchema.parse(await response.json()).fields)).toContain(field);
});

test("problems are worded in the asked language", async () => {
  const word = async (language: string) =>
    problemSchema.parse(await (await get("/api/v1/projects/nikde", mentor, { "accept-language": language })).json())
      .title;
  expect(await word("cs")).toBe("To tu není, nebo k\u00a0tomu nemáte přístup.");
  expect(await word("en")).toBe("This is not here, or you have no access to it.");
});

test("without a credential there is nothing but 401", async () => {
  for (const read of reads)
    expect((await get(read.path.replace("{slug}", "sokolov"), null)).status, read.path).toBe(401);
});
