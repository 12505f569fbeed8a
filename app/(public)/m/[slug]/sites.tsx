import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import type { Meeting, MeetingSite } from "@/db/queries/meetings";
import { isHeld } from "@/lib/domain/meeting";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";

/** Where and when, side by side: a visitor chooses one of them. */
export function Sites({ meeting, today }: { meeting: Meeting; today: string }) {
  const t = useTranslations("meetingPage");
  return (
    <section aria-labelledby="sites">
      <h2 className="sr-only" id="sites">
        {t("sites")}
      </h2>
      <ul className="grid gap-4 sm:grid-cols-2 print:grid-cols-2">
        {meeting.sites.map((site) => (
          <Site held={isHeld(site, today)} key={site.code} site={site} />
        ))}
      </ul>
    </section>
  );
}

function Site({ site, held }: { site: MeetingSite; held: boolean }) {
  const t = useTranslations("meetingPage");
  const locale = useLocale();
  const venue = said(locale, site.venueCs, site.venueEn);
  const time = (text: string) => text.replace(/^0/, "");
  return (
    <li className="rounded-md border border-line bg-card p-4">
      <h3 className="flex flex-wrap items-center gap-x-3 text-lg">
        {site.name}
        {held && <StatePill tone="none">{t("held")}</StatePill>}
      </h3>
      <p className="text-xl font-semibold">{format.dayRange(site.startsOn, site.endsOn, locale)}</p>
      <p className="mt-2" lang={venue.lang === locale ? undefined : venue.lang}>
        {venue.text}
      </p>
      <p>{site.address}</p>
      <ul className="mt-2 text-sm text-soft">
        {site.arrivalBy && (
          <li>
            {t("arrival", {
              day: format.day(site.startsOn, locale),
              time: time(site.arrivalBy),
              meal: site.firstMeal ?? "none",
            })}
          </li>
        )}
        {site.endsAt && (
          <li>
            {t("end", { day: format.day(site.endsOn, locale), time: time(site.endsAt), meal: site.lastMeal ?? "none" })}
          </li>
        )}
        <li>{t("seats", { count: site.capacity })}</li>
      </ul>
    </li>
  );
}
