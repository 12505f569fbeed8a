import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { isUncounted, standing } from "@/lib/domain/indicator";
import { can, inProject } from "@/lib/domain/permission";
import { typeset } from "@/lib/format";
import { asOfDay, firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readIndicators } from "@/server/views/indicators";
import { projectLinks } from "../links";
import { ProjectPage } from "../project-page";
import { IndicatorTable } from "./indicator-table";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("indicators"))("title") };
}

/** Every indicator of a project by goal: where it started, where it is, where it should be. */
export default async function IndicatorsPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t] = await Promise.all([params, searchParams, getTranslations("indicators")]);
  const k = firstValue(asked.k) || undefined;
  const link = projectLinks(slug, k);
  const page = await readOfficePage(link("/indicators"), (tx, me) => readIndicators(tx, slug, asOfDay(k, me.today)));
  const { project, indicators } = page.view;
  const groups = [...project.goals, null].map((goal) => ({
    goal,
    rows: indicators.filter((indicator) => indicator.goalNumber === (goal?.number ?? null)),
  }));
  const planned = indicators.filter((item) => item.plannedNow !== null && !isUncounted(item));
  const onTrack = planned.filter((item) => standing(item) === "on-track");
  const address = { path: `/projects/${slug}/indicators`, params: asked };
  return (
    <ProjectPage
      asOf
      crumbs={[{ label: t("title") }]}
      k={k}
      note={planned.length > 0 && t("onTrack", { count: onTrack.length, total: planned.length })}
      office={page}
      part="indicators"
      project={project}
      title={t("title")}
    >
      {indicators.length === 0 && (
        <EmptyState
          action={
            can(page.me, "project.edit", inProject(project)) &&
            project.state !== "closed" && (
              <LinkButton href={`/projects/${slug}/settings?edit=indicators:new#form`} icon="plus">
                {t("addFirst")}
              </LinkButton>
            )
          }
          icon="target"
          title={t("none")}
        />
      )}
      {groups.map(({ goal, rows }) =>
        goal === null && rows.length === 0 ? null : (
          <Card
            actions={
              goal?.rule === "assessments" && (
                <LinkButton href={link(`#goal-${goal.number}`)} size="sm" variant="secondary">
                  {t("matrix")}
                </LinkButton>
              )
            }
            flush
            id={goal ? `goal-${goal.number}` : "other"}
            key={goal?.id ?? "other"}
            note={goal ? <span className="block max-w-prose">{typeset(goal.text)}</span> : t("otherNote")}
            title={goal ? t("goal", { number: goal.number }) : t("other")}
          >
            {rows.length > 0 ? (
              <IndicatorTable
                address={address}
                caption={goal ? t("goal", { number: goal.number }) : t("other")}
                link={link}
                name={goal ? `goal${goal.number}` : "other"}
                rows={rows}
              />
            ) : (
              <p className="px-4 pb-4 text-soft sm:px-6">{t("goalWithout")}</p>
            )}
          </Card>
        ),
      )}
    </ProjectPage>
  );
}
