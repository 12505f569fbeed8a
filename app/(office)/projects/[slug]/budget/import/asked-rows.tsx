"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import * as format from "@/lib/format";
import type { AskReason } from "@/lib/import/asked";
import type { ExpensePreview } from "@/server/views/expense-import";
import { BesideRow } from "./beside-row";

type Group = ExpensePreview["asked"][number];

/** Rows that are left out until a person says that they are expenses too. */
export function AskedRows({ group, onTake }: { group: Group; onTake: (reason: AskReason, taken: boolean) => void }) {
  const t = useTranslations("expenses");
  const locale = useLocale();
  const { reason, count, sumHalere, first } = group;
  const [taken, setTaken] = useState(group.taken);
  return (
    <section aria-label={t(`import.asked.${reason}.title`)}>
      <h3>{t(`import.asked.${reason}.title`)}</h3>
      <p className="text-sm">{t(`import.asked.${reason}.text`)}</p>
      <div className="table-region mt-2 rounded-md border border-line">
        <table className="data-table">
          <thead>
            <tr>
              <th className="number" scope="col">
                {t("import.row")}
              </th>
              <th scope="col">{t("columns.number")}</th>
              <th scope="col">{t("columns.description")}</th>
              <th className="number" scope="col">
                {t("columns.amount")}
              </th>
            </tr>
          </thead>
          <tbody>
            {first.map((row) => (
              <tr key={row.row}>
                <th className="number" scope="row">
                  {row.row}
                </th>
                <td data-label={t("columns.number")}>{row.documentNumber ?? t("import.asked.unread")}</td>
                <td data-label={t("columns.description")}>
                  {row.description}
                  <BesideRow beside={row.beside} />
                </td>
                <td className="number" data-label={t("columns.amount")}>
                  {row.amountHalere !== null && format.money(row.amountHalere, locale)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {count > first.length && <p className="text-sm text-soft">{t("import.more", { count: count - first.length })}</p>}
      <label className="mt-2 flex min-h-11 cursor-pointer items-center gap-3">
        <input
          checked={taken}
          className="size-5 shrink-0 accent-action"
          onChange={(event) => {
            setTaken(event.currentTarget.checked);
            onTake(reason, event.currentTarget.checked);
          }}
          type="checkbox"
        />
        {t("import.asked.take", { count, sum: format.money(sumHalere, locale) })}
      </label>
    </section>
  );
}
