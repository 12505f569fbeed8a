import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { can, inProject } from "@/lib/domain/permission";
import * as format from "@/lib/format";
import { columnKeys, requiredColumns, templateHeading } from "@/lib/import/columns";
import { importLimits } from "@/lib/import/table";
import { readOfficePage } from "@/server/page";
import { readExpenseImports } from "@/server/views/expenses";
import { projectLinks } from "../../links";
import { ProjectPage } from "../../project-page";
import { RegimeNote } from "../regime-note";
import { ImportForm } from "./import-form";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("expenses"))("import.title") };
}

/** A file of expenses: choose, see what it would do, confirm. All of it or nothing, the same file only once. */
export default async function ImportPage({ params }: Props) {
  const [{ slug }, t, tBudget, locale] = await Promise.all([
    params,
    getTranslations("expenses"),
    getTranslations("budget"),
    getLocale(),
  ]);
  const base = `/projects/${slug}/budget`;
  const page = await readOfficePage(`${base}/import`, (tx) => readExpenseImports(tx, slug));
  const { project, imports } = page.view;
  if (!can(page.me, "expense.import", inProject(project))) notFound();
  const required: readonly string[] = requiredColumns;
  return (
    <ProjectPage
      crumbs={[
        { label: tBudget("title"), href: base },
        { label: t("title"), href: `${base}/expenses` },
        { label: t("import.title") },
      ]}
      note={t("import.note")}
      office={page}
      part="budget"
      project={project}
      title={t("import.title")}
    >
      <RegimeNote link={projectLinks(project.slug, undefined)} project={project} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card title={t("import.choose")}>
          <ClientMessages namespaces={["expenses"]}>
            <ImportForm maxBytes={importLimits.bytes} slug={slug} />
          </ClientMessages>
        </Card>
        <div className="grid gap-6">
          <Card title={t("import.template")}>
            <p>{t("import.templateText")}</p>
            <p className="mt-3 flex gap-2">
              <LinkButton
                download
                href={`${base}/import/template?format=xlsx`}
                icon="download"
                plain
                size="sm"
                variant="secondary"
              >
                XLSX
              </LinkButton>
              <LinkButton
                download
                href={`${base}/import/template?format=csv`}
                icon="download"
                plain
                size="sm"
                variant="secondary"
              >
                CSV
              </LinkButton>
            </p>
            <h3 className="mt-4">{t("import.columns")}</h3>
            <ul className="mt-1 list-disc pl-5 text-sm">
              {columnKeys.map((key) => (
                <li key={key}>
                  {templateHeading(key, locale)}
                  {!required.includes(key) && <span className="text-soft"> ({t("import.optional")})</span>}
                </li>
              ))}
            </ul>
            <p className="mt-3 text-sm text-soft">{format.typeset(t("import.reads"))}</p>
          </Card>
          <Card title={t("import.before")}>
            {imports.length === 0 && <p className="text-soft">{t("import.none")}</p>}
            <ul className="flex flex-col divide-y divide-line">
              {imports.map((file) => (
                <li className="py-2" key={file.id}>
                  <Link
                    className="inline-flex items-center wrap-anywhere thumb:min-h-11"
                    href={`${base}/expenses?source=${file.id}`}
                  >
                    {file.fileName}
                  </Link>
                  <p className="text-sm text-soft">
                    {format.instant(file.importedAt, locale)} · {t("import.rows", { count: file.rowCount })}
                  </p>
                </li>
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </ProjectPage>
  );
}
