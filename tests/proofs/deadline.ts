// "Until 24 February inclusive" ends with the day in Prague, wherever the server stands: what is sent at 23:59:59.999 is
// accepted, a millisecond later it is refused, for a new registration and for a change, and the page offers the same. The
// process and the database have their clocks in UTC, Prague and Kiritimati; --full tries the nights in which the clocks of
// Prague change, too. The control is the same database whose comparison looks at the day in the zone of the server.
import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import type { Sql } from "postgres";
import { z } from "zod";
import { connect } from "@/db/connection";
import { closingOf } from "@/lib/domain/meeting";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";

const slug = "setkani-apk-2025";
const zones = ["UTC", "Europe/Prague", "Pacific/Kiritimati"];
const theDay = "2025-02-24";
const nights = ["2025-03-29", "2025-03-30", "2025-10-25", "2025-10-26", "2025-12-31", "2028-02-29"];
const run = promisify(execFile);
const told = z.object({ sent: z.string(), changed: z.string(), offered: z.boolean().nullable() });

await prove("deadline", () => ({}), deadlineProof);

async function deadlineProof(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const superuser = connect(stand.superuserUrl, 1);
  const broken: string[] = [];
  let tried = 0;
  try {
    if (closingOf(theDay) !== "2025-02-24T23:00:00.000Z") broken.push(`the deadline is stored as ${closingOf(theDay)}`);
    if (sabotage) await loosen(superuser);
    const link = await giveLink(superuser);
    for (const day of full ? [theDay, ...nights] : [theDay]) {
      await setDeadline(superuser, closingOf(day));
      for (const zone of zones) {
        await superuser.unsafe(`alter database hlidka set timezone to '${zone}'`);
        const [last, late] = await Promise.all(
          [-1, 0].map((milliseconds) => visit(stand, zone, new Date(Date.parse(closingOf(day)) + milliseconds), link)),
        );
        tried += 2;
        const where = `${day} in ${zone}`;
        if (last?.sent !== "accepted" || last.changed !== "accepted" || last.offered !== true)
          broken.push(`${where}, the last millisecond: ${JSON.stringify(last)}`);
        if (late?.sent !== "registrationClosed" || late.changed !== "registrationClosed" || late.offered !== false)
          broken.push(`${where}, a millisecond late: ${JSON.stringify(late)}`);
      }
    }
    return {
      held: broken.length === 0,
      broken,
      figures: { zones: zones.length, visitors: tried, broken: broken.length },
    };
  } finally {
    await superuser.end();
  }
}

/** One visitor whose process stands in a zone and is told that it is this instant. */
async function visit(stand: Stand, zone: string, at: Date, link: string) {
  const { stdout } = await run(process.execPath, ["--import", "tsx", "tests/proofs/deadline/visitor.ts", slug, link], {
    env: { ...stand.env, PATH: process.env.PATH, NODE_ENV: "test", TZ: zone, HLIDKA_TODAY: at.toISOString() },
  });
  return told.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

/** A private link of somebody of the demo who registered for the meeting. */
async function giveLink(superuser: Sql): Promise<string> {
  const [id, token] = [randomUUID(), randomUUID().replaceAll("-", "").padEnd(43, "x")];
  await superuser`insert into registration_links (id, organisation_id, meeting_id, registration_id, token_hash)
    select ${id}, r.organisation_id, r.meeting_id, r.id, ${createHash("sha256").update(token).digest()}
    from registrations r join meetings m on m.id = r.meeting_id
    where m.slug = ${slug} and r.withdrawn_at is null order by r.id limit 1`;
  return `${id}.${token}`;
}

async function setDeadline(superuser: Sql, closesAt: string) {
  await superuser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update meeting_rounds set closes_at = ${closesAt}`;
  });
}

/** The day of the server's own zone instead of the instant. */
async function loosen(superuser: Sql) {
  for (const name of ["register", "may_change"]) {
    const [found] = await superuser`select pg_get_functiondef(p.oid) as text from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'sec' and p.proname = ${name}`;
    const text = String(found?.text);
    const loose = text
      .replace(/sec\.moment\(\) < (\w+)\.closes_at/g, "sec.moment()::date <= ($1.closes_at - interval '1 day')::date")
      .replace(/sec\.moment\(\) >= (\w+)\.closes_at/g, "sec.moment()::date > ($1.closes_at - interval '1 day')::date");
    if (loose === text) throw new Error(`${name} compares no deadline`);
    await superuser.unsafe(loose);
  }
}
