import { getLocale, getTranslations } from "next-intl/server";
import type { Sheet } from "@/lib/export/sheet";
import { day } from "@/lib/format";
import { type narrowLines, portfolioTotals } from "@/server/views/portfolio";
import { warningWords } from "./warning-words";

/** The rows of the screen as a sheet, every reason of the risk in words. */
export async function portfolioSheet(
  { lines, region, state, search }: ReturnType<typeof narrowLines>,
  asOf: string,
): Promise<Sheet> {
  const [t, tWarning, locale] = await Promise.all([
    getTranslations("projects"),
    getTranslations("overview.warnings"),
    getLocale(),
  ]);
  const totals = portfolioTotals(lines);
  const text = (header: string, width?: number) => ({ header, kind: "text" as const, width });
  const figure = (header: string) => ({ header, kind: "number" as const });
  const money = (header: string) => ({ header, kind: "money" as const });
  return {
    title: t("title"),
    columns: [
      text(t("sheet.city"), 26),
      text(t("sheet.project"), 40),
      text(t("sheet.number"), 28),
      text(t("columns.region"), 24),
      text(t("state")),
      text(t("columns.risk")),
      text(t("sheet.reasons"), 80),
      figure(t("columns.month")),
      figure(t("sheet.months")),
      money(t("columns.total")),
      money(t("columns.drawn")),
      money(t("sheet.planned")),
      figure(t("sheet.filled")),
      figure(t("columns.posts")),
      figure(t("sheet.onTrack")),
      figure(t("columns.indicators")),
      { header: t("columns.activity"), kind: "day" },
      figure(t("columns.warnings")),
    ],
    rows: [...lines]
      .sort((a, b) => b.risk.score - a.risk.score)
      .map((line) => [
        line.organisation,
        line.name,
        line.registrationNumber,
        line.region,
        t(`states.${line.state}`),
        t(`risk.${line.risk.level}`),
        line.risk.reasons
          .map((reason) =>
            tWarning(
              `titles.${reason.key}`,
              warningWords(reason, locale, (kind) => tWarning(`kinds.${kind}`)),
            ),
          )
          .join("; "),
        line.month,
        line.monthsInAll,
        line.totalHalere,
        line.paidHalere,
        line.plannedHalere,
        line.people.filled,
        line.people.posts,
        line.indicatorsOnTrack,
        line.indicatorsPlanned,
        line.lastActivityOn,
        line.risk.reasons.length,
      ]),
    totals: [
      t("total", { count: lines.length }),
      ...Array.from({ length: 8 }, () => null),
      totals.totalHalere,
      totals.paidHalere,
      totals.plannedHalere,
      totals.filled,
      totals.posts,
      totals.indicatorsOnTrack,
      totals.indicatorsPlanned,
      null,
      totals.warnings,
    ],
    facts: [
      [t("sheet.asOf"), day(asOf, locale)],
      [t("columns.region"), region?.name ?? t("any")],
      [t("state"), state ? t(`states.${state}`) : t("any")],
      ...(search ? [[t("search"), search] satisfies [string, string]] : []),
      [t("risk.title"), t("risk.rule")],
    ],
  };
}
