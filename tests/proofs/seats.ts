// Nobody sits twice, no site is over its capacity and no seat is free while somebody waits who may sit there, at any moment
// of a storm: a thousand applications for 2 × 100 places in a second round at once, with people who leave and come back,
// moves both ways, whole cities that change sites, seats taken away and capacities raised; then fifty over HTTP at two
// server processes. --full runs a thousand storms. The control counts and then inserts, without a lock and without what the
// database holds; it must oversell.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { keepServer } from "@/bin/start/serving.mjs";
import { signIn } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import type { Credential } from "@/db/gate";
import { closePool } from "@/db/pool";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { type Applicant, prepare, type StormMeeting, untold, type Wrongs, wrongsOf } from "./seats/meeting";
import { carryOut, type Tally, tasksOf } from "./seats/storm";

const places = 100;
const lanes = 24;
const storm = { seats: places - 10, seated: 60, applications: 1000 };
/** Seconds after which a quick run begins no other storm. */
const quickSeconds = 16;

await prove("seats", () => ({}), seats);

async function seats(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  // Only here: two servers and this process share what connections the database has.
  Object.assign(process.env, stand.env, { HLIDKA_POOL: String(lanes) });
  const sql = connect(stand.superuserUrl, 6);
  const tally: Tally = { done: 0, refused: new Map(), broken: [] };
  const seen = { looks: 0, over: 0, twice: 0, idle: 0, untold: 0 };
  try {
    if (sabotage) await countThenInsert(sql);
    const organiser = await enter("organiser@mv.example", stand.password);
    let storms = 0;
    for (
      const began = Date.now();
      storms < (full ? 1000 : 1) || (!full && Date.now() - began < quickSeconds * 500);
      storms += 1
    )
      await underWatch(sql, await prepare(sql, stand.key, storm), seen, async (meeting) => {
        await carryOut(tasksOf(sql, organiser, meeting, places), lanes, tally);
      });
    await closePool();
    const answered = sabotage ? 0 : await overHttp(stand, sql, seen, tally);
    const [deadlocks] = await sql`select deadlocks::int as n from pg_stat_database where datname = current_database()`;
    const broken = [
      ...tally.broken,
      ...(["over", "twice", "idle", "untold"] as const).flatMap((what) =>
        seen[what] > 0 ? [`${what}: ${seen[what]} in ${seen.looks} looks`] : [],
      ),
    ];
    return {
      held: broken.length === 0,
      broken,
      figures: {
        storms,
        done: tally.done,
        refused: [...tally.refused.values()].reduce((sum, n) => sum + n, 0),
        "over HTTP": answered,
        looks: seen.looks,
        "over capacity": seen.over,
        twice: seen.twice,
        "free beside a queue": seen.idle,
        "deadlocks, tried again": deadlocks?.n ?? 0,
        unhandled: tally.broken.length,
      },
    };
  } finally {
    await sql.end();
  }
}

async function enter(email: string, password: string): Promise<Credential> {
  const outcome = await signIn(email, password);
  if (!("token" in outcome)) throw new Error(`${email} cannot sign in`);
  return { kind: "session", token: outcome.token };
}

/** Looks all the while at what may never be, and once more in the end. */
async function underWatch(
  sql: Sql,
  meeting: StormMeeting,
  seen: Wrongs & { looks: number; untold: number },
  work: (meeting: StormMeeting) => Promise<void>,
) {
  let over = false;
  const look = async () => {
    const wrongs = await wrongsOf(sql, meeting.id, places);
    for (const what of ["over", "twice", "idle"] as const) seen[what] += wrongs[what];
    seen.looks += 1;
  };
  const watch = async () => {
    while (!over) {
      await look();
      await sleep(100);
    }
  };
  const watching = watch();
  await work(meeting).finally(() => {
    over = true;
  });
  await watching;
  await look();
  seen.untold += await untold(sql, meeting.id);
}

/** Fifty confirm at two servers at once, some of them at both, for 2 × 10 places. Answers how many answers came. */
async function overHttp(stand: Stand, sql: Sql, seen: Wrongs & { looks: number; untold: number }, tally: Tally) {
  const port = 20_000 + (process.pid % 10_000);
  const urls = [await stand.serve(), `http://127.0.0.1:${port}`] as const;
  const second = keepServer({
    env: { ...stand.env, NODE_ENV: "production", PORT: String(port), NEXTAUTH_URL: urls[1] },
    hold: { part() {} },
    say() {},
    prepared: Promise.resolve(),
  });
  let answered = 0;
  try {
    await second.listening;
    const post = async (url: string, { slug, link }: Applicant) => {
      const answer = await fetch(`${url}/api/v1/commands/registration.confirm`, {
        method: "POST",
        headers: { origin: url, "sec-fetch-site": "same-origin", "content-type": "application/json" },
        body: JSON.stringify({ commandId: randomUUID(), input: { slug, link } }),
      });
      const said = await answer.text();
      answered += 1;
      if (answer.status !== 200) tally.broken.push(`over HTTP: ${answer.status} ${said.slice(0, 200)}`);
    };
    const meeting = await prepare(sql, stand.key, { seats: 10, seated: 4, applications: 50 });
    await underWatch(sql, meeting, seen, async ({ applicants }) => {
      await Promise.all(
        applicants.flatMap((one, at) =>
          at % 5 ? [post(urls[at % 2 ? 0 : 1], one)] : urls.map((url) => post(url, one)),
        ),
      );
    });
    const [held] = await sql`select count(*)::int as n from seats where meeting_id = ${meeting.id}`;
    if (held?.n !== 20) tally.broken.push(`over HTTP: ${held?.n} seats of 20`);
    return answered;
  } finally {
    await second.stop(5_000);
  }
}

/** Counts and then inserts, as many do it: nobody waits for anybody, and the database holds nothing. */
async function countThenInsert(sql: Sql) {
  await sql`alter table seats drop constraint seats_number, drop constraint seats_once, drop constraint seats_within_capacity`;
  await sql.unsafe(`create or replace function sec.hold_meeting(meeting uuid) returns text
    language sql security definer set search_path = '' as $$ select m.state from public.meetings m where m.id = meeting $$`);
  await sql.unsafe(`create or replace function sec.take_seat(registration uuid, site uuid) returns boolean
    language plpgsql security definer set search_path = '' as $$
    begin
      insert into public.seats (organisation_id, meeting_id, site_id, site_capacity, number, registration_id)
        select s.organisation_id, s.meeting_id, s.id, s.capacity, 1 + (select count(*) from public.seats x where x.site_id = s.id), registration
        from public.meeting_sites s where s.id = site and s.capacity > (select count(*) from public.seats x where x.site_id = s.id);
      return found;
    end $$`);
}
