import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { can, inProject } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readProjectSettings } from "@/server/views/settings";
import { ProjectPage } from "../project-page";
import { BasicsSection, ClosingSection } from "./basics-section";
import { MentorsSection, MilestonesSection, PeriodsSection } from "./dated-sections";
import { IndicatorsSection } from "./indicators-section";
import { GoalsSection, KeyActivitiesSection, LocalitiesSection, PostsSection } from "./plan-sections";
import { SourcesSection } from "./sources-section";
import { OfficeSection, RegimeSection } from "./terms-sections";
import { TrainingAreasSection } from "./training-areas-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };
const sections = [
  "basics",
  "sources",
  "regime",
  "office",
  "goals",
  "key-activities",
  "localities",
  "periods",
  "milestones",
  "indicators",
  "posts",
  "training-areas",
  "mentors",
] as const;

/** What a project is made of: read by all who see it, changed by its manager and the administrator. */
export default async function SettingsPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t] = await Promise.all([params, searchParams, getTranslations("settings")]);
  const path = `/projects/${slug}/settings`;
  const page = await readOfficePage(path, (tx, me) => readProjectSettings(tx, slug, me.today), "mentors");
  const { me, view } = page;
  const { project } = view;
  const [section = "", id = ""] = (firstValue(asked.edit) ?? "").split(":");
  const shown = {
    ...view,
    edits: can(me, "project.edit", inProject(project)) && project.state !== "closed",
    today: me.today,
    item: view.offers.find(({ code }) => code === firstValue(asked.item)),
    edit: { section, id },
    at: (of: string, row?: string) => (row ? `${path}?edit=${of}:${row}#form` : `${path}#${of}`),
  };
  return (
    <ProjectPage
      crumbs={[{ label: t("title") }]}
      office={page}
      part="settings"
      project={project}
      search={asked}
      title={t("title")}
    >
      <nav aria-label={t("sections")} className="no-print flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {sections.map((key) => (
          <a
            aria-label={`${t("title")}: ${t(`section.${key}`)}`}
            className="inline-flex items-center py-1 thumb:min-h-11"
            href={`#${key}`}
            key={key}
          >
            {t(`section.${key}`)}
          </a>
        ))}
      </nav>
      <div className="grid max-w-5xl gap-6">
        {!shown.edits && <Alert>{t(project.state === "closed" ? "closedReadOnly" : "readOnly")}</Alert>}
        <BasicsSection {...shown} />
        <SourcesSection {...shown} />
        <RegimeSection {...shown} />
        <OfficeSection {...shown} />
        <GoalsSection {...shown} />
        <KeyActivitiesSection {...shown} />
        <LocalitiesSection {...shown} />
        <PeriodsSection {...shown} />
        <MilestonesSection {...shown} />
        <IndicatorsSection {...shown} />
        <PostsSection {...shown} />
        <TrainingAreasSection {...shown} />
        <MentorsSection {...shown} />
        <ClosingSection {...shown} closes={can(me, "project.close", inProject(project))} />
      </div>
    </ProjectPage>
  );
}
