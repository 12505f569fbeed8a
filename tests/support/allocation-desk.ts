import { sql } from "drizzle-orm";
import type { Credential } from "@/db/gate";
import { type AllocationRun, currentRuns, findRun, listPins, namesOf } from "@/db/queries/allocation";
import { send } from "./command";
import { type meetingDesk, read } from "./meeting";
import { registered, visitor } from "./registration";

type Desk = Awaited<ReturnType<typeof meetingDesk>>;
/** A municipality, the site that is asked for, and whether the other would do. */
export type Asking = { name: string; municipality?: string; site?: string; canOther?: "yes" | "no"; role?: string };

/** A meeting with two sites of so many seats, whose registration is over, and the people who asked, in that order. */
export async function closedMeeting(desk: Desk, capacities: [number, number], people: readonly Asking[]) {
  const { meetingId, slug } = await desk.draft();
  const { sites } = await desk.found(slug);
  for (const [at, { id, code }] of sites.entries())
    await send(desk.organiser, "site.change", {
      siteId: id,
      ...desk.site(code, at === 0 ? 30 : 90),
      capacity: capacities[at],
    });
  await send(desk.organiser, "meeting.open", { meetingId });
  const links = new Map<string, string>();
  for (const asking of people) links.set(asking.name, (await registered(slug, asking)).link);
  await send(desk.organiser, "meeting.close", { meetingId });
  const siteIds = Object.fromEntries(sites.map(({ code, id }) => [code, id]));
  return { meetingId, slug, siteIds, links };
}

export const runsOf = (who: Credential, meetingId: string) => read(who, (tx) => currentRuns(tx, meetingId));
export const pinsOf = (who: Credential, meetingId: string) => read(who, (tx) => listPins(tx, meetingId));

/** The ids of who registered for a meeting, by name. */
export const namedIds = async (who: Credential, meetingId: string) =>
  new Map((await read(who, (tx) => namesOf(tx, meetingId))).map(({ id, name }) => [name, id]));

/** Two of Sokolov and one of Litvínov ask for the first site; another one of Litvínov for the second. */
export const people = [
  { name: "Adam Sokolovský", municipality: "Sokolov", site: "first" },
  { name: "Běla Sokolovská", municipality: "Sokolov", site: "first" },
  { name: "Cyril Litvínovský", municipality: "567256", site: "first" },
  { name: "Dana Litvínovská", municipality: "567256", site: "second" },
];
/** Where each of those people stands. */
export const standing = (run: AllocationRun, ids: ReadonlyMap<string, string>) =>
  people.map(({ name }) => run.placement[ids.get(name) ?? ""] ?? null);

/** What a test does with the allocation of those people. */
export function allocationDesk(desk: Desk) {
  const { organiser } = desk;
  const allocating = {
    closed: (capacities: [number, number] = [2, 2]) => closedMeeting(desk, capacities, people),
    idsOf: (meetingId: string) => namedIds(organiser, meetingId),
    runsOf: (meetingId: string) => runsOf(organiser, meetingId),
    pinsOf: (meetingId: string) => pinsOf(organiser, meetingId),
    found: async (runId = "") => {
      const run = await read(organiser, (tx) => findRun(tx, runId));
      if (!run) throw new Error("no run");
      return run;
    },
    chosenOf: async (meetingId: string) => (await allocating.runsOf(meetingId)).find(({ state }) => state === "chosen"),
    balancedOf: async (meetingId: string) => {
      const runs = await allocating.runsOf(meetingId);
      const run = runs.find(({ variant, state }) => variant === "balanced" && state === "proposed");
      if (!run) throw new Error("no balanced run");
      return run;
    },
    /** With the balanced variant chosen. */
    chosen: async (capacities?: [number, number]) => {
      const made = await allocating.closed(capacities);
      await send(organiser, "allocation.run", { meetingId: made.meetingId });
      const { id } = await allocating.balancedOf(made.meetingId);
      await send(organiser, "allocation.choose", { runId: id });
      return { ...made, runId: id, ids: await allocating.idsOf(made.meetingId) };
    },
    /** Somebody withdraws by his link. */
    withdraw: async (made: { slug: string; meetingId: string; links: ReadonlyMap<string, string> }, name: string) => {
      const id = (await allocating.idsOf(made.meetingId)).get(name) ?? "";
      const [seen] = await read({ kind: "public" }, (tx) =>
        tx.execute<{ version: string }>(sql`select sec.registration_version(${id}) as version`),
      );
      await send(visitor(), "registration.withdraw", {
        slug: made.slug,
        link: made.links.get(name),
        version: seen?.version,
      });
    },
  };
  return allocating;
}
