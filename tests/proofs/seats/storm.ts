import { randomInt, randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { type Credential, withActor } from "@/db/gate";
import { findMeeting } from "@/db/queries/meetings";
import { findLinked } from "@/db/queries/registrations";
import { DomainError } from "@/lib/domain/error";
import { execute } from "@/server/command";
import { commands } from "@/server/commands";
import type { Applicant, StormMeeting } from "./meeting";

/** What was done and refused, by name; broken: what is no refusal. */
export type Tally = { done: number; refused: Map<string, number>; broken: string[] };
type Task = () => Promise<unknown>;

const somebody = (): Credential => ({
  kind: "public",
  address: `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
});

function send(who: Credential, name: string, input: unknown) {
  const of = commands[name];
  if (!of) throw new Error(`no command ${name}`);
  return execute(who, of, name, randomUUID(), input);
}

export const confirm = ({ slug, link }: Applicant) => send(somebody(), "registration.confirm", { slug, link });

/** Withdraws, or declines and sometimes comes back, as somebody who has just looked at his page. */
async function leave({ slug, link }: Applicant) {
  const seen = async () => (await withActor(somebody(), "read", (tx) => findLinked(tx, slug, link)))?.version;
  if (randomInt(2)) return send(somebody(), "registration.withdraw", { slug, link, version: await seen() });
  await send(somebody(), "seat.decline", { slug, link, version: await seen() });
  if (randomInt(2)) await send(somebody(), "seat.return", { slug, link, version: await seen() });
}

/** Everything that happens to the seats of a meeting at once: applications, who leaves, the organiser's moves. */
export function tasksOf(sql: Sql, organiser: Credential, meeting: StormMeeting, most: number): Task[] {
  const { id: meetingId, sites, applicants } = meeting;
  const seated = (at: string) => sql<{ id: string; city: string }[]>`
    select r.id, r.municipality_code as city from seats s join registrations r on r.id = s.registration_id
    where s.meeting_id = ${meetingId} and s.site_id = ${at} order by random() limit 1`;
  const move = (moves: object[]) =>
    moves.length > 0 && send(organiser, "seat.move", { meetingId, moves, agreed: true, reason: "Bouře." });
  const across = (from: string) => ({ fromSiteId: from, siteId: from === sites[0] ? sites[1] : sites[0] });
  const person = async (from: string) =>
    (await seated(from)).map(({ id }) => ({ registrationId: id, ...across(from) }));
  const city = async (from: string) =>
    (await seated(from)).map(({ city }) => ({ municipalityCode: city, ...across(from) }));
  const both = async (of: typeof person | typeof city) => move([...(await of(sites[0])), ...(await of(sites[1]))]);
  const remove = async (from: string) => {
    const [one] = await seated(from);
    if (one) await send(organiser, "seat.remove", { registrationId: one.id, fromSiteId: from, reason: "Bouře." });
  };
  const enlarge = async (siteId: string) => {
    const found = await withActor(organiser, "read", (tx) => findMeeting(tx, meeting.slug));
    const { id: _, ...values } = found?.sites.find(({ id }) => id === siteId) ?? {};
    await send(organiser, "site.change", { siteId, ...values, capacity: most });
  };
  const times = (n: number, task: (at: number) => Task) => Array.from({ length: n }, (_, at) => task(at));
  const share = (part: number) => Math.max(2, Math.round(applicants.length * part));
  const site = (at: number) => sites[at % 2] ?? sites[0];
  return [
    ...applicants.map((one) => () => confirm(one)),
    ...applicants.slice(0, share(0.03)).map((one) => () => confirm(one)),
    ...applicants.slice(0, share(0.15)).map((one) => () => leave(one)),
    ...times(share(0.02), (at) => async () => move(await person(site(at)))),
    ...times(share(0.02), () => () => both(person)),
    ...times(share(0.01), () => () => both(city)),
    ...times(share(0.005), (at) => async () => move(await city(site(at)))),
    ...times(share(0.01), (at) => () => remove(site(at))),
    ...times(2, (at) => () => enlarge(site(at))),
  ];
}

/** Carries tasks out in this many lanes, in any order. */
export async function carryOut(tasks: readonly Task[], lanes: number, tally: Tally): Promise<void> {
  const left = tasks.map((task) => ({ task, at: Math.random() })).sort((one, two) => one.at - two.at);
  const lane = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      try {
        await next.task();
        tally.done += 1;
      } catch (error) {
        if (error instanceof DomainError && error.status < 500)
          tally.refused.set(error.key, (tally.refused.get(error.key) ?? 0) + 1);
        else tally.broken.push(error instanceof Error ? `${error.name} ${error.message.slice(0, 200)}` : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
