import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { phaseOf } from "@/lib/domain/project";
import * as format from "@/lib/format";
import type { OverviewView } from "./overview-view";

/** Which project this is, where in its time it stands, and whether something needs somebody. */
export function OverviewHead({ rows: { project, asOf }, figures }: OverviewView) {
  const t = useTranslations("overview");
  const tRegime = useTranslations("regime");
  const locale = useLocale();
  const state = phaseOf(project, asOf);
  const count = figures.warnings.filter((warning) => warning.severity !== "info").length;
  const tone = figures.warnings.some((warning) => warning.severity === "bad") ? "bad" : count > 0 ? "warn" : "good";
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <span>{project.organisation}</span>
      {project.registrationNumber && (
        <span className="whitespace-nowrap text-ink">
          {project.registrationNumber}
          <CopyButton label={t("registrationNumber")} text={project.registrationNumber} />
        </span>
      )}
      {project.checkingOffice && (
        <span title={project.checkingOfficeSource || undefined}>
          {tRegime("paidBy", { office: project.checkingOffice })}
          {project.checkingOfficeOrigin === "inferred" && ` (${tRegime("unverified")})`}
        </span>
      )}
      <span>{format.dayRange(project.startsOn, project.endsOn, locale)}</span>
      <strong className="text-ink">{t("monthOf", { month: figures.month, months: figures.monthsInAll })}</strong>
      <StatePill tone={state === "running" ? "active" : state === "ended" ? "warn" : "none"}>
        {t(`state.${state}`)}
      </StatePill>
      <a className="inline-flex items-center thumb:min-h-11" href="#warnings">
        <StatePill tone={tone}>{t("warningCount", { count })}</StatePill>
      </a>
    </p>
  );
}
