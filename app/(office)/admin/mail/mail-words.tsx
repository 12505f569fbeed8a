import { getLocale, getTranslations } from "next-intl/server";
import { StatePill, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { MailRow } from "@/db/queries/outbox";
import { type MailState, mailTemplates, readMailError } from "@/lib/domain/mail";
import { instant } from "@/lib/format";

const looks = {
  waiting: { tone: "active", icon: "clock" },
  sent: { tone: "good", icon: "check" },
  failed: { tone: "bad", icon: "stop" },
  dropped: { tone: "none", icon: "dash" },
} satisfies Record<MailState, { tone: Tone; icon: IconName }>;

/** How a mail and its state are said in words. */
export async function mailWords() {
  const [t, locale] = await Promise.all([getTranslations("mailbox"), getLocale()]);
  const template = (name: string) => {
    const known = Object.keys(mailTemplates).find((one): one is keyof typeof mailTemplates => one === name);
    return known ? t(`templates.${known}`) : name;
  };
  const error = ({ lastError }: Pick<MailRow, "lastError">) => {
    const found = readMailError(lastError);
    return found && `${t(`faults.${found.fault}`)}${found.codes ? ` (${found.codes})` : ""}`;
  };
  const when = (mail: MailRow) =>
    mail.settledAt
      ? instant(mail.settledAt, locale)
      : mail.attempts > 0
        ? t("nextTry", { at: instant(mail.nextAttemptAt, locale) })
        : null;
  const state = (mail: Pick<MailRow, "state" | "delivered">) => (
    <StatePill {...looks[mail.state]}>{mail.delivered === "file" ? t("asFile") : t(`states.${mail.state}`)}</StatePill>
  );
  const orderedAt = (mail: MailRow) => instant(mail.createdAt, locale);
  return { t, template, error, when, state, orderedAt };
}
