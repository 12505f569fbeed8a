import { useLocale, useTranslations } from "next-intl";
import { withParams } from "@/components/ui/address";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { dayRange } from "@/lib/format";
import type { Rhythm } from "@/server/views/rhythm";

/** Who has days in a row without a record, pairs together. */
export function GapsCard({ view, slug }: { view: Rhythm; slug: string }) {
  const t = useTranslations("rhythm");
  const locale = useLocale();
  return (
    <Card note={t("gapsNote")} title={t("gaps")}>
      {view.gaps.length === 0 ? (
        <StatePill tone="good">{t("noGaps")}</StatePill>
      ) : (
        <ul className="grid gap-2">
          {view.gaps.map(({ people, from, to, days }) => (
            <li className="flex flex-wrap items-baseline gap-x-3" key={`${from}${to}${people.join()}`}>
              <StatePill tone="warn">{t("gap", { days })}</StatePill>
              <span>{people.length === 2 ? t("gapPair", { names: people.join(" + ") }) : people.join(", ")}</span>
              <span className="text-soft">{dayRange(from, to, locale)}</span>
              <Link
                aria-label={`${t("show")}: ${dayRange(from, to, locale)}, ${people.join(", ")}`}
                className="no-print inline-flex min-h-11 items-center"
                href={withParams({ path: `/projects/${slug}/activity`, params: {} }, { from, to })}
              >
                {t("show")}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
