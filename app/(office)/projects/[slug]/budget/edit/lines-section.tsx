import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { Alert } from "@/components/ui/alert";
import { CommandForm } from "@/components/ui/command-form";
import { cx } from "@/components/ui/cx";
import { Select, TextField } from "@/components/ui/text-field";
import { MoneyField } from "@/components/ui/typed-field";
import type { Project } from "@/db/queries/project";
import { type BudgetLine, leafKinds } from "@/lib/domain/budget";
import { halere } from "@/lib/domain/money";
import * as format from "@/lib/format";

type LinesProps = {
  project: Project;
  lines: readonly BudgetLine[];
  sumHalere: number;
  /** The open form: the id of a line, or "new". */
  edit: string;
  edits: boolean;
  /** The address of the budget. */
  base: string;
};

const indents = ["", "pl-2 sm:pl-4", "pl-4 sm:pl-8", "pl-6 sm:pl-12", "pl-8 sm:pl-16"];

/** The tree of codes as rows: each is renamed, moved, given another amount or taken away in its place. */
export function LinesSection({ project, lines, sumHalere, edit, edits, base }: LinesProps) {
  const t = useTranslations("budget");
  const tLeaf = useTranslations("history.values.leaf");
  const locale = useLocale();
  const path = `${base}/edit`;
  const difference = halere(sumHalere - project.totalHalere);
  const form = (line?: BudgetLine): RowForm => ({
    name: line ? "budget-line.change" : "budget-line.add",
    fixed: line ? { budgetLineId: line.id, version: line.version } : { projectId: project.id },
    title: line ? `${line.code} ${line.name}` : t("edit.newLine"),
    fields: (
      <>
        <TextField
          defaultValue={line?.code}
          hint={t(line?.leaf === "chapter" ? "edit.chapterCodeHint" : "edit.codeHint")}
          label={t("edit.code")}
          maxLength={40}
          name="code"
        />
        <TextField className="self-end" defaultValue={line?.name} label={t("edit.name")} maxLength={300} name="name" />
        {line?.leaf !== "chapter" && (
          <>
            <Select
              defaultValue={line?.leaf ?? "direct"}
              label={t("edit.kind")}
              name="leaf"
              options={leafKinds.map((kind) => ({ value: kind, label: tLeaf(kind) }))}
            />
            <MoneyField
              defaultValue={line?.approvedHalere ?? Math.max(0, -difference)}
              label={t("edit.amount")}
              name="amountHalere"
            />
          </>
        )}
      </>
    ),
    more: line && line.leaf !== "chapter" && line.expenses === 0 && (
      <CommandForm
        className="mb-3 px-4 sm:px-6"
        fixed={{ budgetLineId: line.id, version: line.version }}
        name="budget-line.remove"
        redirectTo={`${path}#lines`}
        submit={{ variant: "quiet", size: "sm", icon: "cross" }}
        submitLabel={t("edit.remove")}
      />
    ),
  });
  return (
    <RowList
      add={{ label: t("edit.add"), form: () => form() }}
      id="lines"
      note={t("edit.linesNote")}
      rows={lines.map((line) => ({
        id: line.id,
        text: (
          <span
            className={cx("flex gap-2", indents[Math.min(line.depth, 4)], line.leaf === "chapter" && "font-semibold")}
          >
            <span className="shrink-0 text-soft">{line.code}</span>
            <span>{line.name}</span>
          </span>
        ),
        note: (
          <span className={cx("block", indents[Math.min(line.depth, 4)])}>
            {tLeaf(line.leaf)}
            {line.expenses > 0 && ` · ${t("edit.expenses", { count: line.expenses })}`}
          </span>
        ),
        mark: (
          <span className={cx("number", line.leaf === "chapter" && "font-semibold")}>
            {format.money(line.approvedHalere, locale)}
          </span>
        ),
        form: () => form(line),
      }))}
      title={t("tree.title")}
      view={{
        edits,
        edit: { section: "lines", id: edit },
        at: (_, row) => (row ? `${path}?edit=${row}#form` : `${path}#lines`),
      }}
    >
      {difference !== 0 && (
        <Alert
          className="mb-4"
          title={t("edit.differs", { difference: format.signedMoney(difference, locale) })}
          tone="warn"
        >
          {t("tree.differs", {
            lines: format.money(sumHalere, locale),
            project: format.money(project.totalHalere, locale),
          })}
        </Alert>
      )}
    </RowList>
  );
}
