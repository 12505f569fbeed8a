import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { ActivityDetail } from "@/db/queries/activities";
import type { Locale } from "@/lib/domain/preference";
import { hours, number } from "@/lib/format";

/** What one record says. */
export async function ActivityData({ activity }: { activity: ActivityDetail }) {
  const [t, locale] = await Promise.all([getTranslations("activity"), getLocale()]);
  const facts: [string, ReactNode][] = [
    [t("assistants"), activity.people.join(", ") || t("nobodyYet")],
    [t("shift"), `${activity.startsAt}–${activity.endsAt}`],
    [t("hours"), t("hoursEach", { together: hours(activity.together, locale), each: hours(activity.minutes, locale) })],
    [t("locality"), [activity.locality, ...activity.furtherPlaces].join(", ")],
    [t("keyActivity"), `${activity.keyActivity} ${activity.keyActivityName}`],
    [t("handedTo"), activity.handedTo ? t(`receivers.${activity.handedTo}`) : t("toNobody")],
    [t("note"), activity.note === null ? <i key="later">{t("noteLater")}</i> : activity.note || "–"],
  ];
  return (
    <Card id="data" title={t("data")}>
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-2 sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-x-6">
        {facts.map(([label, value]) => (
          <div className="contents" key={label}>
            <dt className="text-soft">{label}</dt>
            <dd className="wrap-anywhere whitespace-pre-line">{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-6 mb-2">{t("kinds")}</h3>
      {activity.counts.length === 0 && <p className="text-soft">{t("noCounts")}</p>}
      {activity.countsAt.map(({ localityId, name, counts }) => (
        <div key={localityId}>
          {activity.countsAt.length > 1 && <h4 className="mt-3 font-medium">{name}</h4>}
          <CountList counts={counts} locale={locale} word={t("contact")} />
        </div>
      ))}
      {activity.contacts > 0 && (
        <p className="mt-3 text-sm text-soft">{t("contactsTogether", { count: activity.contacts })}</p>
      )}
    </Card>
  );
}

function CountList({
  counts,
  locale,
  word,
}: {
  counts: ActivityDetail["counts"];
  locale: Locale;
  /** Marks a kind in which people were talked to. */
  word: string;
}) {
  return (
    <ul className="grid gap-x-6 sm:grid-cols-2">
      {counts.map(({ code, name, count, contact }) => (
        <li className="flex items-center justify-between gap-3 border-b border-line py-1.5" key={code}>
          <span>
            {name} {contact && <Badge>{word}</Badge>}
          </span>
          <b className="font-semibold">{number(count, locale)}</b>
        </li>
      ))}
    </ul>
  );
}
