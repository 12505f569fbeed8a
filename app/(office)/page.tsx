import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { ProjectsByRisk } from "@/app/(office)/projects-by-risk";
import { HomeTeams } from "@/app/(office)/to-do/city-teams";
import { HomeFinance } from "@/app/(office)/to-do/finance";
import { HomeFirstSteps } from "@/app/(office)/to-do/first-steps";
import { HomeMeetings } from "@/app/(office)/to-do/meetings";
import { HomeOpen } from "@/app/(office)/to-do/open";
import { HomeOperation } from "@/app/(office)/to-do/operation";
import { HomeStandsIn } from "@/app/(office)/to-do/stands-in";
import { HomeWaiting } from "@/app/(office)/to-do/waiting";
import { HomeWeek } from "@/app/(office)/to-do/week";
import { LinkButton } from "@/components/ui/button";
import { PageHead } from "@/components/ui/navigation";
import { hasRole } from "@/lib/domain/actor";
import { day, weekday } from "@/lib/format";
import { readOfficePage } from "@/server/page";
import { readHome, seesAssistants } from "@/server/views/home";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

/** Of how many projects boards and money stand here; the rest is in the list of projects. */
const most = 6;

/** "Co mám udělat": what waits for whoever is signed in, by role. */
export default async function HomePage() {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  const page = await readOfficePage(
    "/",
    (tx, me) => readHome(tx, me, locale),
    (me) => (seesAssistants(me) ? "assistants" : undefined),
  );
  const { me, view } = page;
  const logs = view.weeks.length > 0;
  const money = hasRole(me, "finance", "manager");
  return (
    <OfficePage office={page}>
      <PageHead
        actions={view.weeks.slice(0, most).map(({ slug, name }) => (
          <LinkButton href={`/projects/${slug}/activity/new`} icon="pen" key={slug} size="lg">
            {view.weeks.length > 1 ? t("logFor", { project: name }) : t("log")}
          </LinkButton>
        ))}
        note={t("todayIs", { weekday: weekday(me.today, locale), day: day(me.today, locale) })}
        title={t("title")}
      />
      <div className="flex flex-col gap-6">
        <HomeStandsIn delegations={view.standsIn} />
        {view.operation && <HomeOperation operation={view.operation} />}
        {view.meetings && <HomeMeetings meetings={view.meetings} today={me.today} />}
        {hasRole(me, "manager") && <HomeWaiting waiting={view.waiting} />}
        {seesAssistants(me) && <HomeOpen rows={view.open} />}
        {logs && view.weeks.slice(0, most).map((week) => <HomeWeek key={week.slug} today={me.today} week={week} />)}
        {view.teams && <HomeTeams teams={view.teams} today={me.today} />}
        {money && view.projects.slice(0, most).map((project) => <HomeFinance key={project.id} project={project} />)}
        {view.projects.length > 0 && <ProjectsByRisk lines={view.projects} />}
        {view.projects.length === 0 && !view.meetings && <HomeFirstSteps me={me} />}
      </div>
    </OfficePage>
  );
}
