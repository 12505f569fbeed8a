"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import { NameField, RegistrationFields, type Typed } from "../../registration-fields";

type Own = { fixed: Readonly<Record<string, string>>; page: string };

/** The button that makes a registration count: a program that opens links presses none. */
export function ConfirmForm({ fixed, page }: Own) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={t("confirmed")}
      fixed={fixed}
      name="registration.confirm"
      page={page}
      submitLabel={t("confirm")}
    />
  );
}

/** One's details, until the deadline. */
export function ChangeForm({
  fixed,
  page,
  refused,
  ...fields
}: Own & Pick<ComponentProps<typeof CommandForm>, "refused"> & ComponentProps<typeof RegistrationFields>) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={t("changed")}
      fixed={fixed}
      name="registration.change"
      page={page}
      refused={refused}
      submitLabel={t("change")}
    >
      <NameField typed={fields.typed} />
      <RegistrationFields {...fields} />
    </CommandForm>
  );
}

export function WithdrawForm({ fixed, page }: Own) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={t("withdrawnDone")}
      fixed={fixed}
      name="registration.withdraw"
      page={page}
      submit={{ variant: "secondary" }}
      submitLabel={t("withdraw")}
    />
  );
}

/** After the deadline: what should be changed, for the organiser to open the form. */
export function AskForm({
  fixed,
  page,
  refused,
  typed,
  name = "registration.ask",
}: Own &
  Pick<ComponentProps<typeof CommandForm>, "refused"> & { typed?: Typed; name?: "registration.ask" | "member.ask" }) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={t("askDone")}
      fixed={fixed}
      name={name}
      page={page}
      refused={refused}
      submit={{ variant: "secondary" }}
      submitLabel={t("askSend")}
    >
      <TextField defaultValue={typed?.text?.[0]} label={t("askText")} maxLength={300} name="text" />
    </CommandForm>
  );
}
