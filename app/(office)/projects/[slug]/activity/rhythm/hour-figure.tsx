import { useLocale, useTranslations } from "next-intl";
import { ChartFigure } from "@/components/charts/chart-figure";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { plusDays } from "@/lib/domain/day";
import { fullest, gridMinutes, type HourGrid, nightShare } from "@/lib/domain/rhythm";
import { hours, number, percent, weekday } from "@/lib/format";
import type { Rhythm } from "@/server/views/rhythm";

const shades = ["bg-raised", "bg-heat-1", "bg-heat-2", "bg-heat-3"];
const everyHour = Array.from({ length: 24 }, (_, hour) => hour);
/** A Monday, for the names of weekdays. */
const monday = "2025-02-10";

type Width = "long" | "short";
const dayName = (index: number, locale: Parameters<typeof weekday>[1], width: Width) =>
  weekday(plusDays(monday, index), locale, width);

/** Weekdays by hours, the more minutes the darker; what a cell holds stands in the table below. */
function HourCells({ grid, most, small }: { grid: HourGrid; most: number; small?: boolean }) {
  const locale = useLocale();
  return (
    <div aria-hidden="true" className="grid grid-cols-[2rem_repeat(24,minmax(0,1fr))] gap-px" data-mark>
      {grid.map((line, index) => (
        <div className="contents" key={dayName(index, locale, "short")}>
          <span className={cx("pr-1 text-soft", small ? "text-xs leading-4" : "text-sm leading-7")}>
            {dayName(index, locale, "short")}
          </span>
          {everyHour.map((hour) => {
            const minutes = line[hour] ?? 0;
            const shade = shades[minutes === 0 ? 0 : Math.max(1, Math.ceil((minutes / most) * 3))];
            return <span className={cx("rounded-xs", small ? "h-4" : "h-7", shade)} key={hour} />;
          })}
        </div>
      ))}
      <span />
      {[0, 6, 12, 18].map((hour) => (
        <span className="col-span-6 text-xs text-soft" key={hour}>
          {hour}
        </span>
      ))}
    </div>
  );
}

function useTwin(grid: HourGrid) {
  const t = useTranslations("rhythm");
  const locale = useLocale();
  return {
    headers: [t("hour"), ...grid.map((_, index) => dayName(index, locale, "short"))],
    rows: everyHour.map((hour) => ({
      key: String(hour),
      cells: [
        { text: t("hourSpan", { from: hour, to: hour + 1 }) },
        ...grid.map((line) => {
          const value = Math.round((line[hour] ?? 0) / 6) / 10;
          return { text: value === 0 ? "–" : number(value, locale, 1), value: number(value, locale, 1) };
        }),
      ],
    })),
  };
}

export function HourFigure({ grid }: { grid: HourGrid }) {
  const t = useTranslations("rhythm");
  const locale = useLocale();
  const twin = useTwin(grid);
  const most = fullest(grid);
  if (!most) return null;
  return (
    <ChartFigure
      bareTitle
      csvName={t("title")}
      takeaway={t("takeaway", {
        day: dayName(most.weekday, locale, "long"),
        from: most.hour,
        to: most.hour + 1,
        night: percent(nightShare(grid), locale, 0),
      })}
      title={t("hours")}
      twin={twin}
    >
      <HourCells grid={grid} most={most.minutes} />
      <p className="mt-2 text-sm text-soft">{t("legend")}</p>
    </ChartFigure>
  );
}

/** The same of each place, small and by one scale, so that they compare. */
export function PlaceFigures({ places }: { places: Rhythm["places"] }) {
  const t = useTranslations("rhythm");
  const most = Math.max(1, ...places.map(({ grid }) => fullest(grid)?.minutes ?? 0));
  return (
    <Card note={t("placesNote")} title={t("places")}>
      <div className="grid items-start gap-x-8 gap-y-6 md:grid-cols-2 2xl:grid-cols-3">
        {places.map((place) => (
          <PlaceFigure key={place.id} most={most} place={place} />
        ))}
      </div>
    </Card>
  );
}

function PlaceFigure({ place, most }: { place: Rhythm["places"][number]; most: number }) {
  const t = useTranslations("rhythm");
  const locale = useLocale();
  const twin = useTwin(place.grid);
  const top = fullest(place.grid);
  return (
    <ChartFigure
      csvName={place.name}
      takeaway={
        top
          ? t("placeTakeaway", {
              hours: hours(Math.round(gridMinutes(place.grid)), locale),
              day: dayName(top.weekday, locale, "short"),
              from: top.hour,
              to: top.hour + 1,
            })
          : hours(0, locale)
      }
      title={place.name}
      twin={twin}
    >
      <HourCells grid={place.grid} most={most} small />
    </ChartFigure>
  );
}
