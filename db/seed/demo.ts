import { connect } from "@/db/connection";
import { shifts } from "./activities";
import { budget } from "./budget";
import { cast, passwords } from "./cast";
import { catalogue } from "./catalogue";
import { jirkov } from "./cities/jirkov";
import { sokolov } from "./cities/sokolov";
import { ukazkov } from "./cities/ukazkov";
import { demoDay, type Site } from "./city";
import { buildClaims } from "./claims";
import { development } from "./development";
import { evidenceRows } from "./evidence";
import { writeFiles } from "./files";
import { indicatorRows } from "./indicators";
import { meetingBatches } from "./meeting";
import { heldMeetingBatches } from "./meetings/held";
import { project } from "./project";
import { type Batch, put } from "./put";
import { stream } from "./random";
import { schedule } from "./schedule";
import { shiftPlan } from "./shift-plan";
import { spending } from "./spending";
import { team } from "./team";
import { ownTrainings } from "./trainings";

export type DemoOptions = {
  /** The password of every demo account. */
  password: string;
  /** HLIDKA_KEY, as stored by migrate. */
  key: string;
  /** Where evidence files lie: HLIDKA_DATA/files. */
  filesFolder: string;
  progress(done: number, total: number, what: string): void;
};

const notEmpty = "The demo is filled only into an empty database";

/** Whether the database has no organisation yet; the demo is filled only then. */
export async function isEmpty(ownerUrl: string): Promise<boolean> {
  const sql = connect(ownerUrl, 1);
  try {
    const [row] = await sql`select not exists (select from organisations) as empty`;
    return row?.empty === true;
  } finally {
    await sql.end();
  }
}

/**
 * Fills an empty, migrated database with the demo as the owner, in one transaction: all of it or nothing. The same rows
 * and ids every time, but for the passwords' salts. Throws when there are organisations already.
 */
export async function fillDemo(ownerUrl: string, options: DemoOptions): Promise<void> {
  if (!(await isEmpty(ownerUrl))) throw new Error(notEmpty);
  const { batches, userIds } = await demoBatches();
  const digests = passwords(userIds, options.password);
  await writeFiles(options.filesFolder);
  const sql = connect(ownerUrl, 1);
  try {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('hlidka.demo'))`;
      const [row] = await tx`select not exists (select from organisations) as empty`;
      if (row?.empty !== true) throw new Error(notEmpty);
      const commandId = stream("demo").uuid();
      await tx`select sec.enter_machine('operator', ${options.key}, ${demoDay}, ${commandId}, 'demo.fill')`;
      const all = [...batches, await digests];
      for (const [index, next] of all.entries()) {
        options.progress(index, all.length, next.name);
        await put(tx, next);
      }
      options.progress(all.length, all.length, "commit");
    });
    // The first pages would otherwise be planned for empty tables.
    await sql`analyze`;
  } finally {
    await sql.end();
  }
}

/** Every row of the demo but the passwords, in the order of the foreign keys. */
export async function demoBatches(): Promise<{ batches: Batch[]; userIds: string[] }> {
  const cities = [await sokolov(), await jirkov(), ukazkov()];
  const people = cast(cities);
  const { kindIds, contactKinds, batches: common } = catalogue(people.operatorId);
  const sites = cities.flatMap((city) => {
    const office = people.staff.get(city.slug);
    if (!office) return [];
    const own = { organisationId: office.organisationId, projectId: stream(`${city.slug}:id`).uuid() };
    const site = { city, own, staff: office.staff };
    return [{ ...site, ...siteBatches(site, kindIds, contactKinds) }];
  });
  const sokolovSite = sites.find(({ city }) => city.slug === "sokolov");
  return {
    batches: [
      people.organisationBatch,
      ...common,
      ...people.accountBatches,
      ...sites.flatMap(({ batches }) => batches),
      ...meetingBatches(people),
      ...(sokolovSite ? heldMeetingBatches(people, sokolovSite) : []),
    ],
    userIds: people.userIds,
  };
}

function siteBatches(site: Site, kindIds: Map<string, string>, contactKinds: Set<string>) {
  const events = schedule(site.city);
  const built = project(site, events);
  const people = team(site, built);
  const money = budget(site);
  const spent = spending(site, built, money.lineIds, people.members, events);
  const served = shifts(site, built, people.members, events, kindIds);
  const measured = indicatorRows(site, built, served, contactKinds);
  const batches: Batch[] = [
    ...built.batches,
    ...people.batches,
    ...development(site, built, people.members),
    ...ownTrainings(site, built, people.members, events),
    ...money.batches,
    ...spent.batches,
    ...buildClaims(site, built, spent.expenses),
    ...served.batches,
    ...shiftPlan(site, served, people.members),
    ...measured.batches,
    ...evidenceRows(site, spent.expenses, served, measured.measurements, people.assessments),
  ];
  return { batches, members: people.members, areaIds: built.areaIds };
}
