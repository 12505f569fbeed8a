import type { MailData } from "@/lib/domain/mail";
import { instant } from "@/lib/format";
import type { Block, Template } from "../letter";

/** Something changed about how the reader signs in: whether it was him, and what to do when it was not. */
export const security: Template<MailData<"security">> = {
  write({ data: { event, at, codesLeft }, recipient: { locale }, t, address }) {
    const left: Block[] = codesLeft === undefined ? [] : [{ text: t("security.codesLeft", { count: codesLeft }) }];
    return {
      subject: t(`security.subjects.${event}`),
      body: [
        { text: t(`security.texts.${event}`, { at: instant(at, locale) }) },
        ...left,
        { text: t("security.you") },
        { text: t("security.notYou") },
        { button: t("security.reset"), href: address("/forgotten-password") },
        { button: t("security.account"), href: address("/account") },
      ],
      why: t("security.why"),
    };
  },
};
