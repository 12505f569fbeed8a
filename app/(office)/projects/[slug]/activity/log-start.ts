import { newCommandId } from "@/components/ui/command";
import type { LogPlace } from "@/db/queries/activities";
import { earlier, plusDays } from "@/lib/domain/day";
import { inPost, planFor, recentGroups, shiftMinutes, usualBreak } from "@/lib/domain/shift";
import type { LogState } from "./log-draft";
import type { LogFormProps } from "./log-form";

/** What every form of a shift offers: places, key activities and kinds of the project, people with their posts. */
export function offerOf(
  place: LogPlace,
  today: string,
  receivers: LogFormProps["receivers"],
): Omit<LogFormProps, "draftKey" | "initial"> {
  return {
    projectId: place.projectId,
    slug: place.slug,
    days: [0, 1, 2].map((back) => plusDays(today, -back)).filter((day) => day >= place.startsOn && day <= place.endsOn),
    from: place.startsOn,
    to: earlier(place.endsOn, today),
    people: place.people,
    served: place.recent,
    // What a phone kept before there was a plan holds none.
    planned: place.planned ?? [],
    localities: place.localities.filter(({ active }) => active),
    keyActivities: place.keyActivities,
    kinds: place.kinds,
    receivers,
    contactGoal: place.contactGoal,
  };
}

/** A new record of a day: the asked people, else those planned and not logged yet, else the group that served last; and its shift. */
export function newShift(place: LogPlace, day: string, asked: readonly string[]): LogState {
  const present = inPost(place.people, day).map(({ id }) => id);
  const planned = planFor(place.planned ?? [], place.recent, place.people, day);
  const groups = [...planned, ...recentGroups(place.recent, place.people, day)];
  const wanted = asked.filter((id) => present.includes(id));
  const first = groups.find(({ people }) => wanted.length === 0 || people.some((id) => wanted.includes(id)));
  const active = place.localities.filter(({ active: on }) => on);
  const [startsAt, endsAt] = first ? [first.startsAt, first.endsAt] : ["07:00", "15:00"];
  const running = place.keyActivities.filter(({ from, to }) => from <= day && day <= to);
  return {
    activityId: newCommandId(),
    happenedOn: day,
    startsAt,
    endsAt,
    breakMinutes:
      planned.find((shift) => shift === first)?.breakMinutes ?? usualBreak(shiftMinutes(day, startsAt, endsAt)),
    localityId:
      active.find(({ id }) => id === first?.localityId)?.id ?? (active.length === 1 ? (active[0]?.id ?? "") : ""),
    // Field work is KA 02 in these projects.
    keyActivityId: (running.find(({ code }) => /^KA\s*0?2$/i.test(code)) ?? running[0])?.id ?? "",
    assistantIds: wanted.length > 0 ? wanted : [...(first?.people ?? [])],
    counts: {},
    places: [],
    handedTo: "",
    note: "",
    version: "",
  };
}
