import type { useTranslations } from "next-intl";
import type { Meeting, MeetingBlock } from "@/db/queries/meetings";
import { said } from "@/lib/domain/meeting-text";
import type { Locale } from "@/lib/domain/preference";
import * as format from "@/lib/format";
import { deadlineOf } from "@/server/views/meetings";

type Words = ReturnType<typeof useTranslations<"meetingPage">>;

/** When a block is held and for how long, as far as it is known: "2. den, 9:00, 90 minut". */
export const blockTime = ({ dayNumber, startsAt, minutes }: MeetingBlock, t: Words): string =>
  [
    dayNumber !== null && t("dayNumber", { number: dayNumber }),
    startsAt?.replace(/^0/, ""),
    minutes !== null && t("minutes", { count: minutes }),
  ]
    .filter(Boolean)
    .join(", ");

/** What is sent along with the address of a meeting: its name, sites, days and deadline. */
export function shareText(
  meeting: Pick<Meeting, "titleCs" | "titleEn" | "sites" | "rounds">,
  address: string,
  t: Words,
  locale: Locale,
): string {
  const deadline = deadlineOf(meeting);
  return [
    said(locale, meeting.titleCs, meeting.titleEn).text,
    ...meeting.sites.map(({ name, startsOn, endsOn }) => `${name}: ${format.dayRange(startsOn, endsOn, locale)}`),
    ...(deadline ? [t("registerUntil", { day: format.day(deadline, locale) })] : []),
    address,
  ].join("\n");
}
