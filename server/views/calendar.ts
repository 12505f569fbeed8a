import ical, { ICalEventTransparency } from "ical-generator";
import { createTranslator } from "next-intl";
import type { DueThing } from "@/db/queries/deadlines";
import { zone } from "@/lib/domain/clock";
import { plusDays } from "@/lib/domain/day";
import type { Locale } from "@/lib/domain/preference";
import { env } from "@/lib/env";
import { messagesByLocale } from "@/lib/words";

/** The secret address of a calendar, from its token. */
export const calendarAddress = (token: string | null) =>
  token && `${new URL(env().NEXTAUTH_URL).origin}/api/calendar/${token}.ics`;

type Asked = { due: readonly DueThing[]; today: string; locale: Locale };

/**
 * The deadlines as a calendar of all-day events (RFC 5545). Ids are those of the records, so that a moved deadline moves
 * and does not double: its SEQUENCE rises with every change, and once more when it is late. A deadline takes nobody's time
 * (TRANSP). The stamp is the day's, so that the same deadlines give the same bytes. No zone: days have none, and the stamp
 * must be in UTC.
 */
export function deadlineCalendar({ due, today, locale }: Asked): string {
  const t = createTranslator({ locale, messages: messagesByLocale[locale], namespace: "calendar", timeZone: zone });
  const { origin, hostname } = new URL(env().NEXTAUTH_URL);
  const calendar = ical({ name: t("name"), prodId: "//hlidka//deadlines//CS", url: origin, ttl: 3600 });
  for (const { kind, id, number, title, dueOn, slug, project, changes } of due) {
    const summary = kind === "milestone" ? (title ?? "") : t(kind, { number: number ?? 0 });
    const href = `${origin}/projects/${slug}/settings#${kind === "milestone" ? "milestones" : "periods"}`;
    calendar.createEvent({
      id: `${kind}-${id}@${hostname}`,
      allDay: true,
      // An all-day event ends with the day after, which is not a part of it.
      start: midnight(dueOn),
      end: midnight(plusDays(dueOn, 1)),
      stamp: midnight(today),
      sequence: changes + (dueOn < today ? 1 : 0),
      transparency: ICalEventTransparency.TRANSPARENT,
      summary: `${dueOn < today ? `${t("late")} ` : ""}${summary} · ${project}`,
      description: href,
      url: href,
    });
  }
  // The last line ends like the others, which the library leaves to us.
  return `${calendar.toString()}\r\n`;
}

const midnight = (day: string) => new Date(`${day}T00:00:00Z`);
