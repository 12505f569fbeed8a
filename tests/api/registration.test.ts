import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { connect } from "@/db/connection";
import { problemSchema } from "@/server/openapi/schemas";
import { get, send, serverUrl } from "../support/server";

const slug = "setkani-apk-2025";
const input = (more: object = {}) => ({
  slug,
  locale: "cs",
  name: "Věra Kubíková",
  email: `vera-${randomUUID().slice(0, 8)}@obec.example`,
  role: "mentor",
  municipality: "560286",
  site: "any",
  consent: true,
  ...more,
});
const ask = (name: string, body: object, language = "cs") =>
  send(name, body, { headers: { "accept-language": language } });

test("a new and a known address get the same bytes, but for the id of the command", async () => {
  const first = input();
  const commandId = randomUUID();
  const answers = await Promise.all(
    [first, input(), first].map((body) => send("registration.send", body, { commandId })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).not.toContain(first.email);
});

test("the browser that sent a registration, and no other, is shown the address and corrects it once, with scripts or without", async () => {
  const sent = `/m/${slug}/register/sent`;
  const [first, known] = [input(), input()];
  await ask("registration.send", known);
  const answers = [
    await ask("registration.send", first),
    await ask("registration.send", { ...input(), email: known.email }),
  ];
  const cookies = answers.map(
    (answer) => answer.headers.getSetCookie().find((line) => line.includes("sending=")) ?? "",
  );
  for (const cookie of cookies)
    expect(cookie).toMatch(/^hlidka\.sending=[\w.-]+; Path=\/;.*Max-Age=172800;.*HttpOnly/i);
  const page = async (cookie: string) => (await get(sent, null, { cookie: cookie.split(";")[0] ?? "" })).text();
  expect(await page(cookies[0] ?? "")).toContain(first.email);
  expect(await page(cookies[1] ?? "")).toContain(known.email);
  const stranger = await page("");
  expect(stranger).not.toContain("registration.correct-sent");
  const sending = cookies[0]?.split(";")[0]?.split("=")[1] ?? "";
  const right = input().email;
  const post = (fields: Record<string, string>) =>
    fetch(`${serverUrl()}${sent}`, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: serverUrl(),
        "accept-language": "cs",
        cookie: `hlidka.sending=${sending}`,
      },
      body: new URLSearchParams({
        command: "registration.correct-sent",
        commandId: randomUUID(),
        slug,
        sending,
        ...fields,
      }),
    });
  const refused = await post({ email: "jana" });
  expect([refused.status, (await refused.text()).includes("Tohle není e-mailová adresa")]).toEqual([422, true]);
  const done = await post({ email: right });
  expect([done.status, done.headers.get("location")]).toEqual([303, sent]);
  expect(await page(cookies[0] ?? "")).not.toContain(right);
  const again = await ask("registration.correct-sent", { slug, sending, email: input().email });
  expect(again.status).toBe(409);
});

const wrong: [string, string, object, number, string, string][] = [
  [
    "an unknown municipality",
    "registration.send",
    input({ municipality: "Atlantida" }),
    422,
    "Takovou obec neznáme",
    "We know no such municipality",
  ],
  [
    "a name of several municipalities",
    "registration.send",
    input({ municipality: "Ostrov" }),
    422,
    "podle okresu",
    "by its district",
  ],
  [
    "no address",
    "registration.send",
    input({ email: "jana" }),
    422,
    "Tohle není e-mailová adresa",
    "not an e-mail address",
  ],
  ["no consent", "registration.send", input({ consent: false }), 422, "Bez souhlasu", "without your consent"],
  ["another meeting", "registration.send", input({ slug: "nikde" }), 404, "není", "not"],
  ["a link that is none", "registration.confirm", { slug, link: "x" }, 409, "Odkaz už neplatí", "not valid any more"],
  [
    "a link of nobody",
    "registration.withdraw",
    { slug, link: `${randomUUID()}.${"x".repeat(43)}`, version: "x" },
    409,
    "Odkaz už neplatí",
    "not valid any more",
  ],
  ["what is not asked", "registration.send", input({ rank: 1 }), 422, "rank", "rank"],
];
test.each(wrong)(
  "%s is refused with a sentence in the reader's language",
  async (_, name, body, status, czech, english) => {
    for (const [language, sentence] of [
      ["cs", czech],
      ["en", english],
    ] as const) {
      const answer = await ask(name, body, language);
      expect(answer.status).toBe(status);
      const problem = problemSchema.parse(await answer.json());
      expect(problem.detail).toContain(sentence);
    }
  },
);

