import type { ActivityDetail, LogPlace } from "@/db/queries/activities";
import { receivers } from "@/lib/domain/activity";
import { shiftMinutes } from "@/lib/domain/shift";
import type { LogState } from "./log-draft";
import { offerOf } from "./log-start";

type Word = (receiver: (typeof receivers)[number]) => string;

/** Whom something may be handed to, in the reader's words. */
export const receiversIn = (word: Word) => receivers.map((value) => ({ value, label: word(value) }));

export const formOffer = (place: LogPlace, today: string, word: Word) => offerOf(place, today, receiversIn(word));

/** A record as it stands, for changing it. */
export function shiftOf(activity: ActivityDetail): LogState {
  const [own, ...further] = activity.countsAt;
  return {
    activityId: activity.id,
    happenedOn: activity.happenedOn,
    startsAt: activity.startsAt,
    endsAt: activity.endsAt,
    // What was logged before hours were real ones may hold more than passed.
    breakMinutes: Math.max(0, shiftMinutes(activity.happenedOn, activity.startsAt, activity.endsAt) - activity.minutes),
    localityId: activity.localityId,
    keyActivityId: activity.keyActivityId,
    assistantIds: activity.assistantIds,
    counts: countsOf(own),
    places: further.map((place) => ({ localityId: place.localityId, counts: countsOf(place) })),
    handedTo: activity.handedTo ?? "",
    note: activity.note ?? "",
    version: activity.version,
  };
}

const countsOf = (place: ActivityDetail["countsAt"][number] | undefined) =>
  Object.fromEntries((place?.counts ?? []).map(({ code, count }) => [code, count]));
