import {
  fundingSources,
  goals,
  keyActivities,
  localities,
  milestones,
  monitoringPeriods,
  projectMentors,
  projects,
} from "@/db/schema/projects";
import { posts, trainingAreas } from "@/db/schema/team";
import { plusDays } from "@/lib/domain/day";
import { type City, demoDay, type Site } from "./city";
import { batch } from "./put";
import { stream } from "./random";
import { type Event, periods } from "./schedule";

/** The project as its grant decision fixes it, and the ids that the later builders refer to. */
export function project({ city, own, staff }: Site, events: Event[]) {
  const ids = stream(`${city.slug}:project`);
  const dates = { startsOn: city.project.startsOn, endsOn: city.project.endsOn };
  const row = () => ({ id: ids.uuid(), ...own });
  const goalRows = city.goals.map((goal) => ({ ...row(), ...goal }));
  const keyActivityRows = city.keyActivities.map((activity) => ({ ...row(), ...activity, ...dates }));
  const localityRows = city.localities.map((name) => ({ ...row(), name, active: true }));
  const postRows = Array.from({ length: city.posts }, (_, index) => ({ ...row(), number: index + 1, ...dates }));
  const areaRows = city.areas.map((name, index) => ({ ...row(), number: index + 1, name }));
  const periodRows = periods(dates.startsOn, dates.endsOn).map(({ dueOn, ...period }) => ({
    ...row(),
    ...period,
    reportDueOn: dueOn,
    claimDueOn: dueOn,
    reportSubmittedOn:
      dueOn <= demoDay && !city.trouble.missingReports.includes(period.number) ? plusDays(dueOn, -ids.int(1, 6)) : null,
  }));
  const codes = new Map(keyActivityRows.map(({ code, id }) => [code, id]));
  const milestoneRows = events.map(({ kind, title, on, keyActivity }) => ({
    ...row(),
    kind,
    title,
    dueOn: on,
    doneOn: on <= demoDay && !city.trouble.skippedEvents.includes(title) ? on : null,
    keyActivityId: keyActivity ? (codes.get(keyActivity) ?? null) : null,
  }));
  const { projectId, organisationId } = own;
  const state = "running";
  return {
    keyActivityIds: codes,
    goalIds: new Map(goalRows.map(({ number, id }) => [number, id])),
    localityIds: localityRows.map(({ id }) => id),
    postIds: postRows.map(({ id }) => id),
    areaIds: areaRows.map(({ id }) => id),
    periods: periodRows,
    batches: [
      batch(projects, [{ id: projectId, organisationId, slug: city.slug, ...city.project, state, ...stated(city) }]),
      batch(
        fundingSources,
        city.sources.map((source) => ({ ...row(), ...source })),
      ),
      batch(goals, goalRows),
      batch(keyActivities, keyActivityRows),
      batch(localities, localityRows),
      batch(monitoringPeriods, periodRows),
      batch(milestones, milestoneRows),
      batch(projectMentors, [{ ...row(), userId: staff.mentor, startsOn: dates.startsOn, endsOn: null }]),
      batch(posts, postRows),
      batch(trainingAreas, areaRows),
    ],
  };
}

const stated = ({ regime, office }: City) => ({
  costRegime: regime.costRegime,
  flatRatePer100000: regime.flatRatePer100000,
  costRegimeOrigin: regime.origin,
  costRegimeSource: regime.source,
  checkingOffice: office.name,
  checkingOfficeOrigin: office.origin,
  checkingOfficeSource: office.source,
});

export type BuiltProject = ReturnType<typeof project>;
