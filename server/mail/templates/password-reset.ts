import { type MailData, resetMinutes } from "@/lib/domain/mail";
import type { Template } from "../letter";

/** Somebody asked for a new password: the link sets it once. */
export const passwordReset: Template<MailData<"password-reset">> = {
  minutes: resetMinutes,
  write: ({ data: { resetId }, t, address, token }) => ({
    subject: t("reset.subject"),
    body: [
      { text: t("reset.text") },
      { button: t("reset.button"), href: address(`/reset/${resetId}.${token("password-reset", resetId)}`) },
      { text: t("reset.ends", { minutes: resetMinutes }) },
      { text: t("reset.notYou") },
    ],
    why: t("reset.why"),
  }),
};
