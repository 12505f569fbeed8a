import { useLocale, useTranslations } from "next-intl";
import { StatePill, type Tone } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { Risk, RiskLevel } from "@/lib/domain/risk";
import { warningWords } from "./warning-words";

const tones = { high: "bad", medium: "warn", low: "info", none: "good" } satisfies Record<RiskLevel, Tone>;

/** How much a project needs the eye, as icon, word and colour. */
export function RiskPill({ risk }: { risk: Risk }) {
  const t = useTranslations("projects.risk");
  return <StatePill tone={tones[risk.level]}>{t(risk.level)}</StatePill>;
}

/** Why: the first reasons in words, each a link to the part of the project where it is mended, and how many more. */
export function RiskReasons({
  risk,
  of,
  link,
  most = 2,
}: {
  risk: Risk;
  /** Whose reasons they are, for those who hear the links one by one. */
  of: string;
  link: (path?: string) => string;
  most?: number;
}) {
  const t = useTranslations("projects.risk");
  const tWarning = useTranslations("overview.warnings");
  const locale = useLocale();
  const more = risk.reasons.length - most;
  if (risk.reasons.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-col gap-1 text-sm thumb:gap-0">
      {risk.reasons.slice(0, most).map((reason) => {
        const words = warningWords(reason, locale, (kind) => tWarning(`kinds.${kind}`));
        const title = tWarning(`titles.${reason.key}`, words);
        return (
          <li key={reason.id}>
            <Link
              aria-label={`${title}: ${of}`}
              className="inline-flex items-center py-0.5 text-soft thumb:min-h-11"
              href={link(reason.href)}
            >
              {title}
            </Link>
          </li>
        );
      })}
      {more > 0 && (
        <li>
          <Link
            aria-label={`${t("more", { count: more })}: ${of}`}
            className="inline-flex items-center py-0.5 thumb:min-h-11"
            href={link("#warnings")}
          >
            {t("more", { count: more })}
          </Link>
        </li>
      )}
    </ul>
  );
}
