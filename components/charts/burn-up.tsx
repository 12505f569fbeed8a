import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChartFigure, Legend } from "@/components/charts/chart-figure";
import { BurnUpPlot } from "@/components/charts/lazy-plots";
import { endLabel, type LineSeries, wholeScale } from "@/components/charts/scale";
import * as format from "@/lib/format";

/** State of an indicator at the end of a month (YYYY-MM), in its own unit; null where it is not known yet. */
export type BurnUpRow = { month: string; reached: number | null; path?: number | null; forecast?: number | null };

type BurnUpProps = {
  title: string;
  takeaway: ReactNode;
  asOf: string;
  rows: readonly BurnUpRow[];
  target: number;
  unit?: string;
  height?: number;
  bareTitle?: boolean;
  csvName?: string;
};

/** What was reached against the path to the target. */
export function BurnUp({ rows, target, unit, asOf, height = 240, ...props }: BurnUpProps) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const all = [
    { key: "path", label: t("plan"), look: "plan" },
    { key: "reached", label: t("reached"), look: "actual" },
    { key: "forecast", label: t("forecast"), look: "forecast" },
  ] as const;
  const series = all.filter(({ key }) => rows.some((row) => typeof row[key] === "number")) satisfies LineSeries[];
  const points = rows.map((row) => ({ x: row.month, path: row.path, reached: row.reached, forecast: row.forecast }));
  const top = Math.max(target, ...rows.flatMap((row) => [row.reached ?? 0, row.path ?? 0, row.forecast ?? 0]));
  const words = (value: number | null | undefined) =>
    typeof value === "number" ? { text: format.number(value, locale), value } : { text: "–", value: "" };
  const targetText = `${t("target")} ${unit ? format.quantity(target, unit, locale) : format.number(target, locale)}`;
  return (
    <ChartFigure
      asOf={asOf}
      bareTitle={props.bareTitle}
      csvName={props.csvName ?? "indikator"}
      legend={<Legend items={series} />}
      takeaway={props.takeaway}
      title={props.title}
      twin={{
        headers: [t("month"), ...series.map((item) => item.label)],
        rows: rows.map((row) => ({
          key: row.month,
          cells: [
            { text: format.month(row.month, locale), value: row.month },
            ...series.map((item) => words(row[item.key])),
          ],
        })),
      }}
    >
      <BurnUpPlot
        description={`${typeof props.takeaway === "string" ? props.takeaway : props.title} ${targetText}`}
        height={height}
        labels={series.map((item) => endLabel(item, points))}
        points={points}
        series={series}
        target={{ value: target, label: targetText }}
        ticks={wholeScale(top).map((value) => ({ value, text: format.number(value, locale) }))}
        title={props.title}
        today={{ x: asOf.slice(0, 7), label: t("today") }}
      />
    </ChartFigure>
  );
}
