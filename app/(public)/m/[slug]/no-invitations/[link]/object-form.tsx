"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";

export function ObjectForm({ fixed, page }: { fixed: Readonly<Record<string, string>>; page: string }) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={t("noInvitationsDone")}
      fixed={fixed}
      name="invitation.object"
      page={page}
      submitLabel={t("noInvitationsDo")}
    />
  );
}