test("a page takes its form itself: from our own pages, as form fields, with an id", async () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(`${serverUrl()}/m/${slug}/register`, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: serverUrl(),
        "accept-language": "cs",
        ...headers,
      },
      body,
    });
  const fields = (more: Record<string, string>) =>
    new URLSearchParams({ command: "registration.send", commandId: randomUUID(), ...more }).toString();
  const whole = Object.fromEntries(Object.entries(input()).map(([key, value]) => [key, String(value)]));
  const done = await post(fields(whole));
  expect([done.status, done.headers.get("location")]).toEqual([303, `/m/${slug}/register/sent`]);
  const refused = await post(fields({ ...whole, name: "", roomWith: '"><script>alert(1)</script>' }));
  expect(refused.status).toBe(422);
  expect(refused.headers.get("content-type")).toContain("text/html");
  expect(refused.headers.get("content-security-policy")).toContain("'nonce-");
  const html = await refused.text();
  expect(html).not.toContain("<script>alert(1)");
  expect(html).toContain(whole.email);
  expect((await post("nonsense")).status).toBe(422);
  expect((await post("command=person.erase&commandId=x")).status).toBe(422);
  expect((await post(fields(whole), { origin: "http://zlo.example" })).status).toBe(403);
  expect((await post("{}", { "content-type": "application/json" })).status).toBe(415);
  const forged = await get(`/m/${slug}/register`, null, {
    "x-hlidka-form": Buffer.from(
      JSON.stringify({
        command: "registration.send",
        failure: { key: "notFound" },
        fields: {},
        typed: { name: ["podvrh"] },
      }),
    ).toString("base64url"),
  });
  expect(forged.status).toBe(200);
  expect(await forged.text()).not.toContain("podvrh");
});

test("too many unconfirmed ones from a network are a 429 that says when to come back, on the page too, with what was typed", async () => {
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const marks = () => sql`select sec.guess_mark('registration network', '127.0.0.1') as mark`;
  try {
    const [row] = await marks();
    await sql`insert into guesses (about, address, checked)
      select sec.guess_mark('registration', gen_random_uuid()::text), ${row?.mark}, false from generate_series(1, 60)`;
    const answer = await ask("registration.send", input());
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "3600"]);
    expect(problemSchema.parse(await answer.json()).code).toBe("registrationCrowded");
    const whole = Object.fromEntries(Object.entries(input()).map(([key, value]) => [key, String(value)]));
    const page = await fetch(`${serverUrl()}/m/${slug}/register`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", origin: serverUrl(), "accept-language": "en" },
      body: new URLSearchParams({ command: "registration.send", commandId: randomUUID(), ...whole }).toString(),
    });
    expect([page.status, page.headers.get("retry-after")]).toEqual([429, "3600"]);
    const html = await page.text();
    expect(html).toContain(whole.email);
    expect(html).toContain("Many unconfirmed registrations came from your network");
  } finally {
    const [row] = await marks();
    await sql`delete from guesses where address = ${row?.mark}`;
    await sql.end();
  }
});

test("municipalities are found by everybody", async () => {
  const answer = await get("/api/municipalities?q=ostrov", null);
  expect(answer.status).toBe(200);
  const { municipalities } = (await answer.json()) as { municipalities: { name: string }[] };
  expect(municipalities.filter(({ name }) => name === "Ostrov")).toHaveLength(6);
});
