import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { ExpenseChoices } from "@/db/queries/budget";
import { money } from "@/lib/format";

/** Of the one line whose expenses are shown: what is approved, what is entered on it, and what that leaves or lacks. */
export function LineNote({ lines, code }: { lines: ExpenseChoices["lines"]; code: string | undefined }) {
  const t = useTranslations("expenses");
  const locale = useLocale();
  const line = lines.find((one) => one.code === code && one.leaf !== "chapter");
  if (!line) return null;
  const { amountHalere, freeHalere } = line;
  const values = {
    code: line.code,
    approved: money(amountHalere, locale),
    entered: money(amountHalere - freeHalere, locale),
    rest: money(Math.abs(freeHalere), locale),
  };
  return freeHalere < 0 ? (
    <Alert tone="warn">{t("lineOver", values)}</Alert>
  ) : (
    <Alert tone="info">{t("lineFree", values)}</Alert>
  );
}
