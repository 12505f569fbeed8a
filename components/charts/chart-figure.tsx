import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { type Twin, TwinTable } from "@/components/charts/twin-table";
import { cx } from "@/components/ui/cx";
import * as format from "@/lib/format";

export type ChartFigureProps = {
  title: string;
  /** One sentence that says what is to be seen, with numbers. */
  takeaway: ReactNode;
  /** The day the figures stand for, YYYY-MM-DD. */
  asOf?: string;
  /** The same rows as the picture: a real table in the server's answer. */
  twin: Twin;
  /** Name of the CSV file, without its ending. */
  csvName: string;
  /** Keys of lines and colours, under the takeaway. */
  legend?: ReactNode;
  /** The caption stands inside a card that already has this heading. */
  bareTitle?: boolean;
  className?: string;
  children: ReactNode;
};

export function ChartFigure(props: ChartFigureProps) {
  const { title, takeaway, asOf, twin, csvName, legend, bareTitle, className, children } = props;
  const t = useTranslations("charts");
  const locale = useLocale();
  const titleId = useId();
  return (
    <figure aria-labelledby={titleId} className={cx("min-w-0", className)}>
      <figcaption>
        <h3 className={bareTitle ? "sr-only" : undefined} id={titleId}>
          {title}
        </h3>
        <p>{takeaway}</p>
        {asOf && <p className="text-sm text-soft">{t("asOf", { day: format.day(asOf, locale) })}</p>}
      </figcaption>
      {legend}
      <div className="mt-3">{children}</div>
      <details className="mt-2">
        <summary className="inline-flex min-h-8 items-center rounded-sm py-1 text-sm text-link thumb:min-h-11">
          {t("asTable")}
        </summary>
        <TwinTable csvName={csvName} title={title} twin={twin} />
      </details>
    </figure>
  );
}

export type LegendItem = { label: string; look: "plan" | "actual" | "forecast" | "second" | "third" };

/** What each line means, with its own dash, so that it reads without colour too. */
export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {items.map((item) => (
        <li className="flex items-center gap-2" key={item.label}>
          <svg aria-hidden="true" data-mark height="10" width="28">
            <line {...lineLook[item.look]} x1="1" x2="27" y1="5" y2="5" />
          </svg>
          {item.label}
        </li>
      ))}
    </ul>
  );
}

/** Plan is solid grey, actual solid blue, the forecast dashed; further series have their own dashes. */
export const lineLook = {
  plan: { stroke: "var(--chart-plan)", strokeWidth: 2 },
  actual: { stroke: "var(--chart-actual)", strokeWidth: 3 },
  forecast: { stroke: "var(--chart-forecast)", strokeWidth: 2, strokeDasharray: "6 4" },
  second: { stroke: "var(--chart-second)", strokeWidth: 2, strokeDasharray: "2 3" },
  third: { stroke: "var(--chart-third)", strokeWidth: 2, strokeDasharray: "10 3 2 3" },
} as const;
