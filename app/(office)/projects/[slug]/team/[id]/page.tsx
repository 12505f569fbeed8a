import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { can, inProject } from "@/lib/domain/permission";
import { asOfDay, firstValue, readOfficePage, recordId, type SearchParams } from "@/server/page";
import { readPersonCard } from "@/server/views/team";
import { projectLinks } from "../../links";
import { ProjectPage } from "../../project-page";
import { DevelopmentCard } from "./development-card";
import { EvaluationsCard } from "./evaluations-card";
import { LearningCard } from "./learning-card";
import { LeavesCard } from "./leaves-card";
import { PostsCard } from "./posts-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.person"))("title") };
}

type Props = { params: Promise<{ slug: string; id: string }>; searchParams: SearchParams };

/** One assistant of a project: posts and contracts, leaves, development plan, evaluations, what he has learned. */
export default async function PersonPage({ params, searchParams }: Props) {
  const [{ slug, id: named }, asked, t] = await Promise.all([params, searchParams, getTranslations("team")]);
  const id = recordId(named);
  const k = firstValue(asked.k) || undefined;
  const link = projectLinks(slug, k);
  const here = `/projects/${slug}/team/${id}`;
  const page = await readOfficePage(
    link(`/team/${id}`),
    (tx, me) => readPersonCard(tx, slug, id, asOfDay(k, me.today)),
    "assistants",
  );
  const { me, view } = page;
  const { project, asOf, card } = view;
  const [verb = "", of = ""] = (firstValue(asked.edit) ?? "").split(":");
  const shown = {
    ...view,
    edits: can(me, "team.edit", inProject(project)) && project.state !== "closed" && asOf === me.today,
    edit: { verb, id: of },
    at: (edit?: string) => (edit ? `${here}?edit=${edit}#form` : here),
  };
  return (
    <ProjectPage
      asOf
      crumbs={[{ label: t("title"), href: link("/team") }, { label: card.name }]}
      k={k}
      office={page}
      part="team"
      project={project}
      search={asked}
      title={card.name}
    >
      <PostsCard {...shown} />
      <LeavesCard {...shown} />
      <DevelopmentCard {...shown} />
      <EvaluationsCard {...shown} />
      <LearningCard {...shown} />
    </ProjectPage>
  );
}
