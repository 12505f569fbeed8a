import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { OwnFactor } from "@/db/queries/second-factor";
import { factorPage } from "@/lib/domain/address";
import * as format from "@/lib/format";

/** Whether signing in asks for a code too, and the way to setting it up. */
export function FactorCard({ factor }: { factor: OwnFactor }) {
  const t = useTranslations("account");
  const locale = useLocale();
  const on = factor.state === "on";
  return (
    <Card id="second-factor" note={t("factorNote")} title={t("factor")}>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatePill tone={on ? "good" : "none"}>{on ? t("factorOn") : t("factorOff")}</StatePill>
        {on && factor.confirmedAt && (
          <span>{t("factorSince", { at: format.instant(factor.confirmedAt, locale) })}</span>
        )}
        {on && <span className="text-soft">{t("codesLeft", { count: factor.codesLeft })}</span>}
      </p>
      <p className="mt-3">
        <Link href={factorPage}>{on ? t("factorChange") : t("factorSetUp")}</Link>
      </p>
    </Card>
  );
}
