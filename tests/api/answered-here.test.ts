import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { get, serverUrl } from "../support/server";

// Every answer of the framework names the headers of its navigation in Vary; what the gate answers itself has none.
const byFramework = (answer: Response) => (answer.headers.get("vary") ?? "").includes("rsc");

/** The routes of the API as they stand in the sources, with what each can do. */
const routes = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("route.ts"))
  .flatMap((path) =>
    [...readFileSync(`app/api/v1/${path}`, "utf8").matchAll(/^export (?:async )?function (GET|POST)\b/gm)].map(
      ([, method = ""]) => [method, `/api/v1/${path.replace(/\/route\.ts$/, "")}`] as const,
    ),
  );

const ask = (method: string, path: string) =>
  method === "POST"
    ? fetch(serverUrl() + path, {
        method,
        headers: { origin: serverUrl(), "content-type": "application/json" },
        body: "{}",
        redirect: "manual",
      })
    : fetch(serverUrl() + path, { method, redirect: "manual" });

const filled = (route: string) => route.replace("[slug]", "sokolov").replace("[name]", "activity.log");

test.each(routes)("%s %s is answered without the framework", async (method, route) => {
  const answer = await ask(method, filled(route));
  expect(byFramework(answer)).toBe(false);
  expect(answer.status).toBeLessThan(500);
  if (method === "GET") expect(byFramework(await ask("HEAD", filled(route)))).toBe(false);
});

test("every route of the API can be asked something", () => {
  const files = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith("route.ts"),
  );
  expect(new Set(routes.map(([, route]) => route)).size).toBe(files.length);
  expect(files.length).toBeGreaterThan(10);
});

test("what a route cannot do, and an address that is none, is left to the framework", async () => {
  const [wrongMethod, slash, page] = await Promise.all([
    ask("GET", "/api/v1/commands/activity.log"),
    ask("GET", "/api/v1/projects/"),
    ask("GET", "/sign-in"),
  ]);
  expect([wrongMethod.status, byFramework(wrongMethod)]).toEqual([405, true]);
  expect([slash.status, slash.headers.get("location")]).toEqual([308, "/api/v1/projects"]);
  expect(byFramework(page)).toBe(true);
});

test("an address spelled with codes is answered as the plain one", async () => {
  const [plain, coded] = await Promise.all(
    ["sokolov", "so%6Bolov"].map((slug) => get(`/api/v1/projects/${slug}`, "mentor@sokolov.example")),
  );
  expect([plain?.status, coded?.status]).toEqual([200, 200]);
  expect(await coded?.text()).toBe(await plain?.text());
});

test("the language of a refusal is that of the cookie, before that of the header", async () => {
  const asked = async (cookie: string) =>
    (await get("/api/v1/projects?k=x", null, { "accept-language": "cs", cookie })).headers.get("content-language");
  expect([await asked("hlidka.locale=en"), await asked("hlidka.locale=xx")]).toEqual(["en", "cs"]);
});
