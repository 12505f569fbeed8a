import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { budgetTotal } from "@/lib/domain/budget";
import { can, inProject } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readBudgetPlan } from "@/server/views/budget";
import { ProjectPage } from "../../project-page";
import { LinesSection } from "./lines-section";
import { PlanForm } from "./plan-form";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("budget"))("edit.title") };
}

/** The lines of the budget and the plan by month, for those who may change them. */
export default async function EditBudgetPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t] = await Promise.all([params, searchParams, getTranslations("budget")]);
  const base = `/projects/${slug}/budget`;
  const path = `${base}/edit`;
  const page = await readOfficePage(path, (tx, me) => readBudgetPlan(tx, slug, me.today));
  const { project, lines, months, planned } = page.view;
  if (!can(page.me, "budget.edit", inProject(project))) notFound();
  const open = project.state !== "closed";
  return (
    <ProjectPage
      crumbs={[{ label: t("title"), href: base }, { label: t("edit.title") }]}
      note={t("edit.note")}
      office={page}
      part="budget"
      project={project}
      search={asked}
      title={t("edit.title")}
    >
      <div className="grid max-w-5xl gap-6">
        {!open && <Alert>{t("edit.closed")}</Alert>}
        <LinesSection
          base={base}
          edit={firstValue(asked.edit) ?? ""}
          edits={open}
          lines={lines}
          project={project}
          sumHalere={lines.length > 0 ? budgetTotal(lines).approvedHalere : 0}
        />
        {open && (
          <Card id="plan" note={t("plan.note")} title={t("plan.title")}>
            <ClientMessages namespaces={["budget"]}>
              <PlanForm months={months} projectId={project.id} totalHalere={project.totalHalere} version={planned} />
            </ClientMessages>
          </Card>
        )}
      </div>
    </ProjectPage>
  );
}
