"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";
import { DateField } from "@/components/ui/typed-field";

/** Until which day one person may change his details again. */
export function OpeningForm({ registrationId }: { registrationId: string }) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={t("desk.openingDone")}
      fixed={{ registrationId }}
      name="registration.extend"
      submit={{ variant: "secondary" }}
      submitLabel={t("desk.opening")}
    >
      <DateField label={t("desk.openingUntil")} name="untilOn" />
    </CommandForm>
  );
}
