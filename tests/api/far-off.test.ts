import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { connect } from "@/db/connection";
import { monthsBetween } from "@/lib/domain/day";
import { asSeen } from "../support/seen";
import { get, send } from "../support/server";

const manager = "manager@ukazkov.example";

/** Every page behind sign-in, every export of one and every read of the API, about a project of the demo. */
function addresses(): string[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));
  return files
    .filter((path) => /^\(office\).*\/(page\.tsx|route\.ts)$|^api\/v1\/projects.*\/route\.ts$/.test(path))
    .map((path) => `/${path.replace(/\/?(page\.tsx|route\.ts)$/, "").replace(/\([a-z]+\)\/?/g, "")}`)
    .filter((path) => !/\/(import|preview)$/.test(path) || !path.startsWith("/api"))
    .map((path) => path.replace("[slug]", "ukazkov").replace("[code]", "V1").replace("[id]", randomUUID()));
}

const far = ["9999-12-31", "0000-01-01"];
const questions = far.flatMap((day) => [
  `k=${day}`,
  `month=${day.slice(0, 7)}`,
  `from=${day}`,
  `to=${day}&day=${day}&page=0&limit=1e9&before=0`,
  `after=${day}_${randomUUID()}&cursor=${Buffer.from(`${day}/${randomUUID()}`).toString("base64url")}`,
]);

test("whatever day an address asks for, no page of figures fails", async () => {
  const asked = addresses().flatMap((path) => questions.map((question) => `${path}?format=csv&${question}`));
  expect(asked.length).toBeGreaterThan(300);
  const failed: string[] = [];
  const ask = async () => {
    for (let path = asked.pop(); path; path = asked.pop()) {
      const { status } = await get(path, manager);
      if (status >= 500) failed.push(`${status} ${path}`);
    }
  };
  await Promise.all([ask(), ask(), ask(), ask()]);
  expect(failed).toEqual([]);
}, 180_000);

test.each(["k=9999-12-31", "month=9999-12", "month=0000-01"])(
  "a list of shifts for %s is not there",
  async (question) => {
    const page = await get(`/projects/ukazkov/activity?${question}`, manager);
    expect(page.status).toBe(404);
    expect(await page.text()).toContain("Tady nic není");
  },
);

test("an ordinary small plan leaves overview and drawdown standing", async () => {
  const finance = "finance@sokolov.example";
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [found] = await sql`select id, starts_on, ends_on from projects where slug = 'sokolov'`;
  const planned = await sql`select to_char(month, 'YYYY-MM') as month, planned_halere as "plannedHalere"
    from plan_months where project_id = ${found?.id} order by month`;
  await sql.end();
  const project = z.object({ id: z.uuid(), starts_on: z.string(), ends_on: z.string() }).parse(found);
  const plan = async (months: unknown) =>
    send("plan.change", await asSeen("plan.change", { projectId: project.id, months }), { email: finance });
  const [first] = monthsBetween(project.starts_on, project.ends_on).slice(1);
  try {
    expect((await plan([{ month: first, plannedHalere: 100 }])).status).toBe(200);
    for (const path of ["", "/budget"]) expect((await get(`/projects/sokolov${path}`, finance)).status).toBe(200);
    const drawdown = await get("/api/v1/projects/sokolov/drawdown", finance);
    expect(drawdown.status).toBe(200);
    const months = z.object({ months: z.array(z.object({ forecastHalere: z.int().nullable() })) });
    expect(months.parse(await drawdown.json()).months.some((row) => row.forecastHalere !== null)).toBe(true);
  } finally {
    expect((await plan([...planned])).status).toBe(200);
  }
});
