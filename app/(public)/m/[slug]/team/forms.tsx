"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import { MunicipalityField, type Place } from "../municipality-field";
import { EmailField, type Typed } from "../registration-fields";

type Props = {
  slug: string;
  typed: Typed;
  places: readonly Place[];
} & Pick<ComponentProps<typeof CommandForm>, "refused">;

/** Who the coordinator is; his people are entered behind the link of the mail that he gets. */
export function BeginForm({
  slug,
  locale,
  typed,
  places,
  consent,
  refused,
}: Props & { locale: string; consent: string }) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm
      doneLabel={null}
      fixed={{ slug, locale }}
      name="team.begin"
      page={`/m/${slug}/team`}
      redirectTo={`/m/${slug}/register/sent`}
      refused={refused}
      submitLabel={t("begin")}
    >
      <TextField
        autoComplete="name"
        defaultValue={typed.name?.[0]}
        label={t("coordinator")}
        maxLength={200}
        name="name"
      />
      <EmailField hint={t("emailHint")} typed={typed} />
      <MunicipalityField places={places} typed={typed.municipality?.[0] ?? ""} />
      <Checkbox defaultChecked={typed.consent?.[0] === "true"} label={consent} name="consent" />
    </CommandForm>
  );
}

/** A team of the signed-in user's office: his name and address are known. */
export function StartForm({ slug, typed, places }: Props) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm doneLabel={t("started")} fixed={{ slug }} name="team.start" resets submitLabel={t("startDo")}>
      <MunicipalityField places={places} typed={typed.municipality?.[0] ?? ""} />
    </CommandForm>
  );
}
