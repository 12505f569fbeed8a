"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { attendeeRoles } from "@/lib/domain/registration";

/** Somebody who came without a registration, entered at a block. */
export function WalkInForm({ siteId, blockId }: { siteId: string; blockId: string }) {
  const t = useTranslations("attendance");
  const tRole = useTranslations("registration.roles");
  return (
    <CommandForm
      doneLabel={t("walkInDone")}
      fixed={{ siteId, blockId }}
      name="attendance.add"
      resets
      submit={{ variant: "secondary", icon: "plus" }}
      submitLabel={t("walkInAdd")}
    >
      <div className="grid gap-4 md:grid-cols-3">
        <TextField autoComplete="off" label={t("name")} maxLength={200} name="name" />
        <Select
          label={t("role")}
          name="role"
          options={attendeeRoles.map((role) => ({ value: role, label: tRole(role) }))}
        />
        <TextField autoComplete="off" label={t("municipality")} maxLength={120} name="municipality" optional />
      </div>
    </CommandForm>
  );
}
