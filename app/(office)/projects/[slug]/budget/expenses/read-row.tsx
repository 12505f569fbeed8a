"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import type { Expense } from "@/db/queries/expenses";
import * as format from "@/lib/format";
import type { ColumnKey, chosenColumns } from "./columns";

type ReadRowProps = {
  expense: Expense;
  columns: ReturnType<typeof chosenColumns>;
  href: string;
  selected: boolean;
  /** Index of the cell that takes the focus of the grid, when it is in this row. */
  activeCell: number | null;
  onSelect: (on: boolean, range: boolean) => void;
  onCell: (cell: number) => void;
  onEdit: (cell: number) => void;
};

/** A row to read: a click or an arrow makes a cell active, Enter, F2 or a double click opens the row. */
export function ReadRow({ expense, columns, href, selected, activeCell, onSelect, onCell, onEdit }: ReadRowProps) {
  const t = useTranslations("expenses");
  const locale = useLocale();
  return (
    <tr aria-selected={selected} className={cx(selected && "bg-wash")} data-row={expense.id}>
      <td className="no-print max-sm:float-right">
        <label className="-m-2.5 grid size-9 cursor-pointer place-items-center sm:-my-2 thumb:-my-1 thumb:-mr-3.5 thumb:size-11">
          <input
            aria-label={t("grid.select", { number: expense.documentNumber })}
            checked={selected}
            className="size-4 accent-action"
            onChange={(event) =>
              onSelect(
                event.currentTarget.checked,
                event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey,
              )
            }
            onClick={(event) => {
              if (event.shiftKey) {
                event.preventDefault();
                onSelect(true, true);
              }
            }}
            tabIndex={-1}
            type="checkbox"
          />
        </label>
      </td>
      {columns.map(({ key }, cell) => {
        // The number names the row; the keys are heard by the grid around its cells.
        const Cell = key === "number" ? "th" : "td";
        return (
          <Cell
            className={cx(
              "cursor-default",
              key === "amount" && "number",
              key === "number" && "max-sm:text-left! max-sm:text-base max-sm:before:content-none! max-sm:min-h-11",
              (key === "keyActivity" || key === "kind") && "max-sm:hidden!",
              (key === "issued" || key === "paid" || key === "number") && "whitespace-nowrap",
            )}
            data-cell={cell}
            data-label={t(`columns.${key}`)}
            key={key}
            onClick={() => onCell(cell)}
            onDoubleClick={() => onEdit(cell)}
            onFocus={(event) => event.target === event.currentTarget && onCell(cell)}
            scope={key === "number" ? "row" : undefined}
            tabIndex={activeCell === cell ? 0 : -1}
          >
            {content(key, expense, href, t, locale)}
          </Cell>
        );
      })}
    </tr>
  );
}

function content(
  key: ColumnKey,
  expense: Expense,
  href: string,
  t: ReturnType<typeof useTranslations<"expenses">>,
  locale: ReturnType<typeof useLocale>,
): ReactNode {
  if (key === "number")
    return (
      <span className="inline-flex items-center gap-1">
        <Link className="font-medium" href={href} tabIndex={-1}>
          {expense.documentNumber}
        </Link>
        {expense.claimNumber !== null && (
          <span className="text-soft" title={t("claim", { number: expense.claimNumber })}>
            <Icon name="lock" size={14} />
            <span className="sr-only">{t("claim", { number: expense.claimNumber })}</span>
          </span>
        )}
      </span>
    );
  if (key === "line") return <span title={expense.lineName}>{expense.lineCode}</span>;
  if (key === "supplier") return expense.supplier;
  if (key === "description") return expense.description;
  if (key === "issued") return format.day(expense.issuedOn, locale);
  if (key === "paid")
    return expense.paidOn ? format.day(expense.paidOn, locale) : <span className="text-warn">{t("unpaid")}</span>;
  if (key === "amount") return format.money(expense.amountHalere, locale);
  if (key === "keyActivity") return expense.keyActivityCode ?? "";
  if (key === "kind") return t(expense.internal ? "internal" : `kinds.${expense.kind}`);
  if (key === "claim")
    return expense.claimNumber === null ? (
      ""
    ) : (
      <span className="inline-flex items-center gap-1 text-soft">
        <Icon name="lock" size={14} />
        {t("claim", { number: expense.claimNumber })}
      </span>
    );
  const bare = expense.files === 0 && expense.kind === "document" && !expense.internal;
  if (expense.files === 0 && !bare) return <span className="text-soft">–</span>;
  return (
    <Link
      aria-label={t("filesOf", { count: expense.files, number: expense.documentNumber })}
      className={cx("inline-flex items-center gap-1", bare && "text-warn!")}
      href={`${href}?tab=files`}
      tabIndex={-1}
    >
      <Icon name={bare ? "alert" : "file"} size={16} />
      {expense.files}
    </Link>
  );
}
