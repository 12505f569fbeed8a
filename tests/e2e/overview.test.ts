import { expect, test } from "vitest";
import { z } from "zod";
import { money } from "@/lib/format";
import { findingsOfLook } from "../support/axe";
import { visit } from "../support/browser";
import { overflow } from "../support/look";
import { get, serverUrl } from "../support/server";

const auditor = "auditor@mv.example";
const page = "/projects/sokolov";

/** The overview as the auditor opens it; a refused request of another page would be a complaint of the console. */
async function open(options: { width?: number; theme?: "light" | "dark"; path?: string } = {}) {
  const { width = 1440, theme = "light", path = page } = options;
  const visited = await visit(auditor, { viewport: { width, height: 900 } });
  await visited.context.addCookies([
    { name: "hlidka.locale", value: "cs", url: serverUrl() },
    { name: "hlidka.theme", value: theme, url: serverUrl() },
  ]);
  await visited.page.goto(path);
  return visited;
}

/** What the API says was paid by the end of June 2024, in haléře. */
async function paidInJune(): Promise<number> {
  const answer = drawdown.parse(await (await get("/api/v1/projects/sokolov/drawdown?k=2024-06-30", auditor)).json());
  return answer.months.find((row) => row.month === "2024-06")?.paidHalere ?? 0;
}
const drawdown = z.object({ months: z.array(z.object({ month: z.string(), paidHalere: z.number().nullable() })) });

test("the auditor reads Sokolov's overview of the last of June 2024", async () => {
  const wanted = ["měsíc 15 z 36", "8 z 9", "10 494 502,67 Kč"];
  const { page: shown, context } = await open({ path: `${page}?k=2024-06-30` });
  const text = (await shown.locator("main").innerText()).replaceAll("\u00a0", " ");
  const paid = money(await paidInJune(), "cs", { whole: true }).replaceAll("\u00a0", " ");
  for (const words of [...wanted, paid]) expect(text).toContain(words);
  expect(text).toContain("CZ.03.02.01/00/22_018/0000388");
  await context.close();
});

test("every tile and every warning leads to rows", async () => {
  const { page: shown, context } = await open();
  const hrefs = (selector: string) =>
    shown.locator(selector).evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const tiles = await hrefs("main section[aria-label='Hlavní čísla'] > a");
  expect(tiles).toHaveLength(4);
  for (const href of [...tiles, ...(await hrefs("#warnings a"))])
    expect([href, (await get(href, auditor)).status]).toEqual([href, 200]);
  await context.close();
});

test("the day asked stays in the address and in every link to a part of the project", async () => {
  const { page: shown, context } = await open({ path: `${page}?k=2024-06-30` });
  const links = await shown
    .locator(`main a[href^="${page}"]`)
    .evaluateAll((found) => found.map((link) => link.getAttribute("href") ?? ""));
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((href) => !href.includes("k=2024-06-30"))).toEqual([]);
  await context.close();
});

test("a day that is none and a project that is none are not found", async () => {
  expect((await get(`${page}?k=2024-02-30`, auditor)).status).toBe(404);
  expect((await get("/projects/nowhere", auditor)).status).toBe(404);
  expect((await get(page, "mentor@jirkov.example")).status).toBe(404);
});

test("the curve and the timeline have the same as tables, without scripts too", async () => {
  const html = await (await get(`${page}?k=2024-06-30`, auditor)).text();
  expect(html.match(/<table/g)?.length).toBeGreaterThanOrEqual(4);
  expect(html.replaceAll("\u00a0", " ")).toContain(money(await paidInJune(), "cs").replaceAll("\u00a0", " "));
});

// The other looks are those of pages.test.ts.
test.each([
  [1440, "dark"],
  [360, "light"],
] as const)("nobody is shut out at %s pixels in the %s theme, and nothing sticks out", async (width, theme) => {
  const { page: shown, context } = await open({ width, theme });
  expect([await findingsOfLook(shown), await overflow(shown)]).toEqual([[], 0]);
  await context.close();
});
