import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";

/** The emblem in its own colours on every ground: blue 0 51 153, twelve gold stars 255 204 0, ratio 3 : 2. */
function EuEmblem() {
  const t = useTranslations("frame");
  return <span aria-label={t("euEmblem")} className="eu-emblem" data-mark role="img" />;
}

/** The co-financing statement; on a white plate also in the dark, because the emblem is never recoloured. */
export function EuBand({ registrationNumber, className }: { registrationNumber?: string; className?: string }) {
  const t = useTranslations("frame");
  return (
    <p className={cx("flex flex-wrap items-center gap-x-6 gap-y-2 text-sm text-soft", className)}>
      <span className="plate-eu inline-flex items-center gap-3 rounded-sm border border-line p-2 pr-4 font-medium">
        <EuEmblem />
        {t("euFunded")}
      </span>
      {registrationNumber && <span>{t("registration", { number: registrationNumber })}</span>}
    </p>
  );
}
