import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { ClientMessages } from "@/components/layout/client-messages";
import { PageHead } from "@/components/ui/navigation";
import { listCities } from "@/db/queries/organisations";
import { listProjectSlugs } from "@/db/queries/projects";
import { can } from "@/lib/domain/permission";
import { readOfficePage } from "@/server/page";
import { NewProject } from "./new-project";

export async function generateMetadata() {
  return { title: (await getTranslations("intake"))("title") };
}

/** A new project from the text of its published page: paste, review, correct, create. */
export default async function NewProjectPage() {
  const [t, tProjects, page] = await Promise.all([
    getTranslations("intake"),
    getTranslations("frame"),
    readOfficePage("/projects/new", async (tx, me) => {
      if (!can(me, "project.create")) return null;
      const [cities, taken] = await Promise.all([listCities(tx), listProjectSlugs(tx)]);
      return {
        cities: cities.filter((city) => can(me, "project.create", { organisationId: city.id, projectId: null })),
        taken,
      };
    }),
  ]);
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: tProjects("projects"), href: "/projects" }, { label: t("title") }]}
        note={t("note")}
        title={t("title")}
      />
      <ClientMessages namespaces={["intake", "organisation"]}>
        <NewProject
          adds={can(page.me, "organisation.add")}
          cities={page.view.cities}
          taken={page.view.taken}
          today={page.me.today}
        />
      </ClientMessages>
    </OfficePage>
  );
}
