import { useLocale, useTranslations } from "next-intl";
import { StatePill, type Tone } from "@/components/ui/badge";
import { Bullet } from "@/components/ui/marks";
import type { IndicatorValue } from "@/db/queries/indicator-values";
import { progress, type Standing, standing } from "@/lib/domain/indicator";
import type { Locale } from "@/lib/domain/preference";
import * as format from "@/lib/format";

export const tones = {
  "on-track": "good",
  "off-track": "warn",
  "no-value": "none",
  "no-plan": "none",
  uncounted: "none",
} satisfies Record<Standing, Tone>;

/** A value in the unit's own precision; a dash where there is none. */
export const figure = (value: number | null, locale: Locale) =>
  value === null ? "–" : format.number(value, locale, Number.isInteger(value * 10) ? 1 : 2);

/** The same with its unit. */
export const measure = (value: number | null, unit: string, locale: Locale) =>
  value === null ? "–" : format.quantity(value, unit, locale);

/** Whether the value keeps up with the plan of the day: icon, word and colour. */
export function StandingPill({ indicator }: { indicator: IndicatorValue }) {
  const t = useTranslations("indicators.standing");
  const is = standing(indicator);
  return <StatePill tone={tones[is]}>{t(is)}</StatePill>;
}

/** The way from the baseline (left) to the target (right), whichever way the numbers go; the tick is the plan of the day. */
export function PathBullet({ indicator }: { indicator: IndicatorValue }) {
  const t = useTranslations("indicators");
  const locale = useLocale();
  const { value, plannedNow, baseline, target } = indicator;
  const done = progress(value, baseline, target);
  const planned = progress(plannedNow, baseline, target);
  if (done === null) return <span className="text-soft">–</span>;
  return (
    <Bullet
      className="min-w-24"
      label={t("bar", {
        done: format.percent(done, locale, 0),
        planned: planned === null ? "–" : format.percent(planned, locale, 0),
      })}
      limit={1000}
      plan={planned === null ? undefined : planned * 1000}
      value={Math.min(Math.max(done, 0) * 1000, 1000)}
    />
  );
}
