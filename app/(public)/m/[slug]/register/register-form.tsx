"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import type { Place } from "../municipality-field";
import { EmailField, NameField, RegistrationFields, type SiteChoice, type Typed } from "../registration-fields";

type Props = {
  slug: string;
  locale: string;
  typed: Typed;
  sites: readonly SiteChoice[];
  places: readonly Place[];
  consent: string;
  refused?: { sentence: string; fields: Readonly<Record<string, string>> };
};

/** The form of one person. */
export function RegisterForm({ slug, locale, typed, sites, places, consent, refused }: Props) {
  const t = useTranslations("registration");
  return (
    <CommandForm
      doneLabel={null}
      fixed={{ slug, locale }}
      name="registration.send"
      page={`/m/${slug}/register`}
      redirectTo={`/m/${slug}/register/sent`}
      refused={refused}
      submitLabel={t("send")}
    >
      <NameField typed={typed} />
      <EmailField hint={t("emailHint")} typed={typed} />
      <RegistrationFields places={places} sites={sites} typed={typed} />
      <Checkbox defaultChecked={typed.consent?.[0] === "true"} label={consent} name="consent" />
    </CommandForm>
  );
}
