import { useLocale, useTranslations } from "next-intl";
import { BurnUp } from "@/components/charts/burn-up";
import { Card } from "@/components/ui/card";
import { lastOfMonth } from "@/lib/domain/day";
import { plannedValue } from "@/lib/domain/indicator";
import { nbsp } from "@/lib/format";
import { figure } from "../indicator-marks";
import type { IndicatorParts } from "./parts";

/** How the value grew against the path to the target. */
export function BurnUpCard({ view: { indicator, months, asOf } }: IndicatorParts) {
  const t = useTranslations("indicators");
  const locale = useLocale();
  if (indicator.target === null) return null;
  const unit = `${nbsp}${indicator.unit}`;
  return (
    <Card id="path" title={t("growth")}>
      <BurnUp
        asOf={asOf}
        bareTitle
        csvName={`indikator-${indicator.code}`}
        rows={months.map(({ month, value }) => ({
          month,
          reached: value,
          path: plannedValue(indicator, lastOfMonth(`${month}-01`)),
        }))}
        takeaway={t("growthTakeaway", {
          value: indicator.value === null ? t("noValue") : figure(indicator.value, locale) + unit,
          planned: indicator.plannedNow === null ? "–" : figure(indicator.plannedNow, locale) + unit,
          target: figure(indicator.target, locale) + unit,
        })}
        target={indicator.target}
        title={t("growth")}
        unit={indicator.unit}
      />
    </Card>
  );
}
