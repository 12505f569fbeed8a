"use client";
import { useLocale, useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import type { TimelineRow } from "@/components/ui/timeline-layout";
import * as format from "@/lib/format";

type Line = { key: string; label: string; when: string; href?: string };

/** The same bars, points and strips as words, in the order of days under the name of their row. */
export function TimelineTable({
  caption,
  rows,
  listOnPhone,
}: {
  caption: string;
  rows: readonly TimelineRow[];
  listOnPhone?: boolean;
}) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const lines = (row: TimelineRow): Line[] => [
    ...(row.bars ?? []).map((bar) => ({ ...bar, key: bar.from, when: format.dayRange(bar.from, bar.to, locale) })),
    ...(row.points ?? []).map((point) => ({ ...point, key: point.on, when: format.day(point.on, locale) })),
    ...(row.strips ?? []).map((strip) => ({
      key: "",
      label: strip.label,
      when: strip.spans.map((span) => format.dayRange(span.from, span.to, locale)).join("; "),
    })),
  ];
  return (
    <details className={cx("mt-3", listOnPhone && "list-on-phone")}>
      <summary className="inline-flex min-h-8 items-center rounded-sm py-1 text-sm text-link thumb:min-h-11">
        {t("asTable")}
      </summary>
      <section aria-label={caption} className="table-region mt-1 border-y border-line" tabIndex={0}>
        <table className="data-table">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("item")}</th>
              <th scope="col">{t("when")}</th>
            </tr>
          </thead>
          {rows.map((row) => (
            <tbody key={row.label}>
              <tr className="bg-raised">
                <th colSpan={2} scope="rowgroup">
                  {row.href ? <Link href={row.href}>{row.label}</Link> : row.label}
                </th>
              </tr>
              {lines(row).map((line) => (
                <tr key={`${line.key}${line.label}`}>
                  <td>{line.href ? <Link href={line.href}>{line.label}</Link> : line.label}</td>
                  <td>{line.when}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </section>
    </details>
  );
}
