"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { Select, TextField } from "@/components/ui/text-field";
import { arrivals, attendeeRoles, dishes, likelyAddress, roomWishes } from "@/lib/domain/registration";
import { MunicipalityField, type Place } from "./municipality-field";

export type SiteChoice = { code: string; name: string; days: string };
/** What stands in the fields, by their names. */
export type Typed = Readonly<Record<string, readonly string[] | undefined>>;

type Props = {
  typed: Typed;
  sites: readonly SiteChoice[];
  /** Municipalities of the name that was typed. */
  places: readonly Place[];
  /** Left out once the data were taken away. */
  needs?: boolean;
};

/** What is asked of who comes: the same fields when one registers and when one changes something. */
export function RegistrationFields({ typed, sites, places, needs = true }: Props) {
  const t = useTranslations("registration");
  const first = (name: string) => typed[name]?.[0];
  return (
    <>
      <Select
        defaultValue={first("role") ?? ""}
        label={t("role")}
        name="role"
        options={attendeeRoles.map((value) => ({ value, label: t(`roles.${value}`) }))}
        placeholder=""
      />
      <MunicipalityField places={places} typed={first("municipality") ?? ""} />
      <RadioGroup
        defaultValue={first("site")}
        label={t("site")}
        name="site"
        options={[
          ...sites.map(({ code, name, days }) => ({ value: code, label: name, hint: days })),
          ...(sites.length > 1 ? [{ value: "any", label: t("siteAny") }] : []),
        ]}
      />
      {sites.length > 1 && (
        <RadioGroup
          defaultValue={first("canOther") ?? "yes"}
          hint={t("canOtherHint")}
          label={t("canOther")}
          name="canOther"
          options={[
            { value: "yes", label: t("canOtherYes") },
            { value: "no", label: t("canOtherNo") },
          ]}
        />
      )}
      {needs && (
        <>
          <fieldset>
            <legend className="mb-1 font-medium">{t("meals")}</legend>
            <p className="mb-1 text-sm text-soft">{t("mealsHint")}</p>
            <div className="grid gap-x-4 sm:grid-cols-2">
              {dishes.map((dish) => (
                <Checkbox
                  defaultChecked={typed.meals?.includes(dish)}
                  key={dish}
                  label={t(`dishes.${dish}`)}
                  name="meals[]"
                  value={dish}
                />
              ))}
            </div>
          </fieldset>
          <RadioGroup
            defaultValue={first("room") ?? "any"}
            label={t("room")}
            name="room"
            options={roomWishes.map((value) => ({ value, label: t(`rooms.${value}`) }))}
          />
          <TextField
            autoComplete="off"
            defaultValue={first("roomWith")}
            label={t("roomWith")}
            maxLength={120}
            name="roomWith"
            optional
          />
          <RadioGroup
            defaultValue={first("arrival") ?? "in-time"}
            label={t("arrival")}
            name="arrival"
            options={arrivals.map((value) => ({ value, label: t(`arrivals.${value}`) }))}
          />
          <Checkbox defaultChecked={first("car") === "true"} label={t("car")} name="car" />
        </>
      )}
    </>
  );
}

/** The name, as it will stand on the badge. */
export function NameField({ typed }: { typed: Typed }) {
  const t = useTranslations("registration");
  return <TextField autoComplete="name" defaultValue={typed.name?.[0]} label={t("name")} maxLength={200} name="name" />;
}

/** An address; one that looks like a slip of a common domain is asked about as soon as it is typed, never refused. */
export function EmailField({ typed, hint, label }: { typed: Typed; hint: string; label?: string }) {
  const t = useTranslations("registration");
  const [meant, setMeant] = useState(() => likelyAddress(typed.email?.[0]?.trim().toLowerCase() ?? ""));
  return (
    <TextField
      autoComplete="email"
      defaultValue={typed.email?.[0]}
      hint={meant ? t("emailMeant", { email: meant }) : hint}
      inputMode="email"
      label={label ?? t("email")}
      maxLength={254}
      name="email"
      onBlur={(event) => setMeant(likelyAddress(event.currentTarget.value.trim().toLowerCase()))}
      type="email"
    />
  );
}
