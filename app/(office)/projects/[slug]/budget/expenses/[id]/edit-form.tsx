import { useTranslations } from "next-intl";
import { ClientMessages } from "@/components/layout/client-messages";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField, MoneyField } from "@/components/ui/typed-field";
import type { ExpenseChoices } from "@/db/queries/budget";
import type { Expense } from "@/db/queries/expenses";
import { expenseKinds } from "@/lib/domain/expense";
import { type CostRegime, kindsIn, takesExpenses } from "@/lib/domain/regime";
import { OverdrawnHint } from "./overdrawn-hint";

type FormProps = {
  expense: Expense;
  project: { costRegime: CostRegime | null };
  choices: ExpenseChoices;
  today: string;
};

/** The data of an expense to be changed: to what the regime of its project evidences. */
export function ExpenseForm({ expense, project, choices, today }: FormProps) {
  const t = useTranslations("expenses");
  const optionsOf = (items: readonly { id: string; code: string; name: string }[]) =>
    items.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }));
  return (
    <CommandForm
      fixed={{ expenseId: expense.id, version: expense.version }}
      name="expense.change"
      submitLabel={t("record.save")}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          defaultValue={expense.documentNumber}
          label={t("columns.number")}
          maxLength={60}
          name="documentNumber"
        />
        <Select
          defaultValue={expense.kind}
          label={t("columns.kind")}
          name="kind"
          options={expenseKinds
            .filter((kind) => kind === expense.kind || kindsIn(project.costRegime).includes(kind))
            .map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        />
        <Select
          defaultValue={expense.budgetLineId}
          label={t("columns.line")}
          name="budgetLineId"
          options={optionsOf(
            choices.lines.filter((line) => line.id === expense.budgetLineId || takesExpenses(project.costRegime, line)),
          )}
        />
        <Select
          defaultValue={expense.keyActivityId ?? ""}
          label={t("columns.keyActivity")}
          name="keyActivityId"
          optional
          options={optionsOf(choices.keyActivities)}
          placeholder="–"
        />
        <TextField
          className="sm:col-span-2"
          defaultValue={expense.description}
          label={t("columns.description")}
          maxLength={500}
          name="description"
        />
        <TextField
          className="sm:col-span-2"
          defaultValue={expense.supplier}
          label={t("columns.supplier")}
          maxLength={200}
          name="supplier"
          optional
        />
        <DateField
          defaultValue={expense.issuedOn}
          label={t("columns.issued")}
          max={today}
          name="issuedOn"
          today={today}
        />
        <DateField
          defaultValue={expense.paidOn ?? undefined}
          label={t("columns.paid")}
          max={today}
          name="paidOn"
          optional
          today={today}
        />
        <MoneyField defaultValue={expense.amountHalere} label={t("columns.amount")} name="amountHalere" />
        <Checkbox hint={t("record.anotherHint")} label={t("record.another")} name="another" />
      </div>
      <ClientMessages namespaces={["expenses"]}>
        <OverdrawnHint
          lines={choices.lines.map(({ id, code, name, freeHalere }) => ({ id, code, name, freeHalere }))}
          was={{ budgetLineId: expense.budgetLineId, amountHalere: expense.internal ? 0 : expense.amountHalere }}
        />
      </ClientMessages>
    </CommandForm>
  );
}

/** Deleting asks once more; the log keeps what was deleted. */
export function ExpenseDelete({
  expense,
  list,
}: {
  expense: Pick<Expense, "id" | "version" | "documentNumber" | "files">;
  list: string;
}) {
  const t = useTranslations("expenses.record");
  if (expense.files > 0) return <p className="text-sm text-soft">{t("notDeleted")}</p>;
  return (
    <details>
      <summary className="inline-flex min-h-8 items-center rounded-sm py-1 text-sm text-link thumb:min-h-11">
        {t("delete")}
      </summary>
      <CommandForm
        className="mt-2"
        fixed={{ expenseId: expense.id, version: expense.version }}
        name="expense.delete"
        redirectTo={list}
      >
        <p>{t("deleteSure", { number: expense.documentNumber })}</p>
        <div>
          <Button type="submit" variant="danger">
            {t("delete")}
          </Button>
        </div>
      </CommandForm>
    </details>
  );
}
