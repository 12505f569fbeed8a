import { useLocale, useTranslations } from "next-intl";
import * as format from "@/lib/format";
import type { OverviewView } from "./overview-view";

const terms = [
  "drawn",
  "planned",
  "forecast",
  "sources",
  "vacancy",
  "indicators",
  "activity",
  "improved",
  "asOf",
] as const;

/** What each figure counts and what it leaves out, in words; and where the project's data come from. */
export function OverviewDefinitions({ rows: { project, facts } }: OverviewView) {
  const t = useTranslations("overview.definitions");
  const locale = useLocale();
  const values = {
    points: facts.settings["assessment.gain_points"] ?? 10,
    areas: facts.settings["assessment.areas_needed"] ?? 2,
  };
  return (
    <details className="rounded-md border border-line bg-card px-4 py-1 sm:px-6">
      <summary className="py-2.5 font-semibold text-link">{t("title")}</summary>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
        {terms.map((term) => (
          <div className="contents" key={term}>
            <dt className="font-medium">{t(`${term}.term`)}</dt>
            <dd className="max-w-prose text-soft">{t(`${term}.text`, values)}</dd>
          </div>
        ))}
      </dl>
      {project.annotation && <p className="mt-4 max-w-prose text-sm text-soft">{format.typeset(project.annotation)}</p>}
      {project.sourceUrl && (
        <p className="mt-1 text-sm">
          {t("source")} <a href={project.sourceUrl}>{project.sourceUrl}</a> · {t(`origin.${project.origin}`)} ·{" "}
          {format.money(project.totalHalere, locale)}
        </p>
      )}
    </details>
  );
}
