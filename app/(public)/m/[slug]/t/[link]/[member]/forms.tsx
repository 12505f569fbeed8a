"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { CommandForm } from "@/components/ui/command-form";
import type { SiteChoice, Typed } from "../../../registration-fields";
import { PersonFields, SiteFields } from "../forms";

type Own = {
  fixed: Readonly<Record<string, string>>;
  page: string;
  /** The page of the team, where a finished deed ends. */
  back: string;
};
type Filled = Own & { typed: Typed } & Pick<ComponentProps<typeof CommandForm>, "refused">;

export function ChangeMemberForm({ fixed, page, refused, typed, sites }: Filled & { sites: readonly SiteChoice[] }) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm
      doneLabel={t("changed")}
      fixed={fixed}
      name="member.change"
      page={page}
      refused={refused}
      submitLabel={t("changeDo")}
    >
      <PersonFields typed={typed} />
      <SiteFields sites={sites} typed={typed} />
    </CommandForm>
  );
}

/** Somebody else in his place: only name, address and role are asked, the rest he fills in himself. */
export function ReplaceForm({ fixed, page, back, refused, typed }: Filled) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm
      doneLabel={t("replaceDone")}
      fixed={fixed}
      name="member.replace"
      page={page}
      redirectTo={back}
      refused={refused}
      submit={{ variant: "secondary" }}
      submitLabel={t("replaceDo")}
    >
      <PersonFields typed={typed} />
    </CommandForm>
  );
}

export function WithdrawMemberForm({ fixed, page, back }: Own) {
  const t = useTranslations("cityTeam");
  return (
    <CommandForm
      doneLabel={t("withdrawMemberDone")}
      fixed={fixed}
      name="member.withdraw"
      page={page}
      redirectTo={back}
      submit={{ variant: "secondary" }}
      submitLabel={t("withdrawMember")}
    />
  );
}
