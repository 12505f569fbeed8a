import { getLocale, getTranslations } from "next-intl/server";
import { type Address, withParams } from "@/components/ui/address";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { ActivityDay } from "@/db/queries/activity-list";
import { calendarWeeks, monthOf, plusMonths } from "@/lib/domain/day";
import { day as dayText, month as monthText, weekday } from "@/lib/format";

const shades = ["bg-raised text-soft", "bg-heat-1 text-ink", "bg-heat-2 text-ink", "bg-heat-3 text-on-heat"];

/** Shifts of each day of a month, the fuller the darker; a day leads to its rows. */
export async function MonthCalendar({
  month,
  days,
  address,
  last,
}: {
  month: string;
  days: readonly ActivityDay[];
  address: Address;
  /** The last day that may have anything. */
  last: string;
}) {
  const [t, locale] = await Promise.all([getTranslations("activity"), getLocale()]);
  const weeks = calendarWeeks(month);
  const counts = new Map(days.map((item) => [item.day, item]));
  const most = Math.max(1, ...days.map(({ shifts }) => shifts));
  const to = (other: string) => withParams(address, { month: other, from: undefined, to: undefined });
  const step = (months: number) => monthOf(plusMonths(`${month}-01`, months));
  const arrow = "no-print grid size-11 place-items-center rounded-md text-link hover:bg-wash";
  return (
    <div>
      <div className="mb-2 flex items-center justify-between gap-2">
        <Link aria-label={t("monthBefore")} className={arrow} href={to(step(-1))} scroll={false}>
          <Icon name="left" />
        </Link>
        <p className="font-semibold first-letter:uppercase">{monthText(month, locale)}</p>
        {step(1) <= monthOf(last) ? (
          <Link aria-label={t("monthAfter")} className={arrow} href={to(step(1))} scroll={false}>
            <Icon name="right" />
          </Link>
        ) : (
          <span className="size-11" />
        )}
      </div>
      <table className="w-full table-fixed border-separate border-spacing-0.5 text-center">
        <caption className="sr-only">{t("calendar", { month: monthText(month, locale) })}</caption>
        <thead>
          <tr>
            {(weeks[0] ?? []).map((date) => (
              <th className="pb-1 text-xs font-normal text-soft" key={date} scope="col">
                <abbr className="no-underline" title={weekday(date, locale)}>
                  {weekday(date, locale, "short")}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <td className="p-0" key={date}>
                  {monthOf(date) === month && date <= last && (
                    <DayCell
                      day={date}
                      found={counts.get(date)}
                      href={withParams(address, { from: date, to: date, month: undefined })}
                      label={t("dayCount", { day: dayText(date, locale), count: counts.get(date)?.shifts ?? 0 })}
                      most={most}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DayCell(props: { day: string; found: ActivityDay | undefined; href: string; label: string; most: number }) {
  const shifts = props.found?.shifts ?? 0;
  const shade = shades[shifts === 0 ? 0 : Math.ceil((shifts / props.most) * 3)];
  const inside = (
    <>
      <span className="text-xs">{Number(props.day.slice(8))}</span>
      {shifts > 0 && <b className="text-base leading-5">{shifts}</b>}
    </>
  );
  const look = cx("flex min-h-12 flex-col items-center justify-center rounded-sm no-underline", shade);
  if (shifts === 0) return <span className={look}>{inside}</span>;
  return (
    <Link
      aria-label={props.label}
      className={cx(look, "hover:outline-2 hover:outline-link")}
      data-mark
      href={props.href}
      scroll={false}
      title={props.label}
    >
      {inside}
    </Link>
  );
}
