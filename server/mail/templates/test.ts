import type { MailData } from "@/lib/domain/mail";
import type { Template } from "../letter";

/** An administrator tries whether mail arrives. */
export const test: Template<MailData<"test">> = {
  write: ({ t, address }) => ({
    subject: t("test.subject"),
    body: [{ text: t("test.text") }, { button: t("test.button"), href: address("/admin/mail") }],
    why: t("test.why"),
  }),
};
