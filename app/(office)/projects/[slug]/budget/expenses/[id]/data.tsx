import { useLocale, useTranslations } from "next-intl";
import type { ExpenseChoices } from "@/db/queries/budget";
import type { Expense } from "@/db/queries/expenses";
import * as format from "@/lib/format";

/** An expense that is only read. */
export function ExpenseData({ expense, choices }: { expense: Expense; choices: ExpenseChoices }) {
  const t = useTranslations("expenses");
  const locale = useLocale();
  const activity = choices.keyActivities.find(({ id }) => id === expense.keyActivityId);
  const rows = [
    ["number", expense.documentNumber],
    ["line", `${expense.lineCode} ${expense.lineName}`],
    ["supplier", expense.supplier || "–"],
    ["description", expense.description],
    ["issued", format.day(expense.issuedOn, locale)],
    ["paid", expense.paidOn ? format.day(expense.paidOn, locale) : t("unpaid")],
    ["amount", format.money(expense.amountHalere, locale)],
    ["keyActivity", activity ? `${activity.code} ${activity.name}` : "–"],
    ["kind", t(`kinds.${expense.kind}`)],
  ] as const;
  return (
    <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
      {rows.map(([key, value]) => (
        <div className="contents" key={key}>
          <dt className="text-soft">{t(`columns.${key}`)}</dt>
          <dd className="wrap-anywhere max-sm:mb-2">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
