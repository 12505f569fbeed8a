import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { type TimelineRow, type TimelineTone, toneIcons } from "@/components/ui/timeline-layout";
import * as format from "@/lib/format";

/** On a phone: row by row, in the order of days, always open. */
export function TimelineList({ rows }: { rows: readonly TimelineRow[] }) {
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-4 sm:hidden print:hidden">
      {rows.map((row) => (
        <div key={row.label}>
          <p className="font-medium">{row.href ? <Link href={row.href}>{row.label}</Link> : row.label}</p>
          <ul className="mt-1 flex flex-col gap-1 text-sm">
            {[
              ...(row.bars ?? []).map((bar) => ({
                ...bar,
                day: bar.from,
                when: format.dayRange(bar.from, bar.to, locale),
              })),
              ...(row.points ?? []).map((point) => ({ ...point, day: point.on, when: format.day(point.on, locale) })),
            ]
              .sort((a, b) => a.day.localeCompare(b.day))
              .map((item) => (
                <li className="flex items-start gap-2" key={`${item.label}${item.day}`}>
                  <Icon className={inks[item.tone]} name={toneIcons[item.tone]} size={16} />
                  <span className="min-w-0 flex-1">
                    {item.href ? <Link href={item.href}>{item.label}</Link> : item.label}
                  </span>
                  <span className="text-right text-soft">{item.when}</span>
                </li>
              ))}
            {(row.strips ?? []).map((strip) => (
              <li className="flex items-start justify-between gap-2" key={strip.label}>
                <span>{strip.label}</span>
                <span className="text-right text-soft">
                  {strip.spans.map((span) => (
                    <span className="block" key={span.from}>
                      {format.dayRange(span.from, span.to, locale)}
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

const inks = {
  plan: "text-soft",
  actual: "text-link",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
  none: "text-soft",
} satisfies Record<TimelineTone, string>;

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
    <details className="mt-3 hidden sm:block">
      <summary className="inline-block min-h-8 rounded-sm py-1 text-sm text-link">{t("asTable")}</summary>
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
