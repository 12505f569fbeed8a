import { randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { connect } from "@/db/connection";
import { commands } from "@/server/commands";
import { post, refused, type Tally, type Target, together, verdict } from "./sending";
import { sample, shapeOf } from "./values";

/** A shift that may be logged, but for what is changed in it. */
function shift(ids: Record<string, string>, change: object): object {
  const command = commands["activity.log"];
  if (!command) throw new Error("no such command");
  const good = sample(shapeOf(command.input), "", ids);
  const rest = { endsAt: "15:00", breakMinutes: 30, handedTo: undefined, activityId: undefined, assistantIds: [] };
  return Object.assign({}, good, rest, { counts: [], submit: false }, change);
}

/** The same command id with the same content answers the same bytes; with another content it is a conflict. */
export async function replays(target: Target, ids: Record<string, string>, tally: Tally) {
  const commandId = randomUUID();
  const send = (note: string) => () => post(target, "activity.log", { commandId, input: shift(ids, { note }) });
  const first = await verdict(tally, "a first sending", send("once"), (status) => status === 200);
  const second = await verdict(tally, "the same again", send("once"), (status) => status === 200);
  if (first.text !== second.text) tally.broken.push("a replay answers other bytes");
  await verdict(tally, "the same id, another content", send("twice"), (status) => status === 409, "cs");
}

/** Shifts that would be good, on days that lie outside the project or in the future. */
export async function daysOutside(target: Target, ids: Record<string, string>, tally: Tally) {
  for (const happenedOn of ["0001-01-01", "1999-12-31", "2023-03-31", "2026-04-01", "9999-12-31"]) {
    const send = () =>
      post(target, "activity.log", { commandId: randomUUID(), input: shift(ids, { happenedOn }) }, "en");
    await verdict(tally, `a shift of ${happenedOn}`, send, (status) => status === 422, "en");
  }
}

/** Cookies and tokens that look like a session and are none: 401 for reads and writes alike. */
export async function forgedSessions(target: Target, env: Record<string, string>, superuserUrl: string, tally: Tally) {
  const pair = target.cookie.split("; ").find((one) => one.startsWith("hlidka.session=")) ?? "";
  const [name = "", value = ""] = pair.split(/=(.*)/s);
  const secret = env.NEXTAUTH_SECRET ?? "";
  const claims = await decode({ token: value, secret });
  if (typeof claims?.sid !== "string") throw new Error("the session's cookie cannot be read");
  const middle = Math.floor(value.length / 2);
  const other = value[middle] === "A" ? "B" : "A";
  const cookies: Record<string, string> = {
    "a byte changed": `${value.slice(0, middle)}${other}${value.slice(middle + 1)}`,
    "cut off": value.slice(0, -10),
    "another secret": await encode({ token: { sid: claims.sid }, secret: `${secret}x` }),
    "a session that is none": await encode({ token: { sid: randomUUID() }, secret }),
    "a session that is a list": await encode({ token: { sid: [claims.sid] }, secret }),
    "NUL for a session": await encode({ token: { sid: `${"a".repeat(20)}\u0000` }, secret }),
    "the bare id": claims.sid,
    unsigned: `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ sid: claims.sid })).toString("base64url")}.`,
    "10 000 characters": "a".repeat(10_000),
    "a session that ended": await ended(superuserUrl, "revoked_at = now()", secret),
    "a session out of date": await ended(
      superuserUrl,
      "created_at = now() - interval '13 hours', expires_at = now() - interval '1 second'",
      secret,
    ),
    "a session left alone": await ended(superuserUrl, "last_seen_at = now() - interval '31 minutes'", secret),
  };
  const tokens = ["a".repeat(43), "A".repeat(201), "' or 1=1", claims.sid];
  const asked = [
    ...Object.entries(cookies).map(([what, cookie]) => ({ what, headers: { cookie: `${name}=${cookie}` } })),
    ...tokens.map((token) => ({ what: `token ${token.slice(0, 9)}`, headers: { authorization: `Bearer ${token}` } })),
  ];
  const unknown = (status: number) => status === 401;
  await together(
    asked.flatMap(({ what, headers }) => {
      const get = () => fetch(`${target.url}/api/v1/projects`, { headers: { ...headers, "accept-language": "en" } });
      const write = () =>
        fetch(`${target.url}/api/v1/commands/activity.log`, {
          method: "POST",
          headers: { ...headers, origin: target.url, "content-type": "application/json", "accept-language": "cs" },
          body: JSON.stringify({ commandId: randomUUID(), input: {} }),
        });
      return [
        () => verdict(tally, `${what}, read`, get, unknown, "en"),
        () => verdict(tally, `${what}, write`, write, refused, "cs"),
      ];
    }),
  );
}

/** The cookie of a session of the manager's that the database holds, and holds to be over. */
async function ended(superuserUrl: string, how: string, secret: string): Promise<string> {
  const sql = connect(superuserUrl, 1);
  const sid = randomUUID().repeat(2);
  try {
    await sql`
      insert into sessions (user_id, token_hash, expires_at)
      select id, sha256(convert_to(${sid}, 'UTF8')), now() + interval '1 hour' from users where email = 'manager@sokolov.example'`;
    await sql`update sessions set ${sql.unsafe(how)} where token_hash = sha256(convert_to(${sid}, 'UTF8'))`;
  } finally {
    await sql.end();
  }
  return encode({ token: { sid }, secret });
}

const texts = ["a\u0000b", "\ud800", "x".repeat(1_000_000), ""];

/** What a person without an account can send. */
export async function hostileSignIns({ url }: Target, tally: Tally) {
  const target = { url, cookie: "" };
  const inputs: [string, unknown][] = texts.flatMap((text): [string, unknown][] => [
    [`signing in as ${JSON.stringify(text.slice(0, 3))}`, { email: text, password: "wrong" }],
    [`a password of ${JSON.stringify(text.slice(0, 3))}`, { email: "nobody@nowhere.example", password: text }],
  ]);
  inputs.push(["signing in as an object", { email: {}, password: [] }], ["no input", null]);
  inputs.push(["more than asked", { email: "nobody@nowhere.example", password: "x", role: "admin" }]);
  for (const [what, input] of inputs) {
    const send = () => post(target, "session.create", { commandId: randomUUID(), input }, "en");
    await verdict(tally, what, send, refused, "en");
  }
}

const forms = [
  "commandId=x",
  "commandId=%00&note=%00",
  "commandId=&commandId=&__proto__=1&constructor=2",
  `commandId=00000000-0000-4000-8000-000000000000&note=${"%F0%9F%92%A9".repeat(1000)}&amountHalere=1e16`,
  `commandId=00000000-0000-4000-8000-000000000001&happenedOn=2024-02-30&${"a=1&".repeat(2000)}`,
  "surprise=1&commandId=00000000-0000-4000-8000-000000000002&backTo=https%3A%2F%2Fevil.example%2F&returnTo=%2F%2Fevil.example",
  "commandId=00000000-0000-4000-8000-000000000003&backTo=%5C%5Cevil.example&note=%ED%A0%80",
];

/** Forms as pages without scripts send them: back to a page of ours with the error in the address, or a 4xx. */
export async function hostileForms(target: Target, tally: Tally, full: boolean) {
  const names = [...Object.keys(commands), "session.create", "no.such", "__proto__"];
  const jobs = names.flatMap((name, row) =>
    forms
      .filter((_, column) => full || (row + column) % 3 === 0)
      .map((body) => async () => {
        const send = () =>
          fetch(`${target.url}/api/v1/commands/${name}`, {
            method: "POST",
            redirect: "manual",
            headers: {
              cookie: target.cookie,
              origin: target.url,
              "content-type": "application/x-www-form-urlencoded",
            },
            body,
          });
        const what = `form ${name} ${body.slice(0, 60)}`;
        const { status, headers } = await verdict(tally, what, send, (got) => got === 303 || refused(got));
        const back = headers.get("location") ?? "";
        const home = new URL(back, target.url);
        if (status === 303 && (home.origin !== target.url || !home.searchParams.has("error")))
          tally.broken.push(`${what}: sent to ${back}`);
      }),
  );
  await together(jobs);
}
