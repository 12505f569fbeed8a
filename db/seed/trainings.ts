import { trainingAttendances, trainings } from "@/db/schema/trainings";
import { demoDay, type Site } from "./city";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { stream } from "./random";
import type { Event } from "./schedule";
import type { Member } from "./team";

/** Courses and supervisions that took place, with who was there; a course belongs to two areas in turn, a supervision to none. All invented. */
export function ownTrainings({ city, own, staff }: Site, built: BuiltProject, members: Member[], events: Event[]) {
  const random = stream(`${city.slug}:trainings`);
  const rows: (typeof trainings.$inferInsert)[] = [];
  const people: (typeof trainingAttendances.$inferInsert)[] = [];
  let courses = 0;
  for (const event of events) {
    if (!event.shift || event.on > demoDay || event.kind === "other") continue;
    const supervision = event.kind === "supervision";
    const id = random.uuid();
    rows.push({
      id,
      ...own,
      title: event.title,
      provider: event.supplier ?? "",
      kind: supervision ? "supervision" : "training",
      form: courses === 5 && !supervision ? "electronic" : "present",
      startsOn: event.on,
      endsOn: event.on,
      source: "own",
      recordedBy: staff.mentor,
      recordedAt: `${event.on}T16:00:00+01:00`,
    });
    const areas =
      built.areaIds.length > 0 ? [0, 1].map((next) => built.areaIds[(courses + next) % built.areaIds.length]) : [];
    const parts = supervision
      ? [{ areaId: null, minutes: 180 }]
      : areas.map((areaId) => ({ areaId: areaId ?? null, minutes: 210 }));
    if (!supervision) courses += 1;
    for (const member of members) {
      if (member.from > event.on || (member.to && member.to < event.on) || random.chance(0.06)) continue;
      for (const [index, part] of parts.entries())
        people.push({
          id: random.uuid(),
          ...own,
          trainingId: id,
          assistantId: member.id,
          number: index + 1,
          title: event.title,
          heldOn: event.on,
          ...part,
        });
    }
  }
  return [batch(trainings, rows), batch(trainingAttendances, people)];
}
