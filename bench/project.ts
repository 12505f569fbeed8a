import { randomUUID } from "node:crypto";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { createToken } from "@/db/mutations/tokens";
import { makeStand } from "../bin/check/stand.mjs";
import { fillProjects } from "./many-projects";
import { median, signIn } from "./measure";
import { shiftInput } from "./shift";

const mentor = "mentor@sokolov.example";
/** Shifts of the two projects. */
const sizes = [6_000, 60_000] as const;
const slugs = ["p0001", "p0002"] as const;
const wanted = { overview: 1.3, indicator: 1.5, list: 1.3, months: 1.3 };

/** The demo's mentor serves both projects, and one of their indicators counts contacts. */
async function equip(address: string): Promise<string> {
  const sql = connect(address, 1);
  try {
    await sql`set session_replication_role = replica`;
    await sql`
      insert into role_assignments (organisation_id, user_id, role, valid_from)
      select p.organisation_id, u.id, 'mentor', p.starts_on from projects p, users u
      where p.slug = any (${[...slugs]}) and u.email = ${mentor}`;
    const [indicator] = await sql<{ code: string }[]>`
      select i.code from indicators i join projects p on p.id = i.project_id where p.slug = ${slugs[1]} and i.rule = 'contacts'`;
    if (!indicator) throw new Error("no indicator counts contacts");
    return indicator.code;
  } finally {
    await sql.end();
  }
}

/**
 * One project of 60 000 shifts against one of 6 000, in turns on one server: the overview and the page of an indicator
 * after a shift was logged in it, the list of 50 and the sums by month as of a day that nothing is remembered of. Prints
 * the ratios; true when they are as wanted.
 */
export async function project(say: (line: string) => void, rounds: number): Promise<boolean> {
  // Generated data need not survive a fall of the machine.
  const stand = await makeStand({ say, settings: { fsync: "off", full_page_writes: "off", max_wal_size: "8GB" } });
  try {
    const database = stand.superuserUrl.replace(/\/postgres$/, "/hlidka");
    await fillProjects(database, sizes);
    const code = await equip(database);
    const url = await stand.startServer();
    Object.assign(process.env, stand.env);
    const cookie = await signIn(url, mentor, stand.password);
    const made = await withActor(
      { kind: "operator" },
      "write",
      (tx, me) => createToken(tx, me, { email: mentor, name: "bench" }),
      { id: randomUUID(), name: "bench" },
    );
    const bearer = { authorization: `Bearer ${made}` };
    const shifts = await Promise.all(slugs.map((slug) => shiftInput(database, slug)));

    const ask = async (path: string, headers: Record<string, string>, body?: object): Promise<number> => {
      const began = performance.now();
      const response = await fetch(`${url}${path}`, {
        headers: { ...headers, ...(body && { "content-type": "application/json" }) },
        ...(body && { method: "POST", body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
      return performance.now() - began;
    };
    let logged = 0;
    /** A shift of two hours that nobody has logged, so that nothing remembered of the project holds. */
    const write = (at: 0 | 1) => {
      logged += 1;
      const minute = 61 + (logged % 600);
      const clock = (of: number) => new Date(of * 60_000).toISOString().slice(11, 16);
      const day = `2025-02-${String(1 + (Math.floor(logged / 600) % 14)).padStart(2, "0")}`;
      const input = { ...shifts[at], happenedOn: day, startsAt: clock(minute), endsAt: clock(minute + 120) };
      return ask("/api/v1/commands/activity.log", bearer, { commandId: randomUUID(), input });
    };
    let asked = 0;
    const someDay = () => {
      asked += 1;
      return new Date(Date.UTC(2024, 0, 1) + (asked % 400) * 86_400_000).toISOString().slice(0, 10);
    };
    const figures: [name: string, most: number, read: (at: 0 | 1) => Promise<number>][] = [
      [
        "overview after a write",
        wanted.overview,
        async (at) => {
          await write(at);
          return ask(`/projects/${slugs[at]}`, { cookie });
        },
      ],
      [
        `page of indicator ${code} after a write`,
        wanted.indicator,
        async (at) => {
          await write(at);
          return ask(`/projects/${slugs[at]}/indicators/${encodeURIComponent(code)}`, { cookie });
        },
      ],
      [
        "list of 50, nothing remembered",
        wanted.list,
        (at) => ask(`/api/v1/projects/${slugs[at]}/activities?limit=50&k=${someDay()}`, bearer),
      ],
      [
        "sums by month, nothing remembered",
        wanted.months,
        (at) => ask(`/api/v1/projects/${slugs[at]}/drawdown?k=${someDay()}`, bearer),
      ],
    ];
    const short: string[] = [];
    for (const [name, most, read] of figures) {
      for (const at of [0, 1, 0, 1] as const) await read(at);
      const times: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) for (const at of [0, 1] as const) times[at].push(await read(at));
      const [few, many] = times.map(median);
      const ratio = (many ?? 0) / (few ?? 1);
      console.log(
        `${name}, 60 000 shifts against 6 000: ${ratio.toFixed(2)} (wanted at most ${most}); ${(many ?? 0).toFixed(0)} ms`,
      );
      if (ratio > most) short.push(name);
    }
    console.log(short.length > 0 ? `project: short: ${short.join(", ")}` : "project: as wanted");
    return short.length === 0;
  } finally {
    await stand.stop();
  }
}
