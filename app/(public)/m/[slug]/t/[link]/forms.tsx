"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { attendeeRoles } from "@/lib/domain/registration";
import type { SiteChoice, Typed } from "../../registration-fields";

type Fixed = Readonly<Record<string, string>>;
type Own = { fixed: Fixed; page: string };
type Refused = Pick<ComponentProps<typeof CommandForm>, "refused">;

/** The button that makes a coordinator of who opened the link: a program that opens links presses none. */
export function ConfirmTeamForm({ fixed, page }: Own) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm doneLabel={t("confirmed")} fixed={fixed} name="team.confirm" page={page} submitLabel={t("confirm")} />
  );
}

export function WithdrawTeamForm({ fixed, page }: Own) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm
      doneLabel={t("withdrawnDone")}
      fixed={fixed}
      name="team.withdraw"
      page={page}
      submit={{ variant: "secondary" }}
      submitLabel={t("withdrawDo")}
    />
  );
}

/** By a signed-in user, through his own session. */
export function TakeOverForm({ fixed }: { fixed: Fixed }) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm
      doneLabel={t("takenOver")}
      fixed={fixed}
      name="team.take-over"
      submit={{ variant: "secondary" }}
      submitLabel={t("takeOver")}
    />
  );
}

/** Name, address and role of one person. */
export function PersonFields({ typed }: { typed: Typed }) {
  const t = useTranslations("cityTeam");
  const r = useTranslations("registration");
  return (
    <>
      <TextField autoComplete="off" defaultValue={typed.name?.[0]} label={r("name")} maxLength={200} name="name" />
      <TextField
        autoComplete="off"
        defaultValue={typed.email?.[0]}
        hint={t("memberEmailHint")}
        inputMode="email"
        label={r("email")}
        maxLength={254}
        name="email"
        optional
        type="email"
      />
      <RoleField label={r("role")} typed={typed} />
      <Checkbox defaultChecked={typed.another?.[0] === "true"} label={t("another")} name="another" />
    </>
  );
}

export function RoleField({ typed, label, hint }: { typed: Typed; label: string; hint?: string }) {
  const r = useTranslations("registration");
  return (
    <Select
      defaultValue={typed.role?.[0] ?? ""}
      hint={hint}
      label={label}
      name="role"
      options={attendeeRoles.map((value) => ({ value, label: r(`roles.${value}`) }))}
      placeholder=""
    />
  );
}

/** Where they would like to be, and whether the other site would do. */
export function SiteFields({ typed, sites }: { typed: Typed; sites: readonly SiteChoice[] }) {
  const r = useTranslations("registration");
  const [only] = sites;
  if (sites.length === 1 && only) return <input name="site" type="hidden" value={only.code} />;
  return (
    <>
      <RadioGroup
        defaultValue={typed.site?.[0] ?? "any"}
        label={r("site")}
        name="site"
        options={[
          ...sites.map(({ code, name, days }) => ({ value: code, label: name, hint: days })),
          { value: "any", label: r("siteAny") },
        ]}
      />
      <RadioGroup
        defaultValue={typed.canOther?.[0] ?? "yes"}
        hint={r("canOtherHint")}
        label={r("canOther")}
        name="canOther"
        options={[
          { value: "yes", label: r("canOtherYes") },
          { value: "no", label: r("canOtherNo") },
        ]}
      />
    </>
  );
}

type Entering = Own & Refused & { typed: Typed; sites: readonly SiteChoice[] };

export function AddForm({ fixed, page, refused, typed, sites }: Entering) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm
      doneLabel={t("added")}
      fixed={fixed}
      name="member.add"
      page={page}
      refused={refused}
      resets
      submitLabel={t("addDo")}
    >
      <PersonFields typed={typed} />
      <SiteFields sites={sites} typed={typed} />
    </CommandForm>
  );
}

type Somebody = { id: string; name: string };

/** One who has a place and one who waits change. */
export function ExchangeForm({
  fixed,
  page,
  sitting,
  waiting,
}: Own & { sitting: readonly Somebody[]; waiting: readonly Somebody[] }) {
  const t = useTranslations("cityTeam");
  const options = (people: readonly Somebody[]) => people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <CommandForm
      doneLabel={t("exchanged")}
      fixed={fixed}
      name="member.exchange"
      page={page}
      submit={{ variant: "secondary" }}
      submitLabel={t("exchangeDo")}
    >
      <Select label={t("gives")} name="registrationId" options={options(sitting)} placeholder="" />
      <Select label={t("gets")} name="waitingId" options={options(waiting)} placeholder="" />
    </CommandForm>
  );
}
