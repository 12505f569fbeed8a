"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChartFigure, Legend } from "@/components/charts/chart-figure";
import { SCurvePlot } from "@/components/charts/lazy-plots";
import { endLabel, type LineSeries, wholeScale } from "@/components/charts/scale";
import * as format from "@/lib/format";

/** Cumulative haléře at the end of a month (YYYY-MM); null where there is none (the future of paid, the past of forecast). */
export type SCurveRow = {
  month: string;
  plan: number | null;
  paid: number | null;
  claimed?: number | null;
  approved?: number | null;
  forecast?: number | null;
  low?: number | null;
  high?: number | null;
};

type SCurveProps = {
  title: string;
  takeaway: ReactNode;
  asOf: string;
  /** The name of that day, when it is not today. */
  todayLabel?: string;
  rows: readonly SCurveRow[];
  /** Lines drawn, four at most; the table always has all. */
  show?: readonly ("plan" | "paid" | "claimed" | "approved" | "forecast")[];
  height?: number;
  bareTitle?: boolean;
  csvName?: string;
};

const looks = { plan: "plan", paid: "actual", claimed: "second", approved: "third", forecast: "forecast" } as const;

const bandNames = { low: "forecastLow", high: "forecastHigh" } as const;

/**
 * Do we draw the money as planned? Plan, paid, one more step and the forecast with its band. A client component for the
 * sake of its size: the page carries the numbers once, not every cell of the table.
 */
export function SCurve(props: SCurveProps) {
  const { rows, asOf, height = 320, show = ["plan", "paid", "approved", "forecast"] } = props;
  const t = useTranslations("charts");
  const locale = useLocale();
  const hasValues = (key: keyof SCurveRow) => rows.some((row) => typeof row[key] === "number");
  const crowns = (halere: number | null | undefined) => (typeof halere === "number" ? halere / 100 : null);
  const series = show
    .filter(hasValues)
    .slice(0, 4)
    .map((key) => ({ key, label: t(key), look: looks[key] })) satisfies LineSeries[];
  const columns = (["plan", "paid", "claimed", "approved", "forecast"] as const).filter(hasValues);
  const band = (["low", "high"] as const).filter(hasValues);
  const money = (halere: number | null | undefined) =>
    typeof halere === "number"
      ? { text: format.money(halere, locale), value: format.plainMoney(halere, locale) }
      : { text: "–", value: "" };
  const points = rows.map((row) => ({
    x: row.month,
    ...Object.fromEntries(series.map(({ key }) => [key, crowns(row[key])])),
    band: typeof row.low === "number" && typeof row.high === "number" ? [row.low / 100, row.high / 100] : undefined,
  }));
  const top = Math.max(
    ...rows.flatMap((row) => [row.plan, row.paid, row.high, row.forecast].map((v) => crowns(v) ?? 0)),
  );
  const scale = wholeScale(top);
  return (
    <ChartFigure
      asOf={asOf}
      bareTitle={props.bareTitle}
      csvName={props.csvName ?? "cerpani"}
      legend={<Legend items={series} />}
      takeaway={props.takeaway}
      title={props.title}
      twin={{
        headers: [t("month"), ...columns.map((key) => t(key)), ...band.map((key) => t(bandNames[key]))],
        rows: rows.map((row) => ({
          key: row.month,
          cells: [
            { text: format.month(row.month, locale), value: row.month },
            ...[...columns, ...band].map((key) => money(row[key])),
          ],
        })),
      }}
    >
      <SCurvePlot
        description={typeof props.takeaway === "string" ? props.takeaway : props.title}
        height={height}
        labels={series.map((item) => endLabel(item, points))}
        points={points}
        series={series}
        ticks={scale.map((value) => ({ value, text: format.compactMoney(value * 100, locale) }))}
        title={props.title}
        today={{ x: asOf.slice(0, 7), label: props.todayLabel ?? t("today") }}
      />
    </ChartFigure>
  );
}
