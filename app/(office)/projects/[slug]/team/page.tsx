import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { can, inProject } from "@/lib/domain/permission";
import { asOfDay, firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readTeam } from "@/server/views/team";
import { projectLinks } from "../links";
import { ProjectPage } from "../project-page";
import { MatrixCard } from "./matrix-card";
import { OccupancyCard } from "./occupancy-card";
import { PeopleCard } from "./people-card";
import { TrainingCard } from "./training-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** The people of a project: posts by month, who holds them, what they have learned. As of a day (?k=). */
export default async function TeamPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t] = await Promise.all([params, searchParams, getTranslations("team")]);
  const k = firstValue(asked.k) || undefined;
  const link = projectLinks(slug, k);
  const page = await readOfficePage(link("/team"), (tx, me) => readTeam(tx, slug, asOfDay(k, me.today)), "assistants");
  const { me, view } = page;
  const { project, asOf } = view;
  const [verb = "", id = ""] = (firstValue(asked.edit) ?? "").split(":");
  const shown = {
    ...view,
    edits: can(me, "team.edit", inProject(project)) && project.state !== "closed" && asOf === me.today,
    edit: { verb, id },
    at: (edit?: string) => (edit ? `/projects/${slug}/team?edit=${edit}#form` : `/projects/${slug}/team`),
  };
  return (
    <ProjectPage
      asOf
      crumbs={[{ label: t("title") }]}
      k={k}
      office={page}
      part="team"
      project={project}
      search={asked}
      title={t("title")}
    >
      <nav aria-label={t("more")} className="no-print flex flex-wrap gap-2">
        {(["vacancies", "mentor", "selection"] as const).map((part) => (
          <LinkButton href={link(`/team/${part}`)} key={part} size="sm" variant="secondary">
            {t(`${part}.title`)}
          </LinkButton>
        ))}
        <LinkButton href="/people" icon="search" size="sm" variant="secondary">
          {t("search.title")}
        </LinkButton>
      </nav>
      <OccupancyCard {...shown} />
      <PeopleCard {...shown} />
      <MatrixCard {...shown} />
      <TrainingCard {...shown} />
    </ProjectPage>
  );
}
