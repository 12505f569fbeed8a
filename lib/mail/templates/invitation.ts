import { invitationHours, type MailData } from "@/lib/domain/mail";
import type { Template } from "../letter";

/** Somebody was invited: the link opens his account once. */
export const invitation: Template<MailData<"invitation">> = {
  minutes: invitationHours * 60,
  write: ({ data: { invitationId }, t, address, token }) => ({
    subject: t("invitation.subject"),
    body: [
      { text: t("invitation.text") },
      {
        button: t("invitation.button"),
        href: address(`/invitation/${invitationId}.${token("invitation", invitationId)}`),
      },
      { text: t("invitation.ends", { hours: invitationHours }) },
    ],
    why: t("invitation.why"),
  }),
};
