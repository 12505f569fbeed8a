"use client";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import type { Expense } from "@/db/queries/expenses";
import { sum } from "@/lib/domain/money";
import * as format from "@/lib/format";

type GridFootProps = {
  selected: readonly Expense[];
  /** New rows that somebody wrote into and that are not saved. */
  waiting: number;
  edits: boolean;
  message: string;
  onAdd: () => void;
  onClear: () => void;
  onSaveAll: () => void;
};

/** What is selected and what waits, under the grid and always in sight. */
export function GridFoot({ selected, waiting, edits, message, onAdd, onClear, onSaveAll }: GridFootProps) {
  const t = useTranslations("expenses.grid");
  const locale = useLocale();
  const total = sum(selected.map(({ amountHalere }) => amountHalere));
  const says = selected.length > 0 || message !== "" || waiting > 1;
  return (
    <div
      className={cx(
        "no-print sticky bottom-0 z-10 flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 border-line border-t bg-card px-4 py-2 text-sm max-md:bottom-14 sm:px-6",
        // On a phone there are no keys to tell about: nothing but the button stands over the rows.
        !says &&
          "max-sm:pointer-events-none max-sm:border-0 max-sm:bg-transparent max-sm:[.table-region:focus-within+&]:hidden",
      )}
    >
      <p aria-live="polite" className={cx("font-medium", !says && "max-sm:sr-only")}>
        {selected.length > 0
          ? t("selected", { count: selected.length, sum: format.money(total, locale) })
          : message || (edits ? t("help") : t("helpRead"))}
      </p>
      {selected.length > 0 && (
        <Button onClick={onClear} size="sm" variant="quiet">
          {t("clear")}
        </Button>
      )}
      <span className="pointer-events-auto ml-auto flex gap-2">
        {waiting > 1 && (
          <Button icon="check" onClick={onSaveAll} size="sm">
            {t("saveAll", { count: waiting })}
          </Button>
        )}
        {edits && (
          <Button icon="plus" onClick={onAdd} size="sm" variant="secondary" className="max-sm:shadow-card">
            {t("add")}
          </Button>
        )}
      </span>
    </div>
  );
}
