import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { TimelineRow } from "@/components/ui/timeline";
import * as format from "@/lib/format";

type Line = { key: string; row: string; kind: string; label: string; from: string; to: string; href?: string };

/** The same bars, points and strips as words: behind a summary on a desktop, the whole figure on a phone. */
export function TimelineTable({ caption, rows }: { caption: string; rows: readonly TimelineRow[] }) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const lines = rows.flatMap((row): Line[] => [
    ...(row.bars ?? []).map((bar) => ({
      ...bar,
      key: `b${bar.label}${bar.from}`,
      row: row.label,
      kind: t("timelineBar"),
    })),
    ...(row.points ?? []).map((point) => ({
      ...point,
      key: `p${point.label}${point.on}`,
      row: row.label,
      kind: t("timelinePoint"),
      from: point.on,
      to: point.on,
    })),
    ...(row.strips ?? []).flatMap((strip) =>
      strip.spans.map((span) => ({
        ...span,
        key: `s${strip.label}${span.from}`,
        row: row.label,
        label: strip.label,
        kind: t("timelineStrip"),
      })),
    ),
  ]);
  return (
    <details className="mt-3">
      <summary className="inline-block min-h-8 rounded-sm py-1 text-sm text-link">
        <span className="hidden sm:inline">{t("asTable")}</span>
        <span className="sm:hidden">{caption}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
      <section aria-label={caption} className="table-region mt-1 border-y border-line" tabIndex={0}>
        <table className="data-table">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t("item")}</th>
              <th scope="col">{t("kind")}</th>
              <th scope="col">{t("from")}</th>
              <th scope="col">{t("to")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={`${line.row}${line.key}`}>
                <th scope="row">
                  <span>
                    {line.row}: {line.href ? <Link href={line.href}>{line.label}</Link> : line.label}
                  </span>
                </th>
                <td data-label={t("kind")}>{line.kind}</td>
                <td data-label={t("from")}>{format.day(line.from, locale)}</td>
                <td data-label={t("to")}>{format.day(line.to, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
