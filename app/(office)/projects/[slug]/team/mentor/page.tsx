import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { can, inProject } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readMentors } from "@/server/views/selection";
import { ProjectPage } from "../../project-page";
import { ContractsCard } from "./contracts-card";
import { LessonsCard } from "./lessons-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.mentor"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** The mentors of a project: their own training and supervision (key activity 05) and other towns that they serve. */
export default async function MentorPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, tm] = await Promise.all([
    params,
    searchParams,
    getTranslations("team"),
    getTranslations("team.mentor"),
  ]);
  const team = `/projects/${slug}/team`;
  const here = `${team}/mentor`;
  const page = await readOfficePage(here, (tx) => readMentors(tx, slug), "assistants");
  const { me, view } = page;
  const { project, mentors } = view;
  const open = project.state !== "closed";
  const [verb = "", id = ""] = (firstValue(asked.edit) ?? "").split(":");
  const shown = {
    project,
    today: me.today,
    teaches: open && can(me, "team.edit", inProject(project)),
    contracts: open && can(me, "project.edit", inProject(project)),
    edit: { verb, id },
    at: (edit?: string) => (edit ? `${here}?edit=${edit}#form` : here),
  };
  return (
    <ProjectPage
      crumbs={[{ label: t("title"), href: team }, { label: tm("title") }]}
      office={page}
      part="team"
      project={project}
      search={asked}
      title={tm("title")}
    >
      {mentors.length === 0 && (
        <Card title={tm("title")}>
          <EmptyState icon="users" title={tm("none")} />
        </Card>
      )}
      {mentors.map((mentor) => (
        <div className="grid grid-cols-1 gap-6" key={mentor.id}>
          <LessonsCard {...shown} mentor={mentor} />
          <ContractsCard {...shown} mentor={mentor} />
        </div>
      ))}
    </ProjectPage>
  );
}
