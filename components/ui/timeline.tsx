"use client";
import { useLocale, useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import {
  type Axis,
  axisMonths,
  axisYears,
  lanes,
  place,
  type TimelineBar,
  type TimelinePoint,
  type TimelineRow,
  type TimelineTone,
  toneMarks,
} from "@/components/ui/timeline-layout";
import { TimelineTable } from "@/components/ui/timeline-table";
import * as format from "@/lib/format";

export type TimelineProps = {
  caption: string;
  /** First day of the first month. */
  from: string;
  months: number;
  today: string;
  /** The name of that day, when it is not today. */
  todayLabel?: string;
  /** On a phone the table stands open in place of the picture. */
  listOnPhone?: boolean;
  rows: readonly TimelineRow[];
};

const fills = {
  plan: "bg-chart-plan text-on-chart",
  actual: "bg-chart-actual text-on-chart",
  good: "tone-good",
  warn: "bg-accent text-on-accent",
  bad: "bg-bad text-on-chart",
  none: "tone-none",
} satisfies Record<TimelineTone, string>;
const barHeight = 24;
const pointHeight = 26;
const stripHeight = 6;
/** How many months a point takes on a narrow laptop, so that two never cover each other there. */
const pointMonths = 1.15;
/** A bar shorter than this, in months, carries no text; its title and the table say it. */
const namedMonths = 3;

/**
 * Months × rows with bars, points and thin strips; on a phone only the table of the same. A client component
 * for the sake of its size: the page carries the rows once, not every element of the picture.
 */
export function Timeline({ caption, rows, today, todayLabel, listOnPhone, ...axis }: TimelineProps) {
  const t = useTranslations("charts");
  const now = today >= axis.from ? place(axis, today, true) : -1;
  return (
    <figure aria-label={caption} style={Object.fromEntries([["--month", share(1 / axis.months)]])}>
      <div className="relative hidden sm:block print:block print:[zoom:0.8]">
        <Head axis={axis} />
        <div className="relative">
          {rows.map((row) => (
            <Row axis={axis} key={row.label} row={row} />
          ))}
        </div>
        {now > 0 && now < 1 && (
          <div aria-hidden="true" className="pointer-events-none absolute inset-y-0 right-0 left-(--rowhead)">
            <span className="absolute inset-y-0 border-l-2 border-ink" style={{ left: share(now) }}>
              <span className="absolute -top-1 -translate-x-1/2 rounded-sm bg-ink px-1.5 text-xs font-medium whitespace-nowrap text-card">
                {todayLabel ?? t("today")}
              </span>
            </span>
          </div>
        )}
      </div>
      <TimelineTable caption={caption} listOnPhone={listOnPhone} rows={rows} />
    </figure>
  );
}

function Head({ axis }: { axis: Axis }) {
  const t = useTranslations("charts");
  const months = axisMonths(axis);
  return (
    <div aria-hidden="true" className="flex pt-5 text-xs text-soft">
      <span className="flex w-(--rowhead) shrink-0 flex-col justify-end pr-3 pb-1 text-right">{t("month")}</span>
      <div className="min-w-0 flex-1">
        <div className="flex">
          {axisYears(axis).map(({ year, months: length }) => (
            <span
              className="border-l border-edge pl-1 font-medium"
              key={year}
              style={{ width: share(length / axis.months) }}
            >
              {year}
            </span>
          ))}
        </div>
        <div className="timeline-months">
          {months.map(({ number }) => (
            <span key={number}>{number === 1 ? t("projectMonth", { month: 1 }) : number}</span>
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({ axis, row }: { axis: Axis; row: TimelineRow }) {
  const bars = row.bars ?? [];
  const points = row.points ?? [];
  const strips = row.strips ?? [];
  const barSpans = bars.map((bar) => ({ start: place(axis, bar.from), end: place(axis, bar.to, true) }));
  const barLanes = lanes(barSpans);
  const pointSpans = points.map((point) => {
    const at = place(axis, point.on);
    return { at, start: at - pointMonths / axis.months / 2, end: at + pointMonths / axis.months / 2 };
  });
  const pointLanes = lanes(pointSpans);
  const barsHeight = bars.length > 0 ? barLanes.count * (barHeight + 4) : 0;
  const pointsHeight = points.length > 0 ? pointLanes.count * (pointHeight + 2) : 0;
  const height = barsHeight + pointsHeight + strips.length * (stripHeight + 3);
  return (
    <div className="flex border-t border-line">
      <div className="w-(--rowhead) shrink-0 py-1.5 pr-3 text-sm leading-5">
        {row.href ? <Link href={row.href}>{row.label}</Link> : row.label}
        {row.note && <span className="block text-xs text-soft">{row.note}</span>}
      </div>
      <div className="timeline-track">
        <div className="relative" style={{ height }}>
          {bars.map((bar, index) => (
            <Bar
              bar={bar}
              key={`${bar.label}${bar.from}`}
              named={spanOf(barSpans[index]) * axis.months >= namedMonths}
              style={{
                ...spanStyle(barSpans[index]),
                top: (barLanes.lane[index] ?? 0) * (barHeight + 4),
                height: barHeight,
              }}
            />
          ))}
          {points.map((point, index) => (
            <Point
              key={`${point.label}${point.on}`}
              point={point}
              style={{
                left: share(pointSpans[index]?.at ?? 0),
                top: barsHeight + (pointLanes.lane[index] ?? 0) * (pointHeight + 2),
              }}
            />
          ))}
          {strips.map((strip, index) => (
            <div
              aria-hidden="true"
              className="absolute inset-x-0 rounded-sm bg-raised"
              data-mark
              key={strip.label}
              style={{ top: barsHeight + pointsHeight + index * (stripHeight + 3), height: stripHeight }}
              title={strip.label}
            >
              {strip.spans.map((span) => (
                <span
                  className={cx("absolute inset-y-0", fills[span.tone])}
                  key={span.from}
                  style={spanStyle({ start: place(axis, span.from), end: place(axis, span.to, true) })}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function Bar({ bar, named, style }: { bar: TimelineBar; named: boolean; style: CSSProperties }) {
  const locale = useLocale();
  const title = `${bar.label}, ${format.dayRange(bar.from, bar.to, locale)}`;
  const look = cx("timeline-bar", fills[bar.tone]);
  return bar.href ? (
    <Link aria-label={title} className={look} data-mark href={bar.href} style={style} title={title}>
      {named && bar.label}
    </Link>
  ) : (
    <span aria-hidden="true" className={look} data-mark style={style} title={title}>
      {named && bar.label}
    </span>
  );
}

/** One element a point, its sign a character: there are dozens of them. */
function Point({ point, style }: { point: TimelinePoint; style: CSSProperties }) {
  const locale = useLocale();
  const title = `${point.label}, ${format.day(point.on, locale)}`;
  const look = cx("timeline-point", fills[point.tone]);
  return point.href ? (
    <Link aria-label={title} className={look} data-mark href={point.href} style={style} title={title}>
      {toneMarks[point.tone]}
    </Link>
  ) : (
    <span aria-hidden="true" className={look} data-mark style={style} title={title}>
      {toneMarks[point.tone]}
    </span>
  );
}

/** A part of the width, to the thousandth of a per cent: a fiftieth of a pixel. */
const share = (part: number) => `${Number((part * 100).toFixed(3))}%`;

const spanOf = (span: { start: number; end: number } | undefined) => (span ? span.end - span.start : 0);

function spanStyle(span: { start: number; end: number } | undefined) {
  if (!span) return {};
  return { left: share(span.start), width: share(Math.max(0.004, span.end - span.start)) };
}
