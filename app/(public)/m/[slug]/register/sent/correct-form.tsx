"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { EmailField, type Typed } from "../../registration-fields";

type Props = Pick<ComponentProps<typeof CommandForm>, "refused"> & { slug: string; sending: string; typed: Typed };

/** The right address in place of the one that was just typed, once. */
export function CorrectForm({ slug, sending, typed, refused }: Props) {
  const t = useTranslations("registration");
  const page = `/m/${slug}/register/sent`;
  return (
    <CommandForm
      doneLabel={t("corrected")}
      fixed={{ slug, sending }}
      name="registration.correct-sent"
      page={page}
      refused={refused}
      submitLabel={t("slipSend")}
    >
      <EmailField hint={t("emailHint")} label={t("slipEmail")} typed={typed} />
    </CommandForm>
  );
}
