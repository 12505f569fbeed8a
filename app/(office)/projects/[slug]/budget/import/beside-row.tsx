"use client";
import { useLocale, useTranslations } from "next-intl";
import * as format from "@/lib/format";
import type { Beside } from "@/server/views/expense-import";

/** Under a row of a file: what the project already has in its place or alike. */
export function BesideRow({ beside }: { beside: Beside | null }) {
  const t = useTranslations("expenses.import");
  const locale = useLocale();
  if (!beside) return null;
  return (
    <span className="block text-sm text-soft">
      {t("beside", {
        number: beside.documentNumber,
        supplier: beside.supplier || "–",
        day: format.day(beside.issuedOn, locale),
        amount: format.money(beside.amountHalere, locale),
      })}
    </span>
  );
}
