import { useLocale, useTranslations } from "next-intl";
import { SCurve, type SCurveRow } from "@/components/charts/s-curve";
import { SplitBar } from "@/components/charts/split-bar";
import { Card } from "@/components/ui/card";
import { sourceKinds } from "@/lib/domain/money";
import * as format from "@/lib/format";
import { RegimeNote } from "../budget/regime-note";
import type { OverviewView } from "./overview-view";

/** The S-curve of the budget and who pays it. */
export function OverviewMoney(view: OverviewView) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { rows, figures, link } = view;
  const origins = [...new Set(rows.project.sources.map((source) => source.origin))];
  const alike = origins.length === 1;
  return (
    <div className="grid gap-6 xl:grid-cols-3">
      <Card className="xl:col-span-2" title={t("curve.title")}>
        <SCurve
          asOf={rows.asOf}
          bareTitle
          rows={curveRows(view)}
          takeaway={useTakeaway(view)}
          title={t("curve.title")}
          todayLabel={view.dayLabel}
        />
        <div className="mt-4">
          <RegimeNote link={link} project={rows.project} />
        </div>
      </Card>
      <Card
        note={[
          t("sources.total", { amount: format.money(rows.project.totalHalere, locale) }),
          alike && origins[0] ? t(`sources.origin.${origins[0]}`) : "",
        ]
          .filter(Boolean)
          .join(", ")}
        title={t("sources.title")}
      >
        <SplitBar
          label={t("sources.title")}
          parts={figures.money.sources.map(({ kind, amountHalere, ratePer100000, drawnHalere, origin }) => ({
            key: kind,
            label: t(`sources.${kind}`),
            halere: amountHalere,
            per100000: ratePer100000,
            drawnHalere,
            href: link("/budget/expenses?paid=yes"),
            note: alike ? undefined : t(`sources.origin.${origin}`),
          }))}
        />
        {sourceKinds
          .filter((kind) => !rows.project.sources.some((source) => source.kind === kind))
          .map((kind) => (
            <p className="mt-4 flex justify-between gap-4" key={kind}>
              <span className="font-medium">{t(`sources.${kind}`)}</span>
              <span className="text-soft">{t("sources.notPublished")}</span>
            </p>
          ))}
      </Card>
    </div>
  );
}

/** What the curve says, in a sentence or two. */
function useTakeaway({ rows: { asOf, project }, figures: { money } }: OverviewView) {
  const t = useTranslations("overview.curve");
  const locale = useLocale();
  const amount = (halere: number) => format.money(halere, locale, { whole: true });
  const { paidHalere: paid, plannedHalere: planned, offHalere: off, forecast } = money;
  const day = format.day(asOf, locale);
  const now =
    planned === null || off === null
      ? t("paidOnly", { day, paid: amount(paid) })
      : t(off < 0 ? "paidLess" : "paidMore", {
          day,
          paid: amount(paid),
          planned: amount(planned),
          off: amount(Math.abs(off)),
        });
  if ("reason" in forecast) return `${now} ${t(`noForecast.${forecast.reason}`)}`;
  const { filled, unitHalere, lowHalere, highHalere } = forecast;
  const ahead = t("forecast", {
    filled,
    unit: amount(unitHalere),
    low: amount(lowHalere),
    high: amount(highHalere),
    total: amount(project.totalHalere),
  });
  return format.typeset(`${now} ${ahead}`);
}

function curveRows({ rows: { months }, figures: { money } }: OverviewView): SCurveRow[] {
  const ahead = "months" in money.forecast ? money.forecast.months : [];
  return months.map((row) => {
    const next = ahead.find((point) => point.month === row.month);
    return {
      month: row.month,
      plan: row.plannedHalere,
      paid: row.paidHalere,
      claimed: row.claimedHalere,
      approved: row.approvedHalere,
      forecast: next?.forecastHalere ?? null,
      low: next?.lowHalere ?? null,
      high: next?.highHalere ?? null,
    };
  });
}
