import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { Button, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FilterForm } from "@/components/ui/filter-form";
import { PageHead } from "@/components/ui/navigation";
import { Select, TextField } from "@/components/ui/text-field";
import { hasRole } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import { asOfDay, firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { narrowLines, portfolioChoices, readPortfolio } from "@/server/views/portfolio";
import { PortfolioTable } from "./portfolio-table";

export async function generateMetadata() {
  return { title: (await getTranslations("projects"))("title") };
}

/** Every project the reader may see, the riskiest first. No names of assistants. */
export default async function ProjectsPage({ searchParams }: { searchParams: SearchParams }) {
  const [asked, t] = await Promise.all([searchParams, getTranslations("projects")]);
  const k = firstValue(asked.k) || undefined;
  const page = await readOfficePage("/projects", async (tx, me) =>
    (await readPortfolio(tx, me, asOfDay(k, me.today))).map(({ line }) => line),
  );
  const { regions, states } = portfolioChoices(page.view);
  const { lines, region, state, search } = narrowLines(page.view, {
    region: firstValue(asked.region),
    state: firstValue(asked.state),
    search: firstValue(asked.q),
  });
  const number = Number(firstValue(asked.page));
  const address = { path: "/projects", params: asked };
  const file = (format: string) => withParams({ ...address, path: "/portfolio/export" }, { format });
  // What the form does not ask stays as it is; another question begins on the first page.
  const kept = ["k", "sort", "cols"].flatMap((name): [string, string][] => {
    const value = firstValue(asked[name]);
    return value ? [[name, value]] : [];
  });
  const any = { placeholder: t("any"), required: false } as const;
  return (
    <OfficePage asOf office={page}>
      <PageHead
        actions={
          can(page.me, "project.create") && (
            <LinkButton href="/projects/new" icon="plus" variant="secondary">
              {t("new")}
            </LinkButton>
          )
        }
        note={t("note")}
        title={t("title")}
      />
      <Card flush>
        {page.view.length === 0 ? (
          <EmptyState icon="folder" title={t("none")}>
            {can(page.me, "project.create")
              ? t("noneYet")
              : t(hasRole(page.me, "organiser") ? "noneOrganiser" : "noneRole")}
          </EmptyState>
        ) : (
          <>
            <div className="px-4 pb-4 sm:px-6">
              <FilterForm action="/projects">
                {kept.map(([name, value]) => (
                  <input key={name} name={name} type="hidden" value={value} />
                ))}
                <TextField
                  defaultValue={search}
                  label={t("search")}
                  maxLength={100}
                  name="q"
                  required={false}
                  type="search"
                />
                <Select
                  {...any}
                  defaultValue={region?.code}
                  label={t("columns.region")}
                  name="region"
                  options={regions.map(({ code, name }) => ({ value: code, label: name }))}
                />
                <Select
                  {...any}
                  defaultValue={state}
                  label={t("state")}
                  name="state"
                  options={states.map((value) => ({ value, label: t(`states.${value}`) }))}
                />
                <div className="flex items-end">
                  <Button icon="filter" type="submit" variant="secondary">
                    {t("filter")}
                  </Button>
                </div>
              </FilterForm>
            </div>
            <PortfolioTable
              address={address}
              exports={[
                { label: "XLSX", href: file("xlsx") },
                { label: "CSV", href: file("csv") },
              ]}
              filters={[
                ...(search ? [{ param: "q", label: t("searched", { text: search }) }] : []),
                ...(region ? [{ param: "region", label: region.name }] : []),
                ...(state ? [{ param: "state", label: t(`states.${state}`) }] : []),
              ]}
              k={k}
              lines={lines}
              page={Number.isInteger(number) && number > 0 ? number : 1}
            />
          </>
        )}
      </Card>
      <section aria-labelledby="rule" className="mt-6 max-w-prose text-sm text-soft">
        <h2 className="text-base text-ink" id="rule">
          {t("risk.title")}
        </h2>
        <p>{t("risk.rule")}</p>
      </section>
    </OfficePage>
  );
}
