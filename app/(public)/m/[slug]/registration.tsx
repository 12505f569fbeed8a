import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Meeting } from "@/db/queries/meetings";
import { daysBetween } from "@/lib/domain/day";
import { deadlineDay } from "@/lib/domain/meeting";
import * as format from "@/lib/format";

/** Until when one registers and, of further rounds, for which site; or that it is over. */
export function Registration({ meeting, today }: { meeting: Meeting; today: string }) {
  const t = useTranslations("meetingPage");
  const locale = useLocale();
  const open = meeting.rounds.filter(({ state, closesAt }) => state === "open" && deadlineDay(closesAt) >= today);
  const planned = meeting.rounds.filter(({ number, state }) => number > 1 && state === "planned");
  const [first] = meeting.rounds;
  const site = (id: string | null) => meeting.sites.find((known) => known.id === id)?.name ?? "";
  const until = (closesAt: string) => format.longDay(deadlineDay(closesAt), locale);
  return (
    <div className="flex gap-3 rounded-md border-link border-l-4 bg-wash px-4 py-3">
      <Icon className="mt-0.5 text-link" name="calendar" />
      <div>
        {open.map(({ number, siteId, closesAt }) => (
          <p key={number}>
            <strong>
              {siteId === null
                ? t("openUntil", { day: until(closesAt) })
                : t("openUntilAt", { day: until(closesAt), site: site(siteId) })}
            </strong>{" "}
            <span className="print:hidden">{t("daysLeft", { days: daysBetween(today, deadlineDay(closesAt)) })}</span>
          </p>
        ))}
        {open.length === 0 && first && (
          <p className="font-semibold">
            {meeting.state === "draft" ? t("opensLater", { day: until(first.closesAt) }) : t("over")}
          </p>
        )}
        {planned.map(({ number, siteId, closesAt }) => (
          <p key={number}>{t("planned", { day: until(closesAt), site: site(siteId) })}</p>
        ))}
        {open.length > 0 && (
          <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
            <LinkButton href={`/m/${meeting.slug}/register`}>{t("registerNow")}</LinkButton>
            <LinkButton href={`/m/${meeting.slug}/team`} variant="secondary">
              {t("registerTeam")}
            </LinkButton>
            <a className="inline-flex items-center thumb:min-h-11" href="#register">
              {t("howTo")}
            </a>
          </p>
        )}
      </div>
    </div>
  );
}
