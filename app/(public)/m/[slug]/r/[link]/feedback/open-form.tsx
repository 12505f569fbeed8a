"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { CommandForm } from "@/components/ui/command-form";

type Props = Pick<ComponentProps<typeof CommandForm>, "fixed" | "page" | "refused">;

/** The button that opens the form of an asking. */
export function OpenForm(props: Props) {
  const t = useTranslations("feedback");
  return <CommandForm {...props} doneLabel={t("opened")} name="feedback.open" submitLabel={t("open")} />;
}
