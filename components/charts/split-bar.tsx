import { useLocale, useTranslations } from "next-intl";
import { type MarkTone, ProgressBar } from "@/components/ui/marks";
import * as format from "@/lib/format";

/** Amounts in haléře, the rate in hundred-thousandths. */
export type SplitPart = {
  key: string;
  label: string;
  halere: number;
  per100000: number;
  drawnHalere: number;
  href?: string;
  /** Where the amount comes from, when that needs saying. */
  note?: string;
};

const tones = ["actual", "second", "third", "plan"] as const satisfies readonly MarkTone[];

/** Who pays: one bar of the whole, and under it for each source its rate, what is drawn and what is left. */
export function SplitBar({ label, parts }: { label: string; parts: readonly SplitPart[] }) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const whole = parts.reduce((sum, part) => sum + part.halere, 0) || 1;
  if (parts.length === 0) return null;
  const tone = (index: number) => tones[index % tones.length] ?? "plan";
  return (
    <div>
      <div aria-hidden="true" className="flex h-8 w-full gap-0.5 overflow-hidden rounded-sm" data-mark>
        {parts.map((part, index) => (
          <span
            className="relative overflow-hidden"
            key={part.key}
            style={{ width: `${(part.halere / whole) * 100}%`, background: `var(--chart-${tone(index)})` }}
          />
        ))}
      </div>
      <ul aria-label={label} className="mt-4 flex flex-col gap-4">
        {parts.map((part, index) => {
          const left = part.halere - part.drawnHalere;
          const ratio = part.halere > 0 ? part.drawnHalere / part.halere : 0;
          return (
            <li key={part.key}>
              <p className="flex items-baseline justify-between gap-x-4">
                <span className="flex min-w-0 flex-wrap items-center gap-x-2 font-medium">
                  <span className="size-3 rounded-sm" data-mark style={{ background: `var(--chart-${tone(index)})` }} />
                  {part.href ? (
                    <a className="inline-flex items-center thumb:min-h-11 thumb:min-w-11" href={part.href}>
                      {part.label}
                    </a>
                  ) : (
                    part.label
                  )}
                </span>
                <span className="font-semibold whitespace-nowrap">{format.money(part.halere, locale)}</span>
              </p>
              {part.note && <p className="text-sm text-soft">{part.note}</p>}
              <ProgressBar
                className="my-1"
                label={`${part.label}: ${t("drawn")} ${format.percent(ratio, locale)}`}
                ratio={ratio}
                tone={tone(index)}
              />
              <dl className="grid grid-cols-[1fr_auto] gap-x-4 text-sm text-soft">
                <dt>{t("share")}</dt>
                <dd className="text-right">{format.share(part.per100000, locale)}</dd>
                <dt>
                  {t("drawn")} ({format.percent(ratio, locale)})
                </dt>
                <dd className="text-right">{format.money(part.drawnHalere, locale)}</dd>
                <dt>{t("left")}</dt>
                <dd className="text-right">{format.money(left, locale)}</dd>
              </dl>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
