import type { useTranslations } from "next-intl";
import { meetingTexts } from "@/lib/domain/meeting-text";

/** What a text of an invitation is called, by the key that lib/domain/meeting-text.ts gives it: `invitationCs`, `block.3`. */
export const textLabel =
  (t: ReturnType<typeof useTranslations<"meetings">>) =>
  (key: string): string => {
    if (key.startsWith("block.")) return t("blockOf", { number: Number(key.slice("block.".length)) });
    if (key === "titleCs" || key === "titleEn") return t(`fields.${key}`);
    const text = meetingTexts.find((name) => key === `${name}Cs` || key === `${name}En`);
    return text ? `${t(`texts.${text}`)} (${t(key.endsWith("Cs") ? "czech" : "english")})` : key;
  };
