import { useLocale, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import type { Project } from "@/db/queries/project";
import * as format from "@/lib/format";
import type { ProjectLink } from "../links";

/** In a sentence: how the costs of a project are claimed, and where that is known from. */
export function RegimeNote({ project, link }: { project: Project; link: ProjectLink }) {
  const t = useTranslations("regime");
  const locale = useLocale();
  const { costRegime: kind, flatRatePer100000: rate, costRegimeOrigin: origin, costRegimeSource: source } = project;
  return (
    <p className="text-sm text-soft">
      <b className="font-medium text-ink">
        {t("title")}: {kind && rate ? t(`of.${kind}`, { rate: format.share(rate, locale) }) : t(kind ?? "unknown")}
        {origin === "inferred" && ` (${t("unverified")})`}.
      </b>{" "}
      {t(`means.${kind ?? "unknown"}`)} {source} <Link href={link("/settings#regime")}>{t("settings")}</Link>
    </p>
  );
}
