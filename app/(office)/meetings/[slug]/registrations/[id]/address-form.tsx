"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";

type Props = { registrationId: string; email: string; version: string };

/** Another address of a registration, and why. */
export function AddressForm({ registrationId, email, version }: Props) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={t("desk.correctDone")}
      fixed={{ registrationId, version }}
      name="registration.correct"
      submit={{ variant: "secondary" }}
      submitLabel={t("desk.correct")}
    >
      <TextField defaultValue={email} inputMode="email" label={t("email")} maxLength={254} name="email" type="email" />
      <TextField label={t("desk.reason")} maxLength={500} name="reason" />
    </CommandForm>
  );
}
