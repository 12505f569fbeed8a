"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";

/** Approves the ticked shifts of the table inside, all at once or none. */
export function ApproveForm({ children }: { children: ReactNode }) {
  const t = useTranslations("approve");
  const box = useRef<HTMLDivElement>(null);
  const tickAll = () => {
    const boxes = [...(box.current?.querySelectorAll<HTMLInputElement>("input[name='activities[]']") ?? [])];
    const on = boxes.some(({ checked }) => !checked);
    for (const item of boxes) item.checked = on;
  };
  return (
    <CommandForm name="activity.approve">
      <div className="flex flex-wrap items-center gap-2 px-4 sm:px-6">
        <SubmitButton icon="check" size="sm">
          {t("approve")}
        </SubmitButton>
        <Button onClick={tickAll} size="sm" variant="quiet">
          {t("all")}
        </Button>
        <p className="text-sm text-soft">{t("hint")}</p>
      </div>
      <div ref={box}>{children}</div>
    </CommandForm>
  );
}
