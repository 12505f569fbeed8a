import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FilterForm } from "@/components/ui/filter-form";
import { Icon } from "@/components/ui/icon";
import type { ExpenseChoices } from "@/db/queries/budget";
import type { ExpenseImport } from "@/db/queries/expenses";
import { expenseKinds } from "@/lib/domain/expense";
import type { ExpenseFilter } from "@/lib/domain/expense-filter";
import * as format from "@/lib/format";

type FiltersProps = {
  action: string;
  filter: ExpenseFilter;
  /** Parameters that the form keeps as they are: the day, the order, the columns. */
  kept: Readonly<Record<string, string | undefined>>;
  lines: ExpenseChoices["lines"];
  imports: readonly ExpenseImport[];
  months: readonly string[];
};

/** Narrows the list by the address, so that it works without scripts and can be sent. */
export function ExpenseFilters({ action, filter, kept, lines, imports, months }: FiltersProps) {
  const t = useTranslations("expenses.filter");
  const locale = useLocale();
  const choices = [
    {
      key: "line",
      options: lines.map(({ code, name }) => [code, `${code} ${name}`]),
    },
    { key: "month", options: months.map((month) => [month, format.month(month, locale)]) },
    { key: "paid", options: [["yes", t("payments.yes")] as const, ["no", t("payments.no")] as const] },
    { key: "claim", options: [["none", t("claims.none")] as const, ["some", t("claims.some")] as const] },
    { key: "kind", options: expenseKinds.map((kind) => [kind, t(`kinds.${kind}`)]) },
    { key: "file", options: [["missing", t("files.missing")] as const, ["some", t("files.some")] as const] },
    {
      key: "source",
      options: [["hand", t("byHand")] as const, ...imports.map(({ id, fileName }) => [id, fileName] as const)],
    },
  ] as const;
  return (
    <details className="w-full">
      <summary className="inline-flex min-h-8 thumb:min-h-11 items-center gap-1.5 rounded-sm text-sm font-medium text-link">
        <Icon name="filter" size={16} />
        {t("title")}
      </summary>
      <div className="mt-2">
        <FilterForm action={action}>
          {Object.entries(kept).map(
            ([key, value]) => value && <input key={key} name={key} readOnly type="hidden" value={value} />,
          )}
          {choices.map(({ key, options }) => (
            <label className="min-w-0 text-sm" key={key}>
              <span className="mb-1 block font-medium">{t(key)}</span>
              <select className="control" defaultValue={filter[key] ?? ""} key={filter[key]} name={key}>
                <option value="">{t("all")}</option>
                {options.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <label className="min-w-0 text-sm">
            <span className="mb-1 block font-medium">{t("q")}</span>
            <input className="control" defaultValue={filter.q} key={filter.q} maxLength={100} name="q" type="search" />
          </label>
          <div className="flex items-end">
            <Button icon="filter" type="submit" variant="secondary">
              {t("apply")}
            </Button>
          </div>
        </FilterForm>
      </div>
    </details>
  );
}
