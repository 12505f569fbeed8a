import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { isUncounted, progress } from "@/lib/domain/indicator";
import { day, percent, typeset } from "@/lib/format";
import { measure, PathBullet } from "../indicator-marks";
import type { IndicatorParts } from "./parts";

/** The value between its baseline and its target, and what the indicator is. */
export function ValueCard({ view: { indicator, about, asOf } }: IndicatorParts) {
  const t = useTranslations("indicators");
  const locale = useLocale();
  const done = progress(indicator.value, indicator.baseline, indicator.target);
  const unit = (value: number | null) => measure(value, indicator.unit, locale);
  return (
    <Card id="value" note={t("asOf", { day: day(asOf, locale) })} title={t("value")}>
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        <div>
          <p className="flex flex-wrap items-baseline gap-x-3">
            <a className="inline-flex min-h-11 items-center text-3xl font-semibold text-ink" href="#rows">
              {indicator.value === null
                ? t(isUncounted(indicator) ? "uncounted.value" : "noValue")
                : unit(indicator.value)}
            </a>
            {done !== null && <span className="text-soft">{t("done", { share: percent(done, locale, 0) })}</span>}
            {indicator.value !== null && !indicator.verified && (
              <StatePill tone="active">{t("measurement.submitted")}</StatePill>
            )}
          </p>
          <div className="my-2">
            <PathBullet indicator={indicator} />
          </div>
          <dl className="grid grid-cols-3 gap-x-4 text-sm">
            <Point label={t("columns.baseline")} on={indicator.baselineOn} text={unit(indicator.baseline)} />
            <Point label={t("columns.planned")} on={asOf} text={unit(indicator.plannedNow)} />
            <Point
              label={t(indicator.direction === "up" ? "targetUp" : "targetDown")}
              on={indicator.targetOn}
              text={unit(indicator.target)}
            />
          </dl>
        </div>
        <div className="max-w-prose">
          {about.definition && <p>{typeset(about.definition)}</p>}
          {about.source && (
            <p className="mt-2 text-sm text-soft">
              {t("source", { source: typeset(about.source) })} {!about.verified && t("sourceUnverified")}
            </p>
          )}
        </div>
      </div>
    </Card>
  );
}

function Point({ label, text, on }: { label: string; text: string; on: string }) {
  const locale = useLocale();
  return (
    <div>
      <dt className="text-soft">{label}</dt>
      <dd className="font-medium">{text}</dd>
      <dd className="text-xs text-soft">{day(on, locale)}</dd>
    </div>
  );
}
