import { useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { TextField } from "@/components/ui/text-field";
import type { Place } from "@/db/queries/people";
import { RoleFields } from "./role-fields";

/** Invites a person: a mail with a link that opens once, within two days. */
export function InviteForm(props: { places: readonly Place[]; today: string; admin: boolean }) {
  const t = useTranslations("people");
  return (
    <Panel back="/admin/people" level={2} name="user.invite" submit={t("inviteSend")} title={t("inviteTitle")}>
      <p className="text-soft">{t("inviteText")}</p>
      <div className="grid gap-4 md:grid-cols-2">
        <TextField autoComplete="off" label={t("email")} maxLength={254} name="email" type="email" />
        <TextField autoComplete="off" label={t("name")} maxLength={200} name="name" />
        <RoleFields {...props} />
      </div>
    </Panel>
  );
}
