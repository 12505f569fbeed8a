import { useLocale, useTranslations } from "next-intl";
import { BurnUp } from "@/components/charts/burn-up";
import { Card } from "@/components/ui/card";
import { lastOfMonth } from "@/lib/domain/day";
import { plannedValue } from "@/lib/domain/indicator";
import { measure } from "../indicator-marks";
import type { IndicatorParts } from "./parts";

/** How the value grew against the path to the target. */
export function BurnUpCard({ view: { indicator, months, asOf } }: IndicatorParts) {
  const t = useTranslations("indicators");
  const locale = useLocale();
  if (indicator.target === null) return null;
  const words = (value: number | null) => measure(value, indicator.unit, locale);
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
          value: indicator.value === null ? t("noValue") : words(indicator.value),
          planned: words(indicator.plannedNow),
          target: words(indicator.target),
        })}
        target={indicator.target}
        title={t("growth")}
        unit={indicator.unit}
      />
    </Card>
  );
}
