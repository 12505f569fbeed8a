import { getLocale, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { monthOf } from "@/lib/domain/day";
import { evaluationMonth } from "@/lib/domain/development";
import { day, month, weekday } from "@/lib/format";
import type { Home } from "@/server/views/home";

type Week = Home["weeks"][number];

/** Shifts of this week by day, and who has no record on a working day. */
export async function HomeWeek({ week, today }: { week: Week; today: string }) {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  const names = new Map(week.people.map(({ id, name }) => [id, name]));
  return (
    <Card id={`week-${week.slug}`} note={t("weekNote")} title={t("week", { project: week.name })}>
      <ol className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-7">
        {week.days.map(({ day: date, shifts, missing, weekend, planned }) => (
          <li
            className={cx(
              "flex flex-col gap-1 rounded-md border p-3",
              date === today ? "border-action bg-wash" : "border-line",
            )}
            key={date}
          >
            <p className="flex items-baseline justify-between gap-2">
              <span className="font-medium">
                {weekday(date, locale, "short")} {day(date, locale).replace(/.\d{4}$/, "")}
              </span>
              <span
                className={cx(
                  "text-sm",
                  shifts === 0 && (planned ? missing.length > 0 : !weekend) ? "font-medium text-warn" : "text-soft",
                )}
              >
                {t("shifts", { count: shifts })}
              </span>
            </p>
            <p className="flex-1 text-sm text-soft">
              {missing.length > 0
                ? t("without", {
                    names: missing
                      .slice(0, 3)
                      .map((id) => names.get(id))
                      .join(", "),
                    more: Math.max(0, missing.length - 3),
                  })
                : shifts === 0 && planned
                  ? t("nonePlanned")
                  : weekend
                    ? t("weekend")
                    : t("allLogged")}
            </p>
            {missing.length > 0 && (
              <LinkButton
                aria-label={`${t("logDay", { day: day(date, locale) })}: ${week.name}`}
                href={`/projects/${week.slug}/activity/new?day=${date}&with=${missing.slice(0, 2).join(",")}`}
                icon="pen"
                size="sm"
                variant="secondary"
              >
                {t("logThis")}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
      {week.unevaluated.length > 0 && (
        <p className="mt-4 border-line border-t pt-3">
          {t("unevaluated", { month: month(monthOf(evaluationMonth(today)), locale) })}{" "}
          {week.unevaluated.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/projects/${week.slug}/team/${id}?edit=evaluate:${id}#form`}>{name}</Link>
            </span>
          ))}
        </p>
      )}
    </Card>
  );
}
