"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import type { Place } from "../municipality-field";
import { NameField, RegistrationFields, type SiteChoice, type Typed } from "../registration-fields";

type Props = {
  slug: string;
  locale: string;
  typed: Typed;
  sites: readonly SiteChoice[];
  places: readonly Place[];
  consent: string;
  /** An address that looks like a slip of the one that was typed. */
  meant: string | null;
  refused?: { sentence: string; fields: Readonly<Record<string, string>> };
};

/** The form of one person. */
export function RegisterForm({ slug, locale, typed, sites, places, consent, meant, refused }: Props) {
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
      <TextField
        autoComplete="email"
        defaultValue={typed.email?.[0]}
        hint={meant ? t("emailMeant", { email: meant }) : t("emailHint")}
        inputMode="email"
        label={t("email")}
        maxLength={254}
        name="email"
        type="email"
      />
      <RegistrationFields places={places} sites={sites} typed={typed} />
      <Checkbox defaultChecked={typed.consent?.[0] === "true"} label={consent} name="consent" />
    </CommandForm>
  );
}
