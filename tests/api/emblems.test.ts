import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { connect } from "@/db/connection";
import { html, pdf, png } from "../support/sample-files";
import { cookieOf, get, send, serverUrl } from "../support/server";

const manager = "manager@jirkov.example";
let own: string;
let foreign: string;
beforeAll(async () => {
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const rows = await sql`select slug, id from organisations where slug in ('jirkov', 'sokolov')`;
  await sql.end();
  own = rows.find(({ slug }) => slug === "jirkov")?.id;
  foreign = rows.find(({ slug }) => slug === "sokolov")?.id;
});

const upload = async (email: string, organisationId: string, body: Uint8Array) =>
  fetch(`${serverUrl()}/api/emblems?organisationId=${organisationId}&bytes=${body.length}`, {
    method: "POST",
    headers: {
      cookie: await cookieOf(email),
      origin: serverUrl(),
      "sec-fetch-site": "same-origin",
      "content-type": "application/octet-stream",
      "x-command-id": randomUUID(),
    },
    body: new Uint8Array(body),
  });

test("an emblem is a picture of one's own city, shown to its people alone and never opened as a page", async () => {
  expect((await upload(manager, own, png)).status).toBe(201);
  const shown = await get(`/api/emblems/${own}`, "mentor@jirkov.example");
  expect([shown.status, shown.headers.get("content-type"), shown.headers.get("content-disposition")]).toEqual([
    200,
    "image/png",
    "attachment",
  ]);
  expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect((await get(`/api/emblems/${own}`, "mentor@sokolov.example")).status).toBe(404);
  expect(await (await get("/", "mentor@jirkov.example")).text()).toContain(`/api/emblems/${own}`);
  expect((await send("emblem.remove", { organisationId: own }, { email: manager })).status).toBe(200);
  expect((await get(`/api/emblems/${own}`, "mentor@jirkov.example")).status).toBe(404);
});

test("anything but a PNG or JPEG, too much of it, or for another's city is refused", async () => {
  expect((await upload(manager, own, pdf())).status).toBe(415);
  expect((await upload(manager, own, html)).status).toBe(415);
  expect((await upload(manager, own, Buffer.concat([png, Buffer.alloc(600_000)]))).status).toBe(413);
  expect((await upload(manager, foreign, png)).status).toBe(404);
  expect((await upload("mentor@jirkov.example", own, png)).status).toBe(403);
});
