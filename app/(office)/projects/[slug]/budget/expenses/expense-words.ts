import { getLocale, getTranslations } from "next-intl/server";
import type { ExpenseChoices } from "@/db/queries/budget";
import type { ExpenseImport } from "@/db/queries/expenses";
import { type ExpenseFilter, filterKeys } from "@/lib/domain/expense-filter";
import * as format from "@/lib/format";

/** The filters in force in words: chips of the page, facts of its export. */
export async function filterWords(
  filter: ExpenseFilter,
  { lines, imports }: Pick<ExpenseChoices, "lines"> & { imports: readonly ExpenseImport[] },
) {
  const [t, locale] = await Promise.all([getTranslations("expenses.filter"), getLocale()]);
  const word = (key: (typeof filterKeys)[number]): string | undefined => {
    const value = filter[key];
    if (value === undefined) return undefined;
    if (key === "line") return `${value} ${lines.find(({ code }) => code === value)?.name ?? ""}`.trim();
    if (key === "month") return format.month(value, locale);
    if (key === "kind" && filter.kind) return t(`kinds.${filter.kind}`);
    if (key === "file" && filter.file) return t(`files.${filter.file}`);
    if (key === "paid" && filter.paid) return t(`payments.${filter.paid}`);
    if (key === "claim" && filter.claim) return t(`claims.${filter.claim}`);
    if (key === "source")
      return value === "hand" ? t("byHand") : (imports.find(({ id }) => id === value)?.fileName ?? t("otherFile"));
    return `„${value}“`;
  };
  return filterKeys.flatMap((key) => {
    const value = word(key);
    return value === undefined ? [] : [{ param: key, name: t(key), value }];
  });
}
