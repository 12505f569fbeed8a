import { createTranslator } from "next-intl";
import { withActor } from "@/db/gate";
import { type InvitationFacts, invitationFacts } from "@/db/queries/invitations";
import { roles } from "@/lib/domain/actor";
import { invitationHours, type MailData } from "@/lib/domain/mail";
import { type Locale, pickFrom } from "@/lib/domain/preference";
import { messagesByLocale } from "@/lib/words";
import type { MailWords, Template } from "../letter";

/** Somebody was invited, by whom and to what: the link opens his account once. */
export const invitation: Template<MailData<"invitation">> = {
  minutes: invitationHours * 60,
  async write({ data: { invitationId }, recipient: { locale }, t, address, token }) {
    const facts = await withActor({ kind: "worker" }, "read", (tx) => invitationFacts(tx, invitationId));
    if (!facts) return null;
    return {
      subject: t("invitation.subject", { organisation: facts.organisation }),
      body: [
        { text: t("invitation.text") },
        { items: factItems(facts, t, locale) },
        { text: t("invitation.link") },
        {
          button: t("invitation.button"),
          href: address(`/invitation/${invitationId}.${token("invitation", invitationId)}`),
        },
        { text: t("invitation.ends", { hours: invitationHours }) },
      ],
      why: t("invitation.why"),
    };
  },
};

function factItems({ organisation, inviter, held }: InvitationFacts, t: MailWords, locale: Locale) {
  const words = createTranslator({ locale, messages: messagesByLocale[locale], namespace: "roles" });
  const roleItems = held.map(({ role, project }) => {
    const known = pickFrom(roles, role);
    const name = known ? words(known) : role;
    return { text: project ? t("invitation.roleIn", { role: name, project }) : t("invitation.role", { role: name }) };
  });
  return [
    { text: t("invitation.organisation", { organisation }) },
    ...(inviter ? [{ text: t("invitation.inviter", { name: inviter }) }] : []),
    ...roleItems,
  ];
}
