"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { readForm } from "@/components/ui/command";
import { Icon } from "@/components/ui/icon";
import { type Overdrawn, overdraws } from "@/lib/domain/overdrawn";
import { money } from "@/lib/format";

type Props = {
  lines: readonly { id: string; code: string; name: string; freeHalere: number }[];
  /** What the expense takes now and from where, which is given back first. */
  was: { budgetLineId: string; amountHalere: number };
};

/** Inside the form of an expense: the line that it is about to overdraw, while it is being written. */
export function OverdrawnHint({ lines, was }: Props) {
  const t = useTranslations("expenses.grid");
  const locale = useLocale();
  const box = useRef<HTMLParagraphElement>(null);
  const [found, setFound] = useState<Overdrawn>();
  useEffect(() => {
    const form = box.current?.closest("form");
    // The hidden field of an amount follows what is typed one drawing later.
    const look = () =>
      requestAnimationFrame(() => {
        if (!form) return;
        const { budgetLineId, amountHalere } = readForm(form);
        const line = lines.filter(({ id }) => id === budgetLineId);
        const back = budgetLineId === was.budgetLineId ? was.amountHalere : 0;
        setFound(overdraws(line, () => (Number(amountHalere) || 0) - back)[0]);
      });
    form?.addEventListener("input", look);
    return () => form?.removeEventListener("input", look);
  }, [lines, was]);
  return (
    <p aria-live="polite" className="flex items-center gap-2 text-warn empty:hidden" ref={box}>
      {found && (
        <>
          <Icon name="alert" size={16} />
          {t("overdraws", { code: found.code, over: money(found.overHalere, locale) })}
        </>
      )}
    </p>
  );
}
