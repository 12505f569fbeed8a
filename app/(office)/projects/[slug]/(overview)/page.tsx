import { getLocale, getTranslations } from "next-intl/server";
import * as format from "@/lib/format";
import { asOfDay, firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readOverview } from "@/server/views/overview";
import { projectLinks } from "../links";
import { ProjectPage } from "../project-page";
import { OverviewActivities } from "./overview-activities";
import { OverviewDefinitions } from "./overview-definitions";
import { OverviewGoals } from "./overview-goals";
import { OverviewHead } from "./overview-head";
import { OverviewMoney } from "./overview-money";
import { OverviewTiles } from "./overview-tiles";
import { OverviewTimeline } from "./overview-timeline";
import { OverviewWarnings } from "./overview-warnings";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("overview"))("title") };
}

/** One project on one page, as of a day (?k=). Posts by number, no names: nothing personal is read. */
export default async function OverviewPage({ params, searchParams }: Props) {
  const [{ slug }, asked] = await Promise.all([params, searchParams]);
  const k = firstValue(asked.k) || undefined;
  const link = projectLinks(slug, k);
  const page = await readOfficePage(link(), (tx, me) => readOverview(tx, slug, asOfDay(k, me.today)));
  const { project, asOf } = page.view.rows;
  const dayLabel = asOf < page.me.today ? format.day(asOf, await getLocale()) : undefined;
  const view = { ...page.view, link, dayLabel };
  return (
    <ProjectPage
      asOf
      k={k}
      note={<OverviewHead {...view} />}
      office={page}
      part="overview"
      project={project}
      title={project.name}
    >
      <OverviewTiles {...view} />
      <OverviewWarnings {...view} />
      <OverviewMoney {...view} />
      <OverviewTimeline {...view} />
      <OverviewGoals {...view} />
      <OverviewActivities {...view} />
      <OverviewDefinitions {...view} />
    </ProjectPage>
  );
}
