"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import type { DateField } from "@/components/ui/typed-field";
import { typedDay } from "@/lib/domain/typed";
import * as format from "@/lib/format";

export type AsOfPeriod = { label: string; day: string };

/** "ke dni …": links that change only `k` in the address, and a plain GET form for any other day. */
export function AsOfPicker({ today, periods = [] }: { today: string; periods?: readonly AsOfPeriod[] }) {
  const t = useTranslations("frame");
  const locale = useLocale();
  const path = usePathname();
  const search = useSearchParams();
  const asked = typedDay(search.get("k") ?? "", today);
  const day = asked && asked <= today ? asked : today;
  const address = (k?: string) => {
    const next = new URLSearchParams(search);
    next.delete("k");
    if (k && k !== today) next.set("k", k);
    return next.size > 0 ? `${path}?${next}` : path;
  };
  const id = useId();
  const [Typed, setTyped] = useState<typeof DateField>();
  return (
    <Menu
      align="end"
      buttonClassName={day === today ? "text-ink" : "bg-accent text-on-accent hover:bg-accent"}
      key={`${path}${day}`}
      onNear={() => {
        // Not under the hands of who has begun to choose in the other one.
        const show = (loaded: typeof DateField | null) =>
          loaded && document.activeElement?.id !== id && setTyped(() => loaded);
        if (!Typed) void loadTyped().then(show);
      }}
      label={
        <>
          <Icon name="calendar" size={18} />
          <span className="hidden whitespace-nowrap sm:inline">{t("asOf", { day: format.day(day, locale) })}</span>
          <span aria-hidden="true" className="whitespace-nowrap sm:hidden">
            {format.day(day, locale)}
          </span>
          <span className="sr-only sm:hidden">{t("asOf", { day: format.day(day, locale) })}</span>
          <Icon className="hidden sm:inline" name="down" size={16} />
        </>
      }
    >
      <p className="px-3 pt-1 pb-2 text-sm font-semibold">{t("asOfTitle")}</p>
      <Link aria-current={day === today || undefined} className="menu-link" href={address()}>
        {t("asOfToday")} · {format.day(today, locale)}
      </Link>
      <form action={path} className="flex items-end gap-2 border-b border-line px-3 pt-2 pb-3" method="get">
        {[...search].map(([key, value]) =>
          key === "k" ? null : <input key={`${key}=${value}`} name={key} type="hidden" value={value} readOnly />,
        )}
        {Typed ? (
          <Typed
            className="flex-1 text-sm"
            defaultValue={day}
            label={t("asOfOther")}
            max={today}
            name="k"
            today={today}
          />
        ) : (
          <div className="min-w-0 flex-1 text-sm">
            <label className="mb-1 block font-medium" htmlFor={id}>
              {t("asOfOther")}
            </label>
            <input className="control" defaultValue={day} id={id} max={today} name="k" required type="date" />
          </div>
        )}
        <button className="control w-auto! cursor-pointer font-medium text-link hover:bg-wash" type="submit">
          {t("asOfShow")}
        </button>
      </form>
      <DayLinks address={address} day={day} title={t("asOfMonthEnds")}>
        {monthEnds(today, 6).map((end) => ({ day: end, label: format.month(end, locale) }))}
      </DayLinks>
      <DayLinks address={address} day={day} title={t("asOfPeriodEnds")}>
        {periods.filter((period) => period.day <= today)}
      </DayLinks>
    </Menu>
  );
}

/** The field that reads a typed day: 3 kB of script on every page for what few open. Until it is here, the browser's own. */
const loadTyped = () =>
  import("@/components/ui/typed-field").then(
    (it) => it.DateField,
    () => null,
  );

/** A stripe over the page while it shows a past day, with the way back. */
export function AsOfNotice({ today }: { today: string }) {
  const t = useTranslations("frame");
  const locale = useLocale();
  const path = usePathname();
  const search = useSearchParams();
  const asked = typedDay(search.get("k") ?? "", today);
  if (!asked || asked >= today) return null;
  const rest = new URLSearchParams(search);
  rest.delete("k");
  return (
    <p className="flex flex-wrap items-center gap-x-4 border-l-4 border-accent bg-warn-wash px-4 py-2 text-sm">
      {t("asOfPast", { day: format.day(asked, locale) })}
      <Link
        className="no-print inline-flex items-center underline thumb:min-h-11"
        href={rest.size > 0 ? `${path}?${rest}` : path}
      >
        {t("backToToday")}
      </Link>
    </p>
  );
}

function DayLinks({
  title,
  children,
  day,
  address,
}: {
  title: string;
  children: readonly AsOfPeriod[];
  day: string;
  address: (day: string) => string;
}) {
  if (children.length === 0) return null;
  return (
    <>
      <p className="px-3 pt-3 pb-1 text-sm text-soft">{title}</p>
      {children.map((end) => (
        <Link aria-current={end.day === day || undefined} className="menu-link" href={address(end.day)} key={end.day}>
          {end.label}
        </Link>
      ))}
    </>
  );
}

/** The last days of the `count` full months before `today`, newest first. */
function monthEnds(today: string, count: number) {
  const [year = 0, month = 1] = today.split("-").map(Number);
  return Array.from({ length: count }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 0)).toISOString().slice(0, 10),
  );
}
