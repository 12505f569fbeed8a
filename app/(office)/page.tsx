import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { portfolio } from "@/db/queries/portfolio";
import { hasRole } from "@/lib/domain/actor";
import { office } from "@/lib/page";
import { portfolioLine } from "@/lib/portfolio";
import { ProjectsByRisk } from "./projects-by-risk";

export default async function HomePage() {
  const [t, page] = await Promise.all([
    getTranslations("home"),
    office("/", async (tx, me) => ({
      lines: hasRole(me, "auditor") ? (await portfolio(tx, me.today)).map(portfolioLine) : null,
    })),
  ]);
  return (
    <OfficePage office={page}>
      <h1 className="mb-6 text-2xl font-semibold">{t("title")}</h1>
      {page.view.lines && <ProjectsByRisk lines={page.view.lines} />}
      {!page.view.lines && (
        <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {page.projects.map((project) => (
            <Card key={project.slug} note={project.organisation} title={project.name}>
              <LinkButton href={`/projects/${project.slug}`} variant="secondary">
                {t("openProject")}
              </LinkButton>
            </Card>
          ))}
        </div>
      )}
    </OfficePage>
  );
}
