import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { daysBetween } from "@/lib/domain/day";
import { deadlineDay } from "@/lib/domain/meeting";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";
import type { Home } from "@/server/views/home";

/** The places of the office's teams at meetings ahead, and the meetings for which a team may be registered now. */
export function HomeTeams({ teams: { own, open }, today }: { teams: NonNullable<Home["teams"]>; today: string }) {
  const t = useTranslations("home.teams");
  const locale = useLocale();
  if (own.length + open.length === 0) return null;
  return (
    <Card id="teams" title={t("title")}>
      <ul className="divide-y divide-line">
        {own.map((team) => (
          <li className="py-3 first:pt-0 last:pb-0" key={team.teamId}>
            <p className="font-medium">{said(locale, team.titleCs, team.titleEn).text}</p>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link className="inline-flex items-center thumb:min-h-11" href={team.href}>
                {t("team", { municipality: team.municipality, count: team.people })}
              </Link>
              {team.unconfirmed > 0 && (
                <StatePill tone="warn">{t("unconfirmed", { count: team.unconfirmed })}</StatePill>
              )}
              {team.waiting > 0 && team.told && (
                <StatePill tone="active">{t("waiting", { count: team.waiting })}</StatePill>
              )}
            </p>
            <ul className="mt-1 text-sm text-soft">
              {team.places.map(({ site, startsOn, endsOn, people }) => (
                <li key={site}>
                  {site}, {format.dayRange(startsOn, endsOn, locale)} · {t("places", { count: people })}
                </li>
              ))}
              {!team.told && <li>{t("untold")}</li>}
            </ul>
          </li>
        ))}
        {open.map((meeting) => {
          const deadline = deadlineDay(meeting.closesAt);
          return (
            <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0" key={meeting.slug}>
              <div className="min-w-0 flex-1 basis-64">
                <p className="font-medium">{said(locale, meeting.titleCs, meeting.titleEn).text}</p>
                <p className="text-sm text-soft">
                  {t("until", { day: format.day(deadline, locale), days: daysBetween(today, deadline) })}
                </p>
              </div>
              <LinkButton href={`/m/${meeting.slug}/team`} size="sm" variant="secondary">
                {t("register")}
              </LinkButton>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
