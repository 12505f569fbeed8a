import { useTranslations } from "next-intl";
import { type Address, withParams } from "@/components/ui/address";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { ExpenseFilter } from "@/lib/domain/expense-filter";
import type { chosenColumns } from "./columns";

/** Headings of the grid; the sorted ones are links, so that the order stands in the address. */
export function GridHead({
  columns,
  filter,
  address,
}: {
  columns: ReturnType<typeof chosenColumns>;
  filter: ExpenseFilter;
  address: Address;
}) {
  const t = useTranslations("expenses.columns");
  const tTable = useTranslations("table");
  return (
    <thead>
      <tr>
        <th className="no-print w-12" scope="col">
          <span className="sr-only">{t("choice")}</span>
        </th>
        {columns.map(({ key, sort, width }) => {
          const header = t(key);
          const current = sort && filter.sort.replace(/^-/, "") === sort;
          const down = filter.sort.startsWith("-");
          const next = current ? !down : key === "issued" || key === "paid" || key === "amount";
          return (
            <th
              aria-sort={current ? (down ? "descending" : "ascending") : undefined}
              className={cx(width, key === "amount" && "number")}
              key={key}
              scope="col"
            >
              {sort ? (
                <Link
                  className="inline-flex items-center gap-1 text-soft no-underline hover:text-link"
                  href={withParams(address, { sort: (next ? "-" : "") + sort, after: undefined })}
                  scroll={false}
                  title={tTable(next ? "sortDown" : "sortUp", { column: header })}
                >
                  {header}
                  <Icon
                    className={current ? "no-print text-link" : "no-print opacity-40"}
                    name={current && !down ? "up" : "down"}
                    size={14}
                  />
                </Link>
              ) : (
                header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
