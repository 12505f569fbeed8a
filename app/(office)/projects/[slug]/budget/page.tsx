import { getLocale, getTranslations } from "next-intl/server";
import { SCurve } from "@/components/charts/s-curve";
import { SplitBar } from "@/components/charts/split-bar";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { sourceKinds } from "@/lib/domain/money";
import { can, inProject } from "@/lib/domain/permission";
import { hasFlatPart } from "@/lib/domain/regime";
import * as format from "@/lib/format";
import { asOfDay, firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readBudget } from "@/server/views/budget";
import { projectLinks } from "../links";
import { ProjectPage } from "../project-page";
import { BudgetTiles } from "./budget-tiles";
import { BudgetTree } from "./budget-tree";
import { RegimeNote } from "./regime-note";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("budget"))("title") };
}

/** The budget as of a day (?k=): approved, drawn, committed and free by line and by source. Every number opens its rows. */
export default async function BudgetPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("budget"),
    getLocale(),
  ]);
  const k = firstValue(asked.k) || undefined;
  const link = projectLinks(slug, k);
  const page = await readOfficePage(link("/budget"), (tx, me) => readBudget(tx, slug, asOfDay(k, me.today)));
  const { project, asOf, months, lines, sources, sum, planned, totals } = page.view;
  const whole = (halere: number) => format.money(halere, locale, { whole: true });
  const takeaway =
    planned === null
      ? t("curve.noPlan", { day: format.day(asOf, locale), paid: whole(totals.paidHalere) })
      : t(totals.paidHalere < planned ? "curve.less" : "curve.more", {
          day: format.day(asOf, locale),
          paid: whole(totals.paidHalere),
          planned: whole(planned),
          off: whole(Math.abs(totals.paidHalere - planned)),
        });
  return (
    <ProjectPage
      actions={
        <>
          {can(page.me, "expense.record", inProject(project)) && (
            <LinkButton href={link("/budget/import")} icon="upload" variant="secondary">
              {t("importFile")}
            </LinkButton>
          )}
          {can(page.me, "budget.edit", inProject(project)) && project.state !== "closed" && (
            <LinkButton href={`/projects/${slug}/budget/edit`} icon="pen" variant="secondary">
              {t("change")}
            </LinkButton>
          )}
          <LinkButton href={link("/budget/expenses")} icon="table">
            {t("expenses")}
          </LinkButton>
        </>
      }
      asOf
      crumbs={[{ label: t("title") }]}
      k={k}
      note={t("note", { day: format.day(asOf, locale) })}
      office={page}
      part="budget"
      project={project}
      title={t("title")}
    >
      <BudgetTiles link={link} planned={planned} sum={sum} totalHalere={project.totalHalere} totals={totals} />
      <RegimeNote link={link} project={project} />
      {totals.paidHalere !== sum.drawnHalere && (
        <Alert tone="warn">
          {t("tree.unplaced", { amount: format.money(totals.paidHalere - sum.drawnHalere, locale) })}
        </Alert>
      )}
      <Card flush id="lines" note={t("tree.note")} title={t("tree.title")}>
        <BudgetTree
          flatFollows={hasFlatPart(project.costRegime)}
          lines={lines}
          link={link}
          projectHalere={project.totalHalere}
          sum={sum}
        />
      </Card>
      <div className="grid gap-6 xl:grid-cols-3">
        <Card className="xl:col-span-2" title={t("curve.title")}>
          <SCurve
            asOf={asOf}
            bareTitle
            rows={months.map((row) => ({
              month: row.month,
              plan: row.plannedHalere,
              paid: row.paidHalere,
              claimed: row.claimedHalere,
              approved: row.approvedHalere,
            }))}
            show={["plan", "paid", "claimed", "approved"]}
            takeaway={takeaway}
            title={t("curve.title")}
          />
        </Card>
        <Card
          id="sources"
          note={t("sources.note", { amount: format.money(project.totalHalere, locale) })}
          title={t("sources.title")}
        >
          <SplitBar
            label={t("sources.title")}
            parts={sources.map((source) => ({
              key: source.kind,
              label: t(`sources.${source.kind}`),
              halere: source.amountHalere,
              per100000: source.ratePer100000,
              drawnHalere: source.drawnHalere,
              href: link("/budget/expenses?paid=yes"),
            }))}
          />
          {sourceKinds
            .filter((kind) => !sources.some((source) => source.kind === kind))
            .map((kind) => (
              <p className="mt-4 flex justify-between gap-4" key={kind}>
                <span className="font-medium">{t(`sources.${kind}`)}</span>
                <span className="text-soft">{t("sources.notPublished")}</span>
              </p>
            ))}
          <p className="mt-4 text-sm text-soft">{t("sources.how")}</p>
        </Card>
      </div>
    </ProjectPage>
  );
}
