import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MeetingPill } from "@/app/(office)/meetings/state-pill";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { daysBetween } from "@/lib/domain/day";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";
import type { Home } from "@/server/views/home";
import { deadlineOf } from "@/server/views/meetings";

/** The organiser's meetings: where each stands, when and where it takes place, how long people register. */
export function HomeMeetings({ meetings, today }: { meetings: NonNullable<Home["meetings"]>; today: string }) {
  const t = useTranslations("home.meeting");
  const locale = useLocale();
  const add = (
    <LinkButton href="/meetings/new" icon="plus" size="sm" variant="secondary">
      {t("new")}
    </LinkButton>
  );
  return (
    <Card actions={meetings.length > 0 && add} id="meetings" title={t("title")}>
      {meetings.length === 0 && <EmptyState action={add} icon="calendar" title={t("none")} />}
      <ul className="divide-y divide-line">
        {meetings.map((meeting) => {
          const running = meeting.rounds.filter(({ state }) => state === "open");
          const deadline = deadlineOf({ rounds: running.length > 0 ? running : meeting.rounds });
          const days = deadline ? daysBetween(today, deadline) : 0;
          const title = said(locale, meeting.titleCs, meeting.titleEn).text;
          // Of which meeting a link is, for who hears it alone.
          const of = <span className="sr-only">: {title}</span>;
          return (
            <li className="py-3 first:pt-0 last:pb-0" key={meeting.slug}>
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Link
                  className="inline-flex items-center font-medium thumb:min-h-11"
                  href={`/meetings/${meeting.slug}`}
                >
                  {title}
                </Link>
                {meeting.over ? <StatePill tone="none">{t("held")}</StatePill> : <MeetingPill state={meeting.state} />}
              </p>
              {deadline && !meeting.over && (
                <p className="mt-1">
                  {t("until", { day: format.day(deadline, locale) })}{" "}
                  {(running.length > 0 || meeting.state === "draft") && (
                    <StatePill tone={days < 0 ? "warn" : "info"}>
                      {days < 0 ? t("over") : t("left", { days })}
                    </StatePill>
                  )}
                </p>
              )}
              {meeting.registrations && !meeting.over && (
                <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
                  <Link
                    className="inline-flex items-center thumb:min-h-11"
                    href={`/meetings/${meeting.slug}/registrations`}
                  >
                    {t("registered", {
                      count: meeting.registrations.confirmed,
                      cities: meeting.registrations.cities,
                    })}
                    {of}
                  </Link>
                  {meeting.registrations.unconfirmed > 0 && (
                    <Link
                      className="inline-flex items-center thumb:min-h-11"
                      href={`/meetings/${meeting.slug}/registrations?state=unconfirmed`}
                    >
                      {t("unconfirmed", { count: meeting.registrations.unconfirmed })}
                      {of}
                    </Link>
                  )}
                </p>
              )}
              {!meeting.over && <Waiting meeting={meeting} of={of} />}
              <ul className="mt-1 text-sm text-soft">
                {meeting.sites.map(({ id, code, name, startsOn, endsOn, capacity }) => (
                  <li key={code}>
                    {name}, {format.dayRange(startsOn, endsOn, locale)} ·{" "}
                    {meeting.state === "published" && meeting.desk && !meeting.over
                      ? t("free", { free: capacity - (meeting.desk.taken[id] ?? 0), count: capacity })
                      : t("seats", { count: capacity })}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

type HomeMeeting = NonNullable<Home["meetings"]>[number];

/** What somebody has to do about a meeting: allocate, tell, look after mails that came back and cities that stand apart. */
function Waiting({ meeting: { slug, state, desk }, of }: { meeting: HomeMeeting; of: ReactNode }) {
  const t = useTranslations("home.meeting");
  if (!desk) return null;
  const toAllocation = `/meetings/${slug}/allocation`;
  const next =
    state === "allocated" ? t("tell") : state === "closed" ? t(desk.proposed ? "choose" : "allocate") : undefined;
  if (!next && !desk.split && desk.bounced === 0) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
      {next && (
        <LinkButton href={toAllocation} icon="target" size="sm">
          {next}
          {of}
        </LinkButton>
      )}
      {desk.split !== null && desk.split > 0 && (
        <Link
          className="inline-flex items-center thumb:min-h-11"
          href={state === "published" ? `/meetings/${slug}/seats` : toAllocation}
        >
          <StatePill tone="warn">{t("split", { count: desk.split })}</StatePill>
          {of}
        </Link>
      )}
      {desk.bounced > 0 && (
        <Link className="inline-flex items-center thumb:min-h-11" href={`/meetings/${slug}/mail`}>
          <StatePill tone="bad">{t("bounced", { count: desk.bounced })}</StatePill>
          {of}
        </Link>
      )}
    </p>
  );
}
