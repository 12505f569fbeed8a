import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { withParams } from "@/components/ui/address";
import { Alert, EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ColumnChooser, ExportLinks, FilterChips, RowCount } from "@/components/ui/table-tools";
import { expenseCursor } from "@/db/queries/expenses";
import { wholeList } from "@/lib/domain/address";
import { earlier, later, monthsBetween } from "@/lib/domain/day";
import { can, inProject } from "@/lib/domain/permission";
import { kindsIn, takesExpenses } from "@/lib/domain/regime";
import * as format from "@/lib/format";
import { asOfDay, readOfficePage, type SearchParams } from "@/server/page";
import { readExpenses } from "@/server/views/expenses";
import { projectLinks } from "../../links";
import { ProjectPage } from "../../project-page";
import { RegimeNote } from "../regime-note";
import { expenseColumns } from "./columns";
import { expenseAddress } from "./expense-address";
import { filterWords } from "./expense-words";
import { ExpenseFilters } from "./filters";
import { ExpenseGrid } from "./grid";
import { GridHead } from "./grid-head";
import { LineNote } from "./line-note";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** Rows of one page of the grid. */
const pageSize = 100;

export async function generateMetadata() {
  return { title: (await getTranslations("expenses"))("title") };
}

/** The expenses as a grid: filters, order, columns and place in the address; who may, writes right here. */
export default async function ExpensesPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, tBudget, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("expenses"),
    getTranslations("budget"),
    getLocale(),
  ]);
  const place = expenseAddress(asked);
  if (!place) notFound();
  const { k, filter, columns, after, params: kept } = place;
  const size = kept.rows ? wholeList : pageSize;
  const link = projectLinks(slug, k);
  const address = { path: `/projects/${slug}/budget/expenses`, params: kept };
  const page = await readOfficePage(withParams(address, {}), (tx, me) =>
    readExpenses(tx, slug, asOfDay(k, me.today), filter, { after, limit: size + 1 }),
  );
  const { project, asOf, rows, sums, choices, imports } = page.view;
  const allowed = can(page.me, "expense.record", inProject(project)) && project.state !== "closed";
  const edits = allowed && asOf === page.me.today;
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const chips = await filterWords(filter, { ...choices, imports });
  const exports = (["xlsx", "csv"] as const).map((fileFormat) => ({
    label: fileFormat.toUpperCase(),
    href: withParams({ path: `${address.path}/export`, params: kept }, { after: undefined, format: fileFormat }),
  }));
  const isHeld = ({ id, leaf }: { id: string; leaf: string }) =>
    leaf !== "chapter" && shown.some(({ budgetLineId }) => budgetLineId === id);
  const money = (halere: number) => format.money(halere, locale);
  const amountAt = columns.findIndex(({ key }) => key === "amount");
  return (
    <ProjectPage
      actions={
        allowed && (
          <LinkButton href={link("/budget/import")} icon="upload" variant="secondary">
            {t("importFile")}
          </LinkButton>
        )
      }
      asOf
      crumbs={[{ label: tBudget("title"), href: link("/budget") }, { label: t("title") }]}
      note={t("note", { count: sums.count, paid: money(sums.paidHalere), unpaid: money(sums.unpaidHalere) })}
      k={k}
      office={page}
      part="budget"
      project={project}
      title={t("title")}
    >
      <RegimeNote link={link} project={project} />
      <LineNote code={filter.line} lines={choices.lines} />
      {sums.internal > 0 && <Alert tone="info">{t("internalRows", { count: sums.internal })}</Alert>}
      {allowed && !edits && <Alert tone="info">{t("asOfPast")}</Alert>}
      <Card flush>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pb-3 sm:px-6">
          <FilterChips
            address={{ ...address, params: { ...kept, after: undefined } }}
            chips={chips.map(({ param, name, value }) => ({ param, label: `${name}: ${value}` }))}
          />
          <span className="ml-auto" />
          <RowCount
            all={withParams(address, { rows: "all", after: undefined })}
            shown={shown.length}
            total={sums.count}
          />
          <ColumnChooser
            address={address}
            columns={expenseColumns
              .filter((column) => column.optional)
              .map(({ key }) => ({ key, header: t(`columns.${key}`) }))}
            param="cols"
            shown={columns.map(({ key }) => key)}
          />
          <ExportLinks exports={exports} />
          <ExpenseFilters
            action={address.path}
            filter={filter}
            imports={imports}
            kept={{ k, sort: kept.sort, cols: kept.cols }}
            lines={choices.lines}
            months={monthsBetween(project.startsOn, earlier(later(asOf, project.startsOn), project.endsOn)).reverse()}
          />
        </div>
        {shown.length === 0 && (
          <EmptyState icon="table" title={chips.length > 0 ? t("emptyFiltered") : t("empty")}>
            {chips.length === 0 && edits && t("emptyHint")}
          </EmptyState>
        )}
        {(shown.length > 0 || edits) && (
          <ClientMessages namespaces={["expenses"]}>
            <ExpenseGrid
              choices={{
                ...choices,
                lines: choices.lines.filter((line) => takesExpenses(project.costRegime, line) || isHeld(line)),
                kinds: kindsIn(project.costRegime),
              }}
              columns={columns}
              edits={edits}
              expenses={shown.map(({ sortKey: _, ...expense }) => expense)}
              foot={
                <tfoot>
                  <tr>
                    <td className="no-print" />
                    <td colSpan={amountAt}>{t("sum")}</td>
                    <td className="number" data-label={t("columns.amount")}>
                      {money(sums.amountHalere)}
                    </td>
                    {columns.length > amountAt + 1 && <td colSpan={columns.length - amountAt - 1} />}
                  </tr>
                </tfoot>
              }
              head={<GridHead address={address} columns={columns} filter={filter} />}
              keptUnder={`expenses:${page.me.userId}:${project.id}`}
              key={withParams(address, {})}
              projectId={project.id}
              recordPath={`/projects/${slug}/budget/expenses`}
              today={page.me.today}
            />
          </ClientMessages>
        )}
        {(after || rows.length > size) && (
          <nav aria-label={t("pager.label")} className="no-print flex justify-between gap-4 px-4 py-3 sm:px-6">
            {after ? (
              <LinkButton href={withParams(address, { after: undefined })} icon="left" size="sm" variant="secondary">
                {t("pager.first")}
              </LinkButton>
            ) : (
              <span />
            )}
            {rows.length > size && last && (
              <LinkButton
                href={withParams(address, { after: expenseCursor(last) })}
                icon="right"
                size="sm"
                variant="secondary"
              >
                {t("pager.next")}
              </LinkButton>
            )}
          </nav>
        )}
      </Card>
    </ProjectPage>
  );
}
