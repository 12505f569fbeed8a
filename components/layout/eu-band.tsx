import { useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";

const stars = Array.from({ length: 12 }, (_, index) => {
  const angle = (index * Math.PI) / 6;
  return { x: 27 + 12 * Math.sin(angle), y: 18 - 12 * Math.cos(angle) };
});
const star = Array.from({ length: 10 }, (_, index) => {
  const radius = index % 2 === 0 ? 2 : 0.764;
  const angle = (index * Math.PI) / 5;
  return `${(radius * Math.sin(angle)).toFixed(3)},${(-radius * Math.cos(angle)).toFixed(3)}`;
}).join(" ");

/** The emblem in its own colours on every ground: blue 0 51 153, twelve gold stars 255 204 0, ratio 3 : 2. */
export function EuEmblem({ height = 36 }: { height?: number }) {
  const t = useTranslations("frame");
  return (
    <svg aria-label={t("euEmblem")} data-mark height={height} role="img" viewBox="0 0 54 36" width={height * 1.5}>
      <rect fill="#003399" height="36" width="54" />
      {stars.map(({ x, y }) => (
        <polygon
          fill="#ffcc00"
          key={`${x},${y}`}
          points={star}
          transform={`translate(${x.toFixed(3)} ${y.toFixed(3)})`}
        />
      ))}
    </svg>
  );
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
