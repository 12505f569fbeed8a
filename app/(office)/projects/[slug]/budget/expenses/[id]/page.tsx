import { getLocale, getTranslations } from "next-intl/server";
import { EvidenceFiles } from "@/app/(office)/evidence-files";
import { RecordHistory } from "@/app/(office)/record-history";
import { Alert } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Tabs } from "@/components/ui/navigation";
import { can, inProject } from "@/lib/domain/permission";
import * as format from "@/lib/format";
import { firstValue, readOfficePage, recordId, type SearchParams } from "@/server/page";
import { readExpense } from "@/server/views/expenses";
import { ProjectPage } from "../../../project-page";
import { ExpenseData } from "./data";
import { ExpenseDelete, ExpenseForm } from "./edit-form";

type Props = { params: Promise<{ slug: string; id: string }>; searchParams: SearchParams };

const parts = ["data", "history", "files"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("expenses"))("record.title") };
}

/** One expense: its data (changed here while it is in no claim), its history, its files. */
export default async function ExpensePage({ params, searchParams }: Props) {
  const [{ slug, id: asked }, search, t, tBudget, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("expenses"),
    getTranslations("budget"),
    getLocale(),
  ]);
  const id = recordId(asked);
  const list = `/projects/${slug}/budget/expenses`;
  const part = parts.find((name) => name === firstValue(search.tab)) ?? "data";
  const withFiles = part === "files";
  const page = await readOfficePage(
    `${list}/${id}`,
    (tx, me) => readExpense(tx, slug, id, { today: me.today, withFiles }),
    // The files name who attached them.
    withFiles ? "evidence" : undefined,
  );
  const { project, expense, choices, files, imports, history } = page.view;
  const open = project.state !== "closed";
  const changes = open && can(page.me, "expense.change", inProject(project));
  const editable = changes && expense.claimNumber === null;
  const records = open && can(page.me, "expense.record", inProject(project));
  const source = imports.find((file) => file.id === expense.importId);
  return (
    <ProjectPage
      crumbs={[
        { label: tBudget("title"), href: `/projects/${slug}/budget` },
        { label: t("title"), href: list },
        { label: expense.documentNumber },
      ]}
      note={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <strong className="text-ink">{format.money(expense.amountHalere, locale)}</strong>
          <StatePill tone={expense.paidOn ? "good" : "warn"}>
            {expense.paidOn ? t("record.paidOn", { day: format.day(expense.paidOn, locale) }) : t("unpaid")}
          </StatePill>
          {expense.claimNumber !== null && (
            <StatePill icon="lock" tone="info">
              {t("claim", { number: expense.claimNumber })}
            </StatePill>
          )}
        </span>
      }
      office={page}
      part="budget"
      project={project}
      search={search}
      title={t("record.of", { number: expense.documentNumber })}
    >
      <Tabs
        items={parts.map((name) => ({
          href: `${list}/${id}${name === "data" ? "" : `?tab=${name}`}`,
          label: t(`record.tabs.${name}`),
          current: name === part,
          count: name === "files" ? expense.files : undefined,
        }))}
        label={t("record.tabs.label")}
      />
      <Card id={part} title={t(`record.tabs.${part}`)}>
        {part === "history" && <RecordHistory history={history} />}
        {part === "files" && (
          <EvidenceFiles
            add={records && { label: t("record.addFile"), hint: t("record.filesHint") }}
            files={files}
            projectId={project.id}
            proves={{ expenseId: expense.id }}
            removes={records && expense.claimNumber === null}
          />
        )}
        {part === "data" && (
          <div className="grid gap-6">
            {expense.internal && <Alert tone="info">{t("record.internal")}</Alert>}
            {changes && expense.claimNumber !== null && (
              <Alert tone="info">{t("record.claimed", { number: expense.claimNumber })}</Alert>
            )}
            {editable ? (
              <>
                <ExpenseForm choices={choices} expense={expense} project={project} today={page.me.today} />
                <ExpenseDelete expense={expense} list={list} />
              </>
            ) : (
              <ExpenseData expense={expense} choices={choices} />
            )}
            <p className="text-sm text-soft">
              {source
                ? t("record.fromFile", { file: source.fileName, at: format.instant(source.importedAt, locale) })
                : t("record.byHand")}
            </p>
          </div>
        )}
      </Card>
    </ProjectPage>
  );
}
